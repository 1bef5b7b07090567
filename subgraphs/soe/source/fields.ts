import type { Row } from '../../../kit/database.ts';
import { isDay } from '../../../kit/dates.ts';
import { parseDecimal } from '../../../kit/money.ts';
import { given } from '../../../kit/text.ts';
import type { FineAmount, TypedDay } from '../model.ts';
import type { Meanings } from './codes.ts';

/** Amounts and rates are DECIMAL(20,8). */
const PLACES = 8;

/** Text of a field as it stands; empty where it is NULL. */
export const textIn = (row: Row, column: string): string => row[column] ?? '';

/** Text of a field, trimmed; null where it is NULL or blank. */
export const givenIn = (row: Row, column: string): string | null => given(row[column]);

/** The date in a field of text. */
export function typedDayIn(row: Row, column: string): TypedDay {
  const typed = givenIn(row, column);
  return { typed, day: typed !== null && isDay(typed) ? typed : null };
}

/** The decimal in a field × 10⁸; null where it is NULL. Throws where it is no such decimal, which no column of the type can hold. */
export function decimalIn(row: Row, column: string): FineAmount | null {
  const text = row[column] ?? null;
  const value = text === null ? null : parseDecimal(text, PLACES);
  if (value === null && text !== null)
    throw new Error(`${column}: wanted a decimal with at most ${PLACES} places, found ${JSON.stringify(text)}`);
  return value;
}

/** The decimal × 10⁸ in a field that is never NULL. */
export const amountIn = (row: Row, column: string): FineAmount => decimalIn(row, column) ?? 0n;

/** What a code in a field means; null where it is NULL, blank or unknown. */
export const meaningIn = <Value>(row: Row, column: string, meanings: Meanings<Value>): Value | null =>
  meanings.get(givenIn(row, column) ?? '') ?? null;

export const isYes = (row: Row, column: string): boolean => givenIn(row, column) === 'Y';
