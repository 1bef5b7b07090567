import { describe, expect, test } from 'vitest';
import type { Truth, TruthDebt } from '../../demo/truth.ts';
import { yuanOf } from './figures.ts';
import type { DebtFilter } from './filter.ts';
import { oracle, type Question } from './oracle.ts';
import type { DebtOrder } from './order.ts';
import { recorded, TODAY, typed, value, worldOf } from './worlds.ts';

const asked = (filter: DebtFilter = {}, asOf = TODAY): Question => ({ filter, asOf, counting: 'AS_RECORDED' });
const BY_AMOUNT: DebtOrder = { field: 'AMOUNT', direction: 'ASC' };

function idsOf(world: Truth, filter: DebtFilter = {}, order = BY_AMOUNT): string[] {
  return oracle(world)
    .debts(asked(filter), order)
    .map((debt) => debt.id);
}

function figuresOf(difference: Partial<TruthDebt>, asOf = TODAY): string[] {
  const { amount, paid, outstanding } = oracle(worldOf(difference)).totals(asked({ scope: 'ALL' }, asOf));
  return [amount, paid, outstanding].map(yuanOf);
}

const debtOf = (difference: Partial<TruthDebt>, asOf = TODAY) => oracle(worldOf(difference)).debt('finance:1', asOf);

describe('figures', () => {
  test('are summed first and rounded half up once', () => {
    const thirds = [1, 2, 3].map(() => ({ on: '2025-02-01', value: value('33.335') }));
    expect(figuresOf({ figures: recorded('100.005', { payments: thirds }) })).toEqual(['100.01', '100.01', '0.00']);
    expect(figuresOf({ figures: recorded('100.00499999') })).toEqual(['100.00', '0.00', '100.00']);
  });
  test('have movements up to the day, its own included', () => {
    const figures = recorded('1000', {
      creditNotes: [{ on: '2025-03-01', value: value('100') }],
      payments: [{ on: '2025-03-02', value: value('50') }],
    });
    expect(figuresOf({ figures }, '2025-02-28')).toEqual(['1000.00', '0.00', '1000.00']);
    expect(figuresOf({ figures }, '2025-03-01')).toEqual(['900.00', '0.00', '900.00']);
    expect(figuresOf({ figures }, '2025-03-02')).toEqual(['900.00', '50.00', '850.00']);
  });
  test('leave out what was paid beyond the amount, and an amount below nothing', () => {
    expect(figuresOf({ figures: recorded('10', { payments: [{ on: TODAY, value: value('12') }] }) })).toEqual([
      '10.00',
      '10.00',
      '0.00',
    ]);
    expect(figuresOf({ figures: recorded('10', { creditNotes: [{ on: TODAY, value: value('12') }] }) })).toEqual([
      '0.00',
      '0.00',
      '0.00',
    ]);
  });
  test('stand as typed where a ledger types them', () => {
    expect(figuresOf({ figures: typed('100', '0', '120') })).toEqual(['100.00', '0.00', '120.00']);
  });
});

describe('debts', () => {
  test('that arose later, or that the books do not list on the day, are not there', () => {
    expect(debtOf({ incurredOn: '2025-01-01' }, '2024-12-31')).toBeNull();
    expect(debtOf({ incurredOn: '2025-01-01' }, '2025-01-01')).not.toBeNull();
    const listed = { from: '2025-05-01', to: '2025-06-30' };
    expect(['2025-04-30', '2025-05-01', '2025-06-30', '2025-07-01'].map((day) => debtOf(listed, day) !== null)).toEqual(
      [false, true, true, false],
    );
  });
  test('are overdue from the day after they fall due', () => {
    expect(debtOf({}, '2025-01-31')).toMatchObject({ status: 'NOT_YET_DUE', daysOverdue: null, ageBucket: null });
    expect(debtOf({}, '2025-02-01')).toMatchObject({ status: 'IN_ARREARS', daysOverdue: 1, ageBucket: 'D1_30' });
    expect(debtOf({ figures: recorded('0') })).toMatchObject({ status: 'CLEARED', daysOverdue: null, ageBucket: null });
  });
  test('without a due date are in arrears in a ledger of arrears only', () => {
    expect(debtOf({ dueOn: null, arrearsLedger: true })).toMatchObject({
      status: 'IN_ARREARS',
      daysOverdue: null,
      ageBucket: 'UNKNOWN',
    });
    expect(debtOf({ dueOn: null })).toMatchObject({ status: 'NOT_YET_DUE', daysOverdue: null, ageBucket: null });
  });
  test.each([
    ['2026-03-01', 'D1_30'],
    ['2026-02-28', 'D31_60'],
    ['2026-01-30', 'D31_60'],
    ['2026-01-29', 'D61_90'],
    ['2025-12-31', 'D61_90'],
    ['2025-12-30', 'D91_180'],
    ['2025-10-02', 'D91_180'],
    ['2025-10-01', 'D181_365'],
    ['2025-03-31', 'D181_365'],
    ['2025-03-30', 'Y1_2'],
    ['2024-03-31', 'Y1_2'],
    ['2024-03-30', 'Y2_3'],
    ['2023-04-01', 'Y2_3'],
    ['2023-03-31', 'Y3_5'],
    ['2021-04-01', 'Y3_5'],
    ['2021-03-31', 'OVER_5Y'],
  ])('due on %s are %s old', (dueOn, ageBucket) => {
    expect(debtOf({ dueOn })?.ageBucket).toBe(ageBucket);
  });
  test.each([
    ['PRIVATE', 'LARGE', true],
    ['INDIVIDUAL', null, true],
    ['STATE', 'MICRO', true],
    [null, null, true],
    ['STATE', 'LARGE', false],
    ['FOREIGN', null, false],
    [null, 'LARGE', false],
  ] as const)('towards an owner %s of scale %s are protected: %s', (ownership, scale, isProtected) => {
    expect(debtOf({ ownership, scale })?.protected).toBe(isProtected);
  });
});

describe('filters', () => {
  const world = worldOf(
    {},
    {
      id: 'energy:2',
      domain: 'energy',
      debtorId: 'A2',
      creditorId: 'C2',
      debtorKind: 'TOWN',
      debtorName: '乌兰镇',
      creditorName: 'ＡＢ 商贸',
      scale: null,
      contractNo: null,
      contractName: null,
      category: null,
      cause: null,
      wages: true,
      disputed: true,
      verified: null,
      incurredOn: null,
      dueOn: null,
      arrearsLedger: true,
      figures: typed('2000', '500', '1500'),
    },
    { id: 'soe:3', domain: 'soe', ownership: 'STATE', scale: 'LARGE', figures: recorded('3000') },
  );
  test.each<[DebtFilter, string[]]>([
    [{}, ['finance:1', 'energy:2']],
    [{ scope: 'ALL' }, ['finance:1', 'energy:2', 'soe:3']],
    [{ ids: ['soe:3', 'energy:2'], scope: 'ALL' }, ['energy:2', 'soe:3']],
    [{ ids: [] }, []],
    [{ domains: ['energy'] }, ['energy:2']],
    [{ domains: [] }, []],
    [{ statuses: ['CLEARED', 'NOT_YET_DUE'] }, []],
    [{ categories: ['WORKS'] }, ['finance:1']],
    [{ causes: ['FUNDS', 'OTHER'] }, ['finance:1']],
    [{ ageBuckets: ['UNKNOWN'] }, ['energy:2']],
    [{ debtorIds: ['A2'] }, ['energy:2']],
    [{ debtorKinds: ['TOWN', 'SOE'] }, ['energy:2']],
    [{ creditorIds: ['C2'] }, ['energy:2']],
    [{ creditorScales: ['SMALL', 'LARGE'] }, ['finance:1']],
    [{ wages: false }, ['finance:1']],
    [{ disputed: true }, ['energy:2']],
    [{ verified: true }, ['finance:1']],
    [{ verified: false }, []],
    [{ minOutstanding: '1000' }, ['finance:1', 'energy:2']],
    [{ minOutstanding: '1000.01' }, ['energy:2']],
    [{ maxOutstanding: '1499.99' }, ['finance:1']],
    [{ incurredFrom: '2025-01-01' }, ['finance:1']],
    [{ incurredFrom: '2025-01-02' }, []],
    [{ incurredTo: '2024-12-31' }, []],
    [{ dueFrom: '2025-01-31', dueTo: '2025-01-31' }, ['finance:1']],
    [{ dueTo: '2025-01-30' }, []],
    [{ minDaysOverdue: 424 }, ['finance:1']],
    [{ minDaysOverdue: 425 }, []],
    [{ search: '[2024] 015' }, ['finance:1']],
    [{ search: 'ab商' }, ['energy:2']],
    [{ search: '校舍' }, ['finance:1']],
    [{ search: '乌兰' }, ['energy:2']],
    [{ search: '乌兰镇AB' }, []],
    [{ wages: true, categories: ['WORKS'] }, []],
  ])('%j picks %j', (filter, ids) => {
    expect(idsOf(world, filter)).toEqual(ids);
  });
});

describe('order', () => {
  const world = worldOf(
    { id: 'soe:a', domain: 'soe', dueOn: '2025-02-01' },
    { id: 'finance:b', dueOn: null },
    { id: 'finance:B', dueOn: '2025-02-01' },
    { id: 'finance:a', dueOn: '2025-02-01' },
    { id: 'energy:a', domain: 'energy', dueOn: '2025-03-01' },
    { id: 'housing-construction:a', domain: 'housing-construction', dueOn: '2025-02-01' },
  );
  const SAME = ['finance:B', 'finance:a', 'housing-construction:a', 'soe:a'];
  test('is by value, then by department, then by id; without a value last both ways', () => {
    expect(idsOf(world, {}, { field: 'DUE_ON', direction: 'ASC' })).toEqual([...SAME, 'energy:a', 'finance:b']);
    expect(idsOf(world, {}, { field: 'DUE_ON', direction: 'DESC' })).toEqual(['energy:a', ...SAME, 'finance:b']);
  });
  test('of amounts is by number', () => {
    const amounts = worldOf({ figures: recorded('9') }, { figures: recorded('10') });
    expect(idsOf(amounts, {}, { field: 'OUTSTANDING', direction: 'DESC' })).toEqual(['finance:2', 'finance:1']);
  });
});

describe('totals', () => {
  const world = worldOf(
    { figures: recorded('300', { payments: [{ on: '2025-02-01', value: value('100') }] }) },
    {
      category: 'GOODS',
      creditorId: 'C2',
      figures: recorded('100', { payments: [{ on: '2025-02-01', value: value('100') }] }),
    },
    { category: null, incurredOn: null, creditorId: 'C3', figures: recorded('250') },
  );
  test('add up, with the share that was paid', () => {
    expect(oracle(world).totals(asked())).toEqual({
      count: 3,
      amount: 65_000n,
      paid: 20_000n,
      outstanding: 45_000n,
      clearanceRate: 20_000 / 65_000,
    });
    expect(oracle(world).totals(asked({ ids: [] })).clearanceRate).toBeNull();
  });
  test('are cut by dimensions, what is not known apart', () => {
    const groups = oracle(world).groups(asked(), ['CATEGORY', 'INCURRED_YEAR', 'CREDITOR']);
    expect(groups.map(({ of, totals }) => [of, totals.count, totals.outstanding])).toEqual([
      [{ category: 'WORKS', incurredYear: 2025, creditorId: 'C00000001' }, 1, 20_000n],
      [{ category: 'GOODS', incurredYear: 2025, creditorId: 'C2' }, 1, 0n],
      [{ category: null, incurredYear: null, creditorId: 'C3' }, 1, 25_000n],
    ]);
    expect(oracle(world).groups(asked(), ['DEBTOR'])).toHaveLength(1);
  });
  test('of parties are ordered by what is owed', () => {
    expect(
      oracle(world)
        .creditors(asked())
        .map(({ id }) => id),
    ).toEqual(['C3', 'C00000001', 'C2']);
    expect(oracle(world).debtors(asked())).toMatchObject([
      { id: 'A00000001', totals: { count: 3, outstanding: 45_000n } },
    ]);
  });
});

describe('late interest', () => {
  const interestOf = (asOf: string, difference: Partial<TruthDebt>) =>
    oracle(worldOf(difference)).lateInterest('finance:1', asOf);
  test('runs from the day after the due date, on what is outstanding that day', () => {
    const figures = recorded('1000', { payments: [{ on: '2025-02-03', value: value('400') }] });
    expect(interestOf('2025-01-31', { figures })).toBe(0n);
    expect(interestOf('2025-02-02', { figures })).toBe(100n); // 2 days × 1000 × 0.0005
    expect(interestOf('2025-02-03', { figures })).toBe(130n); // and 1 × 600 × 0.0005
  });
  test('is at the agreed rate, rounded half up once', () => {
    expect(interestOf('2025-02-02', { figures: recorded('100'), lateRate: '0.0000249' })).toBe(0n); // 0.498 fen
    expect(interestOf('2025-02-02', { figures: recorded('100'), lateRate: '0.0000250' })).toBe(1n); // 0.5 fen
  });
  test('is not without a due date, nor before the debt arose', () => {
    expect(interestOf(TODAY, { dueOn: null })).toBeNull();
    expect(interestOf('2024-12-31', {})).toBeNull();
    expect(interestOf('2025-01-02', { dueOn: '2024-01-01' })).toBe(100n);
  });
  test('of a ledger told month by month has payments on the last day of their month', () => {
    const payments = [{ on: '2025-05-31', value: value('400') }];
    const may = {
      dueOn: '2025-05-29',
      arrearsLedger: true,
      from: '2025-05-01',
      figures: { ...typed('1000', '400', '600'), payments },
    };
    expect(interestOf('2025-05-30', may)).toBe(50n); // 1000 × 0.0005
    expect(interestOf('2025-05-31', may)).toBe(80n); // and 600 × 0.0005
  });
});

test('an answer is complete where all books asked for reach back to the day', () => {
  const { complete } = oracle(worldOf());
  expect(complete(null, '2024-01-01')).toBe(true);
  expect(complete(null, '2023-12-31')).toBe(false);
  expect(complete(['finance', 'soe'], '2023-12-31')).toBe(true);
  expect(complete(['energy'], '2023-12-31')).toBe(false);
});

test('amounts are written in yuan with two places', () => {
  expect([0n, 5n, -5n, 123_456_780n].map(yuanOf)).toEqual(['0.00', '0.05', '-0.05', '1234567.80']);
  expect(value('1')).toBe(100_000_000n);
});
