import type { RequestContext } from '../../kit/trust/request-context.ts';
import type { Day } from '../../kit/rules/dates.ts';
import type { Books } from './books/books.ts';
import type { Campaign } from './campaign.ts';
import type { View } from './view.ts';

/** What the campaign's resolvers are given, for one request. */
export interface Context {
  campaign: Campaign;
  /** The campaign as it stands: once for all that is asked, and after each change anew. */
  view: View;
  /** The graph's books, in the caller's name or the campaign's own (P8). */
  books: Books;
  /** Who asks, and for how long. */
  call: RequestContext;
  /** The instant of the request. Nothing else reads a clock. */
  now: Date;
  /** Its day in Asia/Shanghai. */
  today: Day;
}
