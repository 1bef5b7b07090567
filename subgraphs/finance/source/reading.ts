import type { Knex } from 'knex';
import type { Database, Row } from '../../../kit/database.ts';
import { groupedBy } from '../../../kit/group.ts';
import type { Column } from './columns.ts';

/** A table, and the noun that a row of it is: each field of the noun by the column that it is read from. */
export interface Table<Noun> {
  name: string;
  columns: { readonly [Field in keyof Noun]: Column<Noun[Field]> };
}

/** A select of rows of a book. */
export type Query = Knex.QueryBuilder<Row, Row[]>;

/** What a read asks of rows, their order and number included. */
export type Condition = (query: Query) => Query;

/** A condition on a value; none where the value was not asked for. */
export const on =
  <Value>(value: Value | null | undefined, narrow: (query: Query, value: Value) => Query): Condition =>
  (query) =>
    value === null || value === undefined ? query : narrow(query, value);

/** Reads the rows of a table for which all conditions hold. One statement. */
export async function read<Noun>(database: Database, table: Table<Noun>, ...conditions: readonly Condition[]): Promise<Noun[]> {
  const columns = Object.entries<Column<unknown>>(table.columns);
  const names = new Set(columns.map(([, column]) => `${table.name}.${column.name}`));
  const narrowed = conditions.reduce<Query>((query, narrow) => narrow(query), database<Row>(table.name));
  const rows: Row[] = await narrowed.select([...names]);
  return rows.map((row) => Object.fromEntries(columns.map(([field, column]) => [field, column.read(row[column.name] ?? null)])) as Noun);
}

/** The same, by a field that several may share. */
export async function readGroups<Noun>(
  database: Database,
  table: Table<Noun>,
  keyOf: (noun: Noun) => string | null,
  ...conditions: readonly Condition[]
): Promise<Map<string, Noun[]>> {
  return groupedBy(await read(database, table, ...conditions), (noun) => keyOf(noun) ?? '');
}

/** The same, by a key that each has for itself. */
export async function readMap<Noun>(
  database: Database,
  table: Table<Noun>,
  keyOf: (noun: Noun) => string,
  ...conditions: readonly Condition[]
): Promise<Map<string, Noun>> {
  const found = await read(database, table, ...conditions);
  return new Map(found.map((noun) => [keyOf(noun), noun]));
}
