import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bundle, DebtFact } from '../../kit/rules/fact.ts';
import { KEPT_MS } from '../../kit/ledger/past.ts';
import { openStore, type Facts, type Store } from '../../kit/ledger/store.ts';
import { debtTotals } from '../../kit/ledger/totals.ts';
import { changePage } from '../../kit/ledger/changes.ts';

const TODAY = '2026-03-20';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => {
  store.close();
  vi.useRealTimers();
});

function bundle(key: string, id: string, outstanding: bigint): Bundle {
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
  return { key, debts: [debt], mentions: [], issues: [] };
}

const totalIn = async (facts: Facts): Promise<unknown> =>
  (await debtTotals(facts, { scope: 'ALL' }, [], TODAY))[0]?.outstanding;

describe('facts in a state', () => {
  test('are what they were, whatever has changed since', async () => {
    await store.replace(['a', 'b'], [bundle('a', 'f:1', 100n), bundle('b', 'f:2', 10n)]);
    const first = store.now();
    await store.replace(['a'], [bundle('a', 'f:1', 300n)]);
    const second = store.now();
    await store.replace(['b', 'c'], [bundle('c', 'f:2', 20n)]);
    const totals = [first, second, store.now(), store.at(first.change), store.at(second.change)];
    expect(await Promise.all(totals.map(totalIn))).toEqual([110n, 310n, 320n, 110n, 310n]);
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
});
