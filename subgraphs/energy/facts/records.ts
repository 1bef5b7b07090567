import type { Day } from '../../../kit/rules/dates.ts';
import type { LedgerLine, LedgerMonth, LedgerRow, ReportingUnit, UnitEntry } from '../model.ts';
import { ledgerInForce, ledgersOf, type UnitLedger } from './ledgers.ts';
import { readLine } from './lines.ts';
import { isClearedByNilReport, livesOf, paymentsOf, type DebtLife, type Span } from './lives.ts';
import { instalmentsOf } from './plans.ts';
import { isReportOverdue, monthsBehind } from './unit-issues.ts';

/** The records of all debts that a reporting unit's ledgers list up to a day. */
export function recordsOf(lines: readonly LedgerLine[], today: Day): LedgerRow[] {
  const ledgers = ledgersOf(lines.map((line) => readLine(line, today))).filter((ledger) => ledger.from <= today);
  return livesOf(ledgers).flatMap(recordOf);
}

function recordOf({ id, spans }: DebtLife): LedgerRow[] {
  const now = spans.at(-1);
  if (!now) return [];
  const { row, standing, figures } = now;
  const { amount, paid, outstanding } = figures;
  return [
    {
      ...row.line,
      id,
      standing,
      amount,
      paid,
      outstanding,
      incurredOn: row.incurred.day,
      agreedOn: row.agreed.day,
      clearedByNilReport: isClearedByNilReport(now),
      history: spans.filter((span) => span.standing === 'LISTED').map(monthOfSpan),
      payments: paymentsOf(spans),
      plan: instalmentsOf(row.line.repaymentPlan, outstanding),
    },
  ];
}

function monthOfSpan({ ledger: { month }, figures: { amount, paid, outstanding } }: Span): LedgerMonth {
  return { month, amount, paid, outstanding };
}

/** A reporting unit as the bureau's list and its own ledgers up to a day have it. */
export function reportingUnitOf(
  name: string,
  entry: UnitEntry | null,
  lines: readonly LedgerLine[],
  today: Day,
): ReportingUnit {
  const inForce = ledgerInForce(ledgersOf(lines.map((line) => readLine(line, today))), today);
  return { name, category: entry?.category ?? null, ...(inForce ? reportOf(inForce, today) : NO_REPORT) };
}

type Report = Omit<ReportingUnit, 'name' | 'category'>;

const NO_REPORT: Report = { lastMonth: null, nilReport: null, debtCount: 0, monthsBehind: null, reportOverdue: false };

function reportOf(ledger: UnitLedger, today: Day): Report {
  return {
    lastMonth: ledger.month,
    nilReport: ledger.nilReport,
    debtCount: ledger.debts.size,
    monthsBehind: monthsBehind(ledger, today),
    reportOverdue: isReportOverdue(ledger, today),
  };
}
