import { lastDayOfMonth, type Day } from '../../../kit/rules/dates.ts';
import type { Fen } from '../../../kit/rules/money.ts';
import type { LedgerInstalment } from '../model.ts';
import { readAmount } from './amounts.ts';
import { compactForm } from './texts.ts';

/** `2025年6月底前支付50万元`, `12月底前付清`: by when, and how much, or all the rest. */
const CLAUSE =
  /^(?:(\d{4})年(?:(\d{1,2})月)?|(\d{1,2})月)底前(?:(?:支付|偿还|付)(\d+(?:\.\d+)?万元?)|(?:全部)?(?:付清|还清|结清))$/;

/**
 * The instalments of a repayment plan (还款计划), of what is outstanding; none where any part of it is not understood or
 * does not fit the rest.
 */
export function instalmentsOf(plan: string | null, outstanding: Fen): LedgerInstalment[] {
  const instalments: LedgerInstalment[] = [];
  let rest = outstanding;
  for (const clause of compactForm(plan)
    .split(/[,;。]/)
    .filter((part) => part !== '')) {
    const instalment = instalmentOf(clause, instalments.at(-1)?.dueOn ?? '', rest);
    if (instalment === null) return [];
    instalments.push(instalment);
    rest -= instalment.amount;
  }
  return instalments;
}

function instalmentOf(note: string, before: Day, rest: Fen): LedgerInstalment | null {
  const { month, sum } = promiseOf(note, before.slice(0, 4));
  const dueOn = lastDayOfMonth(month);
  const amount = sum === null ? rest : readAmount(sum).fen;
  if (dueOn === null || dueOn <= before || amount === null) return null;
  return amount > 0n && amount <= rest ? { dueOn, amount, note } : null;
}

/**
 * The month, YYYYMM, and the sum as typed; no sum is all the rest. A clause without a year is of the same year as the
 * one before; one not understood is of no month.
 */
function promiseOf(clause: string, yearBefore: string): { month: string; sum: string | null } {
  const [, year, month, sameYear, sum = null] = CLAUSE.exec(clause) ?? [];
  if (year !== undefined) return { month: `${year}${month?.padStart(2, '0') ?? '12'}`, sum };
  return { month: `${yearBefore}${sameYear?.padStart(2, '0') ?? ''}`, sum };
}
