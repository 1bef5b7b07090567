import type { Line, ReturnTotals, Sheet } from './model.ts';
import { plannedOf, unplannedOf } from './declared.ts';

/**
 * Whether a line counts in a return's sums: what is owed, in no book or not to be seen now, and what left and is
 * corrected; what is denied does not.
 */
function counts({ basis, answer }: Line): boolean {
  if (answer === 'DENIED' || basis === 'CLEARED') return false;
  return basis !== 'LEFT' || answer === 'CORRECTED';
}

/** Sums over sheets, as declared (P24). */
export function totalsOf(sheets: readonly Pick<Sheet, 'lines' | 'clearedAmount'>[]): ReturnTotals {
  const all = sheets.flatMap(({ lines }) => lines);
  const lines = all.filter(counts);
  const sum = (of: (line: Line) => bigint): bigint => lines.reduce((total, line) => total + of(line), 0n);
  return {
    count: lines.length,
    amount: sum(({ declared }) => declared.amount),
    paid: sum(({ declared }) => declared.paid),
    outstanding: sum(({ declared }) => declared.outstanding),
    disputed: sum(({ declared }) => declared.disputedAmount),
    planned: sum(({ plan }) => plannedOf(plan)),
    unplanned: sum(unplannedOf),
    clearedCount: all.filter(({ basis }) => basis === 'CLEARED').length,
    clearedAmount: sheets.reduce((total, { clearedAmount }) => total + clearedAmount, 0n),
  };
}
