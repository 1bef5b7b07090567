import { FEN, roundTo, sum } from './money.ts';
import type { Movement, RecordedFigures, Value } from './truth.ts';

/** What books that record every movement say at the end of a day, in whole fen; `overpaid` is what was paid beyond the amount. */
export function figuresOn(figures: RecordedFigures, day: string): { amount: Value; paid: Value; outstanding: Value; overpaid: Value } {
  const upTo = (movements: readonly Movement[]): Value => sum(movements.filter(({ on }) => on <= day).map(({ value }) => value));
  const amount = notBelowZero(roundTo(notBelowZero(figures.gross - upTo(figures.creditNotes)), FEN));
  const received = roundTo(upTo(figures.payments), FEN);
  return {
    amount,
    paid: received < amount ? received : amount,
    outstanding: notBelowZero(amount - received),
    overpaid: notBelowZero(received - amount),
  };
}

export const notBelowZero = (value: Value): Value => (value > 0n ? value : 0n);
