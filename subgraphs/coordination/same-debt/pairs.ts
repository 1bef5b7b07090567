import { daysBetween } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { departmentOf, DOMAINS } from '../../../kit/departments.ts';
import { maxFen, type Fen } from '../../../kit/rules/money.ts';
import type { Candidate } from '../register/bundle.ts';
import type { YieldBudget } from '../yield-budget.ts';

/** Why two records of different departments are held to be the same debt. */
export type PairBasis = 'CONFIRMED_BY_HAND' | 'CONTRACT_AND_BILL' | 'CONTRACT_AND_AMOUNT';

export interface Pair {
  a: Candidate;
  b: Candidate;
  basis: PairBasis;
}

/** No two amounts that are further apart are the same, in whatever books they stand. */
const MOST_TOLERANCE: Fen = DOMAINS.reduce((most, { tolerance }) => maxFen(most, tolerance), 0n);

/**
 * Every two records of different departments that the rules hold to be the same debt, those that are surest first. A
 * contract may have thousands of
 * records: each is compared with those alone that its bill number or amount points to, and others have their turn in
 * between.
 */
export async function pairsOf(clusters: readonly (readonly Candidate[])[], budget: YieldBudget): Promise<Pair[]> {
  const pairs = new Map<string, Pair>();
  for (const cluster of clusters) {
    const likely = likelihoodIn(cluster);
    for (const a of cluster) {
      for (const b of likely(a)) {
        const basis = a.id < b.id ? basisOf(a, b) : null;
        if (basis) pairs.set(`${a.id} ${b.id}`, { a, b, basis });
      }
      if (budget.isOver) await budget.pass();
    }
  }
  return [...pairs.values()].sort(comparePairs);
}

/**
 * Finds the records that may be the same debt as one: by its bill number among those that have one, by its amount among
 * those where not both have.
 */
function likelihoodIn(cluster: readonly Candidate[]): (record: Candidate) => Candidate[] {
  const byBill = groupedBy(cluster, ({ billKey }) => billKey);
  const all = inOrder(cluster);
  const withoutBill = inOrder(cluster.filter(({ billKey }) => !billKey));
  return ({ billKey, recordedAmount }) =>
    billKey ? [...(byBill.get(billKey) ?? []), ...near(withoutBill, recordedAmount)] : near(all, recordedAmount);
}

function inOrder(records: readonly Candidate[]): Candidate[] {
  return [...records].sort((a, b) =>
    a.recordedAmount < b.recordedAmount ? -1 : a.recordedAmount > b.recordedAmount ? 1 : 0,
  );
}

/** Of records in the order of their amounts, those within the tolerance of one. */
function near(records: readonly Candidate[], amount: Fen): Candidate[] {
  let [from, end] = [0, records.length];
  while (from < end) {
    const middle = (from + end) >> 1;
    if ((records[middle]?.recordedAmount ?? 0n) < amount - MOST_TOLERANCE) from = middle + 1;
    else end = middle;
  }
  while (end < records.length && (records[end]?.recordedAmount ?? 0n) <= amount + MOST_TOLERANCE) end += 1;
  return records.slice(from, end);
}

/** Both give a bill number: then it decides. Else the recorded amounts do. */
function basisOf(a: Candidate, b: Candidate): PairBasis | null {
  if (a.domain === b.domain) return null;
  if (a.billKey && b.billKey) return a.billKey === b.billKey ? 'CONTRACT_AND_BILL' : null;
  const tolerance = maxFen(departmentOf(a.domain).tolerance, departmentOf(b.domain).tolerance);
  const difference = a.recordedAmount - b.recordedAmount;
  return difference <= tolerance && -difference <= tolerance ? 'CONTRACT_AND_AMOUNT' : null;
}

/** Two records that people have confirmed to be the same debt, where both stand. */
export function confirmedPair(one: Candidate, other: Candidate): Pair {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  return { a, b, basis: 'CONFIRMED_BY_HAND' };
}

/** By bill before by amount, then the smaller difference of due dates (an unknown one last), then the smaller ids. */
function comparePairs(one: Pair, other: Pair): number {
  if (one.basis !== other.basis) return one.basis === 'CONTRACT_AND_BILL' ? -1 : 1;
  const byDays = dueDifference(one) - dueDifference(other);
  if (byDays !== 0 && !Number.isNaN(byDays)) return byDays;
  return compareText(one.a.id, other.a.id) || compareText(one.b.id, other.b.id);
}

function dueDifference({ a, b }: Pair): number {
  return a.dueOn && b.dueOn ? Math.abs(daysBetween(a.dueOn, b.dueOn)) : Infinity;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
