import type { Truth, TruthDomain, TruthIssue } from '../../demo/truth.ts';
import { debtsOn, type Debt } from './debts.ts';
import type { Fen } from './figures.ts';
import { fulfils, type DebtFilter } from './filter.ts';
import { lateInterestOf } from './interest.ts';
import { inOrder, type DebtOrder } from './order.ts';
import { groupsOf, partyTotalsOf, totalsOf, type Dimension, type Group, type PartyTotals, type Totals } from './totals.ts';

export type Counting = 'AS_RECORDED' | 'EACH_DEBT_ONCE';

/** What a question picks: the same of every root field that answers with debts or their totals. */
export interface Question {
  filter: DebtFilter;
  asOf: string;
  counting: Counting;
}

/** Answers as the federated API must give them, computed from what is true in the world and from nothing else. Slow on purpose: one plain rule at a time. */
export interface Oracle {
  debts: (question: Question, order: DebtOrder) => Debt[];
  totals: (question: Question) => Totals;
  groups: (question: Question, by: readonly Dimension[]) => Group[];
  creditors: (question: Question) => PartyTotals[];
  debtors: (question: Question) => PartyTotals[];
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
  const asked = debtsOn(truth.debts, asOf).filter((debt) => domains === undefined || domains.includes(debt.domain));
  return counted(asked, counting).filter((debt) => fulfils(debt, others));
}

/** The records that count. Which of them are the same debt the truth does not say yet. */
function counted(debts: Debt[], counting: Counting): Debt[] {
  if (counting === 'EACH_DEBT_ONCE')
    throw new Error('The oracle cannot count each debt once: the truth does not say which records are the same debt');
  return debts;
}

function standing(truth: Truth, id: string, asOf: string): Debt | null {
  return debtsOn(truth.debts, asOf).find((debt) => debt.id === id) ?? null;
}
