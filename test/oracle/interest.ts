import type { TruthDebt } from '../../demo/truth.ts';
import { fenOf, figuresOn, notBelowZero, roundedQuotient, sumUpTo, type Fen } from './figures.ts';

/** Order 802, Art. 17: where no rate is agreed. */
const STATUTORY_RATE = '0.0005';

/**
 * Interest for late payment: each day's balance after the due date, up to and including `asOf`, added up, at the daily
 * rate. Null without a due date.
 */
export function lateInterestOf(debt: TruthDebt, asOf: string): Fen | null {
  if (debt.dueOn === null) return null;
  const days = daysAfter(debt.dueOn, asOf).filter((day) => debt.incurredOn === null || day >= debt.incurredOn);
  const balances = days.reduce((sum, day) => sum + balanceOn(debt, day), 0n);
  const { numerator, denominator } = fractionOf(debt.lateRate ?? STATUTORY_RATE);
  return roundedQuotient(balances * numerator, denominator);
}

/**
 * A ledger that states figures month by month: what it says was owed in all, less what it tells was paid up to the day.
 */
function balanceOn(debt: TruthDebt, day: string): Fen {
  const { outstanding, paid } = figuresOn(debt, day);
  if ('gross' in debt.figures) return outstanding;
  return notBelowZero(outstanding + paid - fenOf(sumUpTo(day, debt.figures.payments)));
}

function daysAfter(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = nextDay(first); day <= last; day = nextDay(day)) days.push(day);
  return days;
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function fractionOf(decimal: string): { numerator: bigint; denominator: bigint } {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) };
}
