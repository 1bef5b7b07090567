import { isDay, type Day } from '../../../kit/dates.ts';
import { parseDecimal, type Fen } from '../../../kit/money.ts';
import type { Column } from '../../../kit/reading.ts';
import { given } from '../../../kit/text.ts';

/** Text as it stands, in a column that is never NULL. */
export const text = (name: string): Column<string> => ({ name, read: (value) => value ?? '' });

/** Text, null where the field is NULL or blank. */
export const optionalText = (name: string): Column<string | null> => ({ name, read: given });

/** A day, null where the calendar has none such: MySQL may hold 0000-00-00. */
export const day = (name: string): Column<Day | null> => ({ name, read: (value) => (value !== null && isDay(value) ? value : null) });

/** A whole number, null where the field is. */
export const whole = (name: string): Column<number | null> => ({ name, read: (value) => (value === null ? null : Number(value)) });

/** Whether the one number stands in the column that means yes. */
export const flag = (name: string, yes: number): Column<boolean> => ({ name, read: (value) => value === String(yes) });

/** A decimal as `value × 10^places`, null where the field is. */
export const decimal = (name: string, places: number): Column<bigint | null> => ({
  name,
  read: (value) => (value === null ? null : decimalOf(name, value, places)),
});

/** Yuan, in a column that is never NULL. */
export const money = (name: string): Column<Fen> => ({ name, read: (value) => decimalOf(name, value ?? '', 2) });

function decimalOf(column: string, value: string, places: number): bigint {
  const parsed = parseDecimal(value, places);
  if (parsed === null) throw new Error(`${column}: wanted a decimal with at most ${places} places, found ${JSON.stringify(value)}`);
  return parsed;
}

/** A code by what it means. An empty field is null; a code that the dictionary does not have is what `unknown` says. */
export const code = <Value>(name: string, meanings: Readonly<Record<string, Value>>, unknown: Value): Column<Value | null> => ({
  name,
  read: (value) => {
    const typed = given(value);
    return typed === null ? null : (meanings[typed] ?? unknown);
  },
});

/** The same column, with a value where it would be null. */
export const orElse = <Value>({ name, read }: Column<Value | null>, otherwise: Value): Column<Value> => ({
  name,
  read: (value) => read(value) ?? otherwise,
});
