import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../kit/rules/dates.ts';
import {
  figuresOn,
  overpaidOn,
  overRefundedOn,
  statesOf,
  type Account,
  type RawMovement,
} from '../../kit/rules/states.ts';

const account = (parts: Partial<Account> = {}): Account => ({
  incurredOn: '2025-01-10',
  places: 0,
  gross: 1_000n,
  creditNotes: [],
  payments: [],
  ...parts,
});
const on = (day: string, value: bigint): RawMovement => ({ on: day, value });
const rows = (of: Account): unknown[] =>
  statesOf(of).map(({ from, to, amount, paid, outstanding }) => [from, to, amount, paid, outstanding]);

describe('states', () => {
  test('without a movement are one, from the first day on and without end', () =>
    expect(rows(account())).toEqual([['2025-01-10', '9999-12-31', 1_000n, 0n, 1_000n]]));

  test('change on the day of a movement, and count every movement of the day', () =>
    expect(
      rows(
        account({
          payments: [on('2025-03-01', 300n), on('2025-02-01', 200n), on('2025-03-01', 50n)],
          creditNotes: [on('2025-02-15', 100n)],
        }),
      ),
    ).toEqual([
      ['2025-01-10', '2025-02-01', 1_000n, 0n, 1_000n],
      ['2025-02-01', '2025-02-15', 1_000n, 200n, 800n],
      ['2025-02-15', '2025-03-01', 900n, 200n, 700n],
      ['2025-03-01', '9999-12-31', 900n, 550n, 350n],
    ]));

  test('begin with what happened up to the first day', () =>
    expect(rows(account({ payments: [on('2025-01-01', 100n), on('2025-01-10', 10n)] }))).toEqual([
      ['2025-01-10', '9999-12-31', 1_000n, 110n, 890n],
    ]));

  test('of a debt whose first day is unknown begin with the first of all days', () =>
    expect(rows(account({ incurredOn: null, payments: [on('2025-02-01', 1n)] }))).toEqual([
      ['0001-01-01', '2025-02-01', 1_000n, 0n, 1_000n],
      ['2025-02-01', '9999-12-31', 1_000n, 1n, 999n],
    ]));

  test('leave out what lies beyond the last day', () => {
    expect(rows(account({ incurredOn: '9999-12-31' }))).toEqual([]);
    expect(rows(account({ payments: [on('9999-12-31', 1n)] }))).toEqual([
      ['2025-01-10', '9999-12-31', 1_000n, 0n, 1_000n],
    ]);
  });
});

describe('figures', () => {
  test('paid is never above the amount, and what is beyond is overpaid', () => {
    const overpaid = account({ payments: [on('2025-02-01', 1_200n)] });
    expect(figuresOn(overpaid, '2025-02-01')).toEqual({ amount: 1_000n, paid: 1_000n, outstanding: 0n });
    expect([overpaidOn(overpaid, '2025-01-31'), overpaidOn(overpaid, '2025-02-01')]).toEqual([0n, 200n]);
  });

  test('the amount is never below 0: a credit note above it makes all that was paid overpaid', () => {
    const credited = account({ creditNotes: [on('2025-03-01', 1_500n)], payments: [on('2025-02-01', 300n)] });
    expect(figuresOn(credited, '2025-03-01')).toEqual({ amount: 0n, paid: 0n, outstanding: 0n });
    expect(overpaidOn(credited, '2025-03-01')).toBe(300n);
  });

  test('paid is never below 0: what was refunded beyond what was paid counts in nothing', () => {
    const refunded = account({ payments: [on('2025-02-01', 300n), on('2025-03-01', -500n), on('2025-04-01', 250n)] });
    expect(figuresOn(refunded, '2025-03-31')).toEqual({ amount: 1_000n, paid: 0n, outstanding: 1_000n });
    expect(figuresOn(refunded, '2025-04-01')).toEqual({ amount: 1_000n, paid: 50n, outstanding: 950n });
    expect([overRefundedOn(refunded, '2025-03-31'), overRefundedOn(refunded, '2025-04-01')]).toEqual([200n, 0n]);
  });

  test('each of amount and paid is summed first and rounded half up once', () => {
    const fine = account({
      places: 6,
      gross: 10_500_000n,
      creditNotes: [on('2025-02-01', 100_000n)],
      payments: Array(3).fill(on('2025-02-01', 400_000n)),
    });
    // 10.5 - 0.1 = 10.4 → 10 fen; 3 × 0.4 = 1.2 → 1 fen
    expect(figuresOn(fine, '2025-02-01')).toEqual({ amount: 10n, paid: 1n, outstanding: 9n });
    expect(figuresOn(fine, '2025-01-31')).toEqual({ amount: 11n, paid: 0n, outstanding: 11n });
  });
});

const anyMovement = fc.record({
  on: fc.integer({ min: -50, max: 400 }).map((days) => addDays('2025-01-10', days)),
  value: fc.bigInt({ min: -500n, max: 2_000n }),
});
const anyAccount = fc.record({
  incurredOn: fc.constantFrom('2025-01-10', null),
  places: fc.constantFrom(0, 2, 6),
  gross: fc.bigInt({ min: 0n, max: 3_000n }),
  creditNotes: fc.array(anyMovement, { maxLength: 4 }),
  payments: fc.array(anyMovement, { maxLength: 6 }),
});

describe('of any account', () => {
  test('the states adjoin, and have no end', () =>
    fc.assert(
      fc.property(anyAccount, (any) => {
        const states = statesOf(any);
        expect(states.slice(1).map(({ from }) => from)).toEqual(states.slice(0, -1).map(({ to }) => to));
        expect(states.every(({ from, to }) => from < to)).toBe(true);
        expect(states.at(-1)?.to).toBe('9999-12-31');
      }),
    ));

  test('the state of a day has the figures of that day', () =>
    fc.assert(
      fc.property(anyAccount, fc.integer({ min: 0, max: 500 }), (any, days) => {
        const day = addDays('2025-01-10', days);
        expect(statesOf(any).filter(({ from, to }) => from <= day && day < to)).toMatchObject([figuresOn(any, day)]);
      }),
    ));

  test('amount is paid and outstanding, none of it negative where nothing is taken back', () =>
    fc.assert(
      fc.property(anyAccount, (any) => {
        const payments = any.payments.filter(({ value }) => value >= 0n);
        for (const { amount, paid, outstanding } of statesOf({ ...any, payments })) {
          expect(paid + outstanding).toBe(amount);
          expect(amount >= 0n && paid >= 0n && outstanding >= 0n).toBe(true);
        }
      }),
    ));
});
