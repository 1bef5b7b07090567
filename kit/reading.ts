import type { Knex } from 'knex';
import type { Database, Row } from './database.ts';

/** A column, and what is made of the text that stands in it. One of a joined table has that table's name before it. */
export interface Column<Value> {
  name: string;
  read: (text: string | null) => Value;
}

/** A table, and the noun that a row of it is: each field of the noun by the column that it is read from. */
export interface Table<Noun> {
  name: string;
  columns: { readonly [Field in keyof Noun]: Column<Noun[Field]> };
}

/** What a column may be compared with: ids do not fit a number. */
export type Comparable = Record<string, string | number | bigint | null>;

/** A select of rows of a book. */
export type Query = Knex.QueryBuilder<Comparable, Row[]>;

/** A query for rows of a table. */
export const rowsOf = (database: Database, table: string): Query => database<Comparable, Row[]>(table);

/** What a read asks of rows, their order and number included. */
export type Condition = (query: Query) => Query;

/** A condition on a value; none where the value was not asked for. */
export const on =
  <Value>(value: Value | null | undefined, narrow: (query: Query, value: Value) => Query): Condition =>
  (query) =>
    value === null || value === undefined ? query : narrow(query, value);

/** Reads the rows of a table for which all conditions hold, as nouns. One statement. */
export async function read<Noun>(database: Database, table: Table<Noun>, ...conditions: readonly Condition[]): Promise<Noun[]> {
  const columns = Object.entries<Column<unknown>>(table.columns);
  const fields = columns.map(([field, { name }]) => [field, name.includes('.') ? name : `${table.name}.${name}`]);
  const narrowed = conditions.reduce((query, narrow) => narrow(query), rowsOf(database, table.name));
  const rows: Row[] = await narrowed.select(Object.fromEntries(fields));
  return rows.map((row) => Object.fromEntries(columns.map(([field, column]) => [field, column.read(row[field] ?? null)])) as Noun);
}
