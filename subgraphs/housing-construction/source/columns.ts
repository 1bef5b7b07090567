import { isDay, localDayOfUtc, localInstant, type Day } from '../../../kit/rules/dates.ts';
import { parseDecimal, type Fen } from '../../../kit/rules/money.ts';
import type { Column } from '../../../kit/source/table.ts';
import { given } from '../../../kit/rules/text.ts';
import type { TypedDay, Unreadable } from '../model.ts';

/** A column whose value is read where one stands, and is null where the field is NULL or blank. */
export const optional =
  <Value>(read: (text: string) => Value | null) =>
  (name: string): Column<Value | null> => ({
    name,
    read: (text) => {
      const value = given(text);
      return value === null ? null : read(value);
    },
  });

/** Text as it stands, in a column that is never NULL. */
export const text = (name: string): Column<string> => ({ name, read: (value) => value ?? '' });
/** Text as typed, blanks and all; null where the field is NULL. */
export const typedText = (name: string): Column<string | null> => ({ name, read: (value) => value });
export const optionalText = optional((value) => value);

export const whole = optional((value) => (/^-?\d{1,9}$/.test(value) ? Number(value) : null));

/** Fen; a decimal is whole where nothing but zeros is behind its point. */
const fenOf = (value: string): Fen | null => parseDecimal(value, 0);
/** Null where there is none, or what stands there is no whole number of fen. */
export const optionalMoney = optional(fenOf);
/** Money that figures rest on. */
export const money = (name: string): Column<Fen | Unreadable> => ({
  name,
  read: (value) => fenOf(value ?? '') ?? { found: value ?? '' },
});

/** BIT(1) that figures rest on; an empty one is not set. */
export const flag = (name: string): Column<boolean | Unreadable> => ({ name, read: flagOf });

function flagOf(value: string | null): boolean | Unreadable {
  if (value === '1') return true;
  return value === null || value === '0' ? false : { found: value };
}

/** A code by what it means; null for one that the dictionary does not have. */
export const code = <Value>(name: string, meanings: Readonly<Record<string, Value>>): Column<Value | null> =>
  optional((value) => meanings[value] ?? null)(name);

/**
 * A date is local, a date and time in UTC, whichever of them this version of the platform has in the column. Null where
 * the calendar has none such: MySQL may hold 0000-00-00.
 */
const localDayOf = (value: string): Day | null => (isDay(value) ? value : localDayOfUtc(value));

/** The local day of a date, or of a date and time in UTC. */
export const day = optional(localDayOf);

/** A day that figures rest on, beside what stands there. */
export const typedDay = (name: string): Column<TypedDay> => ({
  name,
  read: (text) => {
    const typed = given(text);
    return { typed, day: typed === null ? null : localDayOf(typed) };
  },
});

/** A DATETIME in UTC as ISO 8601, local time with its offset; a date alone is the local day's beginning. */
export const instant = optional((value) => {
  if (isDay(value)) return `${value}T00:00:00+08:00`;
  return localDayOfUtc(value) === null ? null : localInstant(new Date(`${value.slice(0, 10)}T${value.slice(11, 19)}Z`));
});

/** A column whose value, where it would be null, is another. */
export const orElse = <Value>({ name, read }: Column<Value | null>, otherwise: Value): Column<Value> => ({
  name,
  read: (value) => read(value) ?? otherwise,
});
