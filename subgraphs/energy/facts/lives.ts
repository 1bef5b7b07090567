import { lastDayOfMonth, type Day } from '../../../kit/rules/dates.ts';
import type { Figures, LedgerPayment, Standing } from '../model.ts';
import type { DebtLine } from './ids.ts';
import type { UnitLedger } from './ledgers.ts';

/** What a unit's ledger makes of a debt while it is in force. */
export interface Span {
  ledger: UnitLedger;
  standing: Standing;
  /** The row of this ledger, or of the last before it that lists the debt. */
  row: DebtLine;
  figures: Figures;
}

/** A debt from the first ledger that lists it on, ledger by ledger. */
export interface DebtLife {
  id: string;
  spans: Span[];
}

/** The lives of all debts that any of a unit's ledgers lists. */
export function livesOf(ledgers: readonly UnitLedger[]): DebtLife[] {
  const ids = new Set(ledgers.flatMap(({ debts }) => [...debts.keys()]));
  return [...ids].map((id) => ({ id, spans: spansOf(id, ledgers) }));
}

function spansOf(id: string, ledgers: readonly UnitLedger[]): Span[] {
  const spans: Span[] = [];
  for (const ledger of ledgers) {
    const row = ledger.debts.get(id);
    const before = spans.at(-1);
    if (row) spans.push({ ledger, standing: 'LISTED', row, figures: row.figures });
    else if (before) spans.push(unlisted(ledger, before));
  }
  return spans;
}

/**
 * A debt that a ledger no longer lists is cleared, for good, by having nothing outstanding or by 清零; else it has just
 * left.
 */
function unlisted(ledger: UnitLedger, { row, standing, figures }: Span): Span {
  const cleared = standing === 'CLEARED' || figures.outstanding === 0n || ledger.nilReport === 'CLEARED';
  if (!cleared) return { ledger, standing: 'LEFT', row, figures };
  return {
    ledger,
    standing: 'CLEARED',
    row,
    figures: { amount: figures.amount, paid: figures.amount, outstanding: 0n },
  };
}

/**
 * What was paid from ledger to ledger, on the later month's last day; what cleared a debt, on that of the first month
 * that does not list it.
 */
export function paymentsOf(spans: readonly Span[]): LedgerPayment[] {
  const payments: LedgerPayment[] = [];
  let [paid, leftOn] = [0n, null as Day | null];
  for (const { ledger, standing, figures } of spans) {
    const monthEnd = lastDayOfMonth(ledger.month) ?? ledger.from;
    leftOn = standing === 'LISTED' ? null : (leftOn ?? monthEnd);
    if (standing === 'LEFT') continue;
    if (figures.paid !== paid) payments.push({ paidOn: leftOn ?? monthEnd, amount: figures.paid - paid });
    paid = figures.paid;
  }
  return payments;
}

/** Whether a debt was last listed with something outstanding, and a nil report alone says that it is paid. */
export function isClearedByNilReport({ standing, row }: Span): boolean {
  return standing === 'CLEARED' && row.figures.outstanding > 0n;
}
