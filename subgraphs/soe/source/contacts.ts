import { bookContact, type BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import type { KeyMap } from '../../../kit/source/key-map.ts';
import { readMap, type Table } from '../../../kit/source/table.ts';
import { supplierContact, suppliers } from './tables.ts';

const contacts: Table<{ person: string | null; phone: string | null }> = {
  name: suppliers.name,
  columns: supplierContact,
};

/** Contacts of supplier entries, deleted ones too: what is owed to them remains. One statement. */
export async function contactsBySupplierIds(
  database: Database,
  ids: readonly string[],
): Promise<KeyMap<BookContact | null>> {
  const found = await readMap(database, contacts, 'pk_cubasdoc', ids);
  return found.map(({ person, phone }) => bookContact(person, phone));
}
