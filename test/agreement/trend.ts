import { yuanOf } from '../oracle/figures.ts';
import type { DebtFilter } from '../oracle/filter.ts';
import { monthAfter, type TrendPoint } from '../oracle/trend.ts';
import { ask, compareAnswers, compareLists } from './client.ts';
import { numberBetween } from './random.ts';
import { domainsOf, type Round } from './round.ts';

interface PointAnswer {
  month: string;
  asOf: string;
  count: number;
  outstanding: string;
  incurred: string;
  paid: string;
  adjusted: string;
  complete: boolean;
}

const TREND = `query ($filter: DebtFilter, $fromMonth: String!, $toMonth: String!) {
  trend(filter: $filter, fromMonth: $fromMonth, toMonth: $toMonth) { month asOf count outstanding incurred paid adjusted complete } }`;

/** Up to four months one after the other, the day's own the last or the last but one: of today's, one is to come. */
export async function compareTrend({ endpointUrl, expected, asOf, random }: Round, filter: DebtFilter): Promise<void> {
  const toMonth = monthAfter(asOf.slice(0, 7), numberBetween(random, 0, 1));
  const earlier = Array.from({ length: numberBetween(random, 0, 3) }, (_, i) => monthAfter(toMonth, -1 - i));
  const months = [...earlier.reverse(), toMonth];
  const asked = { endpointUrl, query: TREND, variables: { filter, fromMonth: months[0], toMonth } };
  const { trend } = await ask<{ trend: PointAnswer[] }>(asked);
  const wanted = expected.trend(filter, months).map((point) => ({
    ...pointAnswer(point),
    complete: expected.complete(domainsOf(filter), point.asOf),
  }));
  compareLists<PointAnswer>(asked, wanted, trend, ({ month }) => month);
  trend.slice(1).forEach((point, i) => compareAnswers(asked, trend[i]?.outstanding ?? '', openingOf(point)));
}

function pointAnswer({ month, asOf, count, ...money }: TrendPoint): Omit<PointAnswer, 'complete'> {
  const { outstanding, incurred, paid, adjusted } = money;
  return {
    ...{ month, asOf, count, outstanding: yuanOf(outstanding) },
    ...{ incurred: yuanOf(incurred), paid: yuanOf(paid), adjusted: yuanOf(adjusted) },
  };
}

/** What was outstanding at the point before, by what a point says. */
function openingOf({ outstanding, incurred, paid, adjusted }: PointAnswer): string {
  const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
  return yuanOf(fen(outstanding) - fen(incurred) + fen(paid) - fen(adjusted));
}
