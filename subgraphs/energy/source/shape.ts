import { tableShape, type TableShape } from '../../../kit/database/shape.ts';

/** Every table and column that is read, conditions included. */
export const shape: readonly TableShape[] = [
  tableShape(
    '清欠台账',
    {
      text:
        '填报月份 填报单位 欠款单位 债权企业 统一社会信用代码 合同名称 合同编号 欠款类型 欠款金额（万元） 已付金额（万元） 未付金额（万元） ' +
        '形成时间 约定付款时间 是否有分歧 拖欠原因 还款计划 责任人 联系电话 备注',
      number: '导入批次 序号',
    },
    '填报月份',
  ),
  tableShape('企业名录', { text: '企业名称 曾用名 统一社会信用代码 企业规模 企业性质' }),
  tableShape('填报单位', { text: '单位名称 统一社会信用代码 单位类别 联系人' }),
];
