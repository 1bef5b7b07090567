import type { Database, Row } from '../database/database.ts';
import { batchesOf, rowsOf, type Query } from './table.ts';

/**
 * What stands in a column of some rows, each once. It comes with repetitions: asked for DISTINCT, MariaDB goes through
 * the whole table in the order of an index.
 */
export async function valuesIn(query: Query, column: string): Promise<string[]> {
  const rows: Row[] = await query.select(column);
  return [...new Set(rows.map((row) => row[column] ?? ''))];
}

/** What stands in a column of the rows that have one of these keys in another. */
export async function valuesBehind(
  database: Database,
  { table, column, keys }: { table: string; column: string; keys: readonly string[] },
  wanted: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const batch of batchesOf(keys))
    found.push(...(await valuesIn(rowsOf(database, table).whereIn(column, batch), wanted)));
  return found;
}
