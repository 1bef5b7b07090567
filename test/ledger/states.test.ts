import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bundle, DebtFact } from '../../kit/rules/fact.ts';
import { KEPT_MS } from '../../kit/ledger/past.ts';
import type { Facts } from '../../kit/ledger/facts.ts';
import { openStore, type Store } from '../../kit/ledger/store.ts';
import { bundleKeysByIds, interestTermsByIds } from '../../kit/ledger/details.ts';
import { debtMovements } from '../../kit/ledger/movement.ts';
import { debtPage, debtsByIds } from '../../kit/ledger/page.ts';
import { debtPagesByParty } from '../../kit/ledger/pages-by-party.ts';
import { debtTotals } from '../../kit/ledger/totals.ts';
import { yuanOf } from '../../kit/rules/money.ts';
import type { LedgerBound, LedgerFilter } from '../../schema/generated/department.ts';
import { changePage } from '../../kit/ledger/changes.ts';

const TODAY = '2026-03-20';

let today: string;
let store: Store;
beforeEach(async () => {
  [today, store] = [TODAY, await openStore(() => today)];
});
afterEach(() => {
  store.close();
  vi.useRealTimers();
});

function bundle(key: string, id: string, outstanding: bigint, others: Partial<DebtFact> = {}): Bundle {
  const party = { name: key, organisationCode: null, creditCode: null };
  const debt: DebtFact = {
    ...{
      id,
      debtor: party,
      debtorKey: key,
      debtorKind: 'OTHER',
      creditor: party,
      creditorKey: key,
      ownership: null,
      scale: null,
    },
    ...{
      contractNo: null,
      contractName: null,
      contractKeys: [],
      billKey: null,
      recordedAmount: outstanding,
      category: null,
      wages: false,
    },
    ...{
      cause: null,
      causeNote: null,
      disputed: false,
      verified: null,
      incurredOn: null,
      dueOn: null,
      dueBasis: 'UNKNOWN',
    },
    ...{ arrearsLedger: false, lateRate: null, balances: null },
    states: [{ from: '2025-01-01', to: '9999-12-31', amount: outstanding, paid: 0n, outstanding }],
  };
  return { key, debts: [{ ...debt, ...others }], mentions: [], issues: [] };
}

const totalIn = async (facts: Facts, day = TODAY): Promise<unknown> =>
  (await debtTotals(facts, { scope: 'ALL' }, [], day))[0]?.outstanding;

describe('facts in a state', () => {
  test('are what they were, whatever has changed since', async () => {
    await store.replace(['a', 'b'], [bundle('a', 'f:1', 100n), bundle('b', 'f:2', 10n)]);
    const first = store.now();
    await store.replace(['a'], [bundle('a', 'f:1', 300n)]);
    const second = store.now();
    await store.replace(['b', 'c'], [bundle('c', 'f:2', 20n)]);
    const totals = [first, second, store.now(), store.at(first.change), store.at(second.change)];
    expect(await Promise.all(totals.map((facts) => totalIn(facts)))).toEqual([110n, 310n, 320n, 110n, 310n]);
    expect([first.change, second.change, store.now().change]).toEqual([2, 3, 5]);
  });

  test('change page by page, up to the state that the last page is of', async () => {
    await store.replace(['a', 'b'], [bundle('a', 'f:1', 100n), bundle('b', 'f:2', 10n)]);
    const first = store.now();
    await store.replace(['a'], [bundle('a', 'f:1', 300n)]);
    const keys = async (facts: Facts, after: number): Promise<unknown> => {
      const { last, more, bundles } = await changePage(facts, 'e', after, 1);
      return [last, more, bundles.map(({ key }) => key)];
    };
    expect([await keys(first, 0), await keys(first, 1), await keys(first, 2)]).toEqual([
      [1, true, ['a']],
      [2, false, ['b']],
      [2, false, []],
    ]);
    expect([await keys(store.now(), 0), await keys(store.now(), 2)]).toEqual([
      [2, true, ['b']],
      [3, false, ['a']],
    ]);
  });

  test('of a state that never was, or is too long ago, are not to be had, nor half of them', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await store.replace(['a'], [bundle('a', 'f:1', 100n)]);
    await store.replace(['a', 'b'], [bundle('a', 'f:1', 200n)]);
    const gone = 'at wants a state of the last 30 s';
    expect(() => store.at(2)).toThrow(gone);
    expect(() => store.at(4)).toThrow(gone);
    const first = store.at(1);
    vi.setSystemTime(Date.now() + 2 * KEPT_MS);
    const [asked] = await Promise.allSettled([totalIn(first), store.replace(['c'], [bundle('c', 'f:3', 1n)])]);
    expect(asked.status === 'fulfilled' ? asked.value : 100n).toBe(100n);
    expect(() => store.at(1)).toThrow(gone);
    await expect(totalIn(first)).rejects.toThrow(gone);
    expect(await totalIn(store.now())).toBe(201n);
  });

  test('are found where they are as the days go on, in the state before and in those after', async () => {
    const stretch = (from: string, to: string, outstanding: bigint) => ({
      from,
      to,
      amount: 9n,
      paid: 0n,
      outstanding,
    });
    const states = [
      stretch('2025-01-01', '2026-01-01', 9n),
      stretch('2026-01-01', '2026-03-25', 5n),
      stretch('2026-03-25', '9999-12-31', 3n),
    ];
    const days = ['2024-12-31', '2025-12-31', '2026-01-01', TODAY, '2026-03-24', '2026-03-25', '9999-12-31'];
    const onEach = (facts: Facts): Promise<unknown[]> => Promise.all(days.map((day) => totalIn(facts, day)));
    await store.replace(['a'], [bundle('a', 'f:1', 0n, { states })]);
    const first = store.now();
    today = '2026-04-01';
    await store.replace(['b'], []);
    today = '2026-03-31';
    await store.replace(['b'], []);
    expect([first, store.now()].map(({ presentFrom }) => presentFrom)).toEqual([TODAY, '2026-04-01']);
    for (const facts of [first, store.now()]) expect(await onEach(facts)).toEqual([0n, 9n, 5n, 5n, 5n, 3n, 3n]);
    await store.replace(['a'], [bundle('a', 'f:1', 7n)]);
    expect(await onEach(store.now())).toEqual([0n, 7n, 7n, 7n, 7n, 7n, 7n]);
    expect(await onEach(first)).toEqual([0n, 9n, 5n, 5n, 5n, 3n, 3n]);
  });

  test('are exact where an amount comes that takes more than 64 bits', async () => {
    const [large, most] = [10n ** 36n, 2n ** 63n - 1n];
    await store.replace(['a', 'b'], [bundle('a', 'f:1', most), bundle('b', 'f:2', most)]);
    const first = store.now();
    expect(await totalIn(first)).toBe(2n * most);
    await store.replace(['c', 'd'], [bundle('c', 'f:3', large), bundle('d', 'f:4', most + 1n)]);
    const [before, now] = [await totalIn(first), await totalIn(store.now())];
    expect([before, now]).toEqual([2n * most, 3n * most + 1n + large]);
    const page = { where: { scope: 'ALL' }, orderBy: { field: 'AMOUNT', direction: 'DESC' }, asOf: TODAY } as const;
    const ids = async (first: number, after: LedgerBound | null): Promise<unknown> =>
      (await debtPage(store.now(), { ...page, first, after })).map(({ id, amount }) => [id, amount]);
    expect(await ids(2, null)).toEqual([
      ['f:3', large],
      ['f:4', most + 1n],
    ]);
    expect(await ids(9, { value: yuanOf(most + 1n), id: 'f:4' })).toEqual([
      ['f:1', most],
      ['f:2', most],
    ]);
  });

  test('are told by statements that are kept as by new ones, whatever has come in between', async () => {
    const some: Partial<DebtFact>[] = [
      { cause: null, incurredOn: '2025-01-01', dueOn: '2025-03-01' },
      { cause: 'FUNDS', incurredOn: null, dueOn: null, wages: true },
      { cause: 'OTHER', incurredOn: '1990-05-05', dueOn: '2026-03-19', debtorKind: 'TOWN', scale: 'LARGE' },
      { category: 'WORKS', dueOn: '2026-03-20', debtorKind: 'SOE', causeNote: 'x'.repeat(300) },
    ];
    for (const [i, others] of some.entries()) {
      const bundles = some.slice(0, i + 1).map((_, at) => bundle(`b${at}`, `f:${at}`, 10n ** BigInt(6 * at), others));
      await store.replace(['b0', 'b1', 'b2', 'b3'], bundles);
      const fresh = await openStore(() => today);
      await fresh.replace(['b0', 'b1', 'b2', 'b3'], bundles);
      expect(await everythingIn(store.now())).toEqual(await everythingIn(fresh.now()));
      fresh.close();
    }
  });
});

/** Answers of every kind of statement, each in one order. */
async function everythingIn(facts: Facts): Promise<unknown> {
  const [where, ids] = [{ scope: 'ALL' } as const, ['f:0', 'f:1', 'f:2', 'f:3']];
  const narrow: LedgerFilter = {
    ...where,
    causes: ['FUNDS', 'OTHER'],
    minOutstanding: 1n,
    search: 'B',
    ageBuckets: ['D1_30'],
  };
  const page = { where, orderBy: { field: 'DUE_ON', direction: 'ASC' }, first: 3, after: null, asOf: TODAY } as const;
  const answers = [
    await debtTotals(facts, where, ['CAUSE', 'DEBTOR_KIND', 'AGE_BUCKET', 'STATUS', 'INCURRED_YEAR', 'WAGES'], TODAY),
    await debtTotals(facts, narrow, [], TODAY),
    await debtPage(facts, page),
    await debtsByIds(facts, ids, TODAY),
    await debtPagesByParty(facts, { ...page, role: 'CREDITOR', parties: [['b0', 'b1'], ['b2']] }),
    await debtMovements(facts, where, [{ since: '2024-12-31', asOf: TODAY }]),
    (await changePage(facts, 'e', 0, 9)).bundles,
    [...(await interestTermsByIds(facts, ids, TODAY))],
    [...(await bundleKeysByIds(facts, ids))],
  ];
  const texts = (value: unknown): string => inspect(value, { depth: 9, sorted: true });
  return answers.map((answer) => (answer as unknown[]).map(texts).sort());
}
