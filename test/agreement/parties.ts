import type { Question } from '../oracle/oracle.ts';
import { comparableTotals, TOTALS, totalsAnswer, type TotalsAnswer } from './answers.ts';
import { compareAnswers, compareLists } from './client.ts';
import { PAGE, pagesOf, type Page } from './paging.ts';
import { domainsOf, type Round } from './round.ts';

interface Party {
  id: string;
  totals: TotalsAnswer;
}

interface PartyPage extends Page<Party> {
  edges: { node: { id: string }; totals: TotalsAnswer }[];
}

/**
 * Creditors or debtors of the debts that a filter picks, those with most first, each with its totals: those of its
 * edge, and its own by the same filter,
 * which follow the list's day. They count each debt once.
 */
export async function compareParties(
  { endpointUrl, expected, pageSize }: Round,
  field: 'enterprises' | 'debtors',
  { filter, asOf }: Question,
): Promise<void> {
  const question: Question = { filter, asOf, counting: 'EACH_DEBT_ONCE' };
  const parties = field === 'enterprises' ? expected.creditors(question) : expected.debtors(question);
  const query = `query ($filter: DebtFilter, $asOf: Date, $first: Int, $after: String) {
    ${field}(filter: $filter, asOf: $asOf, first: $first, after: $after) {
      nodes { id totals(filter: $filter) { ${TOTALS} } } edges { node { id } totals { ${TOTALS} } } ${PAGE} } }`;
  const asked = { endpointUrl, query, variables: { filter, asOf, first: pageSize(parties.length) } };
  const pages = await pagesOf<PartyPage>(asked, field);
  const got = pages.flatMap(({ nodes }) => nodes.map(({ id, totals }) => ({ id, totals: comparableTotals(totals) })));
  const wanted = parties.map(({ id, totals }) => ({ id, totals: totalsAnswer(totals) }));
  compareLists(asked, wanted, got, ({ id }) => id);
  const edges = pages.flatMap((page) =>
    page.edges.map(({ node: { id }, totals }) => ({ id, totals: comparableTotals(totals) })),
  );
  compareLists(asked, wanted, edges, ({ id }) => id);
  const complete = expected.complete(domainsOf(filter), asOf);
  for (const page of pages) compareAnswers(asked, { complete }, { complete: page.complete });
}
