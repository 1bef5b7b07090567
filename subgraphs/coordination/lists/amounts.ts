import type { LedgerTotals } from '../../../schema/generated/ledger-client.ts';
import type { Totals } from '../model.ts';

export const NO_TOTALS: Readonly<Omit<Totals, 'complete'>> = { count: 0, amount: 0n, paid: 0n, outstanding: 0n };

type Sums = Omit<Totals, 'complete'>;

/** The sum of totals that departments gave. */
export function sumOf(parts: Iterable<Pick<LedgerTotals, 'count' | 'amount' | 'paid' | 'outstanding'>>): Sums {
  let sum: Sums = NO_TOTALS;
  for (const part of parts) {
    sum = {
      count: sum.count + part.count,
      amount: sum.amount + part.amount,
      paid: sum.paid + part.paid,
      outstanding: sum.outstanding + part.outstanding,
    };
  }
  return sum;
}
