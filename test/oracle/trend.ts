import type { Debt } from './debts.ts';
import type { Fen } from './figures.ts';

/** How the money in arrears moved in a month. */
export interface TrendPoint {
  /** "YYYY-MM". */
  month: string;
  /** The month's last day, or today. */
  asOf: string;
  count: number;
  outstanding: Fen;
  incurred: Fen;
  paid: Fen;
  adjusted: Fen;
}

/** A day: the debts that are counted on it, in arrears and picked, and all records that stand. */
export interface TrendDay {
  asOf: string;
  picked: readonly Debt[];
  standing: readonly Debt[];
}

/** From the last day of the month before to a day. */
export function trendPoint(before: TrendDay, now: TrendDay): TrendPoint {
  const wasInArrears = new Set(before.standing.filter(({ status }) => status === 'IN_ARREARS').map(({ id }) => id));
  const is = new Map(now.standing.map((debt) => [debt.id, debt]));
  const outstanding = sum(now.picked, (debt) => debt.outstanding);
  const incurred = sum(now.picked, (debt) => (wasInArrears.has(debt.id) ? 0n : debt.outstanding));
  const paid = sum(before.picked, (debt) => (is.get(debt.id)?.paid ?? debt.paid) - debt.paid);
  const opening = sum(before.picked, (debt) => debt.outstanding);
  const adjusted = outstanding - (opening + incurred - paid);
  return {
    month: now.asOf.slice(0, 7),
    asOf: now.asOf,
    count: now.picked.length,
    outstanding,
    incurred,
    paid,
    adjusted,
  };
}

function sum(debts: readonly Debt[], valueOf: (debt: Debt) => Fen): Fen {
  return debts.reduce((total, debt) => total + valueOf(debt), 0n);
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
