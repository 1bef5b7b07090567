import { bookContact, type BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { namesIn, read, type Table } from '../../../kit/source/table.ts';
import { unitKey } from '../facts/texts.ts';
import type { LedgerLine } from '../model.ts';
import { lineContact, ledgerLines, unitContact, units } from './tables.ts';

const contactLines: Table<LedgerLine & BookContact> = {
  name: ledgerLines.name,
  columns: { ...ledgerLines.columns, ...lineContact },
};
const contactUnits: Table<{ name: string; person: string | null }> = {
  name: units.name,
  columns: { name: units.columns.name, person: unitContact },
};

/**
 * 责任人 and 联系电话 of the rows that lines were read from, in the order of the lines; null for one that has neither, or is
 * gone. One statement.
 */
export async function contactsByLines(
  database: Database,
  lines: readonly LedgerLine[],
): Promise<(BookContact | null)[]> {
  const valuesOf = (field: 'month' | 'reportingUnit' | 'batch'): string[] => [
    ...new Set(lines.map((line) => line[field])),
  ];
  const names = namesIn(ledgerLines);
  const rows = await read(database, contactLines, (query) =>
    query
      .whereIn(names.month, valuesOf('month'))
      .whereIn(names.reportingUnit, valuesOf('reportingUnit'))
      .whereIn(names.batch, valuesOf('batch')),
  );
  const contacts = new Map(rows.map((row) => [keyOf(row), bookContact(row.person, row.phone)]));
  return lines.map((line) => contacts.get(keyOf(line)) ?? null);
}

const FIELDS = Object.keys(ledgerLines.columns) as (keyof LedgerLine)[];

/** All that a line says: the table has no key. */
const keyOf = (line: LedgerLine): string => JSON.stringify(FIELDS.map((field) => line[field]));

/** 联系人 of the reporting units in the bureau's list, by name in normal form. The list is small. */
export async function contactsByUnits(database: Database): Promise<Map<string, BookContact | null>> {
  const rows = await read(database, contactUnits);
  return new Map(rows.map(({ name, person }) => [unitKey(name), bookContact(person, null)]));
}
