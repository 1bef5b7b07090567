import { Refusal } from '../../kit/graphql/errors.ts';
import { measured, type Measure, type ValidQuestion } from './cost.ts';

/**
 * What one question may send to each department: lists, totals, months, be they sent together or not. Ten years month
 * by month is 120.
 */
const MOST = 200;
/**
 * Members of a list that is not cut in pages: of the groups of a report there may be as many as there are creditors.
 */
const ANY_LIST = 500;

type Arguments = Record<string, unknown>;

/**
 * Fields for each of which every department makes a list or a total, and how many. Those that are one, however many
 * stand in an answer (totals of parties and domains, debts by id, records), are not here: they are as few as the
 * document is short.
 */
const SENT: Readonly<Record<string, (args: Arguments) => number>> = {
  'Query.debts': () => 1,
  'Query.arrears': () => 1,
  'Query.trend': ({ fromMonth, toMonth }) => monthsIn(String(fromMonth), String(toMonth)),
  'Query.reconciliation': () => 1,
  'Query.contradictions': () => 1,
  'Query.enterprises': () => 1,
  'Query.debtors': () => 1,
  'Query.dataIssues': () => 1,
  'Enterprise.debts': () => 1,
  'Debtor.debts': () => 1,
};

const QUESTIONS: Measure = {
  own: (coordinate, _, args) => SENT[coordinate]?.(args()) ?? 0,
  introspection: 0,
  usualList: ANY_LIST,
};

/** The most questions that a question comes to at each department; null where its variables are not of their types. */
export const questionsSentBy = (question: ValidQuestion): number | null => measured(question, QUESTIONS);

/** Refuses a question that would send too many to every department, before any is sent. */
export function checkFanOut(question: ValidQuestion): void {
  const sent = questionsSentBy(question) ?? 0;
  if (sent <= MOST) return;
  throw new Refusal(
    'TOO_COSTLY',
    `A question may send ${MOST} to each department; this one sends ${sent}: ask for fewer months, or for the debts of fewer parties at once.`,
  );
}

/** Months of a trend, both included; what is none is refused when it is carried out. */
function monthsIn(from: string, to: string): number {
  const months = numberOf(to) - numberOf(from) + 1;
  return months > 0 ? months : 1;
}

function numberOf(month: string): number {
  const [year, ofYear] = month.split('-').map(Number);
  return (year ?? 0) * 12 + (ofYear ?? 0);
}
