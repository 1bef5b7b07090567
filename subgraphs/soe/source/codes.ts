import type { DocumentKind, EnterpriseScale, FundingSource, Ownership } from '../../../kit/fact.ts';
import type { DocumentState, SupplierProperty } from '../model.ts';

/** What the codes and fixed texts of a column mean. */
export type Meanings<Value> = ReadonlyMap<string, Value>;

const meanings = <Value>(byCode: Readonly<Record<string, Value>>): Meanings<Value> => new Map(Object.entries(byCode));

/** 暂存, 已保存, 已审核, 已签字. */
export const documentStates = meanings<DocumentState>({ '-99': 'DRAFT', '1': 'SAVED', '2': 'AUDITED', '3': 'SIGNED' });

export const supplierProperties = meanings<SupplierProperty>({ '0': 'EXTERNAL', '1': 'INTERNAL' });

export const ownerships = meanings<Ownership>({ 民营: 'PRIVATE', 国有: 'STATE', 外资: 'FOREIGN', 个体: 'INDIVIDUAL' });

export const scales = meanings<EnterpriseScale>({ 大型: 'LARGE', 中型: 'MEDIUM', 小型: 'SMALL', 微型: 'MICRO' });

export const fundingSources = meanings<FundingSource>({
  自有资金: 'OWN_FUNDS',
  资产处置: 'ASSET_DISPOSAL',
  财政补助: 'FISCAL',
  贷款: 'LOAN',
});

export const documentKinds = meanings<DocumentKind>({ 合同: 'CONTRACT', 计划: 'PLAN', 凭证: 'VOUCHER', 验收: 'ACCEPTANCE', 其他: 'OTHER' });

/** The numbers that mean one of these. */
export function numbersOf<Value>(byCode: Meanings<Value>, wanted: readonly Value[]): number[] {
  return [...byCode].flatMap(([code, value]) => (wanted.includes(value) ? [Number(code)] : []));
}
