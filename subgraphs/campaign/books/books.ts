import type { RequestContext } from '../../../kit/trust/request-context.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { DOMAIN_CODES } from '../../../kit/departments.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import type { Viewer } from '../../../kit/trust/viewer.ts';
import type { BooksState, PartyRef } from '../model.ts';
import type { GatewayLine } from './gateway-line.ts';
import { booksOf, together, type Sources } from './state.ts';

/** The campaign itself: every domain, no contacts (P8). */
const SERVICE: Viewer = {
  subject: 'campaign',
  role: 'campaign',
  domains: DOMAIN_CODES,
  contacts: false,
  reports: null,
  purpose: null,
};

/**
 * In whose name the graph is asked: where a person looks, the caller; where something is frozen or decided, the
 * campaign itself (P8).
 */
export type Asker = 'CALLER' | 'SERVICE';

/** Rows of the books, and how the books were. */
export interface FromBooks<Row> {
  rows: readonly Row[];
  books: BooksState;
}

interface Page extends Sources {
  nodes: readonly unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** What every list is asked besides its rows. */
export const PAGE = 'pageInfo { hasNextPage endCursor } complete sources { domain { code } state readAt }';

/**
 * The graph's books as one request of the campaign's asks for them: equal questions once, also where a change is
 * thought through anew.
 */
export class Books {
  readonly #line: GatewayLine;
  readonly #call: RequestContext;
  readonly #asked = new Map<string, Promise<FromBooks<unknown>>>();

  constructor(line: GatewayLine, call: RequestContext) {
    [this.#line, this.#call] = [line, call];
  }

  /** All rows of a list, page by page. The query names its list `list`, and takes `$after`. */
  list<Row>(asker: Asker, query: string, variables: object, asOf: Day): Promise<FromBooks<Row>> {
    const key = JSON.stringify([asker, query, variables, asOf], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const known = this.#asked.get(key) ?? this.#readAll(asker, query, variables, asOf);
    this.#asked.set(key, known);
    return known as Promise<FromBooks<Row>>;
  }

  /** Debtors with arrears today, those that owe most first, without those that are claimed; for the caller's eyes. */
  async unclaimedDebtors(isClaimed: (id: string) => boolean, today: Day): Promise<FromBooks<PartyRef>> {
    const query = `query ($after: String) { list: debtors(first: 500, after: $after, filter: { statuses: [IN_ARREARS] }) { nodes { id } ${PAGE} } }`;
    const { rows, books } = await this.list<PartyRef>('CALLER', query, {}, today);
    return { rows: rows.filter(({ id }) => !isClaimed(id)), books };
  }

  async #readAll(asker: Asker, query: string, variables: object, asOf: Day): Promise<FromBooks<unknown>> {
    const viewer = asker === 'SERVICE' ? SERVICE : this.#call.viewer;
    const [rows, states]: [unknown[], BooksState[]] = [[], []];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await this.#line.ask(query, { ...variables, after }, { ...this.#call, viewer });
      const page = data?.['list'] as Page | null | undefined;
      if (!page)
        throw userError('DEPARTMENT_UNAVAILABLE', 'The graph cannot answer the campaign from the books just now.');
      rows.push(...page.nodes);
      states.push(booksOf(asOf, page));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    return { rows, books: together(asOf, states) };
  }
}
