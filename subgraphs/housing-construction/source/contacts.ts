import { bookContact, type BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { read, type Table } from '../../../kit/source/table.ts';
import { unitFinder } from '../facts/units.ts';
import { rowIds } from './ids.ts';
import { organisationsAround } from './mergers.ts';
import { organisationContact, organisations } from './tables.ts';

const contacts: Table<BookContact & { id: string }> = {
  name: organisations.name,
  columns: { id: organisations.columns.id, ...organisationContact },
};

/** Contacts of units by any of their entries: of the entry that is the end of its mergers. Two statements. */
export async function contactsByOrganisationIds(
  database: Database,
  ids: readonly string[],
): Promise<Map<string, BookContact | null>> {
  const unitOf = unitFinder(await organisationsAround(database, ids));
  const ends = new Map(ids.map((id) => [id, unitOf(id)?.end.id ?? id]));
  const entries = await read(database, contacts, (query) => query.whereIn('id', rowIds([...new Set(ends.values())])));
  const byId = new Map(entries.map(({ id, person, phone }) => [id, bookContact(person, phone)]));
  return new Map([...ends].map(([id, end]) => [id, byId.get(end) ?? null]));
}
