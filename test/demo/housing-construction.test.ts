import { expect, test } from 'vitest';
import { codeFlaws, debtsToday, demo, hasIssue, rowsOf, text, type Flaw } from './sample.ts';

const units = rowsOf('housing-construction', 'hc_org');
const contracts = rowsOf('housing-construction', 'hc_contract');
const bills = rowsOf('housing-construction', 'hc_bill');
const payments = rowsOf('housing-construction', 'hc_payment');
const debts = debtsToday('housing-construction');

const endOf = (id: unknown): unknown => units.find((row) => row['id'] === id)?.['merged_into'] ?? null;
const mergedInto = (end: unknown): typeof units => units.filter((row) => row['merged_into'] === end);

const flaws: Flaw[] = [
  ...codeFlaws(units.map((row) => text(row, 'credit_code'))),
  ['a code with spaces', () => units.some((row) => /^ \w+ \w+\s/.test(text(row, 'credit_code')))],
  ['a code with hyphens', () => units.some((row) => /^\w{8}-\w{8}-\w{2}$/.test(text(row, 'credit_code')))],
  ...['hc_org', 'hc_project', 'hc_contract', 'hc_bill', 'hc_payment', 'hc_document', 'hc_deposit'].map(
    (table): Flaw => [
      `a deleted row of ${table}`,
      () => rowsOf('housing-construction', table).some((row) => row['deleted'] === 1),
    ],
  ),
  [
    'a cancelled instalment',
    () => rowsOf('housing-construction', 'hc_repay_plan').some((row) => row['cancelled'] === 1),
  ],
  ['mergers in a chain', () => units.some((row) => row['merged_into'] !== null && endOf(row['merged_into']) !== null)],
  [
    'a code that only a merged entry has',
    () =>
      units.some(
        (row) => row['credit_code'] === null && mergedInto(row['id']).some((merged) => merged['credit_code'] !== null),
      ),
  ],
  ['a contract with an entry that was merged', () => contracts.some((row) => endOf(row['contractor_id']) !== null)],
  [
    'a contract with a deleted entry',
    () => contracts.some((row) => units.find(({ id }) => id === row['contractor_id'])?.['deleted'] === 1),
  ],
  ...[0, 9].map((status): Flaw => [`a bill of status ${status}`, () => bills.some((row) => row['status'] === status)]),
  ['a bill that nobody confirmed', () => bills.some((row) => row['confirmed_at'] === null)],
  ['a bill of nothing', () => bills.some((row) => row['amount_fen'] === '0')],
  ['a bill below nothing', () => bills.some((row) => text(row, 'amount_fen').startsWith('-'))],
  ['a day that is another one in UTC', () => bills.some((row) => text(row, 'confirmed_at').endsWith('16:30:00'))],
  [
    'a month that is another one in UTC',
    () => payments.some((row) => /-(30|31) 16:(00|30):00$/.test(text(row, 'paid_at'))),
  ],
  ['a payment on no day', () => payments.some((row) => row['paid_at'] === '0000-00-00 00:00:00')],
  ['a due date that is none', () => bills.some((row) => row['due_on'] === '0000-00-00')],
  ['a bill without a contract', () => bills.some((row) => !contracts.some(({ id }) => id === row['contract_id']))],
  [
    'a merger into nothing',
    () => units.some((row) => row['merged_into'] !== null && !units.some(({ id }) => id === row['merged_into'])),
  ],
  [
    'mergers in a circle',
    () => units.some((row) => row['merged_into'] !== null && endOf(row['merged_into']) === row['id']),
  ],
  ['a reversed payment', () => payments.some((row) => row['reversed'] === 1)],
  ['a number of the Finance Bureau', () => contracts.some((row) => row['finance_ct_no'] !== null)],
  ['an agreed rate of interest', () => debts.some(({ lateRate }) => lateRate !== null)],
  ...(['RECORDED', 'STATUTORY_TERM', 'STATUTORY_CAP', 'RETENTION_PERIOD', 'UNKNOWN'] as const).map((basis): Flaw => [
    `due by ${basis}`,
    () => debts.some(({ dueBasis }) => dueBasis === basis),
  ]),
  [
    'retention that ends with a shorter month',
    () => debts.some(({ dueBasis, dueOn }) => dueBasis === 'RETENTION_PERIOD' && dueOn === '2025-02-28'),
  ],
  [
    'a confirmation to come',
    () =>
      demo.truth.debts.some(({ domain, from }) => domain === 'housing-construction' && (from ?? '') > demo.truth.today),
  ],
  ...[
    'OVERPAID',
    'STATUS_LAGS',
    'CREDIT_CODE_INVALID',
    'DEBTOR_UNIDENTIFIED',
    'CREDITOR_UNIDENTIFIED',
    'DATE_UNREADABLE',
    'REFERENCE_MISSING',
  ].map((kind): Flaw => [kind, () => hasIssue('housing-construction', kind)]),
];

test.each(flaws)('there is %s', (_, occurs) => {
  expect(occurs()).toBe(true);
});
