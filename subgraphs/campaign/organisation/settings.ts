import type { CampaignSettingsInput } from '../../../schema/generated/campaign.ts';
import { isDay, localInstant, type Day } from '../../../kit/rules/dates.ts';
import { argumentError } from '../../../kit/graphql/errors.ts';
import { eachOnce, wantedMonth, wantedText, wantedYear } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Settings } from '../model.ts';
import { perform } from '../perform.ts';
import { byRule, checkVersion, noPost } from '../refusals.ts';
import type { State } from '../state.ts';
import { isWeekend } from './calendar.ts';
import { SETTINGS_ID } from './defaults.ts';
import { deadlineOf, hasPassed } from './months.ts';

/** What is configured. */
export function settingsIn(state: State): Settings {
  const settings = state.get('settings', SETTINGS_ID);
  if (!settings) throw new Error('there are no settings, which are there from the start');
  return settings;
}

const WEIGHTS = ['closureWeight', 'zeroOutWeight', 'satisfactionWeight'] as const;

/** Changes what is configured: weights are supervision's, the rest coordination's (P83). */
export async function saveCampaignSettings(
  context: Context,
  { key, settings: { version, ...given } }: { key: string; settings: CampaignSettingsInput },
): Promise<Settings | null> {
  const changes = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<Settings>;
  const changesWeights = checkWeights(changes);
  if (changes.majorDebtThreshold !== undefined && changes.majorDebtThreshold <= 0n)
    throw argumentError('majorDebtThreshold', 'an amount above 0', '0');
  return change(context, { mutation: 'saveCampaignSettings', key, args: { version, ...given } }, (draft, before) => {
    const changesRest = Object.keys(changes).some((name) => !WEIGHTS.some((weight) => weight === name));
    if (changesWeights && !draft.powers.supervision()) throw noPost('supervision, where weights change');
    if (changesRest && !draft.powers.coordination()) throw noPost('the coordination group');
    checkVersion('settings', version, before.version);
    return changes;
  });
}

/** All three, summing to 100, or none. */
function checkWeights(changes: Partial<Settings>): boolean {
  const given = WEIGHTS.flatMap((name) => changes[name] ?? []);
  if (given.length === 0) return false;
  const isWhole = given.length === WEIGHTS.length && given.every((weight) => weight >= 0);
  if (isWhole && given.reduce((sum, weight) => sum + weight, 0) === 100) return true;
  throw argumentError('weights', 'all three, none below 0, that sum to 100', given);
}

/** P19: moves one month's deadline within that month, before the one in force has passed, to an instant after now. */
export async function setReturnDeadline(
  context: Context,
  { key, ...args }: { key: string; month: string; deadline: string; reason: string },
): Promise<Settings | null> {
  const [month, reason] = [wantedMonth('month', args.month), wantedText('reason', args.reason)];
  const deadline = localInstant(new Date(args.deadline));
  return change(context, { mutation: 'setReturnDeadline', key, args }, ({ now }, settings) => {
    if (deadline.slice(0, 7) !== month)
      throw byRule('P19', `A deadline stays within its month, ${month}; ${deadline} does not.`);
    if (hasPassed(deadlineOf(settings, month), now))
      throw byRule('P19', `The deadline of ${month} has passed: ${deadlineOf(settings, month)}.`);
    if (deadline <= localInstant(now)) throw byRule('P19', `A deadline lies after now; ${deadline} does not.`);
    const others = settings.movedDeadlines.filter((moved) => moved.month !== month);
    const movedDeadlines = [...others, { month, deadline, reason }].toSorted((a, b) => (a.month < b.month ? -1 : 1));
    return { movedDeadlines };
  });
}

/** P18: loads a year's days off and days of work. */
export async function setWorkingCalendar(
  context: Context,
  { key, ...args }: { key: string; year: string; daysOff: readonly Day[]; workedWeekends: readonly Day[] },
): Promise<Settings | null> {
  const year = wantedYear('year', args.year);
  const daysOff = daysOf(
    'daysOff',
    args.daysOff,
    (day) => day.startsWith(year) && !isWeekend(day),
    `weekdays of ${year}`,
  );
  const workedWeekends = daysOf(
    'workedWeekends',
    args.workedWeekends,
    (day) => day.startsWith(year) && isWeekend(day),
    `Saturdays and Sundays of ${year}`,
  );
  return change(context, { mutation: 'setWorkingCalendar', key, args }, (_, settings) => {
    const others = settings.calendars.filter((calendar) => calendar.year !== year);
    return { calendars: [...others, { year, daysOff, workedWeekends }].toSorted((a, b) => (a.year < b.year ? -1 : 1)) };
  });
}

function daysOf(argument: string, days: readonly Day[], fits: (day: Day) => boolean, wanted: string): Day[] {
  const strange = days.find((day) => !isDay(day) || !fits(day));
  if (strange !== undefined) throw argumentError(argument, wanted, strange);
  return [...eachOnce(argument, days)].sort();
}

async function change(
  context: Context,
  asked: { mutation: string; key: string; args: object },
  changes: (draft: Draft, before: Settings) => Partial<Settings>,
): Promise<Settings | null> {
  const [saved] = await perform(context, { ...asked, answers: 'settings' }, (draft) => {
    const before = settingsIn(draft.state);
    draft.put('settings', { ...before, ...changes(draft, before) }, { from: 'SET', to: 'SET', postCode: null });
    return [SETTINGS_ID];
  });
  return saved ?? null;
}
