/** Whole fen (分). Money is integer fen everywhere inside; yuan exist only as text, at the edges. */
export type Fen = bigint;

/** What `parseDecimal` accepts: an optional sign, digits, an optional fraction. No exponent, no separators. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A decimal text as `value × 10^places`, exact. Null where the text is no decimal or has more places than asked for,
 * other than zeros.
 */
export function parseDecimal(text: string, places: number): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (/[^0]/.test(fraction.slice(places))) return null;
  const scaled = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  return sign === '-' ? -scaled : scaled;
}

/**
 * Yuan, as the graph tells an amount, in fen: "1.50" is 150n. Throws where it is none: a sum without it would look
 * right.
 */
export function fenOfYuan(yuan: unknown): Fen {
  const fen = typeof yuan === 'string' ? parseDecimal(yuan, 2) : null;
  if (fen !== null) return fen;
  throw new Error(`an amount wants yuan with at most two places; got ${JSON.stringify(yuan)}`);
}

/** `value / 10^places`, rounded half up (towards plus infinity, as 0.5 → 1 and -0.5 → 0). */
export function roundHalfUp(value: bigint, places: number): bigint {
  const unit = 10n ** BigInt(places);
  const doubled = 2n * value + unit;
  const quotient = doubled / (2n * unit);
  return doubled < 0n && doubled % (2n * unit) !== 0n ? quotient - 1n : quotient;
}

/**
 * Fen of a decimal amount of `fenPerUnit = 10^power` fen (yuan: 2, 万元: 6), whatever its places, rounded half up. Null
 * where the text is no decimal.
 */
export function fenOf(text: string, power: number): Fen | null {
  const places = Math.max(text.length, power);
  const exact = parseDecimal(text, places);
  return exact === null ? null : roundHalfUp(exact, places - power);
}

/** `value / 10^places` with all its places, of which there is one at least: 710250000n, 8 → "7.10250000". */
export function decimalText(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Fen as yuan with two places: 123456780n → "1234567.80". */
export const yuanOf = (fen: Fen): string => decimalText(fen, 2);

/** Yuan × 10⁸, for amounts that are summed before they are rounded: the finest places that a book has. */
export type FineAmount = bigint;
export const FINE_PLACES = 8;
/** Of those, the places below the fen. */
export const PLACES_BELOW_FEN = 6;

/** A fine amount in whole fen, rounded half up. Sums are made before. */
export const fenOfFine = (amount: FineAmount): Fen => roundHalfUp(amount, PLACES_BELOW_FEN);

export const maxFen = (a: Fen, b: Fen): Fen => (a > b ? a : b);
export const minFen = (a: Fen, b: Fen): Fen => (a < b ? a : b);
