import type { ApolloServerPlugin } from '@apollo/server';
import { Refusal } from '../../kit/errors.ts';
import type { GatewayContext } from '../department-source.ts';
import { Budgets } from './budget.ts';
import { costOf } from './cost.ts';

export interface CostLimits {
  /** What one question may cost. */
  costPerQuestion: number;
  /** What one caller may spend in a minute, at this gateway. */
  costPerMinute: number;
}

/** Refuses questions that cost too much by themselves, and callers who ask too much: before anything is planned or fetched. */
export function costGuard({ costPerQuestion, costPerMinute }: CostLimits): ApolloServerPlugin<GatewayContext> {
  const budgets = new Budgets(costPerMinute);
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ schema, document, operation, request, contextValue: { call } }) {
          if (!operation) return Promise.resolve();
          const cost = costOf({ schema, document, operation, variables: request.variables ?? {} }) ?? 0;
          if (cost > costPerQuestion) {
            throw new Refusal(
              'TOO_COSTLY',
              `A question may cost ${costPerQuestion}; this one costs ${cost}: ask for smaller pages, or fewer fields.`,
            );
          }
          const seconds = budgets.spend(call.viewer.subject, cost);
          if (seconds > 0) throw tooMany(seconds);
          return Promise.resolve();
        },
      }),
  };
}

function tooMany(seconds: number): Refusal {
  return new Refusal('TOO_MANY_REQUESTS', `That was much in a short time: ask again in ${seconds} s.`, { 'retry-after': String(seconds) });
}
