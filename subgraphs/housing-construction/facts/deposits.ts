import { daysBetween, type Day } from '../../../kit/rules/dates.ts';
import type { Deposit } from '../model.ts';
import { retentionEnd } from './debts.ts';

type DueRule = (deposit: Deposit) => Day | null;

/** When the deposits that Order 802, Art. 13 knows are due for return: when what they secure is over. */
const DUE_RULES: ReadonlyMap<string, DueRule> = new Map<string, DueRule>([
  ['投标', ({ signedOn }) => signedOn],
  ['履约', ({ acceptedOn }) => acceptedOn],
  ['农民工工资', ({ acceptedOn }) => acceptedOn],
  ['工程质量', ({ acceptedOn, retentionMonths }) => retentionEnd(acceptedOn, retentionMonths)],
]);

/** Whether Order 802, Art. 13 knows such a deposit. */
export const hasLegalBasis = (deposit: Deposit): boolean => DUE_RULES.has(deposit.kind.trim());

/**
 * Null where what it secures is not over, or nothing tells when it is. A deposit without legal basis is due from the
 * day it was paid.
 */
export function returnDueOn(deposit: Deposit): Day | null {
  const rule = DUE_RULES.get(deposit.kind.trim());
  return rule ? rule(deposit) : deposit.paidOn;
}

/** Null for a deposit that was returned, or that was not due before today. */
export function daysReturnOverdue(deposit: Deposit, today: Day): number | null {
  const dueOn = returnDueOn(deposit);
  return deposit.returnedOn !== null || dueOn === null || dueOn >= today ? null : daysBetween(dueOn, today);
}
