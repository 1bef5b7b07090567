import type { Database } from '../../../kit/database/database.ts';
import { read } from '../../../kit/source/table.ts';
import { latestRows } from '../facts/rows.ts';
import type { Organisation } from '../model.ts';
import { rowIds } from './ids.ts';
import { organisations } from './tables.ts';

/** Entries by id, and all that take part in a merger, one an id, so that each one's unit can be told. One statement. */
export async function organisationsAround(database: Database, ids: readonly string[]): Promise<Organisation[]> {
  const mergedInto = database('hc_org').whereNotNull('merged_into').select('merged_into');
  const entries = await read(database, organisations, (query) =>
    query.whereIn('id', rowIds(ids)).orWhereNotNull('merged_into').orWhereIn('id', mergedInto),
  );
  return latestRows(entries);
}
