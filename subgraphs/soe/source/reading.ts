import type { Knex } from 'knex';
import type { Database, Row } from '../../../kit/database.ts';
import type { Page } from '../model.ts';

/** A table, the columns that are read of it, and the noun that a row is. */
export interface Table<Noun> {
  name: string;
  columns: readonly string[];
  noun(row: Row): Noun;
}

export type Query = Knex.QueryBuilder<Row, Row[]>;

/** What a read asks of rows, their order and number included. */
type Condition = (query: Query) => Query;

/** Reads the rows of a table for which all conditions hold. One statement. */
export async function read<Noun>(database: Database, table: Table<Noun>, ...conditions: readonly Condition[]): Promise<Noun[]> {
  const narrowed = conditions.reduce<Query>((query, narrow) => narrow(query), database<Row>(table.name));
  const rows: Row[] = await narrowed.select(table.columns.map((column) => `${table.name}.${column}`));
  return rows.map((row) => table.noun(row));
}

/** dr = 0: the row is not deleted. */
export const notDeleted: Condition = (query) => query.where('dr', 0);

/** A condition on a value; none where the value was not asked for. */
export const on =
  <Value>(value: Value | null | undefined, narrow: (query: Query, value: Value) => Query): Condition =>
  (query) =>
    value === null || value === undefined ? query : narrow(query, value);

/** The rows of a page, in the order of a key. */
export const pageBy =
  (key: string, { after, limit }: Page): Condition =>
  (query) =>
    query
      .where(key, '>', after ?? '')
      .orderBy(key)
      .limit(limit);
