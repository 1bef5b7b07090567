import { bookContact, type BookContact } from '../../../kit/contact.ts';
import type { Database } from '../../../kit/database.ts';
import type { Table } from '../../../kit/reading.ts';
import { currentAgency, type AgencyVersion } from '../facts/debts.ts';
import { optionalText } from './columns.ts';
import { readGroups } from './reading.ts';
import { agencies } from './tables.ts';

interface LeaderRow extends AgencyVersion {
  code: string;
  /** 责任人. */
  leader: string | null;
}

const leaders: Table<LeaderRow> = {
  name: agencies.name,
  columns: {
    id: agencies.columns.id,
    code: agencies.columns.code,
    inForce: agencies.columns.inForce,
    updatedAt: agencies.columns.updatedAt,
    leader: optionalText('LEADER'),
  },
};

/** Leaders of agencies by the agency's code, of the row that stands for the agency now; absent where no row has the code. One statement. */
export async function contactsByAgencyCodes(database: Database, codes: readonly string[]): Promise<Map<string, BookContact | null>> {
  const rows = await readGroups(
    database,
    leaders,
    ({ code }) => code,
    (query) => query.whereIn('AGENCY_CODE', codes),
  );
  return new Map([...rows].map(([code, versions]) => [code, bookContact(currentAgency(versions)?.leader, null)]));
}
