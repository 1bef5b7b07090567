import { yuanOf } from '../oracle/figures.ts';
import type { DebtFilter } from '../oracle/filter.ts';
import { lastDayOf, monthAfter, type TrendPoint } from '../oracle/trend.ts';
import { ask, compareLists } from './client.ts';
import { numberBetween } from './random.ts';
import { domainsOf, type Round } from './round.ts';

interface PointAnswer {
  month: string;
  count: number;
  outstanding: string;
  incurred: string;
  paid: string;
  complete: boolean;
}

const TREND = `query ($filter: DebtFilter, $fromMonth: String!, $toMonth: String!) {
  trend(filter: $filter, fromMonth: $fromMonth, toMonth: $toMonth) { month count outstanding incurred paid complete } }`;

/** Up to four months one after the other, the day's own the last or the last but one. */
export async function compareTrend({ endpointUrl, expected, asOf, random }: Round, filter: DebtFilter): Promise<void> {
  const toMonth = monthAfter(asOf.slice(0, 7), numberBetween(random, 0, 1));
  const earlier = Array.from({ length: numberBetween(random, 0, 3) }, (_, i) => monthAfter(toMonth, -1 - i));
  const months = [...earlier.reverse(), toMonth];
  const asked = { endpointUrl, query: TREND, variables: { filter, fromMonth: months[0], toMonth } };
  const { trend } = await ask<{ trend: PointAnswer[] }>(asked);
  const isComplete = (month: string): boolean => expected.complete(domainsOf(filter), lastDayOf(month));
  const wanted = expected.trend(filter, months).map((point) => ({ ...pointAnswer(point), complete: isComplete(point.month) }));
  compareLists<PointAnswer>(asked, wanted, trend, ({ month }) => month);
}

function pointAnswer({ month, count, outstanding, incurred, paid }: TrendPoint): Omit<PointAnswer, 'complete'> {
  return { month, count, outstanding: yuanOf(outstanding), incurred: yuanOf(incurred), paid: yuanOf(paid) };
}
