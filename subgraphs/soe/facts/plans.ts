import { FIRST_DAY, type Day } from '../../../kit/rules/dates.ts';
import type { FundingSource } from '../../../kit/rules/fact.ts';
import type { Fen } from '../../../kit/rules/money.ts';
import type { PlanLine } from '../model.ts';

/** A part of a debt that is planned to be paid by a day. */
interface Instalment {
  dueOn: Day;
  amount: Fen;
  fundingSource: FundingSource | null;
  note: null;
}

/** The instalments of a plan in the order of their days; lines without a readable day are left out. */
export function instalmentsOf(plan: readonly PlanLine[]): Instalment[] {
  const order = ({ dueOn, id }: PlanLine): string => `${dueOn.day ?? FIRST_DAY} ${id}`;
  const sorted = [...plan].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return sorted.flatMap(({ dueOn, amount, fundingSource }) =>
    dueOn.day === null ? [] : [{ dueOn: dueOn.day, amount, fundingSource, note: null }],
  );
}

/** Dates as typed of the lines that `instalmentsOf` leaves out. */
export function unreadableDatesOf(plan: readonly PlanLine[]): string[] {
  return plan.filter(({ dueOn }) => dueOn.day === null).map(({ dueOn }) => dueOn.typed ?? '');
}
