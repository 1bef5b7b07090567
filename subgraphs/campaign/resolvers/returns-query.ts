import { argumentError } from '../../../kit/graphql/errors.ts';
import type { QueryResolvers } from '../../../schema/generated/campaign.ts';
import { pageOf, wantedMonth } from '../checks.ts';
import type { Return, ReturnView } from '../returns/model.ts';
import { monthAfter, monthOf, monthsBetween } from '../organisation/months.ts';
import { mainRoute } from '../organisation/routes.ts';
import { differenceOf } from '../returns/difference.ts';
import { hasBegun, isMissing, returnIn, returnsOf } from '../returns/routed.ts';
import { byRule } from '../refusals.ts';
import type { State } from '../state.ts';
import { present, sheetOf } from './returns.ts';

const MOST_MONTHS = 24;

export const returnsQuery: Pick<
  QueryResolvers,
  'monthlyReturn' | 'returnMatrix' | 'summaries' | 'letters' | 'snapshotDifference'
> = {
  monthlyReturn: async (_, { unitCode, groupCode, revision = null, ...args }, { view, today }) => {
    const [month, state] = [wantedMonth('month', args.month), await view.state()];
    const of = returnIn(state, month, unitCode, groupCode ?? mainRoute(state, unitCode, month)?.groupCode ?? '');
    if (!of || !(await view.sight()).ofReturn(of)) return null;
    if (!hasBegun(of, today)) throw byRule('P21', `The return of ${month} begins with that month.`);
    return revision === null ? present(of) : frozen(of, revision);
  },
  returnMatrix: async (_, { groupCode, missing, ...args }, { view, now, today }) => {
    const [from, to] = [wantedMonth('fromMonth', args.fromMonth), wantedMonth('toMonth', args.toMonth)];
    if (to < from || monthAfter(from, MOST_MONTHS) <= to)
      throw argumentError('toMonth', `a month not before the first, of ${MOST_MONTHS} at most`, to);
    const [state, sight] = [await view.state(), await view.sight()];
    const begun = monthsBetween(from, to).filter((month) => month <= monthOf(today));
    const seen = begun
      .flatMap((month) => returnsOf(state, month))
      .filter(({ unitCode }) => sight.ofCollected(unitCode));
    const picked = seen.filter((of) => groupCode === null || groupCode === undefined || of.groupCode === groupCode);
    return picked.filter((of) => !missing || isMissing(state, of, now)).map((of) => ({ of }));
  },
  summaries: async (_, { filter, ...page }, { view }) => {
    const [state, sight] = [await view.state(), await view.sight()];
    const { month, groupCodes, leadBureauCode, states } = filter ?? {};
    const picked = state
      .all('summary')
      .filter((summary) => sight.ofSummary(summary))
      .filter(
        (summary) =>
          (month ?? summary.month) === summary.month &&
          (leadBureauCode ?? summary.leadBureauCode) === summary.leadBureauCode,
      )
      .filter(
        (summary) => (groupCodes?.includes(summary.groupCode) ?? true) && (states?.includes(summary.state) ?? true),
      );
    return pageOf(picked.toSorted(latestMonthFirst), page, ({ id }) => id);
  },
  letters: async (_, { unitCode, states, ...page }, { view }) => {
    const [state, sight] = [await view.state(), await view.sight()];
    const seen = state.all('letter').filter((letter) => sight.ofLetter(letter));
    const picked = seen.filter(
      (letter) => (unitCode ?? letter.unitCode) === letter.unitCode && (states?.includes(letter.state) ?? true),
    );
    return pageOf(picked.toSorted(latestFirst), page, ({ id }) => id);
  },
  snapshotDifference: async (_, { unitCode, groupCode, ...args }, context) => {
    const [from, to] = [wantedMonth('fromMonth', args.fromMonth), wantedMonth('toMonth', args.toMonth)];
    if (from >= to) throw argumentError('toMonth', 'a month after the first', to);
    const [state, sight] = [await context.view.state(), await context.view.sight()];
    const [earlier, later] = [from, to].map((month) => received(state, month, unitCode, groupCode));
    if (!earlier || !later || ![earlier, later].every((of) => sight.ofReturn(of))) return null;
    return differenceOf(await sheetOf(context, present(earlier)), await sheetOf(context, present(later)));
  },
};

function frozen(of: Return, revision: number): ReturnView {
  if (revision >= 1 && revision <= of.digests.length) return { of, revision };
  throw argumentError('revision', `a frozen revision, 1 to ${of.digests.length}`, revision);
}

function received(state: State, month: string, unitCode: string, groupCode: string): Return | null {
  const of = returnIn(state, month, unitCode, groupCode);
  return of?.state === 'RECEIVED' ? of : null;
}

const latestMonthFirst = (a: { month: string; id: string }, b: { month: string; id: string }): number =>
  a.month === b.month ? (a.id < b.id ? -1 : 1) : a.month < b.month ? 1 : -1;

const latestFirst = (a: { filedAt: string; id: string }, b: { filedAt: string; id: string }): number =>
  a.filedAt === b.filedAt ? (a.id < b.id ? 1 : -1) : a.filedAt < b.filedAt ? 1 : -1;
