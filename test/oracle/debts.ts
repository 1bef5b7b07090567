import type { TruthDebt } from '../../demo/truth.ts';
import { figuresOn, type Figures } from './figures.ts';

export type Status = 'NOT_YET_DUE' | 'IN_ARREARS' | 'CLEARED';
export type AgeBucket =
  'D1_30' | 'D31_60' | 'D61_90' | 'D91_180' | 'D181_365' | 'Y1_2' | 'Y2_3' | 'Y3_5' | 'OVER_5Y' | 'UNKNOWN';

/** A debt as it stands at the end of a day. */
export interface Debt extends TruthDebt, Figures {
  asOf: string;
  status: Status;
  /** Null where it is not in arrears, or has no due date. */
  daysOverdue: number | null;
  ageBucket: AgeBucket | null;
  protected: boolean;
}

/** The debts that stand in the books on a day: what arose later is not there. */
export function debtsOn(debts: readonly TruthDebt[], asOf: string): Debt[] {
  return debts.filter((debt) => standsOn(debt, asOf)).map((debt) => debtOn(debt, asOf));
}

function standsOn({ from, to, incurredOn }: TruthDebt, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to) && (incurredOn === null || incurredOn <= day);
}

function debtOn(debt: TruthDebt, asOf: string): Debt {
  const figures = figuresOn(debt, asOf);
  const status = statusOf(debt, figures, asOf);
  const inArrears = status === 'IN_ARREARS';
  const daysOverdue = inArrears && debt.dueOn !== null ? daysBetween(debt.dueOn, asOf) : null;
  const ageBucket = inArrears ? ageBucketOf(daysOverdue) : null;
  return { ...debt, ...figures, asOf, status, daysOverdue, ageBucket, protected: isProtected(debt) };
}

function statusOf({ dueOn, arrearsLedger }: TruthDebt, { outstanding }: Figures, asOf: string): Status {
  if (outstanding === 0n) return 'CLEARED';
  const overdue = dueOn === null ? arrearsLedger : dueOn < asOf;
  return overdue ? 'IN_ARREARS' : 'NOT_YET_DUE';
}

/** From one day to another; below 0 where the other is before it. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000);
}

function ageBucketOf(daysOverdue: number | null): AgeBucket {
  if (daysOverdue === null) return 'UNKNOWN';
  if (daysOverdue <= 30) return 'D1_30';
  if (daysOverdue <= 60) return 'D31_60';
  if (daysOverdue <= 90) return 'D61_90';
  if (daysOverdue <= 180) return 'D91_180';
  if (daysOverdue <= 365) return 'D181_365';
  if (daysOverdue <= 730) return 'Y1_2';
  if (daysOverdue <= 1095) return 'Y2_3';
  if (daysOverdue <= 1825) return 'Y3_5';
  return 'OVER_5Y';
}

function isProtected({ ownership, scale }: TruthDebt): boolean {
  const privately = ownership === 'PRIVATE' || ownership === 'INDIVIDUAL';
  const notLarge = scale === 'MEDIUM' || scale === 'SMALL' || scale === 'MICRO';
  return privately || notLarge || (ownership === null && scale === null);
}
