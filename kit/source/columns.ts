import { typedDayOf, type Day, type TypedDay } from '../rules/dates.ts';
import { fenOf, FINE_PLACES, parseDecimal, type Fen, type FineAmount } from '../rules/money.ts';
import { withoutPersonalNumbers } from '../rules/personal-number.ts';
import type { Holding } from '../database/shape.ts';
import type { Column } from './table.ts';
import { given } from '../rules/text.ts';

/** The same column where a book keeps something else in it than most do: a flag as a number, a day as a text. */
export const holding = <Value>(holds: Holding, column: Column<Value>): Column<Value> => ({ ...column, holds });

/** Text as it stands, in a column that is never NULL. */
export const text = (name: string): Column<string> => ({ name, holds: 'text', read: (value) => value ?? '' });

/** Text as typed, blanks and all; null where the field is NULL. */
export const typedText = (name: string): Column<string | null> => ({ name, holds: 'text', read: (value) => value });

/** Text, trimmed; null where the field is NULL or blank. */
export const optionalText = (name: string): Column<string | null> => ({ name, holds: 'text', read: given });

/** A party's name, as it may be kept. */
export const partyName = (name: string): Column<string> => ({
  name,
  holds: 'text',
  read: (value) => withoutPersonalNumbers(value ?? ''),
});

/** A party's code as typed, as it may be kept; null where the field is NULL or blank. */
export const partyCode = (name: string): Column<string | null> => ({
  name,
  holds: 'text',
  read: (value) => {
    const typed = given(value);
    return typed && withoutPersonalNumbers(typed);
  },
});

/** A local day, beside what stands there: for rules that tell a day that is none from an empty field. */
export const typedDay = (name: string): Column<TypedDay> => ({ name, holds: 'date', read: typedDayOf });

/** A local day; null where the calendar has none such. */
export const day = (name: string): Column<Day | null> => ({
  name,
  holds: 'date',
  read: (value) => typedDayOf(value).day,
});

/** A decimal as `value × 10^places`; null where the field is empty, and where what stands there cannot be held. */
export const decimal = (name: string, places: number): Column<bigint | null> => ({
  name,
  holds: 'number',
  read: (value) => parseDecimal(given(value) ?? '', places),
  flaw: (value) => (given(value) === null || parseDecimal(value ?? '', places) !== null ? null : 'AMOUNT_UNREADABLE'),
});

/** Yuan that figures rest on; 0 where what stands there cannot be held. */
export const fineAmount = (name: string): Column<FineAmount> => ({
  name,
  holds: 'number',
  read: (value) => parseDecimal(value ?? '', FINE_PLACES) ?? 0n,
  flaw: (value) => (parseDecimal(value ?? '', FINE_PLACES) === null ? 'AMOUNT_UNREADABLE' : null),
});

/** A decimal as `value × 10^places`, rounded half up, for those who look at the row. */
export const rounded = (name: string, places: number): Column<bigint> => orElse(optionalRounded(name, places), 0n);
const optionalRounded = (name: string, places: number): Column<bigint | null> => ({
  name,
  holds: 'number',
  read: (value) => (value === null ? null : fenOf(value, places)),
});

/** Yuan in whole fen, for those who look at the row. */
export const money = (name: string): Column<Fen> => rounded(name, 2);
export const optionalMoney = (name: string): Column<Fen | null> => optionalRounded(name, 2);

/** A whole number; null where the field is empty or holds none. */
export const whole = (name: string): Column<number | null> => {
  const { read, ...column } = decimal(name, 0);
  const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value));
  return { ...column, read: (value) => numberOf(read(value)) };
};

/** What the codes of a column mean. */
export type Meanings<Value> = Readonly<Record<string, Value>>;

/** The codes that mean one of these. */
export function codesOf<Value>(meanings: Meanings<Value>, wanted: readonly Value[]): string[] {
  return Object.keys(meanings).filter((code) => wanted.some((value) => meanings[code] === value));
}

/** The same where the column holds numbers. */
export const numbersOf = <Value>(meanings: Meanings<Value>, wanted: readonly Value[]): number[] =>
  codesOf(meanings, wanted).map(Number);

/** A code by what it means. An empty field is null; a code that the dictionary does not have is what `unknown` says. */
export const code = <Value>(
  name: string,
  meanings: Meanings<Value>,
  unknown: Value | null = null,
): Column<Value | null> => ({
  name,
  holds: 'text',
  read: (value) => {
    const typed = given(value);
    return typed === null ? null : (meaningOf(meanings, typed) ?? unknown);
  },
});

/**
 * A code, or a flag, that rules rest on: one that the dictionary does not have, an empty one included unless it has
 * that, is a flaw.
 */
export const mark = <Value>(name: string, meanings: Meanings<Value>, otherwise: Value): Column<Value> => ({
  name,
  holds: 'text',
  read: (value) => meaningOf(meanings, given(value) ?? '') ?? otherwise,
  flaw: (value) => (meaningOf(meanings, given(value) ?? '') === undefined ? 'FLAG_UNREADABLE' : null),
});

/**
 * Codes are found as databases compare them: numbers by their value, however many zeros they are filled with, letters
 * in any case.
 */
function meaningOf<Value>(meanings: Meanings<Value>, typed: string): Value | undefined {
  const plain = parseDecimal(typed, 0)?.toString() ?? typed.toUpperCase();
  return [typed, plain].filter((key) => Object.hasOwn(meanings, key)).map((key) => meanings[key])[0];
}

/** The same column, with a value where it would be null. */
export const orElse = <Value>({ read, ...column }: Column<Value | null>, otherwise: Value): Column<Value> => ({
  ...column,
  read: (value) => read(value) ?? otherwise,
});
