import type { Route, Unit } from '../model.ts';
import type { Return } from './model.ts';
import { dayShown, deadlineOf, firstDay, hasPassed, type Month } from '../organisation/months.ts';
import { obligationOf } from '../organisation/obligation.ts';
import { allRoutesIn, routesIn } from '../organisation/routes.ts';
import { settingsIn } from '../organisation/settings.ts';
import type { State } from '../state.ts';

const returnIdOf = (month: Month, unitCode: string, groupCode: string): string => `${month}:${unitCode}:${groupCode}`;

/** A return of which nothing was said. */
function unsaid(month: Month, { unitCode, groupCode, leadBureauCode }: Route): Return {
  const said = {
    declarations: [],
    digests: [],
    firstConfirmedAt: null,
    receivedAt: null,
    reopenedBecause: null,
    summaryId: null,
  };
  const id = returnIdOf(month, unitCode, groupCode);
  return { id, version: 0, month, unitCode, groupCode, leadBureauCode, state: 'DRAFT', ...said };
}

/** A unit's return of a month in a group, said or not; null where the unit has no route there then (P21). */
export function returnIn(state: State, month: Month, unitCode: string, groupCode: string): Return | null {
  const route = routesIn(state, unitCode, month).find((candidate) => candidate.groupCode === groupCode);
  return state.get('return', returnIdOf(month, unitCode, groupCode)) ?? (route ? unsaid(month, route) : null);
}

/** By its id; null where there is none such. */
export function returnById(state: State, id: string): Return | null {
  const [month, unitCode, groupCode, ...more] = id.split(':');
  if (month === undefined || unitCode === undefined || groupCode === undefined || more.length > 0) return null;
  return returnIn(state, month, unitCode, groupCode);
}

/**
 * Whether a return has to be made (P21, P37): on the main route, of a unit that is on the register and is not relieved.
 */
export function isOwed(state: State, { month, unitCode, groupCode }: Return): boolean {
  const unit = state.get('unit', unitCode);
  const isMain = routesIn(state, unitCode, month).some((route) => route.main && route.groupCode === groupCode);
  return unit !== null && isMain && obligationOf(state, unit, month) === 'OBLIGED';
}

/** First confirmed after the deadline (P33). */
export function isLate(state: State, { month, firstConfirmedAt }: Return): boolean {
  return firstConfirmedAt !== null && firstConfirmedAt > deadlineOf(settingsIn(state), month);
}

/** 缺报: owed, never confirmed, and the deadline has passed; silence never means 不涉及 (P33). */
export function isMissing(state: State, of: Return, now: Date): boolean {
  return of.firstConfirmedAt === null && hasPassed(deadlineOf(settingsIn(state), of.month), now) && isOwed(state, of);
}

/** Every return of a month that is owed or was made, by group, then unit. */
export function returnsOf(state: State, month: Month): Return[] {
  const owed = allRoutesIn(state, month).map((route) => returnIn(state, month, route.unitCode, route.groupCode));
  const made = state.all('return').filter((of) => of.month === month);
  const all = new Map([...owed, ...made].flatMap((of) => (of ? [[of.id, of] as const] : [])));
  return [...all.values()].filter((of) => of.version > 0 || isOwed(state, of)).sort(byGroupAndUnit);
}

function byGroupAndUnit(a: Return, b: Return): number {
  return Number(a.groupCode) - Number(b.groupCode) || (a.unitCode < b.unitCode ? -1 : a.unitCode > b.unitCode ? 1 : 0);
}

/** The unit's last received return of a group before a month; null: none. */
export function lastReceived(
  state: State,
  { unitCode, groupCode, month }: Pick<Return, 'unitCode' | 'groupCode' | 'month'>,
): Return | null {
  const received = state
    .all('return')
    .filter((of) => of.unitCode === unitCode && of.groupCode === groupCode && of.state === 'RECEIVED');
  return received.filter((of) => of.month < month).at(-1) ?? null;
}

/** Whether a unit's return could be looked at on a day: its month has begun (P21). */
export const hasBegun = ({ month }: Return, today: string): boolean => today >= firstDay(month);

export const shows = ({ month }: Return): string => dayShown(month);

export const unitOfReturn = (state: State, { unitCode }: Return): Unit | null => state.get('unit', unitCode);
