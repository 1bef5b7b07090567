import type { Day } from '../../../kit/rules/dates.ts';
import { pageSize } from '../../../kit/graphql/page-size.ts';
import type { DepartmentSession } from '../session/department-session.ts';
import { digestOf, type Cursor, type Cursors } from './cursor.ts';
import type { Page, SourceReport } from '../model.ts';

export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  /** Null: the cursor's day, or today. */
  asOf?: Day | null | undefined;
}

/** Where a row stands in its list. */
export interface Place {
  /** Sort value as text; null: none. */
  value: string | null;
  domain: string;
  id: string;
}

export interface ListTools {
  session: DepartmentSession;
  cursors: Cursors;
  today: () => Day;
}

/** A list of which one page is asked for: its size, the row it comes after, its day. */
export class PagedList {
  readonly first: number;
  /** Null on the first page. */
  readonly cursor: Cursor | null;
  readonly asOf: Day;
  readonly #list: string;
  readonly #cursors: Cursors;

  /** `question` is everything that makes it this list and no other, beside whose books the caller may see. */
  constructor(
    { session, cursors, today }: ListTools,
    question: readonly unknown[],
    page: PageArguments,
    usualFirst = 20,
  ) {
    this.first = pageSize(page.first ?? usualFirst);
    this.#list = digestOf([session.domains, ...question, page.asOf ?? null]);
    this.#cursors = cursors;
    this.cursor = page.after ? cursors.read(page.after, this.#list) : null;
    this.asOf = page.asOf ?? this.cursor?.asOf ?? today();
  }

  /** Departments that were missing on the first page: they stay out, so that pages fit together. */
  get missing(): readonly string[] {
    return this.cursor?.missing ?? [];
  }

  /** The page, out of its rows and at least one more where the list goes on. */
  pageOf<Node>(rows: readonly Node[], sources: readonly SourceReport[], placeOf: (node: Node) => Place): Page<Node> {
    const missing = sources.filter(({ state }) => state === 'UNAVAILABLE').map(({ domain }) => domain);
    const cursorOf = (node: Node): string =>
      this.#cursors.write({ list: this.#list, asOf: this.asOf, missing, ...placeOf(node) });
    return {
      edges: rows.slice(0, this.first).map((node) => ({ node, cursor: cursorOf(node) })),
      hasNextPage: this.first > 0 && rows.length > this.first,
      hasPreviousPage: this.cursor !== null,
    };
  }
}
