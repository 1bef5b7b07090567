import { argumentError } from './errors.ts';

/** A page in the order of keys: what follows a key, and how many rows of it. */
export interface Page {
  after: string | null;
  limit: number;
}

/** The largest page. */
const MOST_FIRST = 500;

/** How many rows a page is to have; with 0 it has none. BAD_USER_INPUT where no page is so large. */
export function pageSize(first: number): number {
  if (first >= 0 && first <= MOST_FIRST) return first;
  throw argumentError('first', `a number from 0 to ${MOST_FIRST}`, first);
}

/** The page that is asked for. */
export const pageOf = (first: number, after: string | null | undefined): Page => ({
  after: after ?? null,
  limit: pageSize(first),
});
