/** A calendar date as text, "YYYY-MM-DD", Asia/Shanghai. Dates compare as text. */
export type Day = string;

/** Earlier than any day in any book, and later than any. */
export const FIRST_DAY: Day = '0001-01-01';
export const BEYOND_LAST_DAY: Day = '9999-12-31';

const MS_PER_DAY = 86_400_000;
/** January of year 1 and December of 9999, in months. */
const [FIRST_MONTH, LAST_MONTH] = [12, 9_999 * 12 + 11];
const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The day with these parts, or null where the calendar has none (month 13, 30 February, year 0). */
export function dayOf(year: number, month: number, day: number): Day | null {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isDay(text) ? text : null;
}

/** Whether the text is a date of the calendar, written "YYYY-MM-DD". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY) return false;
  const [year, month, day] = partsOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A day of a book that lies further from today is a slip of the pen, and counts as unreadable. */
const BELIEVED_MONTHS = 50 * 12;

/** Whether a day lies within 50 years of today. */
export function isBelievable(day: Day, today: Day): boolean {
  return addMonths(today, -BELIEVED_MONTHS) <= day && day <= addMonths(today, BELIEVED_MONTHS);
}

/** A day that lies within 50 years of today; null for any other. */
export const believed = (day: Day | null, today: Day): Day | null =>
  day !== null && isBelievable(day, today) ? day : null;

/** A day as it stands in a book. */
export interface TypedDay {
  /** Null where the field is empty. */
  typed: string | null;
  /** Null where the field is empty or the calendar has no such day. */
  day: Day | null;
}

/** A local day, with or without a time of it: `2025-01-31`, `2025-01-31 10:30:00`. */
const LOCAL_DAY = /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?)?$/;

/** The local day in a text; MySQL may hold 0000-00-00. */
export function typedDayOf(text: string | null): TypedDay {
  const typed = text?.trim() ?? '';
  const day = LOCAL_DAY.exec(typed)?.[1] ?? '';
  return { typed: typed === '' ? null : typed, day: isDay(day) ? day : null };
}

function partsOf(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01. Dates are counted as dates: no clock, no summer time. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** So many days on, but not beyond the calendar's first and last day: "9999-12-31" stands for no end in many books. */
export function addDays(day: Day, days: number): Day {
  const number = Math.min(Math.max(dayNumber(day) + days, dayNumber(FIRST_DAY)), dayNumber(BEYOND_LAST_DAY));
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

/** `later - earlier` in days. */
export function daysBetween(earlier: Day, later: Day): number {
  return dayNumber(later) - dayNumber(earlier);
}

/**
 * The same day so many months on, or that month's last day where it has no such day; not beyond the calendar's first
 * and last month.
 */
export function addMonths(day: Day, months: number): Day {
  const [year, month, dayOfMonth] = partsOf(day);
  const index = Math.min(Math.max(year * 12 + (month - 1) + months, FIRST_MONTH), LAST_MONTH);
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return `${pad(toYear, 4)}-${pad(toMonth, 2)}-${pad(Math.min(dayOfMonth, daysInMonth(toYear, toMonth)), 2)}`;
}

/** The last day of a month given as "YYYY-MM" or "YYYYMM"; null where there is no such month. */
export function lastDayOfMonth(month: string): Day | null {
  const match = /^(\d{4})-?(\d{2})$/.exec(month);
  if (!match) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  return number >= 1 && number <= 12 ? dayOf(year, number, daysInMonth(year, number)) : null;
}

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The local date in Asia/Shanghai of an instant, summer times of 1986-1991 included; in UTC's last hours of 9999 the
 * last day.
 */
export function localDay(instant: Date): Day {
  const text = shanghai.format(instant).padStart(BEYOND_LAST_DAY.length, '0');
  return isDay(text) ? text : BEYOND_LAST_DAY;
}

/**
 * The local date of a UTC date and time as databases write it, "YYYY-MM-DD HH:MM:SS[.mmm]"; null where that is no
 * instant.
 */
export function localDayOfUtc(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}/.test(text) || !isDay(text.slice(0, 10))) return null;
  const instant = new Date(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
  return Number.isNaN(instant.getTime()) ? null : localDay(instant);
}

/** Whether the text is an instant in ISO 8601: date, time of day and offset, "2025-06-30T08:00:00+08:00". */
export function isInstant(text: string): boolean {
  const isWritten = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  return isWritten && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** An instant as the people concerned write it: local time of Asia/Shanghai with its offset, to the second. */
export function localInstant(instant: Date): string {
  return `${new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
