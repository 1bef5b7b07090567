import { BEYOND_LAST_DAY, type Day } from '../../kit/rules/dates.ts';
import type { LedgerFreshness } from '../../schema/generated/ledger-client.ts';
import type { DepartmentClient } from './departments/department-client.ts';
import type { SourceReport } from './model.ts';
import type { BookState } from './register/book.ts';

/** How a department stands before it is asked anything: `client` only where it can be asked. */
export interface DepartmentStatus {
  report: Omit<SourceReport, 'asOf'>;
  client: DepartmentClient | null;
  booksFrom: Day | null;
  /**
   * The state that its books had when it said so: what is answered rests on this one or a later one. Null where it is
   * presumed.
   */
  newest: BookState | null;
}

type Reading = Pick<SourceReport, 'readAt' | 'lookBackSeconds' | 'wholeReadAt'>;

const UNREAD: Reading = { readAt: null, lookBackSeconds: null, wholeReadAt: null };

/** When a department's books were read, and how far the reading reaches. */
export function readingOf({ readAt = null, lookBackSeconds = null, wholeReadAt = null }: LedgerFreshness): Reading {
  return { readAt, lookBackSeconds, wholeReadAt };
}

export const isMissing = ({ state }: Pick<SourceReport, 'state'>): boolean => state === 'UNAVAILABLE';

export function missing(domain: string, message: string): DepartmentStatus {
  return { report: { domain, state: 'UNAVAILABLE', message, ...UNREAD }, client: null, booksFrom: null, newest: null };
}

/** A department whose books the caller may not see: not asked, and not missing in what is for the caller. */
export function forbidden(domain: string): DepartmentStatus {
  const message = 'Its books are not for you to see, and in no figure here.';
  return { report: { domain, state: 'FORBIDDEN', message, ...UNREAD }, client: null, booksFrom: null, newest: null };
}

/** A department has no books for a day before its first ledger. */
export const hasBooksOf = (booksFrom: Day | null, day: Day): boolean =>
  booksFrom === null || (booksFrom <= day && booksFrom !== BEYOND_LAST_DAY);

export function withBooksOf(status: DepartmentStatus, asOf: Day): DepartmentStatus {
  const { report, booksFrom } = status;
  if (hasBooksOf(booksFrom, asOf)) return status;
  const first = booksFrom === BEYOND_LAST_DAY ? 'none was ever received' : `the first are of ${booksFrom ?? ''}`;
  return missing(report.domain, `It has no books for ${asOf}: ${first}.`);
}

/** Whether what was asked of books in a state, by what was thought of them, is what they say for themselves. */
export function isAsThought(thought: DepartmentStatus, said: DepartmentStatus, askedAt: BookState | null): boolean {
  if (!thought.client) return true;
  if (!said.client || !said.newest || !askedAt) return false;
  return (
    thought.booksFrom === said.booksFrom && askedAt.epoch === said.newest.epoch && askedAt.change >= said.newest.change
  );
}
