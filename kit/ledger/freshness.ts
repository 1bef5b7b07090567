import type { LedgerFreshness, LedgerState } from '../../schema/generated/department.ts';
import { BEYOND_LAST_DAY, localInstant } from '../rules/dates.ts';
import type { LedgerStatus, Trouble } from './sync.ts';
import type { Facts } from './facts.ts';

/** Without the names of tables and columns: those are for the department's own log. */
const TROUBLES: Readonly<Record<Trouble, string>> = {
  SILENT: 'The database does not answer',
  CHANGED: 'The books have changed their shape, of which those who run the department are told',
  UNREADABLE: 'Reading the books fails at something, of which those who run the department are told',
};

const MESSAGES: Readonly<Record<LedgerState, (status: LedgerStatus) => string | null>> = {
  LIVE: ({ booksFrom }) => (booksFrom === BEYOND_LAST_DAY ? 'It has no books yet: no month was ever received.' : null),
  STALE: ({ trouble }) => `${TROUBLES[trouble ?? 'SILENT']}; these are the books as last read.`,
  LOADING: ({ bundlesRead }) => `The first reading of the books is under way: ${bundlesRead} bundles of rows so far.`,
  UNAVAILABLE: ({ trouble }) => `${TROUBLES[trouble ?? 'SILENT']}; its books have not been read.`,
};

/** How a ledger stands to its books, and in which state it is asked, in the words of the department contract. */
export function freshnessOf({ change, newest }: Facts, status: LedgerStatus): LedgerFreshness {
  const { state, readAt, epoch, booksFrom, lookBackSeconds, wholeReadAt } = status;
  return {
    state,
    readAt: readAt === null ? null : localInstant(readAt),
    message: MESSAGES[state](status),
    epoch,
    lastChange: change,
    newestChange: newest,
    booksFrom,
    lookBackSeconds,
    wholeReadAt: wholeReadAt && localInstant(wholeReadAt),
  };
}
