import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../../kit/rules/dates.ts';
import type { Balance } from '../../kit/rules/fact.ts';
import { lateInterestOf, type InterestTerms } from '../../kit/rules/interest.ts';

/** 1,000 yuan owed from 1 January, 400 paid on 11 March, the rest on 1 May; due on 1 March. */
const BALANCES: Balance[] = [
  { from: '2025-01-01', to: '2025-03-11', outstanding: 100_000n },
  { from: '2025-03-11', to: '2025-05-01', outstanding: 60_000n },
  { from: '2025-05-01', to: '9999-12-31', outstanding: 0n },
];
const terms = (parts: Partial<InterestTerms> = {}): InterestTerms => ({
  dueOn: '2025-03-01',
  lateRate: null,
  balances: BALANCES,
  ...parts,
});
const amountOn = (asOf: string, parts: Partial<InterestTerms> = {}): bigint | null =>
  lateInterestOf(terms(parts), asOf)?.amount ?? null;

describe('by hand, at 0.05 % a day', () => {
  test.each([
    ['before the due date', '2025-02-01', 0n],
    ['on the due date', '2025-03-01', 0n],
    ['one day late: 1000.00 × 0.0005', '2025-03-02', 50n],
    ['the day before the payment: nine days', '2025-03-10', 450n],
    ['the day of the payment runs on what is left: 4.50 + 600.00 × 0.0005', '2025-03-11', 480n],
    // 11 March to 30 April are 21 + 30 = 51 days
    ['the last day on which something is owed: 4.50 + 51 × 0.30', '2025-04-30', 1_980n],
    ['nothing is owed, nothing runs', '2030-01-01', 1_980n],
  ])('%s', (_, asOf, fen) => expect(amountOn(asOf)).toBe(fen));
});

describe('the rate', () => {
  test('as agreed: 9 days × 1000.00 × 0.0003', () => expect(amountOn('2025-03-10', { lateRate: 3_000n })).toBe(270n));
  test('agreed as nothing is nothing', () => expect(amountOn('2025-03-10', { lateRate: 0n })).toBe(0n));
  test('is said, and whose it is', () => {
    expect(lateInterestOf(terms(), '2025-03-10')).toMatchObject({
      asOf: '2025-03-10',
      dailyRate: 5_000n,
      agreed: false,
      rule: { article: 'Art. 17' },
    });
    expect(lateInterestOf(terms({ lateRate: 3_000n }), '2025-03-10')).toMatchObject({
      dailyRate: 3_000n,
      agreed: true,
    });
  });
});

describe('rounding', () => {
  const owed = (outstanding: bigint): Partial<InterestTerms> => ({
    balances: [{ from: '2025-01-01', to: '9999-12-31', outstanding }],
  });

  test.each([
    // 9.99 yuan × 0.0005 = 0.4995 fen; 10.00 yuan: 0.5 fen
    ['2025-03-02', 999n, 0n],
    ['2025-03-02', 1_000n, 1n],
    // 0.50 yuan: 0.025 fen a day, so that 19 days are 0.475 and 20 are 0.5
    ['2025-03-20', 50n, 0n],
    ['2025-03-21', 50n, 1n],
  ])('up to %s on %d fen is %d fen: half up, once at the end', (asOf, outstanding, fen) =>
    expect(amountOn(asOf, owed(outstanding))).toBe(fen),
  );
});

describe('what it came from', () => {
  const stretchesOn = (asOf: string, parts: Partial<InterestTerms> = {}): unknown =>
    lateInterestOf(terms(parts), asOf)?.stretches;

  test('stretches of days, first and last included', () =>
    expect(stretchesOn('2025-06-30')).toEqual([
      { from: '2025-03-02', to: '2025-03-10', days: 9, base: 100_000n },
      { from: '2025-03-11', to: '2025-04-30', days: 51, base: 60_000n },
    ]));

  test('none before the due date is over', () => expect(stretchesOn('2025-03-01')).toEqual([]));

  test('days of which the books know nothing bear none', () =>
    expect(stretchesOn('2025-03-12', { balances: BALANCES.slice(1, 2) })).toEqual([
      { from: '2025-03-11', to: '2025-03-12', days: 2, base: 60_000n },
    ]));
});

test('without a due date there is none', () => expect(lateInterestOf(terms({ dueOn: null }), '2025-06-30')).toBeNull());

test.each(['2025-06-30', '9999-12-31'])('a due date of no end is never over: up to %s', (asOf) =>
  expect(lateInterestOf(terms({ dueOn: '9999-12-31' }), asOf)).toMatchObject({ amount: 0n, stretches: [] }),
);

test('counted day by day it is the same', () => {
  const anyBalances = fc.array(
    fc.record({ days: fc.integer({ min: 1, max: 40 }), outstanding: fc.bigInt({ min: 0n, max: 10n ** 12n }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  const balancesOf = (parts: { days: number; outstanding: bigint }[]): Balance[] => {
    let from = '2025-01-01';
    return parts.map(({ days, outstanding }) => ({ from, to: (from = addDays(from, days)), outstanding }));
  };
  fc.assert(
    fc.property(
      anyBalances,
      fc.integer({ min: -10, max: 150 }),
      fc.integer({ min: -10, max: 250 }),
      fc.bigInt({ min: 0n, max: 20_000n }),
      (parts, due, days, lateRate) => {
        const [dueOn, asOf, balances] = [addDays('2025-01-01', due), addDays('2025-01-01', days), balancesOf(parts)];
        const late = Array.from({ length: Math.max(0, daysBetween(dueOn, asOf)) }, (_, i) => addDays(dueOn, i + 1));
        const owedOn = (day: string): bigint =>
          balances.find(({ from, to }) => from <= day && day < to)?.outstanding ?? 0n;
        const numerator = late.reduce((sum, day) => sum + owedOn(day) * lateRate, 0n);
        expect(lateInterestOf({ dueOn, lateRate, balances }, asOf)?.amount).toBe(
          (numerator * 2n + 10_000_000n) / 20_000_000n,
        );
      },
    ),
  );
});
