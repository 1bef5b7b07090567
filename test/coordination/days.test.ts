import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSavedReports } from '../../gateway/reports/report.ts';
import { ask } from '../agreement/client.ts';
import { yuanOf } from '../oracle/figures.ts';
import { oracle, type Oracle } from '../oracle/oracle.ts';
import type { Totals } from '../oracle/totals.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';

const TODAY = '2026-03-20';
const PAST = '2025-06-30';

let graph: DemoGraph;
let expected: Oracle;
beforeAll(async () => {
  graph = await startDemo({ seed: 21, debts: 150, today: TODAY }, null);
  expected = oracle(graph.truth);
});
afterAll(() => graph.close());

const answerTo = async (query: string, variables: Record<string, unknown>): Promise<Record<string, unknown>> =>
  ask({ endpointUrl: graph.url, query, variables });

describe('what stands in an answer of a day is of that day', () => {
  const SUMS = 'totals%DAY { count outstanding }';
  const RECORD = 'record { asOf lateInterest%DAY lateInterestBreakdown%DAY { asOf amount } }';
  const ANSWERS: [string, string][] = [
    [
      'a list of debts',
      `debts(first: 2, asOf: "DAY") { nodes { asOf ${RECORD} debtor { ${SUMS} } creditor { ${SUMS} } domain { ${SUMS} } } }`,
    ],
    ['what became of its departments', `debts(first: 1, asOf: "DAY") { sources { domain { ${SUMS} } } }`],
    [
      'reconciliation',
      `reconciliation(first: 2, asOf: "DAY") { nodes { recordings { outstanding domain { ${SUMS} } ${RECORD} } } }`,
    ],
    [
      'creditors',
      `enterprises(first: 2, asOf: "DAY") { nodes { ${SUMS} debts%LIST(first: 2) { totals { outstanding } nodes { asOf } } } }`,
    ],
    ['debtors', `debtors(first: 2, asOf: "DAY") { nodes { ${SUMS} evidence(first: 1) { domain { ${SUMS} } } } }`],
    [
      'a report',
      `arrears(groupBy: [DOMAIN, DEBTOR], asOf: "DAY") { groups { domain { code ${SUMS} } debtor { id ${SUMS} } } }`,
    ],
    [
      'contradictions',
      `contradictions(first: 2, asOf: "DAY") { nodes { debtor { ${SUMS} } lacking { ${SUMS} } recordings { ${RECORD} } } }`,
    ],
  ];
  /** A question about a day, in which whatever takes a day is given one, or none. */
  const asked = (text: string, day: string, inner: string | null): string => {
    const [alone, first] = inner === null ? ['', '('] : [`(asOf: "${inner}")`, `(asOf: "${inner}", `];
    return `{ ${text.replaceAll('%DAY', alone).replaceAll('%LIST(', first).replaceAll('DAY', day)} }`;
  };

  test.each(ANSWERS)('%s', async (_, text) => {
    const implied = await answerTo(asked(text, PAST, null), {});
    expect(implied).toEqual(await answerTo(asked(text, PAST, PAST), {}));
    expect(implied).not.toEqual(await answerTo(asked(text, PAST, TODAY), {}));
    expect(await answerTo(asked(text, TODAY, null), {})).toEqual(await answerTo(asked(text, TODAY, TODAY), {}));
  });

  test('and a debt', async () => {
    const { debts } = (await answerTo(`{ debts(first: 1, asOf: "${PAST}") { nodes { id } } }`, {})) as {
      debts: { nodes: { id: string }[] };
    };
    const text = `debt(id: "${debts.nodes[0]?.id ?? ''}", asOf: "DAY") { debtor { ${SUMS} } ${RECORD} }`;
    expect(await answerTo(asked(text, PAST, null), {})).toEqual(await answerTo(asked(text, PAST, PAST), {}));
  });
});

describe('a saved report of a past day', () => {
  const IN_ARREARS = { statuses: ['IN_ARREARS' as const] };
  const question = { filter: IN_ARREARS, asOf: PAST, counting: 'EACH_DEBT_ONCE' as const };
  const money = ({ count, outstanding }: Totals): object => ({ count, outstanding: yuanOf(outstanding) });
  const rate = ({ clearanceRate }: Totals): unknown => clearanceRate && (expect.closeTo(clearanceRate, 9) as unknown);
  const figures = (totals: Totals): object => ({
    ...money(totals),
    ...{ amount: yuanOf(totals.amount), paid: yuanOf(totals.paid), clearanceRate: rate(totals) },
  });
  const report = (by: Parameters<Oracle['groups']>[1], filter: object = {}): object => ({
    arrears: expect.objectContaining({
      asOf: PAST,
      complete: true,
      totals: money(expected.totals({ ...question, filter: { ...IN_ARREARS, ...filter } })),
      groups: expect.toSatisfy((groups: { totals: object }[]) => {
        const wanted = expected
          .groups({ ...question, filter: { ...IN_ARREARS, ...filter } }, by)
          .map(({ totals }) => figures(totals));
        expect(groups.map(({ totals }) => totals)).toEqual(expect.arrayContaining(wanted));
        return groups.length === wanted.length;
      }) as unknown,
    }) as unknown,
  });

  const ranking = (parties: readonly { totals: Totals }[]): unknown =>
    expect.objectContaining({
      complete: true,
      edges: parties
        .slice(0, 50)
        .map(({ totals }) => ({ node: expect.anything() as unknown, totals: figures(totals) })),
    });

  /**
   * What each report that is answered whole has to answer; one without a line here is not tried, and fails. Those in
   * pages are held to the graph in `test/reports/agreement`.
   */
  const REPORTS: Readonly<Record<string, () => object>> = {
    'arrears-by-domain': () => report(['DOMAIN', 'AGE_BUCKET']),
    'arrears-by-kind': () => report(['DEBTOR_KIND']),
    wages: () => report(['DOMAIN'], { wages: true }),
    'by-age': () => report(['AGE_BUCKET']),
    'by-cause': () => report(['CAUSE', 'DISPUTED']),
    'by-debtor-kind': () => report(['DEBTOR_KIND', 'DOMAIN']),
    'by-domain': () => report(['DOMAIN']),
    'largest-creditors': () => ({ enterprises: ranking(expected.creditors(question)) }),
    'largest-debtors': () => ({ debtors: ranking(expected.debtors(question)) }),
    trend: () => ({
      trend: expected.trend({}, ['2025-05', '2025-06']).map(({ outstanding, incurred, paid, adjusted, ...point }) => ({
        ...{ ...point, complete: true, outstanding: yuanOf(outstanding) },
        ...{ incurred: yuanOf(incurred), paid: yuanOf(paid), adjusted: yuanOf(adjusted) },
      })),
    }),
  };

  test('each is tried', async () => {
    const reports = [...(await readSavedReports())].filter(([, { shape }]) => shape.pageSize === undefined);
    expect(reports.map(([name]) => name).sort()).toEqual(Object.keys(REPORTS).sort());
    for (const [name, { text }] of reports) {
      const variables = name === 'trend' ? { from: '2025-05', to: '2025-06' } : { asOf: PAST };
      expect(await answerTo(text, variables), name).toEqual(REPORTS[name]?.());
    }
  });
});

describe('the trend', () => {
  const trend = async (
    fromMonth: string,
    toMonth: string,
    filter: object = {},
  ): Promise<{ asOf: string; outstanding: string; count: number }[]> =>
    (
      (await answerTo(
        'query ($fromMonth: String!, $toMonth: String!, $filter: DebtFilter) { trend(fromMonth: $fromMonth, toMonth: $toMonth, filter: $filter) { asOf outstanding count } }',
        { fromMonth, toMonth, filter },
      )) as { trend: { asOf: string; outstanding: string; count: number }[] }
    ).trend;

  test('has the present month on today, and no later one', async () => {
    expect((await trend('2026-02', '2026-05')).map(({ asOf }) => asOf)).toEqual(['2026-02-28', TODAY]);
    expect(await trend('2026-04', '2026-05')).toEqual([]);
  });

  test('says of each day what the totals of arrears say', async () => {
    for (const { asOf, count, outstanding } of await trend('2025-01', '2026-03')) {
      const { arrears } = (await answerTo(
        `{ arrears(asOf: "${asOf}", filter: { statuses: [IN_ARREARS] }) { totals { count outstanding } } }`,
        {},
      )) as { arrears: object };
      expect(arrears).toEqual({ totals: { count, outstanding } });
    }
  });

  test('is of debts in arrears alone, whatever statuses are asked for', async () => {
    expect(await trend('2026-01', '2026-01', { statuses: ['CLEARED'] })).toMatchObject([
      { count: 0, outstanding: '0.00' },
    ]);
    expect(await trend('2026-01', '2026-01', { statuses: ['CLEARED', 'IN_ARREARS'] })).toEqual(
      await trend('2026-01', '2026-01'),
    );
  });
});

test('a page that ends before its list does has a cursor to go on from', async () => {
  const PAGE = 'pageInfo { hasNextPage endCursor }';
  const lists = `debts(first: %) { ${PAGE} } enterprises(first: %) { ${PAGE} } debtors(first: %) { ${PAGE} } reconciliation(first: %) { ${PAGE} }
    contradictions(first: %) { ${PAGE} } dataIssues(first: %) { ${PAGE} }`;
  for (const first of ['0', '1']) {
    const answers = Object.values(await answerTo(`{ ${lists.replaceAll('%', first)} }`, {})) as {
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    }[];
    for (const { pageInfo } of answers) expect(pageInfo.endCursor !== null || !pageInfo.hasNextPage).toBe(true);
  }
});
