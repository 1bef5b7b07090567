import { describe, expect, test } from 'vitest';
import { personalNumber } from '../support/personal-number.ts';
import { bundleOf, debtOn, DIRECTORY_ENTRY, kindsOf, lineOf, nilLine, TODAY } from './ledger-lines.ts';

const WAN = 1_000_000n;

describe('the ledger in force', () => {
  const lines = [
    lineOf({ month: '202501', paidAsTyped: '1' }),
    lineOf({ month: '202503', paidAsTyped: '3' }),
    lineOf({ month: '202503', batch: '10', paidAsTyped: '4' }),
    lineOf({ month: '202503', batch: '9', paidAsTyped: '5' }),
  ];

  test.each([
    ['2024-12-31', null],
    ['2025-01-01', 1n * WAN],
    ['2025-02-28', 1n * WAN],
    ['2025-03-01', 4n * WAN],
    ['2026-01-01', 4n * WAN],
  ])('on %s is the latest month not after it, by its highest import', (day, paid) => {
    expect(debtOn(day, lines)?.paid ?? null).toBe(paid);
  });

  test.each(['ＡＢ公司', 'ab公司', 'A B公司 '])('holds for a unit however its name was typed: %j', (reportingUnit) => {
    const typed = [
      lineOf({ reportingUnit, batch: '1' }),
      lineOf({ reportingUnit: ' AB公司', batch: '2', amountAsTyped: '7' }),
    ];
    expect(debtOn(TODAY, typed)).toMatchObject({ amount: 7n * WAN, debtor: { name: 'AB公司' } });
  });

  test('does not hold a row that arose after the day', () => {
    const later = [lineOf({ month: '202501', incurredAsTyped: '2025-01-20', creditCode: '坏' })];
    expect(debtOn('2025-01-19', later)).toBeNull();
    expect(debtOn('2025-01-20', later)?.amount).toBe(10n * WAN);
    expect(bundleOf(later, { today: '2025-01-19' }).issues).toEqual([]);
    expect(kindsOf(bundleOf(later, { today: '2025-01-20' }).issues)).toEqual(['CREDIT_CODE_INVALID']);
    expect(bundleOf(later, { today: '2025-01-19' }).mentions.every(({ inForce }) => !inForce)).toBe(true);
  });

  test('begins with the first month that there are books of', () => {
    expect(bundleOf(lines).booksFrom).toBe('2025-01-01');
    expect(bundleOf([nilLine('202406')]).booksFrom).toBe('2024-06-01');
  });
});

describe('a line', () => {
  test.each(['合计', '总 计', '小计', ' 合　计 '])(
    '%s among the remarks, as the debtor or as the creditor is a sum, no debt',
    (word) => {
      for (const line of [lineOf({ remarks: word }), lineOf({ debtor: word }), lineOf({ creditor: word })])
        expect(bundleOf([line])).toMatchObject({ debts: [], mentions: [], issues: [{ kind: 'REPORT_OVERDUE' }] });
    },
  );

  test('with no creditor and no amount is nothing', () => {
    expect(bundleOf([lineOf({ creditor: ' ', amountAsTyped: null })], { today: '2025-02-28' })).toMatchObject({
      debts: [],
      issues: [],
    });
  });

  test.each(['约30', '—', '', null])('with a creditor and the amount %j is an issue, no debt', (amountAsTyped) => {
    const { debts, issues } = bundleOf([lineOf({ amountAsTyped })], { today: '2025-02-28' });
    expect(debts).toEqual([]);
    expect(issues).toMatchObject([{ kind: 'AMOUNT_UNREADABLE', found: amountAsTyped ?? '', debtId: null }]);
    expect(issues[0]?.location).toBe('清欠台账 填报月份=202502 填报单位=星河能源公司 导入批次=1 序号=1');
  });

  test('with an amount and no creditor is an issue, no debt', () => {
    const { debts, issues, mentions } = bundleOf([lineOf({ creditor: null })], { today: '2025-02-28' });
    expect(debts).toEqual([]);
    expect(issues).toMatchObject([{ kind: 'CREDITOR_UNIDENTIFIED', debtId: null }]);
    expect(mentions.map(({ role }) => role)).toEqual(['DEBTOR']);
  });

  test('with no creditor and an unreadable amount is an unreadable amount', () => {
    const { issues } = bundleOf([lineOf({ creditor: null, amountAsTyped: '—', rowNumber: null })], {
      today: '2025-02-28',
    });
    expect(issues).toMatchObject([
      {
        kind: 'AMOUNT_UNREADABLE',
        found: '—',
        location: '清欠台账 填报月份=202502 填报单位=星河能源公司 导入批次=1 序号=',
      },
    ]);
  });

  test('with a code alone names its creditor', () => {
    const debt = debtOn(TODAY, [lineOf({ creditor: null, creditCode: '９１１５０６００ MA0N2K7P-28' })]);
    expect(debt).toMatchObject({ creditorKey: 'MA0N2K7P2', creditor: { name: '', creditCode: '91150600MA0N2K7P28' } });
  });

  test('with a wrong code goes on by the name', () => {
    const { debts, issues } = bundleOf([lineOf({ creditCode: '91150600MA0N2K7P29' })], { today: '2025-02-28' });
    expect(debts[0]).toMatchObject({ creditorKey: '草原安装公司', creditor: { organisationCode: null } });
    expect(issues).toMatchObject([{ kind: 'CREDIT_CODE_INVALID', found: '91150600MA0N2K7P29', debtId: debts[0]?.id }]);
  });

  test.each([
    [{ paidAsTyped: '约3' }, 'AMOUNT_UNREADABLE'],
    [{ outstandingAsTyped: '?' }, 'AMOUNT_UNREADABLE'],
    [{ paidAsTyped: '4', outstandingAsTyped: '5' }, 'AMOUNTS_DISAGREE'],
    [{ outstandingAsTyped: '11' }, 'AMOUNTS_DISAGREE'],
    [{ paidAsTyped: '13' }, 'OVERPAID'],
    [{ incurredAsTyped: '去年' }, 'DATE_UNREADABLE'],
    [{ incurredAsTyped: '去年', dueAsTyped: '今年' }, 'DATE_UNREADABLE'],
    [{ dueAsTyped: '2023.1' }, 'DATE_AMBIGUOUS'],
  ])('%j counts, and is an issue: %s', (changes, kind) => {
    const { debts, issues } = bundleOf([lineOf(changes)], { today: '2025-02-28' });
    expect(debts).toHaveLength(1);
    expect(issues).toMatchObject([{ kind, debtId: debts[0]?.id }]);
  });

  test('that is not in force today is no issue', () => {
    const old = [
      lineOf({ month: '202501', paidAsTyped: '13', creditCode: 'x' }),
      lineOf({ batch: '1', creditCode: 'x' }),
    ];
    expect(bundleOf([...old, lineOf({ batch: '2' })], { today: '2025-02-28' }).issues).toEqual([]);
  });

  test.each(['202513', '197503', '207505', '2025.2'])(
    'of the month %s, which is none, is in no ledger, and an issue',
    (month) => {
      expect(bundleOf([lineOf({ month })])).toMatchObject({
        debts: [],
        issues: [{ kind: 'DATE_UNREADABLE', found: month }],
      });
      expect(bundleOf([lineOf({ month })]).booksFrom).toBeUndefined();
    },
  );

  test('with a personal identity number for a code says no more of it than its end, and shows none for a name', () => {
    const number = personalNumber('15062119800101123');
    const { debts, issues, mentions } = bundleOf([lineOf({ creditCode: number })], { today: '2025-02-28' });
    expect(issues).toMatchObject([{ kind: 'CREDIT_CODE_INVALID', found: `公民身份号码…${number.slice(-2)}` }]);
    expect(debts).toMatchObject([{ creditorKey: '草原安装公司' }]);
    const named = bundleOf([lineOf({ creditor: `李某 ${number}`, debtor: number })], { today: '2025-02-28' });
    expect(
      JSON.stringify([mentions, named], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(number);
  });
});

describe('a debt that is no longer listed', () => {
  const listed = lineOf({ month: '202501', paidAsTyped: '4', outstandingAsTyped: '6', rowNumber: '5' });
  const other = (month: string): ReturnType<typeof lineOf> =>
    lineOf({ month, creditor: '后来者', incurredAsTyped: '2025-02-02' });
  const statesOf = (...lines: ReturnType<typeof lineOf>[]): string[] =>
    bundleOf(lines)
      .debts.filter(({ creditor }) => creditor.name === '草原安装公司')
      .flatMap(({ states }) =>
        states.map(
          ({ from, to, amount, paid, outstanding }) =>
            `${from} ${to} ${amount / WAN} ${paid / WAN} ${outstanding / WAN}`,
        ),
      );
  const LISTED = '2025-01-01 2025-02-01 10 4 6';

  test('has left, with the amount last listed as an issue', () => {
    expect(statesOf(listed, other('202502'))).toEqual([LISTED]);
    const { issues, debts } = bundleOf([listed, other('202502')], { today: '2025-03-31' });
    expect(issues).toMatchObject([
      {
        kind: 'LEFT_LEDGER',
        found: '10',
        debtId: debts[0]?.id,
        location: '清欠台账 填报月份=202501 填报单位=星河能源公司 导入批次=1 序号=5',
      },
    ]);
    expect(bundleOf([listed, other('202502')], { today: '2025-01-31' }).issues).toEqual([]);
  });

  test('has left, where the unit says 不涉及', () => {
    expect(statesOf(listed, nilLine('202502', '不涉及'))).toEqual([LISTED]);
    expect(kindsOf(bundleOf([listed, nilLine('202502', '不涉及')]).issues)).toEqual(['LEFT_LEDGER']);
  });

  test('is cleared where nothing was outstanding', () => {
    const paid = lineOf({ month: '202501', paidAsTyped: '10' });
    expect(statesOf(paid, other('202502'))).toEqual(['2025-01-01 9999-12-31 10 10 0']);
    expect(kindsOf(bundleOf([paid, other('202502')]).issues)).toEqual(['REPORT_OVERDUE']);
  });

  test('is cleared by 清零, and stays so when later ledgers list other debts', () => {
    const cleared = [LISTED, '2025-02-01 9999-12-31 10 10 0'];
    expect(statesOf(listed, nilLine('202502'))).toEqual(cleared);
    expect(statesOf(listed, nilLine('202502'), other('202503'))).toEqual(cleared);
    expect(statesOf(listed, nilLine('202502'), nilLine('202503', '不涉及'))).toEqual(cleared);
    expect(kindsOf(bundleOf([listed, nilLine('202502'), other('202503')]).issues)).toEqual([]);
  });

  test('is not there while it has left, and cleared once 清零 comes', () => {
    expect(statesOf(listed, other('202502'), nilLine('202503'))).toEqual([LISTED, '2025-03-01 9999-12-31 10 10 0']);
  });

  test('stands as listed where it comes back', () => {
    expect(statesOf(listed, nilLine('202502'), { ...listed, month: '202503' })).toEqual([
      LISTED,
      '2025-02-01 2025-03-01 10 10 0',
      '2025-03-01 9999-12-31 10 4 6',
    ]);
  });

  test('has left where 清零 stands beside rows that are debts', () => {
    expect(statesOf(listed, nilLine('202502'), other('202502'))).toEqual([LISTED]);
  });
});

describe('a report', () => {
  test.each([
    ['2025-02-28', []],
    ['2025-03-31', []],
    ['2025-04-01', ['REPORT_OVERDUE']],
  ])('of February is overdue on %s: %j', (today, kinds) => {
    expect(kindsOf(bundleOf([lineOf()], { today }).issues)).toEqual(kinds);
  });

  test('that is overdue is said once a unit', () => {
    const { issues } = bundleOf([lineOf(), lineOf({ creditor: '别的公司' })]);
    expect(issues).toMatchObject([
      { kind: 'REPORT_OVERDUE', location: '填报单位 单位名称=星河能源公司', found: '202502', debtId: null },
    ]);
  });

  test.each(['清零', '不涉及'] as const)('%s is never overdue', (remarks) => {
    expect(bundleOf([nilLine('202301', remarks)]).issues).toEqual([]);
  });
});

describe('parties', () => {
  test('of all rows are named, those in force with their debts, the others once', () => {
    const lines = [lineOf({ month: '202501' }), lineOf({ batch: '1' }), lineOf({ batch: '2', rowNumber: '8' })];
    const { mentions, debts } = bundleOf(lines, { directory: [DIRECTORY_ENTRY] });
    expect(mentions.map(({ role, inForce, debtId }) => [role, inForce, debtId])).toEqual([
      ['DEBTOR', true, debts[0]?.id],
      ['CREDITOR', true, debts[0]?.id],
      ['DEBTOR', false, null],
      ['CREDITOR', false, null],
    ]);
    expect(mentions[1]).toMatchObject({
      party: { name: '草原安装公司' },
      location: '清欠台账 填报月份=202502 填报单位=星河能源公司 导入批次=2 序号=8',
      scale: 'SMALL',
      ownership: 'PRIVATE',
    });
  });
});
