import type { RequestContext } from '../../kit/trust/request-context.ts';
import type { Day } from '../../kit/rules/dates.ts';
import type { DepartmentSession } from './session/department-session.ts';
import type { Cursors } from './lists/cursor.ts';
import type { Decisions } from './decisions/decisions.ts';
import type { Loaders } from './loaders.ts';

/** What coordination's resolvers are given: one request's view of the departments. */
export interface Context {
  session: DepartmentSession;
  loaders: Loaders;
  cursors: Cursors;
  decisions: Decisions;
  /** Who asks, and for how long. */
  call: RequestContext;
  /** Today in Asia/Shanghai. Nothing else reads the clock. */
  today: () => Day;
}
