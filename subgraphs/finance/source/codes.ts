import type {
  DebtCategory,
  DebtCause,
  DebtorKind,
  DocumentKind,
  EnterpriseScale,
  FundingSource,
  Ownership,
} from '../../../kit/rules/fact.ts';
import type { Meanings } from '../../../kit/source/columns.ts';
import type { VerifyState, VoucherStatus } from '../model.ts';

// What the codes of the treasury-payment system mean (its data dictionary).

/** 1 行政单位, 2 事业单位, 3 苏木镇/街道. */
export const agencyKinds: Meanings<DebtorKind> = { 1: 'GOVERNMENT', 2: 'PUBLIC_INSTITUTION', 3: 'TOWN' };

/** 大型, 中型, 小型, 微型. */
export const scales: Meanings<EnterpriseScale> = { L: 'LARGE', M: 'MEDIUM', S: 'SMALL', T: 'MICRO' };

/** 国有, 民营, 外资, 个体. */
export const ownerships: Meanings<Ownership> = { 1: 'STATE', 2: 'PRIVATE', 3: 'FOREIGN', 4: 'INDIVIDUAL' };

/** 货物, 工程, 服务. */
export const categories: Meanings<DebtCategory> = { A: 'GOODS', B: 'WORKS', C: 'SERVICES' };

/** 资金不足, 未验收, 未结算审计, 存在纠纷, 手续不全, 其他. */
export const causes: Meanings<DebtCause> = {
  '01': 'FUNDS',
  '02': 'ACCEPTANCE',
  '03': 'SETTLEMENT',
  '04': 'DISPUTE',
  '05': 'PAPERWORK',
  '99': 'OTHER',
};

/** 未核实, 已核实, 不属实. */
export const verifyStates: Meanings<VerifyState> = { 0: 'UNVERIFIED', 1: 'VERIFIED', 2: 'UNTRUE' };

/** 在途, 已支付, 已退票, 作废. */
export const voucherStatuses: Meanings<VoucherStatus> = { 0: 'IN_TRANSIT', 1: 'PAID', 2: 'RETURNED', 3: 'VOID' };

/** 财政资金, 清缴税费, 国有资产处置, 债券/上级资金. */
export const fundingSources: Meanings<FundingSource> = {
  1: 'FISCAL',
  2: 'TAX_RECOVERY',
  3: 'ASSET_DISPOSAL',
  4: 'BOND_OR_TRANSFER',
};

/** 合同协议, 还款计划, 支付凭证, 验收/结算. */
export const documentKinds: Meanings<DocumentKind> = { 1: 'CONTRACT', 2: 'PLAN', 3: 'VOUCHER', 4: 'ACCEPTANCE' };
