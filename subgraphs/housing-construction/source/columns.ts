import { FIRST_DAY, isDay, localDayOfUtc, localInstant, type Day } from '../../../kit/dates.ts';
import type { Fen } from '../../../kit/money.ts';
import type { Column } from '../../../kit/reading.ts';
import { given } from '../../../kit/text.ts';

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

export const whole = optional(Number);
export const money = (name: string): Column<Fen> => ({ name, read: (value) => BigInt(value ?? 0) });
export const optionalMoney = optional(BigInt);

/** BIT(1). */
export const flag = (name: string): Column<boolean> => ({ name, read: (value) => value === '1' });

/** A code by what it means; null for one that the dictionary does not have. */
export const code = <Value>(name: string, meanings: Readonly<Record<string, Value>>): Column<Value | null> =>
  optional((value) => meanings[value] ?? null)(name);

/** A local date; null where the calendar has none such: MySQL may hold 0000-00-00. */
export const day = optional((value): Day | null => (isDay(value) ? value : null));

/** The local date of a DATETIME in UTC. */
export const dayOfUtc = optional(localDayOfUtc);

/** A DATETIME in UTC as ISO 8601, local time with its offset. */
export const instant = optional((value) =>
  localDayOfUtc(value) === null ? null : localInstant(new Date(`${value.slice(0, 10)}T${value.slice(11, 19)}Z`)),
);

/** A column whose value, where it would be null, is another. */
export const orElse = <Value>({ name, read }: Column<Value | null>, otherwise: Value): Column<Value> => ({
  name,
  read: (value) => read(value) ?? otherwise,
});

/** Movements without a readable day, which the column's type rules out, would count from the first of all days: no money is dropped. */
export const dayOfMovement = (name: string): Column<Day> => orElse(dayOfUtc(name), FIRST_DAY);
