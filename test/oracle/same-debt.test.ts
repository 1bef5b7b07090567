import { describe, expect, test } from 'vitest';
import type { TruthDebt, TruthDomain } from '../../demo/truth.ts';
import { yuanOf } from './figures.ts';
import type { DebtFilter } from './filter.ts';
import { oracle, type Counting } from './oracle.ts';
import { differenceOf, recordingsOf } from './recordings.ts';
import { recorded, TODAY, typed, value, worldOf } from './worlds.ts';

const FINANCE = { id: 'finance:1' };
const CONSTRUCTION: Partial<TruthDebt> = { id: 'housing-construction:1', domain: 'housing-construction' };
const ENERGY: Partial<TruthDebt> = { id: 'energy:1', domain: 'energy', figures: typed('1000', '0', '1000') };
const SOE: Partial<TruthDebt> = { id: 'soe:1', domain: 'soe', debtorKind: 'SOE' };

/** Ids of each group, the counted record first. */
function groupsOf(records: Partial<TruthDebt>[], domains: TruthDomain[] | null = null, asOf = TODAY): string[][] {
  const groups = oracle(worldOf(...records)).sameDebts({ domains, asOf });
  return groups.map(({ counted, others }) => [counted.id, ...others.map(({ record }) => record.id)]);
}

describe('two records are the same debt', () => {
  test.each<[string, Partial<TruthDebt>, Partial<TruthDebt>, boolean]>([
    ['of one contract and amount', FINANCE, CONSTRUCTION, true],
    ['not of one department', FINANCE, { id: 'finance:2' }, false],
    ['not of two creditors', FINANCE, { ...CONSTRUCTION, creditorId: 'C2' }, false],
    ['not of two debtors', FINANCE, { ...CONSTRUCTION, debtorId: 'A2' }, false],
    ['not without a contract number', { contractKeys: [] }, { ...CONSTRUCTION, contractKeys: [] }, false],
    [
      'by either number of a contract',
      FINANCE,
      { ...CONSTRUCTION, contractKeys: ['DLJS(2024)1', '达财采合(2024)015号'] },
      true,
    ],
    [
      'by the bill, whatever the amount',
      { billKey: 'F1' },
      { ...CONSTRUCTION, billKey: 'F1', figures: recorded('7') },
      true,
    ],
    ['not of two bills', { billKey: 'F1' }, { ...CONSTRUCTION, billKey: 'F2' }, false],
    ['by the amount where one gives no bill', { billKey: 'F1' }, CONSTRUCTION, true],
    ['not a fen apart', FINANCE, { ...CONSTRUCTION, figures: recorded('1000.01') }, false],
    ['of one amount in fen', FINANCE, { ...CONSTRUCTION, figures: recorded('1000.00499999') }, true],
    [
      'before credit notes',
      FINANCE,
      { ...CONSTRUCTION, figures: recorded('1000', { creditNotes: [{ on: TODAY, value: value('9') }] }) },
      true,
    ],
    ['fifty yuan apart in energy', { figures: recorded('1050') }, ENERGY, true],
    ['not more in energy', { figures: recorded('949.99') }, ENERGY, false],
  ])('%s', (_, one, other, isSame) => {
    expect(groupsOf([one, other])).toHaveLength(isSame ? 1 : 0);
  });
});

describe('groups', () => {
  test('take bills before amounts', () => {
    const billed = { ...CONSTRUCTION, billKey: 'F1' };
    expect(groupsOf([{ id: 'finance:1' }, { id: 'finance:2', billKey: 'F1', dueOn: null }, billed])).toEqual([
      ['finance:2', CONSTRUCTION.id],
    ]);
  });
  test('take nearer due dates first, an unknown one last, then smaller ids', () => {
    const inTwo = (dueOn: string | null, other: string | null): string[][] =>
      groupsOf([{ id: 'finance:1', dueOn }, { id: 'finance:2', dueOn: other }, CONSTRUCTION]);
    expect(inTwo('2025-02-03', '2025-01-30')).toEqual([['finance:2', CONSTRUCTION.id]]);
    expect(inTwo(null, '2029-01-30')).toEqual([['finance:2', CONSTRUCTION.id]]);
    expect(inTwo('2025-02-01', '2025-01-30')).toEqual([['finance:1', CONSTRUCTION.id]]);
  });
  test('join through a third record, but hold none of one department twice', () => {
    const [first, second] = [{ figures: recorded('960') }, { id: 'finance:2', figures: recorded('1040') }];
    expect(groupsOf([first, ENERGY, { ...CONSTRUCTION, figures: recorded('1040') }])).toEqual([
      ['finance:1', CONSTRUCTION.id, 'energy:1'],
    ]);
    expect(groupsOf([first, ENERGY, second])).toEqual([['finance:1', 'energy:1']]);
  });
  test('are among the books that are asked and the records of the day', () => {
    expect(groupsOf([FINANCE, CONSTRUCTION, ENERGY], ['energy', 'housing-construction'])).toEqual([
      [CONSTRUCTION.id, 'energy:1'],
    ]);
    expect(groupsOf([FINANCE, { ...CONSTRUCTION, incurredOn: TODAY }], null, '2026-03-30')).toEqual([]);
  });
  test('count the debtor’s own books, whose kind is as the first department has it', () => {
    const all = [ENERGY, CONSTRUCTION, SOE];
    expect(groupsOf([...all, FINANCE])).toEqual([['finance:1', 'soe:1', CONSTRUCTION.id, 'energy:1']]);
    expect(groupsOf([...all, { ...FINANCE, debtorKind: 'SOE' }])).toEqual([
      ['soe:1', 'finance:1', CONSTRUCTION.id, 'energy:1'],
    ]);
  });
});

/** Paid in the treasury's books: 600 less outstanding there. */
const PAID = { figures: recorded('1000', { payments: [{ on: '2025-03-02', value: value('600') }] }) };

describe('counting each debt once', () => {
  const world = worldOf(PAID, CONSTRUCTION, { id: 'soe:2', domain: 'soe', contractKeys: [], figures: recorded('50') });
  const outstanding = (counting: Counting, filter: DebtFilter = {}): string =>
    yuanOf(oracle(world).totals({ filter, asOf: TODAY, counting }).outstanding);
  test('leaves out what counts in other books', () => {
    expect(outstanding('AS_RECORDED')).toBe('1450.00');
    expect(outstanding('EACH_DEBT_ONCE')).toBe('450.00');
  });
  test('looks at the books first and at all other fields after', () => {
    expect(outstanding('EACH_DEBT_ONCE', { domains: ['housing-construction'] })).toBe('1000.00');
    expect(outstanding('EACH_DEBT_ONCE', { minOutstanding: '500' })).toBe('0.00');
    expect(outstanding('AS_RECORDED', { minOutstanding: '500' })).toBe('1000.00');
  });
});

describe('recordings', () => {
  test('have the basis of the pair that first joined each', () => {
    const [finance, construction] = [{ billKey: 'F1' }, { ...CONSTRUCTION, billKey: 'F1' }];
    const { sameDebts, debt } = oracle(worldOf(finance, construction, ENERGY));
    const record = debt('energy:1', TODAY);
    const recordings = record && recordingsOf(record, sameDebts({ domains: null, asOf: TODAY }));
    expect(recordings?.map((recording) => [recording.record.id, recording.basis])).toEqual([
      ['finance:1', 'COUNTED'],
      ['housing-construction:1', 'CONTRACT_AND_BILL'],
      ['energy:1', 'CONTRACT_AND_AMOUNT'],
    ]);
  });
  test('of a debt in one book are itself, without a difference', () => {
    const debt = oracle(worldOf({})).debt('finance:1', TODAY);
    const recordings = debt && recordingsOf(debt, []);
    expect(recordings).toEqual([{ record: debt, basis: 'COUNTED' }]);
    expect(differenceOf(recordings ?? [])).toBe(0n);
  });
});

describe('reconciliation', () => {
  const twice = (n: number, finance: Partial<TruthDebt>): Partial<TruthDebt>[] =>
    [finance, CONSTRUCTION].map((record) => ({
      ...record,
      id: `${record.domain ?? 'finance'}:${n}`,
      contractKeys: [`K${n}`],
    }));
  const world = worldOf(
    ...twice(3, {}),
    ...twice(2, {}),
    ...twice(1, PAID),
    ...twice(4, { ...PAID, ownership: 'STATE', scale: 'LARGE' }),
  );
  const idsFrom = (minDifference: string | null): string[] =>
    oracle(world)
      .reconciliation({ domains: null, minDifference, asOf: TODAY })
      .map(({ id }) => id);
  test('lists counted records of protected creditors, the largest difference first, then by id', () => {
    expect(idsFrom(null)).toEqual(['finance:1', 'finance:2', 'finance:3']);
  });
  test('begins at a difference', () => {
    expect(idsFrom('600')).toEqual(['finance:1']);
    expect(idsFrom('600.01')).toEqual([]);
  });
});

describe('trend', () => {
  const trendOf = (filter: DebtFilter, ...records: Partial<TruthDebt>[]): string[][] =>
    oracle(worldOf(...records))
      .trend(filter, ['2024-12', '2025-02', '2025-03'])
      .map(({ asOf, count, outstanding, incurred, paid, adjusted }) => [
        asOf,
        String(count),
        ...[outstanding, incurred, paid, adjusted].map(yuanOf),
      ]);
  test('tells what was in arrears at each month’s end, what came into arrears and what was paid in it', () => {
    const [due, notDue] = [{ dueOn: '2025-03-30' }, { dueOn: '2025-03-31' }];
    const others = [due, notDue].map((days, i) => ({
      id: `finance:${i + 2}`,
      incurredOn: '2025-02-01',
      ...days,
      figures: recorded('5'),
    }));
    expect(trendOf({}, PAID, ...others)).toEqual([
      ['2024-12-31', '0', '0.00', '0.00', '0.00', '0.00'],
      ['2025-02-28', '1', '1000.00', '1000.00', '0.00', '0.00'],
      ['2025-03-31', '2', '405.00', '5.00', '600.00', '0.00'],
    ]);
  });
  test('adjusts for what a filter picks by now, each debt once', () => {
    expect(trendOf({ maxOutstanding: '400' }, PAID, CONSTRUCTION)).toEqual([
      ['2024-12-31', '0', '0.00', '0.00', '0.00', '0.00'],
      ['2025-02-28', '0', '0.00', '0.00', '0.00', '0.00'],
      ['2025-03-31', '1', '400.00', '0.00', '0.00', '400.00'],
    ]);
  });
  test('adjusts for credit notes', () => {
    const credited = recorded('1000', { creditNotes: [{ on: '2025-03-05', value: value('100') }] });
    expect(trendOf({}, { figures: credited })[2]).toEqual(['2025-03-31', '1', '900.00', '0.00', '0.00', '-100.00']);
  });
  test('has the present month on today, and none that is to come', () => {
    const points = oracle({ ...worldOf({}), today: '2026-02-10' }).trend({}, ['2026-01', '2026-02', '2026-03']);
    expect(points.map(({ asOf }) => asOf)).toEqual(['2026-01-31', '2026-02-10']);
  });
});
