import type { DebtFilter, TrendPoint } from '../../../schema/generated/coordination.ts';
import { addDays, lastDayOfMonth, type Day } from '../../../kit/dates.ts';
import { userError } from '../../../kit/errors.ts';
import { askAboutDebts } from '../ask-ledger.ts';
import type { Asking } from '../asking.ts';
import { MOVEMENT } from '../questions.ts';

/** Ten years. */
const MOST_MONTHS = 120;

/** A point for each month's end, both months included: what stood then, and what was incurred and paid in the month. Each debt counts once. */
export async function trendOf(asking: Asking, filter: DebtFilter, fromMonth: string, toMonth: string): Promise<TrendPoint[]> {
  return Promise.all(monthEnds(fromMonth, toMonth).map((asOf) => pointOf(asking, filter, asOf)));
}

async function pointOf(asking: Asking, filter: DebtFilter, asOf: Day): Promise<TrendPoint> {
  const since = addDays(`${asOf.slice(0, 7)}-01`, -1);
  const { answers, complete } = await asking.gather({ domains: filter.domains ?? null, asOf }, async (client, briefing) => {
    const { movement } = await askAboutDebts(client, briefing, {
      query: MOVEMENT,
      filter,
      counting: 'EACH_DEBT_ONCE',
      variables: { since, asOf },
    });
    return movement;
  });
  const sum = (field: 'outstanding' | 'incurred' | 'paid'): bigint => answers.reduce((total, { answer }) => total + answer[field], 0n);
  const count = answers.reduce((total, { answer }) => total + answer.count, 0);
  return { month: asOf.slice(0, 7), count, complete, outstanding: sum('outstanding'), incurred: sum('incurred'), paid: sum('paid') };
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
