import { BEYOND_LAST_DAY, type Day } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type { NilReport } from '../model.ts';
import { debtLinesOf, type DebtLine } from './ids.ts';
import { nilReportOf, type LineReading } from './lines.ts';

/** One month's ledger of one reporting unit: the lines of its last import. */
export interface UnitLedger {
  /** YYYYMM. */
  month: string;
  /** The days on which it is in force: from its month's first day, to the unit's next ledger or for good. */
  from: Day;
  to: Day;
  lines: LineReading[];
  debts: Map<string, DebtLine>;
  /** Set where it lists no debt and says so. */
  nilReport: NilReport | null;
}

/** A unit's ledgers, oldest first. Lines whose month is no month are in none of them. */
export function ledgersOf(readings: readonly LineReading[]): UnitLedger[] {
  const months = [...groupedBy(readings, ({ from }) => from)].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const ledgers = months.flatMap(([from, lines]) =>
    from === null ? [] : [{ month: from.slice(0, 7).replace('-', ''), from, ...contentsOf(lastImport(lines)) }],
  );
  return ledgers.map((ledger, i) => ({ ...ledger, to: ledgers[i + 1]?.from ?? BEYOND_LAST_DAY }));
}

/** The ledger in force on a day: the latest of a month not after the day's. */
export function ledgerInForce(ledgers: readonly UnitLedger[], day: Day): UnitLedger | null {
  return ledgers.findLast((ledger) => ledger.from <= day) ?? null;
}

function lastImport(lines: readonly LineReading[]): LineReading[] {
  const last = lines.reduce((highest, { line }) => Math.max(highest, Number(line.batch)), -Infinity);
  return lines.filter(({ line }) => Number(line.batch) === last);
}

function contentsOf(lines: LineReading[]): Pick<UnitLedger, 'lines' | 'debts' | 'nilReport'> {
  const debts = debtLinesOf(lines);
  const said = lines.filter(({ kind }) => kind === 'NIL').map(({ line }) => nilReportOf(line));
  const nilReport = debts.size > 0 ? null : said.includes('CLEARED') ? 'CLEARED' : (said[0] ?? null);
  return { lines, debts, nilReport };
}
