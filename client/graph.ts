import type { TypedDocumentString } from './generated/graph.ts';
import { errorOf, GraphError, type GraphAnswer } from './graph-error.ts';
import { rowsIn, type ReportParameters, type ReportRow } from './rows.ts';

export interface GraphOptions {
  /** Where the gateway is: `https://graph.example`. */
  url: string | URL;
  /** An API key or a token. Absent: a demo takes whoever comes. */
  key?: string;
}

/** The graph, as a program asks it. Amounts are texts, exact: no floating number is made of them. */
export class ArrearsGraph {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, key }: GraphOptions) {
    this.#url = new URL(url);
    this.#headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  }

  /**
   * The answer to a question, typed as the question is. Throws GraphError where there is an error in it, and where it
   * lacks a department, unless a part will do.
   */
  async ask<Result, Variables>(
    question: TypedDocumentString<Result, Variables>,
    variables: Variables,
    { partial = false }: { partial?: boolean } = {},
  ): Promise<Result> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: question.toString(), variables });
    const response = await fetch(new URL('/graphql', this.#url), { method: 'POST', headers, body });
    if (!response.ok) throw await errorOf(response);
    return dataOf((await response.json()) as GraphAnswer, partial) as Result;
  }

  /**
   * Rows of a report as they come, headed by its columns' keys. Throws GraphError where a department is missing, unless
   * `strict: 0` says that a part will do, and where they break off before the end: what was taken until then is not
   * whole.
   */
  async *rows(report: string, parameters: ReportParameters = {}): AsyncGenerator<ReportRow> {
    const address = new URL(`/reports/${encodeURIComponent(report)}.ndjson`, this.#url);
    for (const [name, value] of Object.entries({ strict: 1, ...parameters }))
      address.searchParams.set(name, String(value));
    const response = await fetch(address, { headers: this.#headers });
    if (!response.ok || !response.body) throw await errorOf(response);
    yield* rowsIn(response.body);
  }
}

function dataOf(
  { data, errors: [error] = [], extensions: { incomplete = [] } = {} }: GraphAnswer,
  partial: boolean,
): unknown {
  if (error) throw new GraphError(error.extensions?.code ?? 'INTERNAL_SERVER_ERROR', error.message);
  if (incomplete.length === 0 || partial) return data;
  throw new GraphError('DEPARTMENT_UNAVAILABLE', `The answer lacks ${incomplete.join(', ')}.`);
}
