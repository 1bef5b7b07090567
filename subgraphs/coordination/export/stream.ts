import { isDay } from '../../../kit/rules/dates.ts';
import type { RequestContext } from '../../../kit/trust/request-context.ts';
import { parseDecimal, type Fen } from '../../../kit/rules/money.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import type { Stream } from '../../../kit/http/stream.ts';
import { coordination as policy } from '../../../policy/coordination.ts';
import { decide } from '../../../policy/policy.ts';
import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { DepartmentSession } from '../session/department-session.ts';
import { USUAL_ORDER } from '../lists/order.ts';
import { exportDebts } from './export.ts';
import { linesOf } from './lines.ts';

/** A list as the gateway asks for it; it has held the filter to the schema. */
interface Wanted {
  filter?: Record<string, unknown> | null;
  asOf?: string;
}

/** `POST /export`: a whole list of debts, each once, what is owed most first. */
export function exportStream(askingFor: (call: RequestContext) => DepartmentSession): Stream {
  return {
    path: '/export',
    open: async (question, call) => {
      if (decide(policy, { type: 'Query', field: 'debts' }, call.viewer) === 'DENY')
        throw userError('FORBIDDEN', 'Debts are not for this caller.');
      const { filter, asOf = '' } = question as Wanted;
      if (!isDay(asOf)) throw userError('BAD_USER_INPUT', 'asOf wants a day');
      return linesOf(
        await exportDebts(askingFor(call), { filter: filterOf(filter ?? {}), orderBy: USUAL_ORDER, asOf }),
      );
    },
  };
}

/** The filter with its amounts in fen, as the schema's scalars would have it. */
function filterOf({ minOutstanding, maxOutstanding, ...others }: Record<string, unknown>): DebtFilter {
  return { ...others, minOutstanding: fenOf(minOutstanding), maxOutstanding: fenOf(maxOutstanding) };
}

function fenOf(amount: unknown): Fen | null {
  if (amount === null || amount === undefined) return null;
  const fen = parseDecimal(amount as string, 2);
  if (fen === null)
    throw userError('BAD_USER_INPUT', `an amount wants yuan with at most two places; got ${JSON.stringify(amount)}`);
  return fen;
}
