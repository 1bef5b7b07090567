import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairsOf } from '../../subgraphs/coordination/same-debt/pairs.ts';
import type { Candidate } from '../../subgraphs/coordination/register/bundle.ts';
import { YieldBudget } from '../../subgraphs/coordination/yield-budget.ts';

const DOMAINS = ['finance', 'energy', 'soe'];

function recordOf(domain: string, key: number, facts: Pick<Candidate, 'billKey' | 'recordedAmount'>): Candidate {
  return {
    ...{
      domain,
      id: `${domain}:${key}`,
      from: '2025-01-01',
      to: '9999-12-31',
      debtorKey: '旗一中',
      creditorKey: '甲公司',
    },
    ...{ debtorKind: 'GOVERNMENT', contractKeys: ['K'], dueOn: null, protected: true, disputed: false },
    ...{ amount: facts.recordedAmount, paid: 0n, outstanding: facts.recordedAmount },
    ...facts,
  };
}

const records = fc
  .array(
    fc.record({
      domain: fc.constantFrom(...DOMAINS),
      billKey: fc.constantFrom('B1', 'B2', '', null),
      recordedAmount: fc.constantFrom(0n, 4_999n, 5_000n, 5_001n, 10_000n, 10_001n),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map(({ domain, ...facts }, key) => recordOf(domain, key, facts)));

/** As semantics has it, each record with each. */
function areSame(a: Candidate, b: Candidate): boolean {
  if (a.domain === b.domain) return false;
  if (a.billKey && b.billKey) return a.billKey === b.billKey;
  const difference = a.recordedAmount - b.recordedAmount;
  const tolerance = [a, b].some(({ domain }) => domain === 'energy') ? 5_000n : 0n;
  return (difference < 0n ? -difference : difference) <= tolerance;
}

test('every two records that the rules hold to be the same debt are found, and no others', async () => {
  const property = fc.asyncProperty(records, async (cluster) => {
    const found = (await pairsOf([cluster], new YieldBudget())).map(({ a, b }) => `${a.id} ${b.id}`);
    const wanted = cluster.flatMap((a) =>
      cluster.filter((b) => a.id < b.id && areSame(a, b)).map((b) => `${a.id} ${b.id}`),
    );
    expect(found.sort()).toEqual(wanted.sort());
  });
  await fc.assert(property, { numRuns: 500 });
});

test(
  'a contract with many records is gone through in time, and others have their turn',
  { timeout: 60_000 },
  async () => {
    const bills = Array.from({ length: 40_000 }, (_, key) => ({
      billKey: key % 2 ? `B${key}` : null,
      recordedAmount: BigInt(key) * 20_000n,
    }));
    const cluster = ['finance', 'energy'].flatMap((domain) => bills.map((facts, key) => recordOf(domain, key, facts)));
    let [done, turns] = [false, 0];
    const others = async (): Promise<void> => {
      for (; !done; turns += 1) await nextTurn();
    };
    const watching = others();
    const pairs = await pairsOf([cluster], new YieldBudget());
    done = true;
    await watching;
    expect(pairs).toHaveLength(bills.length);
    expect(turns).toBeGreaterThan(1);
  },
);
