import { addDays, dayOf, isBelievable, lastDayOfMonth, type Day } from '../../../kit/rules/dates.ts';
import { hasStrangeDigits, typedForm } from './texts.ts';

/** A date out of its text; null where the text is empty or cannot be read. */
export interface DateReading {
  day: Day | null;
  unreadable: boolean;
  /** `YYYY.1`, read as January: a spreadsheet makes it of `YYYY.10` too. */
  ambiguous: boolean;
}

/** Which day of the month a month alone stands for. */
type MonthSide = 'FIRST_DAY' | 'LAST_DAY';

const WHOLE_DATES = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
];
const MONTHS_ALONE = [/^(\d{4})[-/.](\d{1,2})$/, /^(\d{4})年(\d{1,2})月$/];
const SPREADSHEET_SERIAL = /^\d{5}$/;
/** The day that spreadsheets number 0. */
const SERIAL_ZERO: Day = '1899-12-30';

/**
 * Reads a date as clerks type them: whole, as a month alone, or as the serial that a spreadsheet keeps. More than 50
 * years from today it is none.
 */
export function readDate(text: string | null, side: MonthSide, today: Day): DateReading {
  const clean = typedForm(text);
  const said = hasStrangeDigits(text) ? null : (wholeDate(clean) ?? monthAlone(clean, side) ?? serialDate(clean));
  const day = said !== null && isBelievable(said, today) ? said : null;
  return { day, unreadable: day === null && clean !== '', ambiguous: day !== null && /^\d{4}\.1$/.test(clean) };
}

/** The first day of a ledger's month (填报月份), YYYYMM; null where that is none. */
export function readMonth(text: string, today: Day): Day | null {
  const month = typedForm(text);
  const first =
    /^\d{6}$/.test(month) && !hasStrangeDigits(text)
      ? dayOf(Number(month.slice(0, 4)), Number(month.slice(4)), 1)
      : null;
  return first !== null && isBelievable(first, today) ? first : null;
}

function wholeDate(text: string): Day | null {
  const parts = firstMatch(WHOLE_DATES, text);
  return parts && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function monthAlone(text: string, side: MonthSide): Day | null {
  const parts = firstMatch(MONTHS_ALONE, text);
  const first = parts && dayOf(Number(parts[1]), Number(parts[2]), 1);
  return first && side === 'LAST_DAY' ? lastDayOfMonth(first.slice(0, 7)) : first;
}

function serialDate(text: string): Day | null {
  return SPREADSHEET_SERIAL.test(text) ? addDays(SERIAL_ZERO, Number(text)) : null;
}

function firstMatch(forms: readonly RegExp[], text: string): RegExpExecArray | null {
  return forms.map((form) => form.exec(text)).find((match) => match !== null) ?? null;
}
