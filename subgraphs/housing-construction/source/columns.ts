import { isDay, localDayOfUtc, localInstant, type Day } from '../../../kit/rules/dates.ts';
import { parseDecimal, type Fen } from '../../../kit/rules/money.ts';
import type { Holding } from '../../../kit/database/shape.ts';
import type { Meanings } from '../../../kit/source/columns.ts';
import type { Column } from '../../../kit/source/table.ts';
import { given } from '../../../kit/rules/text.ts';
import type { TypedDay, Unreadable } from '../model.ts';

/** A column whose value is read where one stands, and is null where the field is NULL or blank. */
export const optional =
  <Value>(holds: Holding, read: (text: string) => Value | null) =>
  (name: string): Column<Value | null> => ({
    name,
    holds,
    read: (text) => {
      const value = given(text);
      return value === null ? null : read(value);
    },
  });

export const whole = optional('number', (value) => (/^-?\d{1,9}$/.test(value) ? Number(value) : null));

/** Fen; a decimal is whole where nothing but zeros is behind its point. */
const fenOf = (value: string): Fen | null => parseDecimal(value, 0);
/** Null where there is none, or what stands there is no whole number of fen. */
export const optionalMoney = optional('number', fenOf);
/** Money that figures rest on. */
export const money = (name: string): Column<Fen | Unreadable> => ({
  name,
  holds: 'number',
  read: (value) => fenOf(value ?? '') ?? { found: value ?? '' },
});

/** BIT(1) that figures rest on; an empty one is not set. */
export const flag = (name: string): Column<boolean | Unreadable> => ({ name, holds: 'number', read: flagOf });

function flagOf(value: string | null): boolean | Unreadable {
  if (value === '1') return true;
  return value === null || value === '0' ? false : { found: value };
}

/** A code by what it means; null for one that the dictionary does not have. */
export const code = <Value>(name: string, meanings: Meanings<Value>): Column<Value | null> =>
  optional('number', (value) => meanings[value] ?? null)(name);

/**
 * A date is local, a date and time in UTC, whichever of them this version of the platform has in the column. Null where
 * the calendar has none such: MySQL may hold 0000-00-00.
 */
const localDayOf = (value: string): Day | null => (isDay(value) ? value : localDayOfUtc(value));

/** The local day of a date, or of a date and time in UTC. */
export const day = optional('date', localDayOf);

/** A day that figures rest on, beside what stands there. */
export const typedDay = (name: string): Column<TypedDay> => ({
  name,
  holds: 'date',
  read: (text) => {
    const typed = given(text);
    return { typed, day: typed === null ? null : localDayOf(typed) };
  },
});

/** A DATETIME in UTC as ISO 8601, local time with its offset; a date alone is the local day's beginning. */
export const instant = optional('date', (value) => {
  if (isDay(value)) return `${value}T00:00:00+08:00`;
  return localDayOfUtc(value) === null ? null : localInstant(new Date(`${value.slice(0, 10)}T${value.slice(11, 19)}Z`));
});
