import type { Knex } from 'knex';
import type { Database, Row } from '../database/database.ts';
import { catalogueOf } from '../database/catalogue.ts';
import type { Holding } from '../database/shape.ts';
import type { Page } from '../graphql/page-size.ts';
import type { Flaw, FlawKind } from '../rules/issues.ts';
import { groupedByKey, keyFormOf, type KeyForm, type KeyMap } from './key-map.ts';

/** A column, and what is made of the text that stands in it. One of a joined table has that table's name before it. */
export interface Column<Value> {
  name: string;
  /** What the database keeps in it. */
  holds: Holding;
  read: (text: string | null) => Value;
  /** What is wrong where a value stands that the rules rest on and that is none; null where nothing is. */
  flaw?: (text: string | null) => FlawKind | null;
}

/**
 * A table, and the noun that a row of it is: each field of the noun by the column that it is read from. `shapeOf` makes
 * of a department's tables what it may read.
 */
export interface Table<Noun> {
  name: string;
  columns: { readonly [Field in keyof Omit<Noun, 'flaws'>]: Column<Noun[Field]> };
  /**
   * The column of the rows' key, and that of their clock: where a copy of the books has a key twice, the row that was
   * changed last counts, once.
   */
  key?: { column: Column<string>; clock: Column<string> };
  /** Columns that rows are looked for by; an index that begins with each keeps our reads small. */
  soughtBy?: readonly string[];
  /** Columns that no field of the noun is read from: those of conditions, and those that contacts stand in. */
  also?: readonly Column<unknown>[];
}

/** The column that each field of a noun is read from. */
export function namesIn<Noun>({ columns }: Table<Noun>): Record<keyof Omit<Noun, 'flaws'>, string> {
  const names = Object.entries<Column<unknown>>(columns).map(([field, { name }]) => [field, name]);
  return Object.fromEntries(names) as Record<keyof Omit<Noun, 'flaws'>, string>;
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

/** The rows of a page, in the order of a key: behind it, and so many. */
export const pageBy =
  (key: string, { after, limit }: Page): Condition =>
  (query) =>
    query
      .where(key, '>', after ?? '')
      .orderBy(key)
      .limit(limit);

/** As many keys as a statement is given at once: MariaDB makes a table of a thousand, and searches that. */
const BATCH = 900;

/** Keys, each once, in batches that a statement takes. */
export function batchesOf<Key>(keys: Iterable<Key>): Key[][] {
  const all = [...new Set(keys)];
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) => all.slice(i * BATCH, (i + 1) * BATCH));
}

/** The form of the keys in a column. */
export async function keyForm(database: Database, table: string, column: string): Promise<KeyForm> {
  return keyFormOf((await catalogueOf(database)).collationOf(table, column));
}

/**
 * That one column leads to another, both named with their tables, as SQL: by what the other takes for equal. Tables of
 * one database may differ in that, and the database then refuses to compare them unless it is told how.
 */
export async function leadsTo(database: Database, from: string, to: string): Promise<string> {
  const catalogue = await catalogueOf(database);
  const [own, other] = [from, to].map((name) => catalogue.collationOf(...(name.split('.') as [string, string])));
  if (own === other || !own || !other) return `${to} = ${from}`;
  return `${to} = CONVERT(${from} USING ${other.replace(/_.*/, '')}) COLLATE ${other}`;
}

/**
 * Reads the rows of a table for which all conditions hold, as nouns. One statement, and one more where the table has
 * lost its key.
 */
export async function read<Noun>(
  database: Database,
  table: Table<Noun>,
  ...conditions: readonly Condition[]
): Promise<Noun[]> {
  const rows = await rowsWhere(database, table, conditions);
  return rows.map(nounOf(table));
}

/**
 * Rows of a table by what stands in a column of it, of those in which it is one of these keys. A statement for some
 * hundred keys.
 */
export async function readGroups<Noun>(
  database: Database,
  table: Table<Noun>,
  column: string,
  keys: Iterable<string>,
  ...conditions: readonly Condition[]
): Promise<KeyMap<Noun[]>> {
  const rows: Row[] = [];
  for (const batch of batchesOf(keys)) {
    const among: Condition = (query) => query.whereIn(`${table.name}.${column}`, batch);
    rows.push(...(await rowsWhere(database, { ...table, by: column }, [among, ...conditions])));
  }
  const noun = nounOf(table);
  const nouns = rows.map((row) => ({ key: row[BY] ?? '', noun: noun(row) }));
  const groups = groupedByKey(await keyForm(database, table.name, column), nouns, ({ key }) => key);
  return groups.map((group) => group.map(({ noun }) => noun));
}

/** The same by a column that each row has for itself. */
export async function readMap<Noun>(
  database: Database,
  table: Table<Noun>,
  column: string,
  keys: Iterable<string>,
  ...conditions: readonly Condition[]
): Promise<KeyMap<Noun>> {
  const groups = await readGroups(database, table, column, keys, ...conditions);
  return groups.map(([noun]) => noun as Noun);
}

/** Names of what is read of a row beside the noun's fields. */
const [BY, KEY, CLOCK, COPIES] = ['row_by', 'row_key', 'row_clock', 'row_copies'] as const;

type Asked<Noun> = Table<Noun> & { by?: string };

async function rowsWhere<Noun>(
  database: Database,
  table: Asked<Noun>,
  conditions: readonly Condition[],
): Promise<Row[]> {
  const narrowed = conditions.reduce((query, narrow) => narrow(query), rowsOf(database, table.name));
  const rows: Row[] = await narrowed.select(fieldsOf(table));
  const { key } = table;
  if (!key || rows.length === 0 || (await catalogueOf(database)).isUnique(table.name, key.column.name)) return rows;
  return onceEach(database, table, key.column.name, rows);
}

function fieldsOf<Noun>({ name: table, columns, key, by }: Asked<Noun>): Record<string, string> {
  const names = Object.entries<Column<unknown>>(columns).map(([field, { name }]) => [field, name] as const);
  const fields = Object.fromEntries([
    ...names,
    ...(key ? [[KEY, key.column.name] as const, [CLOCK, key.clock.name] as const] : []),
    ...(by === undefined ? [] : [[BY, by] as const]),
  ]);
  for (const [field, name] of Object.entries(fields)) if (!name.includes('.')) fields[field] = `${table}.${name}`;
  return fields;
}

/** Of rows, those that count for their key among all rows of the table that have it, each once, in their order. */
async function onceEach<Noun>(
  database: Database,
  table: Asked<Noun>,
  column: string,
  rows: readonly Row[],
): Promise<Row[]> {
  const form = await keyForm(database, table.name, column);
  const all: Row[] = [];
  for (const batch of batchesOf(rows.map(keyIn))) {
    const found: Row[] = await rowsOf(database, table.name)
      .whereIn(`${table.name}.${column}`, batch)
      .select(fieldsOf(table));
    all.push(...found);
  }
  const copiesOf = groupedByKey(form, all, keyIn);
  const counting = copiesOf.map((copies) =>
    JSON.stringify(copies.reduce((one, other) => (orderOf(one) < orderOf(other) ? other : one))),
  );
  return rows.flatMap((row) => {
    if (counting.get(keyIn(row)) !== JSON.stringify(row)) return [];
    counting.delete(keyIn(row));
    const copies = copiesOf.get(keyIn(row))?.length ?? 1;
    return [copies > 1 ? { ...row, [COPIES]: String(copies) } : row];
  });
}

const keyIn = (row: Row): string => row[KEY] ?? '';

/** By the clock, then by what stands there, so that which of two rows counts does not depend on who is asked. */
const orderOf = (row: Row): string => `${row[CLOCK] ?? ''} ${JSON.stringify(row)}`;

/** Makes nouns of rows of a table. */
function nounOf<Noun>(table: Table<Noun>): (row: Row) => Noun {
  const columns = Object.entries<Column<unknown>>(table.columns);
  const checked = columns.filter(([, { flaw }]) => flaw);
  return (row) => {
    const noun: Record<string, unknown> = {};
    for (const [field, { read: valueOf }] of columns) noun[field] = valueOf(row[field] ?? null);
    if (checked.length > 0) noun['flaws'] = flawsOf(table, checked, row);
    return noun as Noun;
  };
}

function flawsOf<Noun>({ key }: Table<Noun>, checked: readonly [string, Column<unknown>][], row: Row): Flaw[] {
  const flaws = checked.flatMap(([field, { name, flaw }]): Flaw[] => {
    const kind = flaw?.(row[field] ?? null) ?? null;
    return kind === null ? [] : [{ kind, column: name, found: row[field] ?? '' }];
  });
  const copies = row[COPIES];
  return key && copies
    ? [...flaws, { kind: 'DUPLICATE_KEY', column: key.column.name, found: `${copies} rows` }]
    : flaws;
}
