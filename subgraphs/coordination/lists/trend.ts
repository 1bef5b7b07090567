import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { TrendPoint } from '../model.ts';
import type { LedgerMovement } from '../../../schema/generated/ledger-client.ts';
import { addDays, lastDayOfMonth, type Day } from '../../../kit/rules/dates.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import type { DepartmentSession, LedgerInState } from '../session/department-session.ts';
import type { QueryContext } from '../session/query-context.ts';
import { ledgerFilterOf } from '../session/ledger-filter.ts';
import type { Exclusion } from '../same-debt/grouping.ts';
import { MOVEMENTS } from '../departments/ledger-queries.ts';

/** Ten years. */
const MOST_MONTHS = 120;
/** Asked for in one question, a year's months: a department holds all its debts as often at once. */
const STEPS_AT_ONCE = 12;

interface TrendQuestion {
  filter: DebtFilter;
  fromMonth: string;
  toMonth: string;
  today: Day;
}

/** From the last day of a month to that of the next, or to today. */
interface Step {
  since: Day;
  asOf: Day;
}

/**
 * A point for each month's end up to today, both months included. Each debt counts once on each day; all days are of
 * one state of the books.
 */
export async function trendOf(session: DepartmentSession, { filter, ...months }: TrendQuestion): Promise<TrendPoint[]> {
  const steps = stepsOf(months);
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return [];
  const scope = {
    domains: filter.domains ?? null,
    asOf: last.asOf,
    days: [first.since, ...steps.map(({ asOf }) => asOf)],
  };
  const { answers, queryContext, complete } = await session.gather(scope, (client, context) =>
    movementsOf(client, context, inArrears(filter), steps),
  );
  return steps.map((step, i) => {
    const without = answers
      .map(({ domain }) => domain)
      .filter((domain) => !queryContext.on(step.asOf).domains.includes(domain));
    for (const domain of without) session.lacking.add(domain);
    return pointOf(
      step,
      answers.flatMap(({ answer }) => answer[i] ?? []),
      complete && without.length === 0,
    );
  });
}

/** The trend is of debts in arrears, whatever statuses are asked for. */
function inArrears(filter: DebtFilter): DebtFilter {
  return { ...filter, statuses: (filter.statuses ?? ['IN_ARREARS']).filter((status) => status === 'IN_ARREARS') };
}

async function movementsOf(
  ledger: LedgerInState,
  queryContext: QueryContext,
  filter: DebtFilter,
  steps: readonly Step[],
): Promise<LedgerMovement[]> {
  const where = ledgerFilterOf(filter, queryContext.view);
  const setOn = (day: Day): Exclusion | undefined => queryContext.on(day).grouping.exclusions.get(ledger.domain.code);
  const movements: LedgerMovement[] = [];
  for (let i = 0; i < steps.length; i += STEPS_AT_ONCE) {
    const part = steps.slice(i, i + STEPS_AT_ONCE);
    const asked = part.map(({ since, asOf }) => ({
      since,
      withoutSince: setOn(since)?.digest,
      asOf,
      without: setOn(asOf)?.digest,
    }));
    const exclusions = part.flatMap(({ since, asOf }) => [setOn(since) ?? [], setOn(asOf) ?? []].flat());
    const answer = await ledger.ask({ question: MOVEMENTS, variables: { where, steps: asked }, exclusions });
    movements.push(...answer.movements);
  }
  return movements;
}

function pointOf({ asOf }: Step, movements: readonly LedgerMovement[], complete: boolean): TrendPoint {
  const sum = (field: 'outstanding' | 'outstandingBefore' | 'incurred' | 'paid'): bigint =>
    movements.reduce((total, movement) => total + movement[field], 0n);
  const [outstanding, incurred, paid] = [sum('outstanding'), sum('incurred'), sum('paid')];
  const adjusted = outstanding - sum('outstandingBefore') - incurred + paid;
  const count = movements.reduce((total, movement) => total + movement.count, 0);
  return { month: asOf.slice(0, 7), asOf, count, complete, outstanding, incurred, paid, adjusted };
}

function stepsOf({ fromMonth, toMonth, today }: Omit<TrendQuestion, 'filter'>): Step[] {
  const ends = monthEnds(fromMonth, toMonth).filter((end) => end.slice(0, 7) <= today.slice(0, 7));
  return ends.map((end) => ({ since: addDays(`${end.slice(0, 7)}-01`, -1), asOf: end < today ? end : today }));
}

function monthEnds(fromMonth: string, toMonth: string): Day[] {
  const [first, last] = [monthEnd('fromMonth', fromMonth), monthEnd('toMonth', toMonth)];
  const ends: Day[] = [];
  for (let end = first; end <= last; end = lastDayOfMonth(addDays(end, 1).slice(0, 7)) ?? last) {
    ends.push(end);
    if (ends.length > MOST_MONTHS)
      throw userError('BAD_USER_INPUT', `trend wants up to ${MOST_MONTHS} months; got ${fromMonth} to ${toMonth}`);
  }
  if (ends.length > 0) return ends;
  throw userError('BAD_USER_INPUT', `toMonth wants a month not before fromMonth; got ${fromMonth} to ${toMonth}`);
}

function monthEnd(argument: string, month: string): Day {
  const end = /^\d{4}-\d{2}$/.test(month) ? lastDayOfMonth(month) : null;
  if (end !== null) return end;
  throw userError('BAD_USER_INPUT', `${argument} wants a month, as "2025-06"; got ${JSON.stringify(month)}`);
}
