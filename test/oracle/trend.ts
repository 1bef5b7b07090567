import type { Debt } from './debts.ts';
import type { Fen } from './figures.ts';

/** How the money moved in a month. */
export interface TrendPoint {
  /** "YYYY-MM". */
  month: string;
  count: number;
  outstanding: Fen;
  incurred: Fen;
  paid: Fen;
}

/** The debts picked on a month's last day, beside all records as they stood on the last day of the month before. What was not there then counts as incurred. */
export function trendPoint(month: string, picked: readonly Debt[], before: readonly Debt[]): TrendPoint {
  const was = new Map(before.map((debt) => [debt.id, debt]));
  const sum = (valueOf: (debt: Debt) => Fen): Fen => picked.reduce((total, debt) => total + valueOf(debt), 0n);
  const paid = sum((debt) => debt.paid - (was.get(debt.id)?.paid ?? 0n));
  const outstanding = sum((debt) => debt.outstanding);
  const opening = sum((debt) => was.get(debt.id)?.outstanding ?? 0n);
  return { month, count: picked.length, outstanding, incurred: outstanding - opening + paid, paid };
}

/** Of "YYYY-MM". */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).toISOString().slice(0, 10);
}

/** So many months after "YYYY-MM", or before where they are fewer than 0. */
export function monthAfter(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, (number ?? 0) - 1 + months, 1)).toISOString().slice(0, 7);
}
