import { ArrearsGraph, TotalsDocument, type DebtFilter, type ReportRow, type TotalsQuery } from '../../client/index.ts';
import { parseDecimal, type Fen } from '../../kit/rules/money.ts';
import { ask } from '../agreement/client.ts';

/** Gets something of a graph's reports, `by-domain.csv?asOf=2026-01-31`. */
export function getReport(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(`/reports/${path}`, url), init);
}

export async function rowsOf(url: string, name: string, address = ''): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  const parameters = Object.fromEntries(new URLSearchParams(address));
  for await (const row of new ArrearsGraph({ url }).rows(name, parameters)) rows.push(row);
  return rows;
}

export function fen(yuan: unknown): Fen {
  const exact = parseDecimal(String(yuan), 2);
  if (exact === null) throw new Error(`an amount is wanted; got ${JSON.stringify(yuan)}`);
  return exact;
}

/** The sum of a column, exact. */
export const sumOf = (rows: readonly ReportRow[], key: string): Fen =>
  rows.reduce((sum, row) => sum + fen(row[key] ?? '0'), 0n);

/** What the graph itself says of a filter on a day. */
export async function totalsOf(
  url: string,
  filter: DebtFilter,
  asOf: string,
): Promise<TotalsQuery['arrears']['totals']> {
  return (await new ArrearsGraph({ url }).ask(TotalsDocument, { filter, asOf })).arrears.totals;
}

/** Every row of a list of the graph's, page by page. */
export async function allOf<Row>(
  url: string,
  field: string,
  selection: string,
  variables: Record<string, unknown>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const query = `query ($filter: DebtFilter, $asOf: Date, $after: String) {
      ${field}(filter: $filter, asOf: $asOf, first: 100, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`;
    const data: Record<string, Page<Row>> = await ask({ endpointUrl: url, query, variables: { ...variables, after } });
    const page: Page<Row> | undefined = data[field];
    rows.push(...(page?.nodes ?? []));
    if (!page?.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

interface Page<Row> {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
