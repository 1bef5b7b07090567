import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../kit/rules/dates.ts';
import { groupsOf, recordsOf } from '../../subgraphs/coordination/same-debt/groups.ts';
import { pairsOf, type PairBasis } from '../../subgraphs/coordination/same-debt/pairs.ts';
import type { Candidate } from '../../subgraphs/coordination/register/bundle.ts';
import { YieldBudget } from '../../subgraphs/coordination/yield-budget.ts';

const DOMAINS = ['finance', 'energy', 'soe', 'housing-construction'];

function recordOf(
  domain: string,
  key: number,
  facts: Pick<Candidate, 'billKey' | 'recordedAmount'> & Partial<Candidate>,
): Candidate {
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
      billKey: fc.constantFrom('B1', 'B2', '', null, null),
      recordedAmount: fc.constantFrom(0n, 4_999n, 5_000n, 5_000n, 5_001n, 10_001n),
      dueOn: fc.constantFrom('2025-01-01', '2025-01-01', '2025-01-03', '2025-01-05', null),
    }),
    { maxLength: 14 },
  )
  .map((all) => all.map(({ domain, ...facts }, key) => recordOf(domain, (key * 7) % 16, facts)));

/** As semantics has it, each record with each. */
function basisOf(a: Candidate, b: Candidate): PairBasis | null {
  if (a.domain === b.domain) return null;
  if (a.billKey && b.billKey) return a.billKey === b.billKey ? 'CONTRACT_AND_BILL' : null;
  const difference = a.recordedAmount - b.recordedAmount;
  const tolerance = [a, b].some(({ domain }) => domain === 'energy') ? 5_000n : 0n;
  return (difference < 0n ? -difference : difference) <= tolerance ? 'CONTRACT_AND_AMOUNT' : null;
}

interface Told {
  a: Candidate;
  b: Candidate;
  basis: PairBasis;
  days: number;
}

/** Every pair of the records of some contracts, in their order. */
function pairsByHand(clusters: readonly (readonly Candidate[])[]): Told[] {
  const pairs = clusters.flatMap((cluster) =>
    cluster.flatMap((a) =>
      cluster.flatMap((b): Told[] => {
        const basis = a.id < b.id ? basisOf(a, b) : null;
        const days = a.dueOn && b.dueOn ? Math.abs(Date.parse(a.dueOn) - Date.parse(b.dueOn)) : Number.MAX_VALUE;
        return basis ? [{ a, b, basis, days }] : [];
      }),
    ),
  );
  const text = ({ a, b }: Told): string => `${a.id} ${b.id}`;
  return pairs.sort(
    (one, other) =>
      (one.basis === other.basis ? 0 : one.basis === 'CONTRACT_AND_BILL' ? -1 : 1) ||
      one.days - other.days ||
      (text(one) < text(other) ? -1 : 1),
  );
}

/** Groups of ids, as semantics has it: pair by pair, each compared with all that are in the two groups. */
function groupsByHand(pairs: readonly Told[], areSeparate: (a: string, b: string) => boolean): string[] {
  const groupOf = new Map<string, readonly Candidate[]>();
  for (const { a, b } of pairs) {
    const [one, other] = [groupOf.get(a.id) ?? [a], groupOf.get(b.id) ?? [b]];
    const isBarred = one.some((x) => other.some((y) => x.domain === y.domain || areSeparate(x.id, y.id)));
    const joined = [...one, ...other];
    if (!isBarred) for (const { id } of joined) groupOf.set(id, joined);
  }
  return [...new Set(groupOf.values())].map((group) => idsOf(group));
}

const idsOf = (records: readonly Candidate[]): string =>
  records
    .map(({ id }) => id)
    .sort()
    .join(' ');

async function groupsFound(
  clusters: readonly (readonly Candidate[])[],
  areSeparate: (a: string, b: string) => boolean = () => false,
): Promise<string[]> {
  const budget = new YieldBudget();
  const groups = await groupsOf(
    [],
    await pairsOf(clusters, budget),
    { debtorKindOf: () => 'GOVERNMENT', areSeparate },
    budget,
  );
  return groups.map((group) => idsOf(recordsOf(group)));
}

test('records are joined as if every two had been compared, one pair after the other', async () => {
  const separated = fc.uniqueArray(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 6 });
  const property = fc.asyncProperty(records, fc.nat(14), separated, async (all, cut, apart) => {
    const keyOf = (id: string): number => Number(id.split(':')[1]);
    const areSeparate = (a: string, b: string): boolean =>
      apart.some(([one, other]) => [one, other].includes(keyOf(a)) && [one, other].includes(keyOf(b)) && one !== other);
    const clusters = [all.slice(0, cut), all.slice(Math.max(0, cut - 5))];
    const wanted = groupsByHand(pairsByHand(clusters), areSeparate);
    expect((await groupsFound(clusters, areSeparate)).sort()).toEqual(wanted.sort());
  });
  await fc.assert(property, { numRuns: 3_000 });
});

/** Runs with others that want their turn. Returns how often they had it. */
async function besideOthers(work: Promise<unknown>): Promise<number> {
  let [done, turns] = [false, 0];
  const others = async (): Promise<void> => {
    for (; !done; turns += 1) await nextTurn();
  };
  const watching = others();
  await work;
  done = true;
  await watching;
  return turns;
}

const MANY = 10_000;

test.each<[string, (key: number) => Partial<Candidate>]>([
  [
    'of many amounts, some by bill',
    (key) => ({ billKey: key % 2 ? `B${key}` : null, recordedAmount: BigInt(key) * 20_000n }),
  ],
  ['of one amount without bills', () => ({ recordedAmount: 5_000n })],
  ['of one amount, due day after day', (key) => ({ recordedAmount: 5_000n, dueOn: addDays('2020-01-01', key % 400) })],
  [
    'of one amount, with bills in one book',
    (key) => ({ recordedAmount: 5_000n, billKey: key < MANY ? `B${key}` : null }),
  ],
])(
  'a contract with thousands of records %s is gone through in time, and others have their turn',
  { timeout: 60_000 },
  async (_, factsOf) => {
    const bookOf = (domain: string, first: number): Candidate[] =>
      Array.from({ length: MANY }, (_unused, key) =>
        recordOf(domain, key, { billKey: null, recordedAmount: 0n, ...factsOf(first + key) }),
      );
    const working = groupsFound([[...bookOf('finance', 0), ...bookOf('energy', _.includes('one book') ? MANY : 0)]]);
    expect(await besideOthers(working)).toBeGreaterThan(1);
    expect(await working).toHaveLength(MANY);
  },
);
