import type { Column, Row } from '../../gateway/reports/shape.ts';
import { DOMAIN_WORDS, WORDS } from './words.ts';

const DEBTS = { zh: '笔', en: 'debts' };
const DAYS = { zh: '天', en: 'days' };

/** Numbers the rows, from 1. */
export const serial: Column = { key: 'no', zh: '序号', en: 'No.', type: 'serial', path: () => null, width: 6 };

/** Which debts, and between whom. */
export const domain: Column = {
  key: 'domain',
  zh: '领域',
  en: 'Domain',
  type: 'text',
  path: 'domain.code',
  words: DOMAIN_WORDS,
  width: 10,
};
export const debtorName: Column = {
  key: 'debtorName',
  zh: '欠款主体',
  en: 'Debtor',
  type: 'text',
  path: 'debtorName',
  width: 20,
};
export const creditorName: Column = {
  key: 'creditorName',
  zh: '债权企业',
  en: 'Creditor',
  type: 'text',
  path: 'creditorName',
  width: 20,
};
export const contractName: Column = {
  key: 'contractName',
  zh: '合同名称',
  en: 'Contract',
  type: 'text',
  path: 'contractName',
  width: 22,
};
export const contractNo: Column = {
  key: 'contractNo',
  zh: '合同编号',
  en: 'Contract no.',
  type: 'text',
  path: 'contractNo',
  width: 17,
};
export const debtId: Column = { key: 'debtId', zh: '债务编号', en: 'Debt id', type: 'text', path: 'id', width: 24 };
export const incurredOn: Column = {
  key: 'incurredOn',
  zh: '形成时间',
  en: 'Incurred on',
  type: 'day',
  path: 'incurredOn',
  width: 12,
};
export const dueOn: Column = { key: 'dueOn', zh: '应付日', en: 'Due on', type: 'day', path: 'dueOn', width: 12 };
export const wages: Column = {
  key: 'wages',
  zh: '农民工工资',
  en: 'Migrant workers’ wages',
  type: 'flag',
  path: 'wages',
  width: 10,
};
export const daysOverdue: Column = {
  key: 'daysOverdue',
  zh: '逾期天数',
  en: 'Days overdue',
  type: 'count',
  path: 'daysOverdue',
  width: 9,
  unit: DAYS,
};
export const ageBucket: Column = {
  key: 'ageBucket',
  zh: '账龄',
  en: 'Age',
  type: 'text',
  path: 'ageBucket',
  words: WORDS.AgeBucket,
  width: 10,
};
export const cause: Column = {
  key: 'cause',
  zh: '拖欠原因',
  en: 'Cause',
  type: 'text',
  path: 'cause',
  words: WORDS.DebtCause,
  width: 10,
};
export const debtorKind: Column = {
  key: 'debtorKind',
  zh: '主体性质',
  en: 'Debtor kind',
  type: 'text',
  path: 'debtor.kind',
  words: WORDS.DebtorKind,
  width: 9,
};

/** Money of a debt; of totals under another path. */
export const money = (key: string, zh: string, en: string, path: Column['path'] = key): Column => ({
  ...{ key, zh, en, path },
  type: 'money',
  width: 14,
  summed: true,
});
export const amount = money('amount', '应付', 'Amount');
export const paid = money('paid', '已付', 'Paid');
export const outstanding = money('outstanding', '余额', 'Outstanding');

/** What is owed without dispute, and what the parties disagree about. */
export const undisputedAmount = money('undisputedAmount', '无分歧额', 'Undisputed', (row) => partOf(row, false));
export const disputedAmount = money('disputedAmount', '有分歧额', 'Disputed', (row) => partOf(row, true));

const partOf = ({ disputed, outstanding: owed }: Row, wanted: boolean): unknown =>
  disputed === wanted ? owed : '0.00';

/** Of what is summed up in a row. */
export const totals: readonly Column[] = [
  { key: 'count', zh: '笔数', en: 'Debts', type: 'count', path: 'totals.count', width: 9, unit: DEBTS, summed: true },
  money('amount', '应付', 'Amount', 'totals.amount'),
  money('paid', '已付', 'Paid', 'totals.paid'),
  money('outstanding', '余额', 'Outstanding', 'totals.outstanding'),
  { key: 'clearanceRate', zh: '清偿率', en: 'Clearance rate', type: 'ratio', path: 'totals.clearanceRate', width: 10 },
];

/** Of a group, which says the kind itself. */
export const kindOfGroup: Column = { ...debtorKind, path: 'debtorKind' };
export const disputed: Column = {
  key: 'disputed',
  zh: '有分歧',
  en: 'Disputed',
  type: 'flag',
  path: 'disputed',
  width: 9,
};
