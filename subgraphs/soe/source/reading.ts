import type { Database, Row } from '../../../kit/database.ts';
import { rowsOf, type Condition } from '../../../kit/reading.ts';
import type { Page } from '../model.ts';

/** A table, the columns that are read of it, and the noun that a row is. */
export interface Table<Noun> {
  name: string;
  columns: readonly string[];
  noun(row: Row): Noun;
}

/** Reads the rows of a table for which all conditions hold. One statement. */
export async function read<Noun>(database: Database, table: Table<Noun>, ...conditions: readonly Condition[]): Promise<Noun[]> {
  const narrowed = conditions.reduce((query, narrow) => narrow(query), rowsOf(database, table.name));
  const rows: Row[] = await narrowed.select(table.columns.map((column) => `${table.name}.${column}`));
  return rows.map((row) => table.noun(row));
}

/** dr = 0: the row is not deleted. */
export const notDeleted: Condition = (query) => query.where('dr', 0);

/** The rows of a page, in the order of a key. */
export const pageBy =
  (key: string, { after, limit }: Page): Condition =>
  (query) =>
    query
      .where(key, '>', after ?? '')
      .orderBy(key)
      .limit(limit);
