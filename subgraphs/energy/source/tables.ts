import { holding, text, typedText } from '../../../kit/source/columns.ts';
import { shapeOf } from '../../../kit/source/table-shape.ts';
import type { Table } from '../../../kit/source/table.ts';
import type { DirectoryEntry, LedgerLine, UnitEntry } from '../model.ts';

/** 责任人 and 联系电话 of a line, 联系人 of a unit: personal, and read by `contacts.ts` alone, for one answer. */
export const lineContact = { person: typedText('责任人'), phone: typedText('联系电话') };
export const unitContact = typedText('联系人');

/** 清欠台账. It has no key. */
export const ledgerLines: Table<LedgerLine> = {
  name: '清欠台账',
  columns: {
    batch: holding('number', text('导入批次')),
    rowNumber: holding('number', typedText('序号')),
    month: text('填报月份'),
    reportingUnit: text('填报单位'),
    debtor: typedText('欠款单位'),
    creditor: typedText('债权企业'),
    creditCode: typedText('统一社会信用代码'),
    contractName: typedText('合同名称'),
    contractNo: typedText('合同编号'),
    debtType: typedText('欠款类型'),
    amountAsTyped: typedText('欠款金额（万元）'),
    paidAsTyped: typedText('已付金额（万元）'),
    outstandingAsTyped: typedText('未付金额（万元）'),
    incurredAsTyped: typedText('形成时间'),
    dueAsTyped: typedText('约定付款时间'),
    disputedAsTyped: typedText('是否有分歧'),
    cause: typedText('拖欠原因'),
    repaymentPlan: typedText('还款计划'),
    remarks: typedText('备注'),
  },
  soughtBy: ['填报月份'],
  also: Object.values(lineContact),
};

/** 企业名录. */
export const directory: Table<DirectoryEntry> = {
  name: '企业名录',
  columns: {
    name: text('企业名称'),
    formerName: typedText('曾用名'),
    creditCode: typedText('统一社会信用代码'),
    scale: typedText('企业规模'),
    ownership: typedText('企业性质'),
  },
};

/** 填报单位, those that are to report. */
export const units: Table<UnitEntry> = {
  name: '填报单位',
  columns: {
    name: text('单位名称'),
    creditCode: typedText('统一社会信用代码'),
    category: typedText('单位类别'),
  },
  also: [unitContact],
};

/** All that is read of the books. */
export const shape = shapeOf([ledgerLines, directory, units]);
