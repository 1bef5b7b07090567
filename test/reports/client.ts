import { parseDecimal, type Fen } from '../../kit/rules/money.ts';
import { ask } from '../agreement/client.ts';

/** A row of a report as JSON: amounts are the numbers that stand there, digit by digit. */
export type ReportRow = Readonly<Record<string, string | boolean | null>>;

/** Gets something of a graph's reports, `by-domain.csv?asOf=2026-01-31`. */
export function getReport(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(`/reports/${path}`, url), init);
}

export async function rowsOf(url: string, name: string, address = ''): Promise<ReportRow[]> {
  const response = await getReport(url, `${name}.ndjson?${address}`);
  const lines = (await response.text()).trimEnd().split('\n').map(readExactly);
  const end = lines.pop()?.['$end'] as unknown as { whole: string; rows: string } | undefined;
  if (Number(end?.rows) !== lines.length)
    throw new Error(`${name} says that it has ${end?.rows} rows; it has ${lines.length}`);
  return lines;
}

/** Numbers as their text, so that no floating number comes between. */
const readExactly = (line: string): ReportRow =>
  JSON.parse(line.replaceAll(/(?<=[":\w]:)(-?\d+(?:\.\d+)?)(?=[,}])/g, '"$1"')) as ReportRow;

export function fen(yuan: unknown): Fen {
  const exact = parseDecimal(String(yuan), 2);
  if (exact === null) throw new Error(`an amount is wanted; got ${JSON.stringify(yuan)}`);
  return exact;
}

/** The sum of a column, exact. */
export const sumOf = (rows: readonly ReportRow[], key: string): Fen =>
  rows.reduce((sum, row) => sum + fen(row[key] ?? '0'), 0n);

interface Totals {
  count: number;
  amount: string;
  paid: string;
  outstanding: string;
}

/** What the graph itself says of a filter on a day. */
export async function totalsOf(url: string, filter: object, asOf: string): Promise<Totals> {
  const query =
    'query ($filter: DebtFilter, $asOf: Date) { arrears(filter: $filter, asOf: $asOf) { totals { count amount paid outstanding } } }';
  return (await ask<{ arrears: { totals: Totals } }>({ endpointUrl: url, query, variables: { filter, asOf } })).arrears
    .totals;
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
