import { bookContact, type BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import type { KeyMap } from '../../../kit/source/key-map.ts';
import { readGroups, type Table } from '../../../kit/source/table.ts';
import { currentAgency, type AgencyVersion } from '../facts/debts.ts';
import { agencies, leader } from './tables.ts';

interface LeaderRow extends AgencyVersion {
  /** 责任人. */
  leader: string | null;
}

const leaders: Table<LeaderRow> = {
  name: agencies.name,
  columns: {
    id: agencies.columns.id,
    inForce: agencies.columns.inForce,
    updatedAt: agencies.columns.updatedAt,
    leader,
  },
};

/**
 * Leaders of agencies by the agency's code, of the row that stands for the agency now; absent where no row has the
 * code. One statement.
 */
export async function contactsByAgencyCodes(
  database: Database,
  codes: readonly string[],
): Promise<KeyMap<BookContact | null>> {
  const rows = await readGroups(database, leaders, 'AGENCY_CODE', codes);
  return rows.map((versions) => bookContact(currentAgency(versions)?.leader, null));
}
