import type { Meanings } from '../../../kit/source/columns.ts';
import type { DocumentKind, EnterpriseScale, FundingSource, Ownership } from '../../../kit/rules/fact.ts';
import type { DocumentState, SupplierProperty } from '../model.ts';

/** 暂存, 已保存, 已审核, 已签字. */
export const documentStates: Meanings<DocumentState> = { '-99': 'DRAFT', '1': 'SAVED', '2': 'AUDITED', '3': 'SIGNED' };

export const supplierProperties: Meanings<SupplierProperty> = { '0': 'EXTERNAL', '1': 'INTERNAL' };

export const ownerships: Meanings<Ownership> = { 民营: 'PRIVATE', 国有: 'STATE', 外资: 'FOREIGN', 个体: 'INDIVIDUAL' };

export const scales: Meanings<EnterpriseScale> = { 大型: 'LARGE', 中型: 'MEDIUM', 小型: 'SMALL', 微型: 'MICRO' };

export const fundingSources: Meanings<FundingSource> = {
  自有资金: 'OWN_FUNDS',
  资产处置: 'ASSET_DISPOSAL',
  财政补助: 'FISCAL',
  贷款: 'LOAN',
};

export const documentKinds: Meanings<DocumentKind> = {
  合同: 'CONTRACT',
  计划: 'PLAN',
  凭证: 'VOUCHER',
  验收: 'ACCEPTANCE',
  其他: 'OTHER',
};

/** dr: an empty one is 0, everywhere. */
export const standings: Meanings<boolean> = { '': true, '0': true, '1': false };

/** Whether 'Y' stands there; an empty field is as 'N'. */
export const yesOrNo: Meanings<boolean> = { '': false, N: false, Y: true };

/** undone is 'N' where a write-off stands; only such ones count. */
export const undoings: Meanings<boolean> = { N: false, Y: true };
