import { addDays, dayNumber, type Day } from '../../../kit/rules/dates.ts';
import type { Calendar, Settings } from '../model.ts';

/** Whether a day is a Saturday or a Sunday. 1970-01-01 was a Thursday. */
export const isWeekend = (day: Day): boolean => (dayNumber(day) + 3) % 7 >= 5;

/** Whether a day is worked; null where its year's days are not known (P18). */
function isWorked(calendars: readonly Calendar[], day: Day): boolean | null {
  const year = calendars.find((calendar) => calendar.year === day.slice(0, 4));
  if (!year) return null;
  return isWeekend(day) ? year.workedWeekends.includes(day) : !year.daysOff.includes(day);
}

/**
 * The last of so many working days after a day, which does not count itself; null where they run into a year that is
 * not known.
 */
export function workingDaysAfter({ calendars }: Pick<Settings, 'calendars'>, from: Day, count: number): Day | null {
  let [day, left] = [from, count];
  while (left > 0) {
    day = addDays(day, 1);
    const worked = isWorked(calendars, day);
    if (worked === null) return null;
    if (worked) left -= 1;
  }
  return day;
}
