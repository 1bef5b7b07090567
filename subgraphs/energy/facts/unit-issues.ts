import { addMonths, type Day } from '../../../kit/rules/dates.ts';
import type { IssueFact } from '../../../kit/rules/fact.ts';
import { hasArisenBy, type LineReading } from './lines.ts';
import type { UnitLedger } from './ledgers.ts';
import type { DebtLife } from './lives.ts';
import { locationOfUnit } from './mentions.ts';

/** Debts that an earlier ledger lists and the one in force today does not, and that nothing says are paid. */
export function leftLedgerIssues(lives: readonly DebtLife[], inForce: UnitLedger, today: Day): IssueFact[] {
  return lives.flatMap(({ id, spans }) => {
    const span = spans.find(({ ledger }) => ledger === inForce);
    if (span?.standing !== 'LEFT' || !hasArisenBy(span.row, today)) return [];
    const { row } = span;
    const message = `The ledger of ${inForce.month} no longer lists this debt, and nothing says that it is paid; it is not counted.`;
    return [{ kind: 'LEFT_LEDGER', location: row.location, found: row.line.amountAsTyped, message, debtId: id }];
  });
}

/** A ledger may be this many months behind before its unit is overdue. */
const MONTHS_ALLOWED = 1;

/** Months from a ledger's month to the day's. */
export function monthsBehind(ledger: UnitLedger, today: Day): number {
  const months = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(today) - months(ledger.from);
}

/** Whether a unit should have reported again: its ledger in force is no nil report and more than a month behind. */
export function isReportOverdue(ledger: UnitLedger, today: Day): boolean {
  return ledger.nilReport === null && ledger.from < addMonths(`${today.slice(0, 7)}-01`, -MONTHS_ALLOWED);
}

/** One issue for a unit that is overdue. */
export function reportOverdueIssues(inForce: UnitLedger, today: Day): IssueFact[] {
  const unit = inForce.lines[0]?.line.reportingUnit ?? '';
  if (!isReportOverdue(inForce, today)) return [];
  const message = 'The unit has not reported for more than a month, and its last report was no nil report.';
  return [{ kind: 'REPORT_OVERDUE', location: locationOfUnit(unit), found: inForce.month, message, debtId: null }];
}

/** Lines whose month is no month: no ledger holds them. */
export function monthIssues(readings: readonly LineReading[]): IssueFact[] {
  const lost = readings.filter(({ from }) => from === null);
  const message = 'The month of the ledger cannot be read; the row is in no ledger.';
  return lost.map(({ location, line }) => ({
    kind: 'DATE_UNREADABLE',
    location,
    found: line.month,
    message,
    debtId: null,
  }));
}
