import * as columns from './parts/columns.ts';
import { debts } from './parts/debts.ts';
import { planText } from './parts/plans.ts';
import { DOMAIN_WORDS, WORDS } from './parts/words.ts';

/** Columns and their headings are those of a 清欠台账. */
export const report = debts({ zh: '清理拖欠账款台账', en: 'Ledger of arrears' }, [
  columns.domain,
  columns.debtorName,
  { key: 'debtorCode', zh: '主体代码', en: 'Debtor code', type: 'text', path: 'debtor.creditCode', width: 11 },
  columns.debtorKind,
  columns.creditorName,
  { key: 'creditorCode', zh: '信用代码', en: 'Creditor code', type: 'text', path: 'creditor.creditCode', width: 11 },
  {
    ...{ key: 'creditorScale', zh: '企业规模', en: 'Creditor scale', type: 'text', path: 'creditor.scale' },
    ...{ words: WORDS.EnterpriseScale, width: 6 },
  },
  {
    ...{ key: 'creditorOwnership', zh: '所有制', en: 'Creditor ownership', type: 'text', path: 'creditor.ownership' },
    ...{ words: WORDS.Ownership, width: 8 },
  },
  columns.contractName,
  columns.contractNo,
  {
    key: 'category',
    zh: '欠款类型',
    en: 'Category',
    type: 'text',
    path: 'category',
    words: WORDS.DebtCategory,
    width: 7,
  },
  columns.amount,
  columns.paid,
  columns.outstanding,
  columns.undisputedAmount,
  columns.disputedAmount,
  columns.incurredOn,
  columns.dueOn,
  columns.daysOverdue,
  columns.ageBucket,
  columns.wages,
  columns.cause,
  { key: 'verified', zh: '是否核实', en: 'Verified', type: 'flag', path: 'verified', width: 6 },
  { key: 'plan', zh: '还款计划', en: 'Repayment plan', type: 'text', path: planText, width: 26 },
  {
    ...{ key: 'fundingSource', zh: '资金来源', en: 'Funding source', type: 'text', path: 'record.plan.fundingSource' },
    ...{ words: WORDS.FundingSource, width: 11 },
  },
  {
    ...{ key: 'registeredIn', zh: '登记于', en: 'Registered in', type: 'text', path: 'recordings.domain.code' },
    ...{ words: DOMAIN_WORDS, width: 13 },
  },
]);
