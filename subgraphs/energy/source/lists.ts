import type { Database } from '../../../kit/database/database.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { picks } from '../facts/filters.ts';
import { reportingUnitOf } from '../facts/records.ts';
import { typedForm, unitKey } from '../facts/texts.ts';
import type { LedgerLine, LedgerRow, LedgerRowFilter, RecordBound, ReportingUnit, UnitEntry } from '../model.ts';
import {
  chunksOf,
  linesByReporters,
  recordsOfReporters,
  reporters,
  unitEntries,
  unitKeysByTexts,
  type Reporter,
} from './records.ts';

/** A page of the records that a filter picks, by unit, then id. */
export async function recordPage(
  database: Database,
  filter: LedgerRowFilter,
  first: number,
  after: RecordBound | null,
  today: Day,
): Promise<LedgerRow[]> {
  const units = await candidates(database, filter, today);
  return fillPage(unitsFrom(units, after), first, async (part) =>
    (await recordsOfReporters(database, part, today)).filter((row) => isBehind(row, after) && picks(filter, row)),
  );
}

/** A page of the debts that left the ledger, by unit, then id. */
export async function debtsLeftPage(
  database: Database,
  reportingUnit: string | null,
  first: number,
  after: RecordBound | null,
  today: Day,
): Promise<LedgerRow[]> {
  const units = (await reporters(database)).filter(({ key }) => isUnit(reportingUnit, key));
  return fillPage(unitsFrom(units, after), first, async (part) =>
    (await recordsOfReporters(database, part, today)).filter((row) => isBehind(row, after) && row.standing === 'LEFT'),
  );
}

/** A page of reporting units, by name: those of the bureau's list and those that have ledgers. */
export async function reportingUnitPage(
  database: Database,
  overdue: boolean | null,
  first: number,
  after: string | null,
  today: Day,
): Promise<ReportingUnit[]> {
  const entries = new Map((await unitEntries(database)).reverse().map((entry) => [unitKey(entry.name), entry]));
  const silent = [...entries.keys()].map((key) => ({ key, typedNames: [], months: [] }));
  const all = new Map([...silent, ...(await reporters(database))].map((unit) => [unit.key, unit]));
  const units = [...all.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ key }) => after === null || key > unitKey(after));
  return fillPage(units, first, async (part) => {
    const lines = await linesByReporters(
      database,
      part.map((unit) => lastReport(unit, today)),
    );
    return part
      .map((unit) => unitOf(unit, entries, lines, today))
      .filter((unit) => overdue === null || unit.reportOverdue === overdue);
  });
}

function unitOf(
  unit: Reporter,
  entries: Map<string, UnitEntry>,
  lines: Map<string, LedgerLine[]>,
  today: Day,
): ReportingUnit {
  const { key, typedNames } = unit;
  const entry = entries.get(key) ?? null;
  const name = typedForm(entry?.name ?? typedNames[0] ?? key);
  return reportingUnitOf(name, entry, lines.get(key) ?? [], today);
}

/** Reads part after part until the page is full. */
async function fillPage<Item>(
  units: readonly Reporter[],
  first: number,
  read: (part: Reporter[]) => Promise<Item[]>,
): Promise<Item[]> {
  const page: Item[] = [];
  for (const part of chunksOf(units)) {
    page.push(...(await read(part)));
    if (page.length >= first) break;
  }
  return page.slice(0, first);
}

/**
 * Units that may have records that the filter picks: the database looks for texts, so that only those are read whole.
 */
async function candidates(database: Database, filter: LedgerRowFilter, today: Day): Promise<Reporter[]> {
  const units = (await reporters(database)).filter(({ key }) => isUnit(filter.reportingUnit, key));
  if (filter.debtor === null && filter.creditor === null && filter.debtType === null) return units;
  const months = units.flatMap((unit) => monthsAsked(unit, filter.month, today));
  const keys = await unitKeysByTexts(database, [...new Set(months)], filter);
  return units.filter(({ key }) => keys.has(key));
}

function monthsAsked(unit: Reporter, month: string | null, today: Day): string[] {
  return month === null ? lastReport(unit, today).months : unit.months.filter((typed) => typedForm(typed) === month);
}

/** The unit with only the month of its ledger in force. */
function lastReport(unit: Reporter, today: Day): Reporter {
  const current = today.slice(0, 7).replace('-', '');
  const last = unit.months
    .map(typedForm)
    .filter((month) => month <= current)
    .sort()
    .at(-1);
  return { ...unit, months: unit.months.filter((typed) => typedForm(typed) === last) };
}

const isUnit = (wanted: string | null, key: string): boolean => wanted === null || unitKey(wanted) === key;
const unitsFrom = (units: readonly Reporter[], after: RecordBound | null): Reporter[] =>
  units.filter(({ key }) => after === null || key >= after.unit);

function isBehind(row: LedgerRow, after: RecordBound | null): boolean {
  return after === null || unitKey(row.reportingUnit) > after.unit || row.id > after.id;
}
