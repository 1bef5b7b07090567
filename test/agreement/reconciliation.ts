import { yuanOf } from '../oracle/figures.ts';
import { differenceOf, recordingsOf, type ReconciliationQuestion } from '../oracle/recordings.ts';
import { totalsOf } from '../oracle/totals.ts';
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
import { compareAnswers, compareLists } from './client.ts';
import { compareEdges, PAGE, pagesOf, type EdgedPage } from './paging.ts';
import { DOMAINS } from './questions.ts';
import { numberBetween, oneOf, someOf } from './random.ts';
import type { Round } from './round.ts';

interface ReconciliationPage extends EdgedPage<DebtAnswer> {
  totalCount: number;
  totals: TotalsAnswer;
}

const RECONCILIATION = `query ($domains: [ID!], $minDifference: Decimal, $first: Int, $after: String, $asOf: Date) {
  reconciliation(domains: $domains, minDifference: $minDifference, first: $first, after: $after, asOf: $asOf) {
    nodes { ${DEBT} ${RECORDINGS} } edges { cursor node { id } } totalCount totals { ${TOTALS} } ${PAGE}
  } }`;

/** Debts in several of the books that are asked, from the first page to the last. */
export async function compareReconciliation(
  { endpointUrl, expected, pageSize }: Round,
  question: ReconciliationQuestion,
): Promise<void> {
  const [debts, sameDebts] = [expected.reconciliation(question), expected.sameDebts(question)];
  const asked = { endpointUrl, query: RECONCILIATION, variables: { ...question, first: pageSize(debts.length) } };
  const pages = await pagesOf<ReconciliationPage>(asked, 'reconciliation');
  const wanted = debts.map((debt) => ({ ...debtAnswer(debt), ...recordingsAnswer(recordingsOf(debt, sameDebts)) }));
  const nodes = pages.flatMap((page) => page.nodes);
  compareLists<DebtAnswer>(asked, wanted, nodes, ({ id }) => id);
  const ofAll = {
    totalCount: debts.length,
    totals: totalsAnswer(totalsOf(debts)),
    complete: expected.complete(question.domains, question.asOf),
  };
  for (const page of pages) {
    const { totalCount, totals, complete } = page;
    compareAnswers(asked, ofAll, { totalCount, totals: comparableTotals(totals), complete });
    compareEdges(asked, page);
  }
}

/** Of all books or a few, and now and then only from a difference on that some debt just has, or just has not. */
export function randomReconciliation({ expected, asOf, random }: Round): ReconciliationQuestion {
  const domains = oneOf(random, [null, someOf(random, DOMAINS, numberBetween(random, 2, 3))]);
  const sameDebts = expected.sameDebts({ domains, asOf });
  const differences = sameDebts.map(({ counted }) => differenceOf(recordingsOf(counted, sameDebts)));
  const edge = oneOf(random, [0n, ...differences]) + oneOf(random, [0n, 1n]);
  return { domains, asOf, minDifference: oneOf(random, [null, yuanOf(edge)]) };
}
