import { addDays, daysBetween, type Day } from './dates.ts';
import type { Balance } from './fact.ts';
import { roundHalfUp, type Fen } from './money.ts';
import { RULES, type LegalRule } from './law.ts';

/** Daily rates are in 10⁻⁷: the places of the departments' DECIMAL(9,7). */
export const RATE_PLACES = 7;

/** Days of unchanged balance, first and last included. */
export interface InterestStretch {
  from: Day;
  to: Day;
  days: number;
  /** What was outstanding on each of them. */
  base: Fen;
}

export interface InterestTerms {
  dueOn: Day | null;
  /** Agreed rate a day in 10⁻⁷, or null for the statutory one. */
  lateRate: bigint | null;
  balances: readonly Balance[];
}

/** Interest for late payment, and what it came from. */
export interface LateInterest {
  asOf: Day;
  amount: Fen;
  /** In 10⁻⁷ a day. */
  dailyRate: bigint;
  agreed: boolean;
  rule: LegalRule;
  stretches: InterestStretch[];
}

/**
 * Simple interest for each day after the due date up to and including `asOf`, rounded half up once at the end. Null
 * without a due date.
 */
export function lateInterestOf(terms: InterestTerms, asOf: Day): LateInterest | null {
  const stretches = interestStretches(terms, asOf);
  if (stretches === null) return null;
  const agreed = terms.lateRate !== null;
  const dailyRate = terms.lateRate ?? RULES.lateInterestStatutory.dailyRate;
  const baseDays = stretches.reduce((sum, { base, days }) => sum + base * BigInt(days), 0n);
  const amount = roundHalfUp(baseDays * dailyRate, RATE_PLACES);
  return {
    asOf,
    amount,
    dailyRate,
    agreed,
    rule: agreed ? RULES.lateInterestAgreed : RULES.lateInterestStatutory,
    stretches,
  };
}

/** The stretches of days that late interest comes from; those on which nothing was owed are left out. */
function interestStretches({ dueOn, balances }: InterestTerms, asOf: Day): InterestStretch[] | null {
  if (dueOn === null) return null;
  const [first, end] = [addDays(dueOn, 1), addDays(asOf, 1)];
  return balances.flatMap(({ from, to, outstanding }) => {
    const [start, stop] = [from > first ? from : first, to < end ? to : end];
    if (start >= stop || outstanding === 0n) return [];
    return [{ from: start, to: addDays(stop, -1), days: daysBetween(start, stop), base: outstanding }];
  });
}
