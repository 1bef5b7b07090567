import type { Day } from '../../../kit/dates.ts';
import { figuresOn, type Account } from '../../../kit/states.ts';
import type { Bill, BillPayment, BillStatus } from '../model.ts';

/** Payments that have happened by a day, oldest first: what was reversed never did. */
export function paymentsUpTo(payments: readonly BillPayment[], day: Day): BillPayment[] {
  return payments.filter(({ reversed, paidOn }) => !reversed && paidOn <= day).sort(oldestFirst);
}

function oldestFirst(a: BillPayment, b: BillPayment): number {
  if (a.paidAt !== b.paidAt) return a.paidAt < b.paidAt ? -1 : 1;
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
}

/** A bill's account. The platform counts in whole fen and knows no credit notes. */
export function accountOf({ confirmedOn, amount }: Bill, payments: readonly BillPayment[]): Account {
  const counted = payments.filter(({ reversed }) => !reversed);
  return {
    incurredOn: confirmedOn,
    places: 0,
    gross: amount,
    creditNotes: [],
    payments: counted.map((payment) => ({ on: payment.paidOn, value: payment.amount })),
  };
}

/** What a bill's status ought to be on a day. */
export function statusByPayments(bill: Bill, payments: readonly BillPayment[], day: Day): BillStatus {
  const { paid, outstanding } = figuresOn(accountOf(bill, payments), day);
  if (outstanding === 0n) return 'PAID';
  return paid > 0n ? 'PARTLY_PAID' : 'UNPAID';
}
