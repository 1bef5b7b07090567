import { expect, test } from 'vitest';
import { codeFlaws, debtsToday, demo, hasIssue, rowsOf, text, type Flaw } from './sample.ts';

const agencies = rowsOf('finance', 'BAS_AGENCY_INFO');
const contracts = rowsOf('finance', 'CT_CONTRACT_INFO');
const payables = rowsOf('finance', 'AP_PAYABLE');
const vouchers = rowsOf('finance', 'PAY_VOUCHER_BILL');
const debts = debtsToday('finance');
const figures = debts.map((debt) => debt.figures).filter((of) => 'gross' in of);
const { today } = demo.truth;

const flaws: Flaw[] = [
  ...codeFlaws(contracts.map((row) => text(row, 'SUPPLIER_CRED_CODE'))),
  ...['BAS_AGENCY_INFO', 'PM_PROJECT_INFO', 'CT_CONTRACT_INFO', 'AP_PAYABLE', 'PAY_VOUCHER_BILL'].map((table): Flaw => [
    `a deleted row of ${table}`,
    () => rowsOf('finance', table).some((row) => row['IS_DELETED'] === 1),
  ]),
  ['an agency deleted and entered again', () => codesOfDeleted().some((code) => inForce().includes(code))],
  [
    'an agency that is only deleted',
    () =>
      contracts.some(
        (row) => !inForce().includes(text(row, 'AGENCY_CODE')) && codesOfDeleted().includes(text(row, 'AGENCY_CODE')),
      ),
  ],
  [
    'an agency without any row',
    () => contracts.some((row) => !agencies.some((agency) => agency['AGENCY_CODE'] === row['AGENCY_CODE'])),
  ],
  ...['〔', '[', '(', '（'].map((bracket): Flaw => [
    `a contract number with ${bracket}`,
    () => contracts.some((row) => text(row, 'CONTRACT_NO').includes(bracket)),
  ]),
  ['a payable that is not true', () => payables.some((row) => row['VERIFY_STATE'] === '2')],
  ['a payable of nothing', () => payables.some((row) => row['PAYABLE_AMT'] === '0.00')],
  [
    'a bill without a number',
    () => payables.some((row) => row['BILL_NO'] === null && !text(row, 'PAYABLE_AMT').startsWith('-')),
  ],
  [
    'a credit note without a number',
    () => payables.some((row) => row['BILL_NO'] === null && text(row, 'PAYABLE_AMT').startsWith('-')),
  ],
  ['several credit notes for a debt', () => figures.some(({ creditNotes }) => creditNotes.length > 2)],
  [
    'credit notes beyond the amount',
    () => figures.some(({ gross, creditNotes }) => creditNotes.reduce((sum, { value }) => sum + value, 0n) > gross),
  ],
  ['a credit note of a day to come', () => figures.some(({ creditNotes }) => creditNotes.some(({ on }) => on > today))],
  [
    'a credit note older than its debt',
    () =>
      debts.some(
        (debt) => 'gross' in debt.figures && debt.figures.creditNotes.some(({ on }) => on < (debt.incurredOn ?? '')),
      ),
  ],
  ['a payment of a day to come', () => figures.some(({ payments }) => payments.some(({ on }) => on > today))],
  [
    'a delivery to come',
    () => demo.truth.debts.some(({ domain, from }) => domain === 'finance' && from !== null && from > today),
  ],
  ...['0', '1', '2', '3'].map((status): Flaw => [
    `a voucher of status ${status}`,
    () => vouchers.some((row) => row['VOUCHER_STATUS'] === status),
  ]),
  [
    'a voucher that says paid, on no day',
    () => vouchers.some((row) => row['VOUCHER_STATUS'] === '1' && row['PAY_DATE'] === null),
  ],
  ['a plan that was revised', () => rowsOf('finance', 'REPAY_PLAN').some((row) => row['REVISION'] === 2)],
  ...(['RECORDED', 'AGREED_TERM', 'STATUTORY_TERM', 'STATUTORY_CAP'] as const).map((basis): Flaw => [
    `due by ${basis}`,
    () => debts.some(({ dueBasis }) => dueBasis === basis),
  ]),
  ...[
    ...[
      'OVERPAID',
      'PAYMENT_UNMATCHED',
      'CREDIT_NOTE_UNMATCHED',
      'CREDIT_CODE_INVALID',
      'DEBTOR_UNIDENTIFIED',
      'CREDITOR_UNIDENTIFIED',
    ],
    ...['DATE_UNREADABLE', 'REFERENCE_MISSING'],
  ].map((kind): Flaw => [kind, () => hasIssue('finance', kind)]),
];

const inForce = (): string[] =>
  agencies.filter((row) => row['IS_DELETED'] === 2).map((row) => text(row, 'AGENCY_CODE'));
const codesOfDeleted = (): string[] =>
  agencies.filter((row) => row['IS_DELETED'] === 1).map((row) => text(row, 'AGENCY_CODE'));

test.each(flaws)('there is %s', (_, occurs) => {
  expect(occurs()).toBe(true);
});
