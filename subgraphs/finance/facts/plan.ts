import { lastDayOfMonth, type Day } from '../../../kit/rules/dates.ts';
import type { FundingSource } from '../../../kit/rules/fact.ts';
import type { Fen } from '../../../kit/rules/money.ts';
import type { PlanLine } from '../model.ts';

/** The lines of the plan in force: those of the highest revision, in their own order. */
export function planInForce(lines: readonly PlanLine[]): PlanLine[] {
  const revision = Math.max(...lines.map((line) => line.revision));
  return lines.filter((line) => line.revision === revision).sort((one, other) => one.sequence - other.sequence);
}

/** A part of a debt that is planned to be paid by a day. */
interface Instalment {
  dueOn: Day;
  amount: Fen;
  fundingSource: FundingSource | null;
  note: null;
}

/** The instalments of a plan, each due by its month's last day; lines without a readable month are left out. */
export function instalmentsOf(plan: readonly PlanLine[]): Instalment[] {
  return plan.flatMap(({ month, amount, fundingSource }) => {
    const dueOn = lastDayOfMonth(month);
    return dueOn === null ? [] : [{ dueOn, amount, fundingSource, note: null }];
  });
}

/** Which version of a repayment plan is in force. */
interface PlanRevision {
  number: number;
  /** Every line is signed. */
  signed: boolean;
  /** Months, as typed, of the lines that `instalmentsOf` leaves out. */
  unreadableMonths: string[];
}

/** Which revision a plan is; null where there is no plan. */
export function revisionOf(plan: readonly PlanLine[]): PlanRevision | null {
  const [first] = plan;
  if (!first) return null;
  const unreadableMonths = plan.map((line) => line.month).filter((month) => lastDayOfMonth(month) === null);
  return { number: first.revision, signed: plan.every((line) => line.signed), unreadableMonths };
}
