import { bookContact, type BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { unitKey } from '../facts/texts.ts';
import type { LedgerLine } from '../model.ts';
import { LEDGER, LINE_COLUMNS, UNIT_LIST } from './selects.ts';

type ContactRow = LedgerLine & BookContact;

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
  const rows = (await database(LEDGER)
    .select({ ...LINE_COLUMNS, person: '责任人', phone: '联系电话' })
    .whereIn(LINE_COLUMNS.month, valuesOf('month'))
    .whereIn(LINE_COLUMNS.reportingUnit, valuesOf('reportingUnit'))
    .whereIn(LINE_COLUMNS.batch, valuesOf('batch'))) as ContactRow[];
  const contacts = new Map(rows.map((row) => [keyOf(row), bookContact(row.person, row.phone)]));
  return lines.map((line) => contacts.get(keyOf(line)) ?? null);
}

const FIELDS = Object.keys(LINE_COLUMNS) as (keyof LedgerLine)[];

/** All that a line says: the table has no key. */
const keyOf = (line: LedgerLine): string => JSON.stringify(FIELDS.map((field) => line[field]));

/** 联系人 of the reporting units in the bureau's list, by name in normal form. The list is small. */
export async function contactsByUnits(database: Database): Promise<Map<string, BookContact | null>> {
  const rows: { name: string; person: string | null }[] = await database(UNIT_LIST).select({
    name: '单位名称',
    person: '联系人',
  });
  return new Map(rows.map(({ name, person }) => [unitKey(name), bookContact(person, null)]));
}
