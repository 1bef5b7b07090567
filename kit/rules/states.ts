import { BEYOND_LAST_DAY, FIRST_DAY, type Day } from './dates.ts';
import type { DebtState } from './fact.ts';
import { maxFen, minFen, roundHalfUp, type Fen } from './money.ts';

/** A movement in the book's own places: `value / 10^places` fen. */
export interface RawMovement {
  on: Day;
  value: bigint;
}

export interface Account {
  incurredOn: Day | null;
  /** Amounts below are `value / 10^places` fen; each of amount and paid is summed first, then rounded half up, once. */
  places: number;
  gross: bigint;
  /** Credit notes (红字), positive: they lower the amount from their day on. */
  creditNotes: readonly RawMovement[];
  payments: readonly RawMovement[];
}

/** The states of a debt whose book records every movement with its day. */
export function statesOf(account: Account): DebtState[] {
  const from = account.incurredOn ?? FIRST_DAY;
  const days = [...account.creditNotes, ...account.payments].map((movement) => movement.on).filter((on) => on > from);
  const starts = [from, ...new Set(days.sort())];
  const states = starts.map((start, i) => ({
    from: start,
    to: starts[i + 1] ?? BEYOND_LAST_DAY,
    ...figuresOn(account, start),
  }));
  return states.filter((state) => state.from < state.to);
}

/**
 * Amount, paid and outstanding at the end of a day. What was paid beyond the amount counts in nothing, nor do refunds
 * beyond what was paid.
 */
export function figuresOn(account: Account, day: Day): { amount: Fen; paid: Fen; outstanding: Fen } {
  const recorded = recordedOn(account, day);
  const { amount } = recorded;
  const paid = minFen(maxFen(0n, recorded.paid), amount);
  return { amount, paid, outstanding: amount - paid };
}

/** What was paid beyond the amount up to a day. */
export function overpaidOn(account: Account, day: Day): Fen {
  const { amount, paid } = recordedOn(account, day);
  return maxFen(0n, paid - amount);
}

/** What was refunded beyond what was paid up to a day. */
export function overRefundedOn(account: Account, day: Day): Fen {
  return maxFen(0n, -recordedOn(account, day).paid);
}

function recordedOn({ gross, creditNotes, payments, places }: Account, day: Day): { amount: Fen; paid: Fen } {
  const amount = maxFen(0n, roundHalfUp(gross - sumUpTo(creditNotes, day), places));
  return { amount, paid: roundHalfUp(sumUpTo(payments, day), places) };
}

function sumUpTo(movements: readonly RawMovement[], day: Day): bigint {
  return movements.reduce((sum, movement) => (movement.on <= day ? sum + movement.value : sum), 0n);
}
