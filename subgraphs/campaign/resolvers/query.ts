import { argumentError } from '../../../kit/graphql/errors.ts';
import type { QueryResolvers, QueryUnitsArgs } from '../../../schema/generated/campaign.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import { pageOf, wantedMonth } from '../checks.ts';
import type { Unit } from '../model.ts';
import { monthOf } from '../organisation/months.ts';
import { postsHeldBy, postsOf } from '../organisation/posts.ts';
import { allRoutesIn } from '../organisation/routes.ts';
import { settingsIn } from '../organisation/settings.ts';
import { unitOfDebtor } from '../organisation/units.ts';
import type { State } from '../state.ts';

export const queryResolvers: QueryResolvers = {
  me: async (_, __, { call: { viewer }, view, today }) => {
    const { subject, role } = viewer;
    return { subject, role: role ?? '', posts: postsHeldBy(await view.state(), subject, today) };
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
