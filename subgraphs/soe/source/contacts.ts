import { bookContact, type BookContact } from '../../../kit/contact.ts';
import type { Database } from '../../../kit/database.ts';
import { textIn } from './fields.ts';
import { read, type Table } from './reading.ts';

const contacts: Table<{ id: string; contact: BookContact | null }> = {
  name: 'bd_cubasdoc',
  columns: ['pk_cubasdoc', 'linkman', 'phone1'],
  noun: (row) => ({ id: textIn(row, 'pk_cubasdoc'), contact: bookContact(row['linkman'], row['phone1']) }),
};

/** Contacts of supplier entries, deleted ones too: what is owed to them remains. One statement. */
export async function contactsBySupplierIds(database: Database, ids: readonly string[]): Promise<Map<string, BookContact | null>> {
  const found = await read(database, contacts, (query) => query.whereIn('pk_cubasdoc', ids));
  return new Map(found.map(({ id, contact }) => [id, contact]));
}
