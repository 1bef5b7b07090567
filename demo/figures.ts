import { FEN, roundTo, sum } from './money.ts';
import type { Movement, RecordedFigures, Value } from './truth.ts';

/** What books that record every movement say at the end of a day, in whole fen. */
interface Figures {
  amount: Value;
  paid: Value;
  outstanding: Value;
  /** What was paid beyond the amount, and what was refunded beyond what was paid. */
  overpaid: Value;
  overRefunded: Value;
}

export function figuresOn(figures: RecordedFigures, day: string): Figures {
  const upTo = (movements: readonly Movement[]): Value =>
    sum(movements.filter(({ on }) => on <= day).map(({ value }) => value));
  const amount = notBelowZero(roundTo(notBelowZero(figures.gross - upTo(figures.creditNotes)), FEN));
  const received = roundTo(upTo(figures.payments), FEN);
  const paid = notBelowZero(received) < amount ? notBelowZero(received) : amount;
  return {
    amount,
    paid,
    outstanding: amount - paid,
    overpaid: notBelowZero(received - amount),
    overRefunded: notBelowZero(-received),
  };
}

export const notBelowZero = (value: Value): Value => (value > 0n ? value : 0n);
