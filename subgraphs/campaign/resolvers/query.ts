import { argumentError } from '../../../kit/graphql/errors.ts';
import type { QueryResolvers, QueryUnitsArgs } from '../../../schema/generated/campaign.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import { pageOf, wantedMonth } from '../checks.ts';
import type { Unit } from '../model.ts';
import type { ReturnCell, Summary } from '../returns/model.ts';
import { monthOf, type Month } from '../organisation/months.ts';
import { postsHeldBy, postsOf } from '../organisation/posts.ts';
import { allRoutesIn } from '../organisation/routes.ts';
import { settingsIn } from '../organisation/settings.ts';
import { unitOfDebtor } from '../organisation/units.ts';
import { Powers } from '../powers.ts';
import { isOwed, returnsOf } from '../returns/routed.ts';
import type { Sight } from '../sight.ts';
import type { State } from '../state.ts';
import { returnsQuery } from './returns-query.ts';

export const queryResolvers: QueryResolvers = {
  ...returnsQuery,
  me: async (_, __, { call: { viewer }, view, today }) => {
    const [{ subject, role }, state] = [viewer, await view.state()];
    const waiting = waitingFor(new Powers(state, viewer, today), await view.sight(), state, monthOf(today));
    return { subject, role: role ?? '', posts: postsHeldBy(state, subject, today), ...waiting };
  },
  units: async (_, { filter, ...page }, { view }) => {
    const state = await view.state();
    return pageOf(unitsPicked(state, filter), page, ({ id }) => id);
  },
  unclaimedDebtors: async (_, { first }, { view, books, today }) => {
    if (first < 1 || first > 500) throw argumentError('first', 'a number from 1 to 500', first);
    const state = await view.state();
    const found = await books.unclaimedDebtors((id) => unitOfDebtor(state, id) !== null, today);
    return { books: found.books, debtors: found.rows.slice(0, first) };
  },
  posts: async (_, { unitCode }, { view }) => {
    const state = await view.state();
    return unitCode === null || unitCode === undefined ? [...state.all('post')] : postsOf(state, unitCode);
  },
  workingGroups: async (_, __, { view }) =>
    (await view.state()).all('group').toSorted((a, b) => Number(a.id) - Number(b.id)),
  routes: async (_, { month }, { view, today }) =>
    allRoutesIn(await view.state(), wantedMonth('month', month ?? monthOf(today))),
  campaignSettings: async (_, __, { view }) => settingsIn(await view.state()),
};

/**
 * What waits for the caller: summaries for a leader's signature, and the month's returns of its units that are owed and
 * not confirmed.
 */
function waitingFor(
  powers: Powers,
  { own }: Sight,
  state: State,
  month: Month,
): { summariesToSign: Summary[]; returnsToConfirm: ReturnCell[] } {
  const submitted = state.all('summary').filter((summary) => summary.state === 'SUBMITTED');
  const drafts = returnsOf(state, month).filter(
    (of) => of.state === 'DRAFT' && own.has(of.unitCode) && isOwed(state, of),
  );
  return {
    summariesToSign: submitted.filter(({ groupCode }) => powers.leader(groupCode) !== null),
    returnsToConfirm: drafts.map((of) => ({ of })),
  };
}

function unitsPicked(state: State, filter: QueryUnitsArgs['filter']): readonly Unit[] {
  const { search, kinds, groupCode } = filter ?? {};
  const words = normalForm(search ?? '');
  const members = typeof groupCode === 'string' ? (state.get('group', groupCode)?.memberCodes ?? []) : null;
  return state
    .all('unit')
    .filter(({ id, name }) => words === '' || normalForm(name).includes(words) || normalForm(id) === words)
    .filter(({ kind }) => kinds?.includes(kind) ?? true)
    .filter(({ id }) => members?.includes(id) ?? true);
}
