import type { MatchBasis, TruthDomain } from '../../demo/truth.ts';
import type { Debt } from './debts.ts';
import { fenOfYuan, type Fen } from './figures.ts';
import { compare } from './order.ts';
import type { SameDebt } from './same-debt.ts';

/** A department's record of a debt. */
export interface Recording {
  record: Debt;
  basis: MatchBasis | 'COUNTED';
}

/** Every department's record of the same debt, the counted one first. */
export function recordingsOf(debt: Debt, sameDebts: readonly SameDebt[]): Recording[] {
  const same = sameDebts.find(
    ({ counted, others }) => counted.id === debt.id || others.some(({ record }) => record.id === debt.id),
  );
  return same ? allOf(same) : [{ record: debt, basis: 'COUNTED' }];
}

const allOf = ({ counted, others }: SameDebt): Recording[] => [{ record: counted, basis: 'COUNTED' }, ...others];

/** Largest minus smallest outstanding. */
export function differenceOf(recordings: readonly Recording[]): Fen {
  const [smallest = 0n, ...others] = recordings.map(({ record }) => record.outstanding).sort(compare);
  return (others.at(-1) ?? smallest) - smallest;
}

export interface ReconciliationQuestion {
  /** Whose books to compare; null: all departments'. */
  domains: readonly TruthDomain[] | null;
  /** In yuan; null: those that agree as well. */
  minDifference: string | null;
  asOf: string;
}

/** Counted records of protected creditors, the largest disagreement first, then by id. */
export function reconciled(sameDebts: readonly SameDebt[], minDifference: string | null): Debt[] {
  return sameDebts
    .map((same) => ({ counted: same.counted, difference: differenceOf(allOf(same)) }))
    .filter(({ counted, difference }) => counted.protected && difference >= fenOfYuan(minDifference ?? '0'))
    .sort((a, b) => compare(b.difference, a.difference) || compare(a.counted.id, b.counted.id))
    .map(({ counted }) => counted);
}
