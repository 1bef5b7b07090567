import type { Movement, TruthDebt, Value } from '../../demo/truth.ts';

/** Whole fen (分). */
export type Fen = bigint;

export interface Figures {
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
}

const VALUE_PER_FEN = 1_000_000n;

/** `numerator / denominator`, rounded half up, towards plus infinity. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const [twice, half] = [2n * denominator, 2n * numerator + denominator];
  const remainder = ((half % twice) + twice) % twice;
  return (half - remainder) / twice;
}

export const fenOf = (value: Value): Fen => roundedQuotient(value, VALUE_PER_FEN);

/** Fen as the API writes them: "1234567.80". */
export function yuanOf(fen: Fen): string {
  const [sign, size] = fen < 0n ? ['-', -fen] : ['', fen];
  return `${sign}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
}

/** Fen of an amount as the API writes it. */
export function fenOfYuan(yuan: string): Fen {
  const [whole = '', fraction = ''] = yuan.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}

/**
 * A debt's figures at the end of a day: movements are summed first, then rounded once. What was paid beyond the amount
 * counts in nothing, nor what was refunded beyond what was paid.
 */
export function figuresOn({ figures }: TruthDebt, day: string): Figures {
  if (!('gross' in figures)) {
    return { amount: fenOf(figures.amount), paid: fenOf(figures.paid), outstanding: fenOf(figures.outstanding) };
  }
  const amount = notBelowZero(fenOf(figures.gross - sumUpTo(day, figures.creditNotes)));
  const received = notBelowZero(fenOf(sumUpTo(day, figures.payments)));
  const paid = received < amount ? received : amount;
  return { amount, paid, outstanding: amount - paid };
}

export const notBelowZero = (fen: Fen): Fen => (fen > 0n ? fen : 0n);

export function sumUpTo(day: string, movements: readonly Movement[]): Value {
  return movements.filter(({ on }) => on <= day).reduce((sum, { value }) => sum + value, 0n);
}
