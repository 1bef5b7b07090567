import type { AgeBucket } from '../../../../schema/generated/ledger-client.ts';
import { parseDecimal, type Fen } from '../../../../kit/rules/money.ts';
import type { Asked, Check } from './hold.ts';

/** Characters of any text: more than any column of a book holds. */
const LONGEST_TEXT = 1_000_000;
/** Servers of the house whose clocks differ by more do not believe each other's signatures. */
const CLOCKS_DIFFER_MS = 60_000;

/** Its type says all that is promised: it is told as it is, and nothing else rests on it. */
export const asTyped = (): boolean => true;
export const orNull =
  <Value, Of>(check: Check<Value, Of>): Check<Value | null, Of> =>
  (value, of, asked) =>
    value === null || check(value, of, asked);
export const text = (value: string): boolean => value.length <= LONGEST_TEXT;
export const someText = (value: string): boolean => value !== '' && text(value);
export const someTexts = (values: readonly string[]): boolean => values.every(someText);
export const notNegative = (value: number | Fen): boolean => value >= 0;
export const notToCome = (instant: string): boolean => Date.parse(instant) <= Date.now() + CLOCKS_DIFFER_MS;
export const ownId = (id: string, _: unknown, { domain }: Asked): boolean => id.startsWith(`${domain}:`) && text(id);

/** What a filter asks for; a list that is not given asks for anything. */
export const isOneOf = <Value>(list: readonly Value[] | null | undefined, value: Value | null): boolean =>
  !list || (value !== null && list.includes(value));
export const isSame = (wanted: boolean | null | undefined, value: boolean | null): boolean =>
  typeof wanted !== 'boolean' || value === wanted;
/** Bounds are inclusive; what has no value is within none. */
export const isWithin = <Value extends string | number | bigint>(
  value: Value | null,
  from: Value | null | undefined,
  to: Value | null | undefined,
): boolean => {
  const [least, most] = [from ?? null, to ?? null];
  if (value === null) return least === null && most === null;
  return (least === null || value >= least) && (most === null || value <= most);
};
export const fenOf = (yuan: unknown): Fen | null => (typeof yuan === 'string' ? parseDecimal(yuan, 2) : null);

/**
 * What has been paid is what is no longer outstanding; only what a ledger says is outstanding may exceed the amount.
 */
export const paidAddsUp = (paid: Fen, { amount, outstanding }: Record<'amount' | 'outstanding', Fen>): boolean =>
  paid === (amount > outstanding ? amount - outstanding : 0n);

const LONGEST_OF_BUCKETS: readonly [number, AgeBucket][] = [
  [30, 'D1_30'],
  [60, 'D31_60'],
  [90, 'D61_90'],
  [180, 'D91_180'],
  [365, 'D181_365'],
  [730, 'Y1_2'],
  [1_095, 'Y2_3'],
  [1_825, 'Y3_5'],
  [Infinity, 'OVER_5Y'],
];
export const bucketOf = (days: number | null): AgeBucket =>
  days === null ? 'UNKNOWN' : (LONGEST_OF_BUCKETS.find(([most]) => days <= most)?.[1] ?? 'OVER_5Y');
