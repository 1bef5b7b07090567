import { Refusal } from '../../kit/errors.ts';
import type { QuestionGuard } from '../../kit/question-guards.ts';
import type { GatewayContext } from '../department-source/source.ts';
import { Budgets } from './budget.ts';
import { costOf } from './cost.ts';
import { checkFanOut } from './fan-out.ts';

/** What one question may cost. */
const MOST = 50_000;

/** Refuses questions that cost too much by themselves, and callers who spend too much in a minute, at this gateway: before anything is planned or fetched. */
export function costGuard(costPerMinute: number): QuestionGuard<GatewayContext> {
  const budgets = new Budgets(costPerMinute);
  return ({ schema, document, operation, request, contextValue: { call } }) => {
    const question = { schema, document, operation, variables: request.variables ?? {} };
    checkFanOut(question);
    const cost = costOf(question) ?? 0;
    if (cost > MOST) {
      throw new Refusal('TOO_COSTLY', `A question may cost ${MOST}; this one costs ${cost}: ask for smaller pages, or fewer fields.`);
    }
    const seconds = budgets.spend(call.viewer.subject, cost);
    if (seconds > 0) throw tooMany(seconds);
  };
}

function tooMany(seconds: number): Refusal {
  return new Refusal('TOO_MANY_REQUESTS', `That was much in a short time: ask again in ${seconds} s.`, { 'retry-after': String(seconds) });
}
