import type { Day } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type { LedgerLine, LedgerMonth, LedgerRow, ReportingUnit, UnitEntry } from '../model.ts';
import { digestInId, digestOf } from './ids.ts';
import { ledgerInForce, ledgersOf, type UnitLedger } from './ledgers.ts';
import { nilReportOf, readLine } from './lines.ts';
import { typedForm } from './texts.ts';
import { isClearedByNilReport, livesOf, paymentsOf, type DebtLife, type Span } from './lives.ts';
import { instalmentsOf } from './plans.ts';
import { isReportOverdue, monthsBehind } from './unit-issues.ts';

/** The records of some debts, as `recordsOf` has them; those alone are worked out, and what they rest on. */
export function recordsByIds(lines: readonly LedgerLine[], ids: ReadonlySet<string>, today: Day): LedgerRow[] {
  const digests = new Set([...ids].map(digestInId));
  const months = [...groupedBy(lines, ({ month }) => typedForm(month)).values()];
  const telling = months.flatMap((own) => tellingLines(own, digests));
  return recordsOf(telling, today).filter(({ id }) => ids.has(id));
}

/**
 * Of a month's lines, those that say something of debts with these digests: their own, and one of each import at least,
 * for that there was a ledger; all where one of them might be a nil report.
 */
function tellingLines(lines: readonly LedgerLine[], digests: ReadonlySet<string>): readonly LedgerLine[] {
  if (lines.some((line) => nilReportOf(line) !== null)) return lines;
  return [...groupedBy(lines, ({ month, batch }) => `${month} ${batch}`).values()].flatMap((imported) => {
    const own = imported.filter((line) => digests.has(digestOf(line)));
    return own.length > 0 ? own : imported.slice(0, 1);
  });
}

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
