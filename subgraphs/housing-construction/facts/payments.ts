import { FIRST_DAY, type Day } from '../../../kit/rules/dates.ts';
import { figuresOn, type Account } from '../../../kit/rules/states.ts';
import type { Bill, BillPayment, BillStatus } from '../model.ts';
import { dayIn, isSet, readable } from './readings.ts';

/** A payment that happened, on a day that can be told. */
interface DatedPayment extends BillPayment {
  paidOn: Day;
  amount: bigint;
}

/**
 * Payments that have happened by a day, oldest first: what was reversed never did. What cannot be read is not among
 * them.
 */
export function paymentsUpTo(payments: readonly BillPayment[], day: Day): DatedPayment[] {
  const happened = payments.filter(({ reversed }) => !isSet(reversed)).flatMap((payment) => dated(payment, day));
  return happened.filter(({ paidOn }) => paidOn <= day).sort(oldestFirst);
}

function dated(payment: BillPayment, today: Day): DatedPayment[] {
  const [paidOn, amount] = [dayIn(payment.paid, today), readable(payment.amount)];
  return paidOn === null || amount === null ? [] : [{ ...payment, paidOn, amount }];
}

function oldestFirst(a: BillPayment, b: BillPayment): number {
  const [left, right] = [a.paid.typed ?? '', b.paid.typed ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
}

/**
 * A bill's account. The platform counts in whole fen and knows no credit notes. A payment whose day cannot be read has
 * happened, whenever it was; one whose amount cannot be read is none.
 */
export function accountOf({ confirmed, amount }: Bill, payments: readonly BillPayment[], today: Day): Account {
  const counted = payments.filter(({ reversed }) => !isSet(reversed));
  return {
    incurredOn: dayIn(confirmed, today),
    places: 0,
    gross: readable(amount) ?? 0n,
    creditNotes: [],
    payments: counted.map((payment) => ({
      on: dayIn(payment.paid, today) ?? FIRST_DAY,
      value: readable(payment.amount) ?? 0n,
    })),
  };
}

/** What a bill's status ought to be on a day; null where its amount cannot be read. */
export function statusByPayments(bill: Bill, payments: readonly BillPayment[], today: Day): BillStatus | null {
  if (readable(bill.amount) === null) return null;
  const { paid, outstanding } = figuresOn(accountOf(bill, payments, today), today);
  if (outstanding === 0n) return 'PAID';
  return paid > 0n ? 'PARTLY_PAID' : 'UNPAID';
}
