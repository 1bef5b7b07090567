import { addDays, addMonths, lastDayOfMonth, localInstant, type Day } from '../../../kit/rules/dates.ts';
import type { Settings } from '../model.ts';

/** A month, YYYY-MM. Months compare as text. */
export type Month = string;

export const isMonth = (text: string): boolean => lastDayOfMonth(text) !== null && text.length === 7;

export const monthOf = (day: Day): Month => day.slice(0, 7);

export const firstDay = (month: Month): Day => `${month}-01`;

/** So many months on. */
export const monthAfter = (month: Month, months = 1): Month => monthOf(addMonths(firstDay(month), months));

/** The day that a month's return shows: the last of the month before (P22). */
export const dayShown = (month: Month): Day => addDays(firstDay(month), -1);

/** Every month from one to another. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

/** A month's deadline: the 20th at 12:00, unless it was moved (P19). */
export function deadlineOf({ movedDeadlines }: Pick<Settings, 'movedDeadlines'>, month: Month): string {
  return (
    movedDeadlines.find((moved) => moved.month === month)?.deadline ??
    localInstant(new Date(`${month}-20T12:00:00+08:00`))
  );
}

/** Whether a deadline has passed: it counts itself as in time, to the second (P33). */
export const hasPassed = (deadline: string, now: Date): boolean => localInstant(now) > deadline;
