import { GraphQLError } from 'graphql';
import type { Day } from '../../../kit/rules/dates.ts';
import { DOMAIN_CODES } from '../../../kit/departments.ts';
import type { BooksState } from '../model.ts';

/** What an answer of the graph's says of the departments that were asked. */
export interface Sources {
  complete: boolean;
  sources: readonly {
    domain: { code: string };
    state: 'LIVE' | 'STALE' | 'UNAVAILABLE' | 'FORBIDDEN';
    readAt: string | null;
  }[];
}

/** How the books were (P10). */
export function booksOf(asOf: Day, { complete, sources }: Sources): BooksState {
  const codes = (...states: readonly string[]): string[] =>
    DOMAIN_CODES.filter((code) => sources.some(({ domain, state }) => domain.code === code && states.includes(state)));
  const read = sources.flatMap(({ state, readAt }) =>
    (state === 'LIVE' || state === 'STALE') && readAt !== null ? [readAt] : [],
  );
  return { asOf, complete, missing: codes('UNAVAILABLE'), stale: codes('STALE'), readAt: earliest(read) };
}

/** How several books, or several readings of the same, were together: as the worst of them. */
export function together(asOf: Day, states: readonly BooksState[]): BooksState {
  const codes = (of: (state: BooksState) => readonly string[]): string[] =>
    DOMAIN_CODES.filter((code) => states.some((state) => of(state).includes(code)));
  return {
    asOf,
    complete: states.every(({ complete }) => complete),
    missing: codes(({ missing }) => missing),
    stale: codes(({ stale }) => stale),
    readAt: earliest(states.flatMap(({ readAt }) => readAt ?? [])),
  };
}

/** Instants with offsets do not compare as text. */
function earliest(instants: readonly string[]): string | null {
  return instants.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** DEPARTMENT_UNAVAILABLE, with the first domain that is missing, unless the books are complete (P10). */
export function needComplete({ complete, missing }: BooksState): void {
  if (!complete) throw lacking(missing[0] ?? null, 'does not answer');
}

/**
 * DEPARTMENT_UNAVAILABLE, with the first domain that is missing or stale, unless the books are complete and none is
 * stale (P10).
 */
export function needLive(books: BooksState): void {
  needComplete(books);
  if (books.stale.length > 0) throw lacking(books.stale[0] ?? null, 'answers from what was read earlier');
}

function lacking(domain: string | null, words: string): GraphQLError {
  const extensions = { code: 'DEPARTMENT_UNAVAILABLE', ...(domain !== null && { domain }) };
  return new GraphQLError(`${domain ?? 'A department'} ${words}, and this wants its books.`, { extensions });
}
