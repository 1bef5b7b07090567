import { expect, test } from 'vitest';
import { codeFlaws, debtsToday, demo, hasIssue, rowsOf, text, type Flaw } from './sample.ts';

const suppliers = rowsOf('soe', 'bd_cubasdoc');
const companies = rowsOf('soe', 'bd_corp');
const documents = rowsOf('soe', 'arap_djzb');
const lines = rowsOf('soe', 'arap_djfb');
const writeOffs = rowsOf('soe', 'arap_verify');
const debts = debtsToday('soe');
const figures = debts.map((debt) => debt.figures).filter((of) => 'gross' in of);

const HALF_FEN = 500_000n;

const flaws: Flaw[] = [
  ...codeFlaws(suppliers.map((row) => text(row, 'taxpayerid'))),
  ...['bd_corp', 'bd_cubasdoc', 'arap_djzb', 'arap_djfb', 'arap_verify', 'arap_plan', 'arap_attach', 'am_disposal'].map(
    (table): Flaw => [`a deleted row of ${table}`, () => rowsOf('soe', table).some((row) => row['dr'] === 1)],
  ),
  ['a closed company', () => companies.some((row) => row['seal'] === 'Y')],
  ['an internal supplier', () => suppliers.some((row) => row['custprop'] === 1)],
  ['one party under several entries', () => new Set(suppliers.map((row) => row['custname'])).size < suppliers.length],
  [
    'a deleted entry with another code',
    () =>
      suppliers.some(
        (row) =>
          row['dr'] === 1 &&
          suppliers.some(
            (other) =>
              other['dr'] === 0 && other['custname'] === row['custname'] && other['taxpayerid'] !== row['taxpayerid'],
          ),
      ),
  ],
  ...[-99, 1, 2, 3].map((state): Flaw => [
    `a document of state ${state}`,
    () => documents.some((row) => row['djzt'] === state),
  ]),
  ['a document of several lines', () => lines.some((row) => row['flbh'] === 3)],
  ['a red letter', () => lines.some((row) => text(row, 'dfbbje').startsWith('-'))],
  ['another currency', () => lines.some((row) => row['bzbm'] === 'USD' && row['dfybje'] !== row['dfbbje'])],
  ['eight places', () => lines.some((row) => /\.\d{6}[1-9]/.test(text(row, 'dfbbje')))],
  ['an amount of half a fen', () => figures.some(({ gross }) => gross === HALF_FEN)],
  [
    'payments that make half a fen',
    () =>
      figures.some(
        ({ payments }) => payments.reduce((sum, { value }) => sum + value, 0n) % (2n * HALF_FEN) === HALF_FEN,
      ),
  ],
  ['settled against a red letter', () => writeOffs.some((row) => row['fk_oid'] === null && row['undone'] === 'N')],
  ['an undone write-off', () => writeOffs.some((row) => row['undone'] === 'Y')],
  ['an undone red letter', () => writeOffs.some((row) => row['fk_oid'] === null && row['undone'] === 'Y')],
  ['no day to begin with', () => lines.some((row) => !row['qxrq'] && row['contractno'] !== null)],
  ['wages', () => lines.some((row) => row['zyx1'] === '工资')],
  [
    'a debt to come',
    () => demo.truth.debts.some(({ domain, from }) => domain === 'soe' && (from ?? '') > demo.truth.today),
  ],
  ...(['RECORDED', 'STATUTORY_TERM'] as const).map((basis): Flaw => [
    `due by ${basis}`,
    () => debts.some(({ dueBasis }) => dueBasis === basis),
  ]),
  ...['OVERPAID', 'DATE_UNREADABLE', 'CREDIT_CODE_INVALID', 'CREDITOR_UNIDENTIFIED', 'REFERENCE_MISSING'].map(
    (kind): Flaw => [kind, () => hasIssue('soe', kind)],
  ),
];

test.each(flaws)('there is %s', (_, occurs) => {
  expect(occurs()).toBe(true);
});
