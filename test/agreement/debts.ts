import { yuanOf } from '../oracle/figures.ts';
import type { Question } from '../oracle/oracle.ts';
import { recordingsOf } from '../oracle/recordings.ts';
import {
  comparableTotals,
  DEBT,
  debtAnswer,
  RECORDINGS,
  recordingsAnswer,
  TOTALS,
  totalsAnswer,
  type DebtAnswer,
  type TotalsAnswer,
} from './answers.ts';
import { ask, compareAnswers, compareLists, type Asked } from './client.ts';
import { compareEdges, PAGE, pagesOf, type EdgedPage } from './paging.ts';
import { randomOrder } from './questions.ts';
import { oneOf } from './random.ts';
import { domainsOf, type Round } from './round.ts';

interface DebtPage extends EdgedPage<DebtAnswer> {
  totalCount: number;
  totals: TotalsAnswer;
}

const LIST = `query ($filter: DebtFilter, $orderBy: DebtOrder, $first: Int, $after: String, $asOf: Date, $counting: Counting) {
  debts(filter: $filter, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf, counting: $counting) {
    nodes { ${DEBT} ${RECORDINGS} } edges { cursor node { id } } totalCount totals { ${TOTALS} } ${PAGE}
  } }`;

/**
 * A list in any order, from its first page to its last, with the recordings of each debt in the books that are asked.
 */
export async function compareDebtList(round: Round, question: Question): Promise<void> {
  const { endpointUrl, expected, random, pageSize } = round;
  const orderBy = randomOrder(random);
  const debts = expected.debts(question, orderBy);
  const asked = { endpointUrl, query: LIST, variables: { ...question, orderBy, first: pageSize(debts.length) } };
  const pages = await pagesOf<DebtPage>(asked, 'debts');
  const sameDebts = expected.sameDebts({ domains: domainsOf(question.filter), asOf: question.asOf });
  const wanted = debts.map((debt) => ({ ...debtAnswer(debt), ...recordingsAnswer(recordingsOf(debt, sameDebts)) }));
  const nodes = pages.flatMap((page) => page.nodes);
  compareLists<DebtAnswer>(asked, wanted, nodes, ({ id }) => id);
  for (const page of pages) compareDebtPage(round, question, asked, page);
}

/** What a page says of the whole list, and its edges. */
function compareDebtPage({ expected }: Round, question: Question, asked: Asked, page: DebtPage): void {
  const totals = expected.totals(question);
  const complete = expected.complete(domainsOf(question.filter), question.asOf);
  compareAnswers(
    asked,
    { totalCount: totals.count, complete },
    { totalCount: page.totalCount, complete: page.complete },
  );
  compareAnswers(asked, totalsAnswer(totals), comparableTotals(page.totals));
  compareEdges(asked, page);
}

/**
 * One debt of any day and any creditor, there or not on the day asked for, with the late interest of its record.
 * Of a department that has no books for the day the graph says so with an error: none of its debts is asked for.
 */
export async function compareDebt({ endpointUrl, truth, expected, asOf, random }: Round): Promise<void> {
  const candidates = truth.debts.filter(({ domain }) => expected.complete([domain], asOf));
  const { id } = oneOf(random, candidates);
  const query = `query ($id: ID!, $asOf: Date) { debt(id: $id, asOf: $asOf) { ${DEBT} ${RECORDINGS} record { id asOf lateInterest } } }`;
  const asked = { endpointUrl, query, variables: { id, asOf } };
  const { debt } = await ask<{ debt: DebtAnswer | null }>(asked);
  const [stands, interest] = [expected.debt(id, asOf), expected.lateInterest(id, asOf)];
  const record = { id, asOf, lateInterest: interest === null ? null : yuanOf(interest) };
  const recordings = stands && recordingsOf(stands, expected.sameDebts({ domains: null, asOf }));
  compareAnswers(asked, stands && { ...debtAnswer(stands), ...recordingsAnswer(recordings ?? []), record }, debt);
}
