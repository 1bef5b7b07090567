import { parseDecimal, type Fen } from '../../../kit/money.ts';
import type { LedgerTotals } from '../../../schema/generated/ledger-client.ts';
import type { Totals } from '../model.ts';

/** Fen of an amount that a department gives in yuan, as its contract promises it. */
export function fenOfYuan(yuan: string): Fen {
  const fen = parseDecimal(yuan, 2);
  if (fen === null) throw new Error(`a department gave an amount that is none: ${JSON.stringify(yuan)}`);
  return fen;
}

export const NO_TOTALS: Readonly<Omit<Totals, 'complete'>> = { count: 0, amount: 0n, paid: 0n, outstanding: 0n };

type Sums = Omit<Totals, 'complete'>;

/** The sum of totals that departments gave. */
export function sumOf(parts: Iterable<Pick<LedgerTotals, 'count' | 'amount' | 'paid' | 'outstanding'>>): Sums {
  let sum: Sums = NO_TOTALS;
  for (const part of parts) {
    sum = {
      count: sum.count + part.count,
      amount: sum.amount + fenOfYuan(part.amount),
      paid: sum.paid + fenOfYuan(part.paid),
      outstanding: sum.outstanding + fenOfYuan(part.outstanding),
    };
  }
  return sum;
}
