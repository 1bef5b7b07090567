import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../agreement/client.ts';
import { PAGE, pagesOf, type Page } from '../agreement/paging.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';

const TODAY = '2026-03-20';
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const LEDGER = `query ($first: Int!, $after: String, $counting: Counting!) {
  debts(filter: { scope: ALL }, counting: $counting, first: $first, after: $after) { nodes { id outstanding } totalCount ${PAGE} }
}`;
const TOTALS = `query ($counting: Counting!) {
  arrears(filter: { scope: ALL }, groupBy: [STATUS, CATEGORY], counting: $counting) {
    complete totals { count } groups { status category totals { count outstanding } }
  }
}`;

interface LedgerPage extends Page<{ id: string; outstanding: string }> {
  totalCount: number;
}

interface Report {
  complete: boolean;
  totals: { count: number };
  groups: { totals: { count: number } }[];
}

const COMMON = `payments { paidOn amount } plan { dueOn amount } documents { kind } missingDocuments lateInterest
  lateInterestBreakdown { amount }`;

/**
 * What to ask of each department's records: all that every record has, and of its own words those that rest on other
 * rows.
 */
const RECORDS: { domain: string; record: string }[] = [
  {
    domain: 'finance',
    record: `... on FinancePayable { id ${COMMON} billNo contract { number } agency { name } contact { masked } creditNotes { amount }
      vouchers { certificateNo } planRevision { number } }`,
  },
  {
    domain: 'housing-construction',
    record: `... on ConstructionBill { id ${COMMON} billNo statusByPayments reversedPaymentCount project { name } contract { contractNo }
      owner { name } contractor { name } contact { masked } }`,
  },
  {
    domain: 'energy',
    record: `... on EnergyLedgerRow { id ${COMMON} amountAsTyped reportingUnit standing history { month } }`,
  },
  {
    domain: 'soe',
    record: `... on SoePayableLine { id ${COMMON} invoiceNo document { number } company { name } supplier { name } contact { masked }
      writeOffs { amount paymentNo } paidByWriteOffs redLetters }`,
  },
];

describe.skipIf(server === null)('four databases of 2,000 debts each, which count what they are asked', () => {
  let graph: DemoGraph;
  beforeAll(async () => {
    graph = await startDemo({ seed: 7, debts: 2_000, today: TODAY }, server);
  });
  afterAll(() => graph.close());

  /** An answer, and the SELECTs that all databases have run for it. */
  async function counted<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; statements: number }> {
    const before = (await server?.statementCount()) ?? 0;
    const answer = await work();
    return { answer, statements: ((await server?.statementCount()) ?? 0) - before };
  }

  const asked = (query: string, variables: Record<string, unknown> = {}) => ({
    endpointUrl: graph.url,
    query,
    variables,
  });

  test.each(['AS_RECORDED', 'EACH_DEBT_ONCE'])(
    'see no statement for the whole ledger, page by page, %s',
    async (counting) => {
      const { answer, statements } = await counted(() =>
        pagesOf<LedgerPage>(asked(LEDGER, { first: 500, counting }), 'debts'),
      );
      const ids = answer.flatMap(({ nodes }) => nodes.map(({ id }) => id));
      expect(statements).toBe(0);
      expect(answer.every(({ complete }) => complete)).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
      expect(answer.map(({ totalCount }) => totalCount)).toEqual(answer.map(() => ids.length));
      expect(ids.length).toBe(
        counting === 'AS_RECORDED' ? recordsToday(graph) : recordsToday(graph) - repetitionsToday(graph),
      );
    },
  );

  test.each(['AS_RECORDED', 'EACH_DEBT_ONCE'])(
    'see no statement for totals by two dimensions, %s',
    async (counting) => {
      const { answer, statements } = await counted(() => ask<{ arrears: Report }>(asked(TOTALS, { counting })));
      const { complete, totals, groups } = answer.arrears;
      expect(statements).toBe(0);
      expect(complete).toBe(true);
      expect(groups.length).toBeGreaterThan(6);
      expect(groups.reduce((sum, group) => sum + group.totals.count, 0)).toBe(totals.count);
      expect(totals.count).toBe(
        counting === 'AS_RECORDED' ? recordsToday(graph) : recordsToday(graph) - repetitionsToday(graph),
      );
    },
  );

  test.each(RECORDS)(
    'see as many statements for fifty records of $domain, in full, as for one',
    async ({ domain, record }) => {
      const recordsOf = (first: number) =>
        counted(() =>
          ask<{ debts: { nodes: { record: { id: string } | null }[] } }>(asked(recordQuery(record), { domain, first })),
        );
      const [one, fifty] = [await recordsOf(1), await recordsOf(50)];
      for (const [{ answer }, count] of [
        [one, 1],
        [fifty, 50],
      ] as const) {
        expect(answer.debts.nodes.filter((node) => node.record?.id.startsWith(`${domain}:`))).toHaveLength(count);
      }
      expect(one.statements).toBeGreaterThan(0);
      expect(fifty.statements).toBe(one.statements);
    },
  );
});

/** Records of cleared debts: something has been paid on each, so that no one of them asks for less than another. */
const recordQuery = (record: string): string => `query ($domain: ID!, $first: Int!) {
  debts(filter: { scope: ALL, domains: [$domain], statuses: [CLEARED] }, first: $first) { nodes { record { ${record} } } }
}`;

/** Records that stand in the departments' books on the day, by the truth they were made from. */
const standingIds = ({ truth }: DemoGraph): Set<string> =>
  new Set(truth.debts.filter(({ from, to }) => (from ?? TODAY) <= TODAY && TODAY <= (to ?? TODAY)).map(({ id }) => id));

const recordsToday = (graph: DemoGraph): number => standingIds(graph).size;

/** Records that are the same debt as another that is counted. */
function repetitionsToday(graph: DemoGraph): number {
  const standing = standingIds(graph);
  const repeated = graph.truth.sameDebt.map(({ debtIds }) => debtIds.filter((id) => standing.has(id)).length - 1);
  return repeated.reduce((sum, count) => sum + Math.max(count, 0), 0);
}
