import type { Truth } from '../../demo/truth.ts';
import { debtsOn } from '../oracle/debts.ts';
import { yuanOf } from '../oracle/figures.ts';
import { oracle, type Counting, type Oracle, type Question } from '../oracle/oracle.ts';
import {
  comparableGroup,
  comparableTotals,
  DEBT,
  debtAnswer,
  GROUP,
  groupAnswer,
  TOTALS,
  totalsAnswer,
  type DebtAnswer,
  type GroupAnswer,
  type TotalsAnswer,
} from './answers.ts';
import { ask, compareAnswers, compareLists, compareSets, type Asked } from './client.ts';
import { PAGE, pagesOf, type Page } from './paging.ts';
import { DOMAINS, oddPageSize, randomDimensions, randomFilter, randomOrder } from './questions.ts';
import { numberBetween, oneOf, someOf, type Random } from './random.ts';

/** How records are counted in what is asked. Totals of parties always count each debt once: they are asked for from the day on which this is that. */
const COUNTING: Counting = 'AS_RECORDED';

/** What a round of questions is about. */
interface Round {
  endpointUrl: string;
  truth: Truth;
  expected: Oracle;
  asOf: string;
  random: Random;
}

/** Asks a running graph one random question of every kind and throws where an answer is not the oracle's. */
export async function askAndCompare(endpointUrl: string, truth: Truth, asOf: string, random: Random): Promise<void> {
  const round: Round = { endpointUrl, truth, expected: oracle(truth), asOf, random };
  await compareDebtList(round);
  await compareArrears(round);
  await compareDebt(round);
  await compareDataIssues(round);
  if (COUNTING === 'AS_RECORDED') return;
  await compareParties(round, 'enterprises');
  await compareParties(round, 'debtors');
}

function randomQuestion({ truth, asOf, random }: Round): Question {
  return { filter: randomFilter(random, debtsOn(truth.debts, asOf)), asOf, counting: COUNTING };
}

interface DebtPage extends Page<DebtAnswer> {
  edges: { cursor: string; node: { id: string } }[];
  totalCount: number;
  totals: TotalsAnswer;
}

/** A list, from its first page to its last. */
async function compareDebtList(round: Round): Promise<void> {
  const [question, orderBy] = [randomQuestion(round), randomOrder(round.random)];
  const debts = round.expected.debts(question, orderBy);
  const variables = { ...question, orderBy, first: oddPageSize(round.random, debts.length) };
  const query = `query ($filter: DebtFilter, $orderBy: DebtOrder, $first: Int, $after: String, $asOf: Date, $counting: Counting) {
    debts(filter: $filter, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf, counting: $counting) {
      nodes { ${DEBT} } edges { cursor node { id } } totalCount totals { ${TOTALS} } ${PAGE}
    } }`;
  const asked = { endpointUrl: round.endpointUrl, query, variables };
  const pages = await pagesOf<DebtPage>(asked, 'debts');
  const nodes = pages.flatMap((page) => page.nodes);
  compareLists(asked, debts.map(debtAnswer), nodes, ({ id }) => id);
  for (const page of pages) compareDebtPage(round, question, asked, page);
}

/** What a page says of the whole list, and its edges. */
function compareDebtPage({ expected }: Round, question: Question, asked: Asked, page: DebtPage): void {
  const totals = expected.totals(question);
  const complete = expected.complete(question.filter.domains ?? null, question.asOf);
  compareAnswers(asked, { totalCount: totals.count, complete }, { totalCount: page.totalCount, complete: page.complete });
  compareAnswers(asked, totalsAnswer(totals), comparableTotals(page.totals));
  const edges = page.edges.map(({ node }) => node.id);
  compareAnswers(
    asked,
    { edges: page.nodes.map(({ id }) => id), end: page.edges.at(-1)?.cursor ?? null },
    { edges, end: page.pageInfo.endCursor },
  );
}

interface ArrearsAnswer {
  asOf: string;
  totals: TotalsAnswer;
  groups: GroupAnswer[];
  complete: boolean;
}

async function compareArrears(round: Round): Promise<void> {
  const [question, groupBy] = [randomQuestion(round), randomDimensions(round.random)];
  const query = `query ($filter: DebtFilter, $groupBy: [DebtDimension!], $asOf: Date, $counting: Counting) {
    arrears(filter: $filter, groupBy: $groupBy, asOf: $asOf, counting: $counting) {
      asOf totals { ${TOTALS} } groups { ${GROUP} } complete
    } }`;
  const asked = { endpointUrl: round.endpointUrl, query, variables: { ...question, groupBy } };
  const { arrears } = await ask<{ arrears: ArrearsAnswer }>(asked);
  const complete = round.expected.complete(question.filter.domains ?? null, question.asOf);
  compareAnswers(asked, { asOf: round.asOf, complete }, { asOf: arrears.asOf, complete: arrears.complete });
  compareAnswers(asked, totalsAnswer(round.expected.totals(question)), comparableTotals(arrears.totals));
  const groups = groupBy.length === 0 ? [] : round.expected.groups(question, groupBy);
  compareSets(asked, groups.map(groupAnswer), arrears.groups.map(comparableGroup), ({ of }) => of);
}

/**
 * One debt of any day and any creditor, there or not on the day asked for, with the late interest of its record.
 * Of a department that has no books for the day the graph says so with an error: none of its debts is asked for.
 */
async function compareDebt({ endpointUrl, truth, expected, asOf, random }: Round): Promise<void> {
  const candidates = truth.debts.filter(({ domain }) => expected.complete([domain], asOf));
  const { id } = oneOf(random, candidates);
  const query = `query ($id: ID!, $asOf: Date) { debt(id: $id, asOf: $asOf) { ${DEBT} record { id lateInterest(asOf: $asOf) } } }`;
  const asked = { endpointUrl, query, variables: { id, asOf } };
  const { debt } = await ask<{ debt: DebtAnswer | null }>(asked);
  const [stands, interest] = [expected.debt(id, asOf), expected.lateInterest(id, asOf)];
  const record = { id, lateInterest: interest === null ? null : yuanOf(interest) };
  compareAnswers(asked, stands && { ...debtAnswer(stands), record }, debt);
}

interface IssuePage extends Page<{ domain: { code: string }; kind: string; location: string; debtId: string | null }> {
  totalCount: number;
}

/** Issues of some departments and kinds, as a set. */
async function compareDataIssues({ endpointUrl, truth, expected, random }: Round): Promise<void> {
  const domains = oneOf(random, [null, someOf(random, DOMAINS, numberBetween(random, 0, 2))]);
  const kinds = oneOf(random, [null, someOf(random, kindsOf(truth), numberBetween(random, 0, 3))]);
  const issues = expected.issues().filter(({ domain, kind }) => (domains?.includes(domain) ?? true) && (kinds?.includes(kind) ?? true));
  const query = `query ($domains: [ID!], $kinds: [DataIssueKind!], $first: Int, $after: String) {
    dataIssues(domains: $domains, kinds: $kinds, first: $first, after: $after) {
      nodes { domain { code } kind location debtId } totalCount ${PAGE}
    } }`;
  const asked = { endpointUrl, query, variables: { domains, kinds, first: oddPageSize(random, issues.length) } };
  const pages = await pagesOf<IssuePage>(asked, 'dataIssues');
  const wanted = issues.map(({ domain, ...issue }) => ({ domain: { code: domain }, ...issue }));
  compareSets(
    asked,
    wanted,
    pages.flatMap((page) => page.nodes),
    ({ domain, kind, location }) => `${domain.code} ${kind} ${location}`,
  );
  for (const page of pages)
    compareAnswers(asked, { totalCount: issues.length, complete: true }, { totalCount: page.totalCount, complete: page.complete });
}

function kindsOf({ issues }: Truth): string[] {
  return [...new Set(issues.map(({ kind }) => kind))];
}

type PartyPage = Page<{ id: string; totals: TotalsAnswer }>;

/** Creditors or debtors of the debts that a filter picks, those with most first, each with its totals. */
async function compareParties(round: Round, field: 'enterprises' | 'debtors'): Promise<void> {
  const question = randomQuestion(round);
  const parties = field === 'enterprises' ? round.expected.creditors(question) : round.expected.debtors(question);
  const query = `query ($filter: DebtFilter, $asOf: Date, $first: Int, $after: String) {
    ${field}(filter: $filter, asOf: $asOf, first: $first, after: $after) { nodes { id totals(filter: $filter, asOf: $asOf) { ${TOTALS} } } ${PAGE} } }`;
  const variables = { filter: question.filter, asOf: question.asOf, first: oddPageSize(round.random, parties.length) };
  const asked = { endpointUrl: round.endpointUrl, query, variables };
  const got = (await pagesOf<PartyPage>(asked, field)).flatMap((page) => page.nodes);
  const wanted = parties.map(({ id, totals }) => ({ id, totals: totalsAnswer(totals) }));
  compareLists(
    asked,
    wanted,
    got.map(({ id, totals }) => ({ id, totals: comparableTotals(totals) })),
    ({ id }) => id,
  );
}
