import type { Debt } from '../oracle/debts.ts';
import { yuanOf } from '../oracle/figures.ts';
import type { Question } from '../oracle/oracle.ts';
import { totalsOf } from '../oracle/totals.ts';
import { comparableTotals, TOTALS, totalsAnswer, type TotalsAnswer } from './answers.ts';
import { ask, compareAnswers, compareLists, type Asked } from './client.ts';
import { PAGE, pagesOf, type Page } from './paging.ts';
import { randomOrder } from './questions.ts';
import { domainsOf, type Round } from './round.ts';

interface PartyDebts {
  totalCount: number;
  totals: TotalsAnswer;
  nodes: { id: string; outstanding: string }[];
  pageInfo: { endCursor: string | null };
}

interface Party {
  id: string;
  totals: TotalsAnswer;
  debts: PartyDebts;
}

/** Of each party, fewer than many have. */
const FIRST = 2;
const DEBTS = `debts(filter: $filter, orderBy: $orderBy, first: ${FIRST}, asOf: $asOf`;
const DEBTS_PAGE = `totalCount totals { ${TOTALS} } nodes { id outstanding } pageInfo { endCursor }`;

interface PartyPage extends Page<Party> {
  edges: { node: { id: string }; totals: TotalsAnswer }[];
}

/**
 * Creditors or debtors of the debts that a filter picks, those with most first, each with its totals: those of its
 * edge, and its own by the same filter, which follow the list's day; and with its first debts in some order. They count
 * each debt once.
 */
export async function compareParties(
  round: Round,
  field: 'enterprises' | 'debtors',
  { filter, asOf }: Question,
): Promise<void> {
  const { endpointUrl, expected, pageSize, random } = round;
  const question: Question = { filter, asOf, counting: 'EACH_DEBT_ONCE' };
  const orderBy = randomOrder(random);
  const parties = field === 'enterprises' ? expected.creditors(question) : expected.debtors(question);
  const query = `query ($filter: DebtFilter, $orderBy: DebtOrder, $asOf: Date, $first: Int, $after: String) {
    ${field}(filter: $filter, asOf: $asOf, first: $first, after: $after) {
      nodes { id totals(filter: $filter) { ${TOTALS} } ${DEBTS}) { ${DEBTS_PAGE} } } edges { node { id } totals { ${TOTALS} } } ${PAGE} } }`;
  const asked = { endpointUrl, query, variables: { filter, orderBy, asOf, first: pageSize(parties.length) } };
  const pages = await pagesOf<PartyPage>(asked, field);
  const all = pages.flatMap(({ nodes }) => nodes);
  const debtsOf = (id: string): Debt[] => expected.debts(narrowed(question, field, id), orderBy);
  for (const { id, debts } of all) compareDebts(asked, debtsOf(id), debts);
  const longer = all.find(({ debts }) => debts.totalCount > FIRST);
  if (longer) await compareNextPage(asked, field, longer, debtsOf(longer.id));
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

const narrowed = ({ filter, ...question }: Question, field: 'enterprises' | 'debtors', id: string): Question => ({
  ...question,
  filter: { ...filter, [field === 'enterprises' ? 'creditorIds' : 'debtorIds']: [id] },
});

function compareDebts(asked: Asked, wanted: readonly Debt[], { totalCount, totals, nodes }: PartyDebts): void {
  compareAnswers(
    asked,
    { totalCount: wanted.length, ...totalsAnswer(totalsOf(wanted)) },
    { totalCount, ...comparableTotals(totals) },
  );
  compareAnswers(asked, rowsOf(wanted.slice(0, FIRST)), nodes);
}

/**
 * A party's list goes on where its page among the others ended; of a past day there are some whom no row names today.
 */
async function compareNextPage(
  asked: Asked,
  field: 'enterprises' | 'debtors',
  party: Party,
  wanted: readonly Debt[],
): Promise<void> {
  const one = field === 'enterprises' ? 'enterprise' : 'debtor';
  const query = `query ($id: ID, $filter: DebtFilter, $orderBy: DebtOrder, $asOf: Date, $after: String) {
    party: ${one}(id: $id) { ${DEBTS}, after: $after) { ${DEBTS_PAGE} } } }`;
  const next = {
    ...asked,
    query,
    variables: { ...asked.variables, id: party.id, after: party.debts.pageInfo.endCursor },
  };
  const { party: found } = await ask<{ party: { debts: PartyDebts } | null }>(next);
  if (found) compareAnswers(next, rowsOf(wanted.slice(FIRST, 2 * FIRST)), found.debts.nodes);
}

const rowsOf = (debts: readonly Debt[]): PartyDebts['nodes'] =>
  debts.map(({ id, outstanding }) => ({ id, outstanding: yuanOf(outstanding) }));
