import type { RequestContext } from '../../kit/trust/request-context.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import type { RequestGuard } from '../../kit/graphql/request-guards.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { GatewayContext } from '../department-source/source.ts';
import type { TokenBuckets } from './token-bucket.ts';
import { costOf } from './cost.ts';
import { checkFanOut } from './fan-out.ts';

/** What one question may cost. */
const MOST = 50_000;
/** What any request costs, whatever becomes of it: it is read, judged, and a line in the audit trail. */
const REQUEST = 100;

/** Refuses callers who ask too often, before anything is made of what they ask. */
export function spendRequest(budgets: TokenBuckets): (call: RequestContext) => void {
  return ({ viewer }) => spend(budgets, viewer, REQUEST);
}

/**
 * Refuses questions that cost too much by themselves, and callers who spend too much in a minute, at this gateway:
 * before anything is planned or fetched.
 */
export function costGuard(budgets: TokenBuckets): RequestGuard<GatewayContext> {
  return ({ schema, document, operation, request, contextValue: { call, isPart } }) => {
    const question = { schema, document, operation, variables: request.variables ?? {} };
    checkFanOut(question);
    const cost = costOf(question) ?? 0;
    if (cost > MOST) {
      throw new Refusal(
        'TOO_COSTLY',
        `A question may cost ${MOST}; this one costs ${cost}: ask for smaller pages, or fewer fields.`,
      );
    }
    if (!isPart) spend(budgets, call.viewer, cost);
  };
}

/** What the campaign asks in nobody's name comes of questions that somebody has paid for, or of the day's run. */
function spend(budgets: TokenBuckets, { subject, role }: Viewer, cost: number): void {
  const seconds = role === 'campaign' ? 0 : budgets.spend(subject, cost);
  if (seconds === 0) return;
  throw new Refusal('TOO_MANY_REQUESTS', `That was much in a short time: ask again in ${seconds} s.`, {
    'retry-after': String(seconds),
  });
}
