import { daysBetween, type Day } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { departmentOf, DOMAINS } from '../../../kit/departments.ts';
import { maxFen, type Fen } from '../../../kit/rules/money.ts';
import type { Candidate } from '../register/bundle.ts';
import type { YieldBudget } from '../yield-budget.ts';
import { Alike } from './alike.ts';

/** Why two records of different departments are held to be the same debt. */
export type PairBasis = 'CONFIRMED_BY_HAND' | 'CONTRACT_AND_BILL' | 'CONTRACT_AND_AMOUNT';

export interface Pair {
  a: Candidate;
  b: Candidate;
  basis: PairBasis;
}

/** Each of some records with each of others, `a` those with the smaller ids. */
export interface Pairs {
  a: Alike;
  b: Alike;
  basis: PairBasis;
  /** Between their due dates; Infinity where one is not known. */
  days: number;
}

/** No two amounts that are further apart are the same, in whatever books they stand. */
const MOST_TOLERANCE: Fen = DOMAINS.reduce((most, { tolerance }) => maxFen(most, tolerance), 0n);

/**
 * Every two records of different departments that the rules hold to be the same debt: by bill before by amount, then
 * the smaller difference of due dates (an unknown one last). A contract may have thousands of records, and thousands of
 * one amount: those that the rules cannot tell apart are compared as one, with those alone that their bill number or
 * amount points to, and others have their turn in between.
 */
export async function pairsOf(clusters: readonly (readonly Candidate[])[], budget: YieldBudget): Promise<Pairs[]> {
  const found: Pairs[] = [];
  for (const cluster of clusters) {
    for (const pairs of [...pairsByBill(cluster), ...pairsByAmount(cluster)]) {
      found.push(pairs);
      if (budget.isOver) await budget.pass();
    }
  }
  return found.sort(comparePairs);
}

/** Both give a bill number, and it is the same. */
function* pairsByBill(cluster: readonly Candidate[]): Iterable<Pairs> {
  for (const [billKey, records] of groupedBy(cluster, (record) => record.billKey)) {
    if (!billKey) continue;
    const kinds = alikeIn(records, ({ domain, dueOn }) => `${domain} ${dueOn ?? ''}`);
    for (const one of kinds) for (const other of kinds) yield* pairsFor(one, other, 'CONTRACT_AND_BILL');
  }
}

/** Not both give one, and the recorded amounts are the same, or nearly so in books that are kept so. */
function* pairsByAmount(cluster: readonly Candidate[]): Iterable<Pairs> {
  const kinds = alikeIn(cluster, ({ domain, billKey, recordedAmount, dueOn }) =>
    [domain, billKey ? 'bill' : '', recordedAmount, dueOn].join(' '),
  ).sort((a, b) => (amountOf(a) < amountOf(b) ? -1 : amountOf(a) > amountOf(b) ? 1 : 0));
  const withoutBill = kinds.filter((kind) => !hasBill(kind));
  for (const one of kinds) {
    for (const other of near(hasBill(one) ? withoutBill : kinds, amountOf(one))) {
      if (isSameAmount(one, other)) yield* pairsFor(one, other, 'CONTRACT_AND_AMOUNT');
    }
  }
}

function alikeIn(records: readonly Candidate[], keyOf: (record: Candidate) => string): Alike[] {
  return [...groupedBy(records, keyOf).values()].map((alike) => new Alike(alike));
}

/** Of one department none; of two, once. */
function pairsFor(a: Alike, b: Alike, basis: PairBasis): Pairs[] {
  if (a.domain === b.domain || (a.records[0]?.id ?? '') > (b.records[0]?.id ?? '')) return [];
  return [{ a, b, basis, days: daysApart(a.records[0]?.dueOn, b.records[0]?.dueOn) }];
}

const hasBill = ({ records }: Alike): boolean => Boolean(records[0]?.billKey);
const amountOf = ({ records }: Alike): Fen => records[0]?.recordedAmount ?? 0n;

/** Of kinds in the order of their amounts, those within the tolerance of one. */
function near(kinds: readonly Alike[], amount: Fen): Alike[] {
  let [from, end] = [0, kinds.length];
  while (from < end) {
    const middle = (from + end) >> 1;
    const kind = kinds[middle];
    if (kind && amountOf(kind) < amount - MOST_TOLERANCE) from = middle + 1;
    else end = middle;
  }
  for (let kind = kinds[end]; kind && amountOf(kind) <= amount + MOST_TOLERANCE; kind = kinds[end]) end += 1;
  return kinds.slice(from, end);
}

function isSameAmount(a: Alike, b: Alike): boolean {
  const tolerance = maxFen(departmentOf(a.domain).tolerance, departmentOf(b.domain).tolerance);
  const difference = amountOf(a) - amountOf(b);
  return difference <= tolerance && -difference <= tolerance;
}

/** Two records that people have confirmed to be the same debt, where both stand. */
export function confirmedPair(one: Candidate, other: Candidate): Pair {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  return { a, b, basis: 'CONFIRMED_BY_HAND' };
}

/** Pairs that are as sure as each other are equal here: those of the smaller ids come first among them. */
export function comparePairs(one: Pick<Pairs, 'basis' | 'days'>, other: Pick<Pairs, 'basis' | 'days'>): number {
  if (one.basis !== other.basis) return one.basis === 'CONTRACT_AND_BILL' ? -1 : 1;
  return one.days === other.days ? 0 : one.days - other.days;
}

function daysApart(a: Day | null | undefined, b: Day | null | undefined): number {
  return a && b ? Math.abs(daysBetween(a, b)) : Infinity;
}
