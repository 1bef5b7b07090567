import { addDays, localDay, type Day } from '../../../kit/rules/dates.ts';

const MS_PER_HOUR = 3_600_000;

/** An instant to the second, as the platform's DATETIME columns have it in UTC. */
export const utcText = (instant: Date): string => instant.toISOString().slice(0, 19).replace('T', ' ');

/** The first second of a local day: UTC+8, or UTC+9 in the summers of 1986-1991. */
export function startOfDay(day: Day): string {
  const midnight = (offset: number): Date => new Date(Date.parse(`${day}T00:00:00Z`) - offset * MS_PER_HOUR);
  const summer = midnight(9);
  return utcText(localDay(summer) === day ? summer : midnight(8));
}

/** The first second after a local day. */
export const endOfDay = (day: Day): string => startOfDay(addDays(day, 1));
