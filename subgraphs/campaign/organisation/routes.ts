import type { RouteInput } from '../../../schema/generated/campaign.ts';
import { argumentError } from '../../../kit/graphql/errors.ts';
import { DOMAIN_CODES } from '../../../kit/departments.ts';
import { eachOnce, wantedMonth } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Route } from '../model.ts';
import { perform } from '../perform.ts';
import { byRule } from '../refusals.ts';
import type { State } from '../state.ts';
import { wantedSector } from './groups.ts';
import { monthAfter, monthOf, type Month } from './months.ts';

const isInForce = ({ fromMonth, toMonth }: Route, month: Month): boolean =>
  fromMonth <= month && (toMonth === null || toMonth >= month);

/** A unit's routes in a month, by group. */
export function routesIn(state: State, unitCode: string, month: Month): Route[] {
  const own = state.get('routes', unitCode)?.routes ?? [];
  return own.filter((route) => isInForce(route, month)).sort((a, b) => (a.groupCode < b.groupCode ? -1 : 1));
}

export const mainRoute = (state: State, unitCode: string, month: Month): Route | null =>
  routesIn(state, unitCode, month).find(({ main }) => main) ?? null;

/** Every route of a month, by unit and group. */
export function allRoutesIn(state: State, month: Month): Route[] {
  return state.all('routes').flatMap(({ id }) => routesIn(state, id, month));
}

/** The route that takes a debt of a domain: the one that names it, else the main one (P17). */
export function routeOfDomain(routes: readonly Route[], domain: string): Route | null {
  return routes.find(({ domains }) => domains.includes(domain)) ?? routes.find(({ main }) => main) ?? null;
}

interface Saved {
  key: string;
  unitCode: string;
  fromMonth: string;
  routes: readonly RouteInput[];
}

/** P17: says where a unit's returns go from a month on; the routes said before end. */
export async function saveRoutes(context: Context, { key, ...args }: Saved): Promise<Route[]> {
  const fromMonth = wantedMonth('fromMonth', args.fromMonth);
  if (fromMonth < monthOf(context.today)) throw argumentError('fromMonth', 'a month not before this one', fromMonth);
  checkRoutes(args.routes);
  const [saved] = await perform(context, { mutation: 'saveRoutes', key, args, answers: 'routes' }, (draft) => {
    const unit = draft.wanted('unit', args.unitCode, 'unit');
    for (const { leadBureauCode } of args.routes) draft.wanted('unit', leadBureauCode, 'unit');
    for (const route of args.routes) checkLead(draft, route);
    checkUnconfirmed(draft, unit.id, fromMonth);
    const before = draft.find('routes', unit.id);
    const kept = (before?.routes ?? []).filter((route) => route.fromMonth < fromMonth);
    const ended = kept.map((route) =>
      isInForce(route, fromMonth) ? { ...route, toMonth: monthAfter(fromMonth, -1) } : route,
    );
    const said = args.routes.map((route): Route => ({ ...route, unitCode: unit.id, fromMonth, toMonth: null }));
    draft.put(
      'routes',
      { id: unit.id, routes: [...ended, ...said] },
      { from: before && 'SAID', to: 'SAID', postCode: null },
    );
    return [unit.id];
  });
  return (saved?.routes ?? []).filter((route) => route.toMonth === null);
}

/**
 * One main route, without domains; the others with some, none of them twice; a group once, since it names the return.
 */
function checkRoutes(routes: readonly RouteInput[]): void {
  const mains = routes.filter(({ main }) => main);
  if (mains.length !== 1) throw argumentError('routes', 'exactly one main route', mains.length);
  eachOnce(
    'groupCode',
    routes.map(({ groupCode }) => wantedSector(groupCode)),
  );
  const domains = eachOnce(
    'domains',
    routes.flatMap((route) => route.domains),
  );
  const strange = domains.find((code) => !DOMAIN_CODES.some((known) => known === code));
  if (strange !== undefined) throw argumentError('domains', `some of ${DOMAIN_CODES.join(', ')}`, strange);
  const wrong = routes.find((route) => route.main === route.domains.length > 0);
  if (wrong)
    throw argumentError(
      'domains',
      wrong.main ? 'none for the main route' : 'at least one for a route beside the main one',
      wrong.domains,
    );
}

/** P17: routes change after every month of which the unit has confirmed a return. */
function checkUnconfirmed({ state }: Draft, unitCode: string, fromMonth: Month): void {
  const confirmed = state.all('return').filter((of) => of.unitCode === unitCode && of.digests.length > 0);
  const last = confirmed.map(({ month }) => month).at(-1);
  if (last !== undefined && last >= fromMonth)
    throw byRule('P17', `The return of ${last} is confirmed: routes change after it.`);
}

/** P17: a lead bureau has a deputy's seat in the group. */
function checkLead({ state }: Draft, { groupCode, leadBureauCode }: RouteInput): void {
  const seats = state.get('group', groupCode)?.seats ?? [];
  const isDeputy = seats.some(
    ({ rank, postCode }) => rank === 'DEPUTY' && state.get('post', postCode)?.unitCode === leadBureauCode,
  );
  if (!isDeputy) throw byRule('P17', `${leadBureauCode} has no deputy's seat in group ${groupCode}.`);
}
