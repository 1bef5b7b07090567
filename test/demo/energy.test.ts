import { expect, test } from 'vitest';
import { codeFlaws, debtsToday, demo, hasIssue, rowsOf, text, type Flaw } from './sample.ts';

const rows = rowsOf('energy', '清欠台账');
const directory = rowsOf('energy', '企业名录');
const listed = rowsOf('energy', '填报单位');
const debts = demo.truth.debts.filter(({ domain }) => domain === 'energy');
const today = debtsToday('energy');

const some =
  (column: string, pattern: RegExp): (() => boolean) =>
  () =>
    rows.some((row) => pattern.test(text(row, column)));
const unitOf = (row: (typeof rows)[number]): string => text(row, '填报单位').normalize('NFKC').replace(/\s/g, '');
const typed = (debt: (typeof debts)[number]) => ('paid' in debt.figures ? debt.figures : null);

const flaws: Flaw[] = [
  ...codeFlaws(rows.map((row) => text(row, '统一社会信用代码'))),
  [
    'a code alone for a creditor',
    () => rows.some((row) => row['债权企业'] === '' && text(row, '统一社会信用代码') !== ''),
  ],
  ['plain amounts', some('欠款金额（万元）', /^\d+\.\d+$/)],
  ['commas', some('欠款金额（万元）', /^\d{1,3},\d{3}/)],
  ['full-width digits', some('欠款金额（万元）', /^[０-９]+/)],
  ['blanks around an amount', some('欠款金额（万元）', /^ [\d.]+ $/)],
  ['万元 behind an amount', some('欠款金额（万元）', /\d万元$/)],
  ['万 behind an amount', some('欠款金额（万元）', /\d 万$/)],
  ['half a fen', some('欠款金额（万元）', /\.\d{6}5$/)],
  ['an amount that is none', some('欠款金额（万元）', /^(约30|—|待核实|-5|十二|30左右|1\.2\.3|③|1⑤)$/)],
  ['digits in circles', some('欠款金额（万元）', /[③⑤]/)],
  ['a paid amount that is none', some('已付金额（万元）', /^(约30|—|待核实|-5|十二|30左右|1\.2\.3)$/)],
  ...Object.entries({
    'a date with hyphens': /^\d{4}-\d{2}-\d{2}$/,
    'a date with slashes': /^\d{4}\/\d{1,2}\/\d{1,2}$/,
    'a date with dots': /^\d{4}\.\d{1,2}\.\d{1,2}$/,
    'a compact date': /^\d{8}$/,
    'a Chinese date': /^\d{4}年\d{1,2}月\d{1,2}日$/,
    'a spreadsheet serial': /^\d{5}$/,
    'a full-width date': /^[０-９]{8}$/,
    'a month with a dot': /^\d{4}\.([2-9]|1[0-2])$/,
    'a month with a hyphen': /^\d{4}-\d{2}$/,
    'a month with a slash': /^\d{4}\/\d{1,2}$/,
    'a Chinese month': /^\d{4}年\d{1,2}月$/,
    'January, or October': /^\d{4}\.1$/,
    'a date of another century': /^1923-05-01$/,
    'a date that is none': /^(不详|去年底|未约定|2023\.13|2024-02-30)$/,
    'no date': /^$/,
  }).map(([name, pattern]): Flaw => [name, some('形成时间', pattern)]),
  ['a month alone to pay by', some('约定付款时间', /^\d{4}年\d{1,2}月$/)],
  ...['是', '有', '√', '否', '无', ''].map((word): Flaw => [
    `「${word}」 for a dispute`,
    () => rows.some((row) => row['是否有分歧'] === word),
  ]),
  ['a total in 备注', some('备注', /^合计$/)],
  ['a total in 欠款单位', some('欠款单位', /^总计$/)],
  ['a total in 债权企业', some('债权企业', /^ 合 计$/)],
  ['a total with blanks', some('欠款单位', /^ 合 计\u3000$/)],
  ['a nil report 清零', some('备注', /^\s*清\s*零\s*$/)],
  ['a nil report 不涉及', some('备注', /^\s*不\s*涉及\s*$/)],
  ['a later import', () => rows.some((row) => Number(row['导入批次']) % 2 === 1)],
  ['a row without a number', () => rows.some((row) => row['序号'] === null && text(row, '债权企业') !== '')],
  ['units that report in different months', () => new Set(latestMonths().values()).size > 2],
  [
    'a unit that has never reported',
    () => listed.some((row) => !latestMonths().has(text(row, '单位名称').normalize('NFKC'))),
  ],
  [
    'a unit that is not in the list',
    () =>
      [...latestMonths().keys()].some(
        (unit) => !listed.some((row) => text(row, '单位名称').normalize('NFKC') === unit),
      ),
  ],
  ['a unit without a category', () => listed.some((row) => row['单位类别'] === null)],
  ['a unit with a blank in its name', some('填报单位', /\S \S/)],
  [
    'a unit typed in several ways',
    () => new Set(rows.map((row) => row['填报单位'])).size > new Set(rows.map(unitOf)).size,
  ],
  [
    'a debtor that is not the reporting unit',
    () => rows.some((row) => /\S/.test(text(row, '欠款单位')) && text(row, '欠款单位') !== unitOf(row)),
  ],
  ['a former name', () => directory.some((row) => row['曾用名'] !== null)],
  [
    'a creditor by its former name',
    () =>
      rows.some((row) => directory.some((entry) => entry['曾用名'] !== null && entry['曾用名'] === row['债权企业'])),
  ],
  ['a scale nobody knows', () => directory.some((row) => row['企业规模'] === null)],
  ['debts alike in everything', () => today.some(({ id }) => id.endsWith('-2'))],
  [
    'an outstanding amount above the amount',
    () => today.some((debt) => (typed(debt)?.outstanding ?? 0n) > (typed(debt)?.amount ?? 0n)),
  ],
  ['a correction', () => today.some((debt) => typed(debt)?.payments.some(({ value }) => value < 0n))],
  ['a debt to come', () => debts.some(({ incurredOn }) => (incurredOn ?? '') > demo.truth.today)],
  ['a debt that left and came back', () => gapsIn('LISTED_AGAIN')],
  ['a debt that is cleared and no longer listed', () => gapsIn('CLEARED')],
  ...(['RECORDED', 'STATUTORY_TERM', 'STATUTORY_CAP', 'UNKNOWN'] as const).map((basis): Flaw => [
    `due by ${basis}`,
    () => today.some(({ dueBasis }) => dueBasis === basis),
  ]),
  ...(['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN', 'SOE', 'OTHER'] as const).map((kind): Flaw => [
    `a debtor of kind ${kind}`,
    () => today.some(({ debtorKind }) => debtorKind === kind),
  ]),
  ...[
    ...[
      'AMOUNT_UNREADABLE',
      'AMOUNTS_DISAGREE',
      'DATE_UNREADABLE',
      'DATE_AMBIGUOUS',
      'OVERPAID',
      'LEFT_LEDGER',
      'REPORT_OVERDUE',
    ],
    ...['CREDIT_CODE_INVALID', 'CREDITOR_UNIDENTIFIED'],
  ].map((kind): Flaw => [kind, () => hasIssue('energy', kind)]),
];

function latestMonths(): Map<string, string> {
  const ordered = rows
    .map((row) => [unitOf(row), text(row, '填报月份')] as const)
    .sort(([, a], [, b]) => (a < b ? -1 : 1));
  return new Map(ordered);
}

/** Whether some debt was off the ledger for a time, or was last listed and is cleared since. */
function gapsIn(outcome: 'LISTED_AGAIN' | 'CLEARED'): boolean {
  return debts.some((debt, i) => {
    const next = debts[i + 1];
    if (next?.id !== debt.id) return false;
    const hasGap = debt.to !== null && next.from !== null && Date.parse(next.from) - Date.parse(debt.to) > 86_400_000;
    return outcome === 'LISTED_AGAIN'
      ? hasGap
      : typed(next)?.outstanding === 0n && next.to === null && !rows.some((row) => isOf(row, next));
  });
}

const isOf = (row: (typeof rows)[number], debt: (typeof debts)[number]): boolean =>
  text(row, '填报月份') === (debt.from ?? '').replace('-', '').slice(0, 6) &&
  text(row, '债权企业').trim() === debt.creditorName;

test.each(flaws)('there is %s', (_, occurs) => {
  expect(occurs()).toBe(true);
});
