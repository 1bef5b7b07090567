import { daysBetween } from '../../../kit/dates.ts';
import type { Fen } from '../../../kit/money.ts';
import type { Candidate } from '../register/bundle.ts';

/** Why two records of different departments are held to be the same debt. */
export type PairBasis = 'CONFIRMED_BY_HAND' | 'CONTRACT_AND_BILL' | 'CONTRACT_AND_AMOUNT';

export interface Pair {
  a: Candidate;
  b: Candidate;
  basis: PairBasis;
}

/** Clerks of the energy ledgers round to 0.01 万元. */
const ENERGY_TOLERANCE: Fen = 5_000n;

/** Every two records of different departments that the rules hold to be the same debt, those that are surest first. */
export function pairsOf(clusters: readonly (readonly Candidate[])[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const cluster of clusters) {
    for (const [i, one] of cluster.entries()) {
      for (const other of cluster.slice(i + 1)) {
        const [a, b] = one.id < other.id ? [one, other] : [other, one];
        const basis = basisOf(a, b);
        if (basis) pairs.set(`${a.id} ${b.id}`, { a, b, basis });
      }
    }
  }
  return [...pairs.values()].sort(comparePairs);
}

/** Both give a bill number: then it decides. Else the recorded amounts do. */
function basisOf(a: Candidate, b: Candidate): PairBasis | null {
  if (a.domain === b.domain) return null;
  if (a.billKey && b.billKey) return a.billKey === b.billKey ? 'CONTRACT_AND_BILL' : null;
  const tolerance = a.domain === 'energy' || b.domain === 'energy' ? ENERGY_TOLERANCE : 0n;
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
