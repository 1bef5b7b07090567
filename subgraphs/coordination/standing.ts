import { BEYOND_LAST_DAY, type Day } from '../../kit/rules/dates.ts';
import type { LedgerFreshness } from '../../schema/generated/ledger-client.ts';
import type { DepartmentClient } from './departments/department-client.ts';
import type { SourceReport } from './model.ts';

/** How a department stands before it is asked anything: `client` only where it can be asked. */
export interface Standing {
  report: Omit<SourceReport, 'asOf'>;
  client: DepartmentClient | null;
  booksFrom: Day | null;
}

type Reading = Pick<SourceReport, 'readAt' | 'lookBackSeconds' | 'wholeReadAt'>;

const UNREAD: Reading = { readAt: null, lookBackSeconds: null, wholeReadAt: null };

/** When a department's books were read, and how far the reading reaches. */
export function readingOf({ readAt = null, lookBackSeconds = null, wholeReadAt = null }: LedgerFreshness): Reading {
  return { readAt, lookBackSeconds, wholeReadAt };
}

export const isMissing = ({ state }: Pick<SourceReport, 'state'>): boolean => state === 'UNAVAILABLE';

export function missing(domain: string, message: string): Standing {
  return { report: { domain, state: 'UNAVAILABLE', message, ...UNREAD }, client: null, booksFrom: null };
}

/** A department whose books the caller may not see: not asked, and not missing in what is for the caller. */
export function forbidden(domain: string): Promise<Standing> {
  const message = 'Its books are not for you to see, and in no figure here.';
  return Promise.resolve({ report: { domain, state: 'FORBIDDEN', message, ...UNREAD }, client: null, booksFrom: null });
}

/** A department has no books for a day before its first ledger. */
export const hasBooksOf = (booksFrom: Day | null, day: Day): boolean =>
  booksFrom === null || (booksFrom <= day && booksFrom !== BEYOND_LAST_DAY);

export function withBooksOf(standing: Standing, asOf: Day): Standing {
  const { report, booksFrom } = standing;
  if (hasBooksOf(booksFrom, asOf)) return standing;
  const first = booksFrom === BEYOND_LAST_DAY ? 'none was ever received' : `the first are of ${booksFrom ?? ''}`;
  return missing(report.domain, `It has no books for ${asOf}: ${first}.`);
}
