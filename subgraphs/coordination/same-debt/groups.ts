import type { DebtorKind } from '../../../schema/generated/ledger-client.ts';
import { COUNTING_ORDER, IDENTITY_ORDER } from '../../../kit/departments.ts';
import type { RecordingFigures } from '../model.ts';
import type { Candidate } from '../register/bundle.ts';
import type { YieldBudget } from '../yield-budget.ts';
import { Joining, type Group } from './joining.ts';
import { comparePairs, type Pair, type PairBasis, type Pairs } from './pairs.ts';

/** A debt that several departments have on their books. */
export interface SameDebt {
  /** Whose figures count: the debtor's own books'. */
  counted: Candidate;
  /** The other records, in the order in which books would count. */
  others: readonly { record: Candidate; basis: PairBasis }[];
}

interface GroupingRules {
  debtorKindOf: (debtorKey: string) => DebtorKind | null;
  /** People have said that these two records are not the same debt. */
  areSeparate: (a: string, b: string) => boolean;
}

/** Joins pairs, the surest first, those that people have confirmed before all others. */
export async function groupsOf(
  confirmed: readonly Pair[],
  likely: readonly Pairs[],
  { debtorKindOf, areSeparate }: GroupingRules,
  budget: YieldBudget,
): Promise<SameDebt[]> {
  const joining = new Joining(areSeparate);
  for (const pair of confirmed) joining.join(pair);
  for (let [from, end] = [0, 0]; from < likely.length; from = end) {
    const [first] = likely.slice(from, from + 1);
    for (let pairs = first; pairs && first && comparePairs(pairs, first) === 0; pairs = likely[end]) end += 1;
    await joining.joinAll(likely.slice(from, end), budget);
  }
  return joining.groups.map((group) => sameDebtOf(group, debtorKindOf));
}

/** An SOE's own books are the enterprises'; those of all other debtors, the treasury's. */
function sameDebtOf(group: Group, debtorKindOf: GroupingRules['debtorKindOf']): SameDebt {
  const order = COUNTING_ORDER[kindOfDebtor(group, debtorKindOf) === 'SOE' ? 'ENTERPRISES' : 'ALL_OTHERS'];
  const members = order.flatMap((domain) => group.get(domain) ?? []);
  const [counted, ...others] = members;
  if (!counted || members.length < group.size)
    throw new Error(`a group with records of unknown departments: ${[...group.keys()].join(', ')}`);
  return { counted: counted.record, others };
}

/**
 * As the register has it; where that does not know, since no row in force names the debtor, as the first of the
 * records' own books that does.
 */
function kindOfDebtor(group: Group, debtorKindOf: GroupingRules['debtorKindOf']): DebtorKind | null {
  const records = IDENTITY_ORDER.flatMap((domain) => group.get(domain)?.record ?? []);
  const known = records.slice(0, 1).map(({ debtorKey }) => debtorKindOf(debtorKey));
  return (
    [...known, ...records.map(({ debtorKind }) => debtorKind)].find((kind) => kind !== null && kind !== 'OTHER') ?? null
  );
}

/** The records of a debt, the counted one first. */
export const recordsOf = ({ counted, others }: SameDebt): Candidate[] => [
  counted,
  ...others.map(({ record }) => record),
];

/** Every department's record of the debt, the counted one first. */
export function recordingsOf({ counted, others }: SameDebt): RecordingFigures[] {
  return [{ record: counted, basis: 'COUNTED' as const }, ...others].map(({ record, basis }) => ({
    domain: record.domain,
    debtId: record.id,
    outstanding: record.outstanding,
    amount: record.amount,
    basis,
  }));
}
