import type { Truth, TruthDomain, TruthIssue } from '../../demo/truth.ts';
import { debtsOn, type Debt } from './debts.ts';
import type { Fen } from './figures.ts';
import { fulfils, type DebtFilter } from './filter.ts';
import { lateInterestOf } from './interest.ts';
import { inOrder, type DebtOrder } from './order.ts';
import { reconciled, type ReconciliationQuestion } from './recordings.ts';
import { debtorKindIn, sameDebtsAmong, type SameDebt } from './same-debt.ts';
import {
  groupsOf,
  partyTotalsOf,
  totalsOf,
  type Dimension,
  type Group,
  type PartyTotals,
  type Totals,
} from './totals.ts';
import { lastDayOf, monthAfter, trendPoint, type TrendDay, type TrendPoint } from './trend.ts';

export type Counting = 'AS_RECORDED' | 'EACH_DEBT_ONCE';

/** What a question picks: the same of every root field that answers with debts or their totals. */
export interface Question {
  filter: DebtFilter;
  asOf: string;
  counting: Counting;
}

/** Records that stand on a day in some departments' books; without domains in all. */
export interface Books {
  domains: readonly TruthDomain[] | null;
  asOf: string;
}

/**
 * Answers as the federated API must give them, computed from what is true in the world and from nothing else. Slow on
 * purpose: one plain rule at a time.
 */
export interface Oracle {
  debts: (question: Question, order: DebtOrder) => Debt[];
  totals: (question: Question) => Totals;
  groups: (question: Question, by: readonly Dimension[]) => Group[];
  creditors: (question: Question) => PartyTotals[];
  debtors: (question: Question) => PartyTotals[];
  /** What several departments have on their books, among these books. */
  sameDebts: (books: Books) => SameDebt[];
  /** Counted records of debts in several books. */
  reconciliation: (question: ReconciliationQuestion) => Debt[];
  /** A point for each of these months ("YYYY-MM") that is not to come yet. */
  trend: (filter: DebtFilter, months: readonly string[]) => TrendPoint[];
  /** A record that stands on that day, counted or not, whatever its creditor. */
  debt: (id: string, asOf: string) => Debt | null;
  /** Null where the debt is not there on that day, or has no due date. */
  lateInterest: (id: string, asOf: string) => Fen | null;
  issues: () => TruthIssue[];
  /** Whether all books that are asked for reach back to that day; null: all departments'. */
  complete: (domains: readonly TruthDomain[] | null, asOf: string) => boolean;
}

export function oracle(truth: Truth): Oracle {
  const picked = (question: Question): Debt[] => pick(truth, question);
  return {
    debts: (question, order) => inOrder(picked(question), order),
    totals: (question) => totalsOf(picked(question)),
    groups: (question, by) => groupsOf(picked(question), by),
    creditors: (question) => partyTotalsOf(picked(question), 'creditorId'),
    debtors: (question) => partyTotalsOf(picked(question), 'debtorId'),
    sameDebts: (books) => sameDebts(truth, books),
    reconciliation: ({ minDifference, ...books }) => reconciled(sameDebts(truth, books), minDifference),
    trend: (filter, months) =>
      months.filter((month) => month <= truth.today.slice(0, 7)).map((month) => pointOf(truth, filter, month)),
    debt: (id, asOf) => standing(truth, id, asOf),
    lateInterest: (id, asOf) => {
      const debt = standing(truth, id, asOf);
      return debt && lateInterestOf(debt, asOf);
    },
    issues: () => truth.issues,
    complete: (domains, asOf) => asOf >= truth.energyBooksFrom || (domains !== null && !domains.includes('energy')),
  };
}

/** Whose books to ask comes first, then which record of a debt counts, then every other field of the filter. */
function pick(truth: Truth, { filter, asOf, counting }: Question): Debt[] {
  const { domains, ...others } = filter;
  const books: Books = { domains: domains ?? null, asOf };
  const uncounted = counting === 'AS_RECORDED' ? [] : sameDebts(truth, books).flatMap((same) => same.others);
  const uncountedIds = new Set(uncounted.map(({ record }) => record.id));
  return recordsIn(truth, books).filter((debt) => !uncountedIds.has(debt.id) && fulfils(debt, others));
}

function recordsIn(truth: Truth, { domains, asOf }: Books): Debt[] {
  return debtsOn(truth.debts, asOf).filter(({ domain }) => domains?.includes(domain) ?? true);
}

function sameDebts(truth: Truth, books: Books): SameDebt[] {
  return sameDebtsAmong(recordsIn(truth, books), (debtorId) => debtorKindIn(truth.debts, debtorId));
}

function pointOf(truth: Truth, filter: DebtFilter, month: string): TrendPoint {
  const end = lastDayOf(month);
  return trendPoint(
    trendDay(truth, filter, lastDayOf(monthAfter(month, -1))),
    trendDay(truth, filter, end < truth.today ? end : truth.today),
  );
}

function trendDay(truth: Truth, filter: DebtFilter, asOf: string): TrendDay {
  const picked = pick(truth, { filter, asOf, counting: 'EACH_DEBT_ONCE' }).filter(
    ({ status }) => status === 'IN_ARREARS',
  );
  return { asOf, picked, standing: debtsOn(truth.debts, asOf) };
}

function standing(truth: Truth, id: string, asOf: string): Debt | null {
  return debtsOn(truth.debts, asOf).find((debt) => debt.id === id) ?? null;
}
