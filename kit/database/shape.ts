import type { Knex } from 'knex';

/**
 * What a column holds, as coarsely as our reading of it depends on. A `number` is exact: sums of floating ones are not. A `date` may have a time
 * of day with it, as the books count time. A `localTime` is that of Asia/Shanghai, be it kept as such or as an instant, of which every session
 * of ours is given the local time; a `utcTime` is kept as such.
 */
export type Holding = 'text' | 'number' | 'date' | 'localTime' | 'utcTime';

/** A table of a department's books as far as we read it. */
export interface TableShape {
  name: string;
  columns: ReadonlyMap<string, Holding>;
  /** Columns that rows are looked for by; an index that begins with each keeps our reads small. */
  soughtBy: readonly string[];
}

/** A table that is read: its columns by what they hold, names parted by blanks. */
export function tableShape(name: string, columns: Partial<Record<Holding, string>>, soughtBy = ''): TableShape {
  const held = Object.entries(columns).flatMap(([holding, names]) =>
    names.split(' ').map((column) => [column, holding as Holding] as const),
  );
  return { name, columns: new Map(held), soughtBy: soughtBy === '' ? [] : soughtBy.split(' ') };
}

/** The books are not of the shape that they are read by. Its message, for those who operate the department, names tables and columns. */
export class ShapeError extends Error {}

/** Throws a `ShapeError` where a table or column is gone, or holds something else. One statement, on SQLite one a table. */
export async function assertShape(database: Knex, tables: readonly TableShape[]): Promise<void> {
  const deviations = await deviationsFrom(database, tables);
  if (deviations.length > 0) throw new ShapeError(deviations.join('; '));
}

/** What is not as it is read: a sentence each. */
export async function deviationsFrom(database: Knex, tables: readonly TableShape[]): Promise<string[]> {
  const found = await (isFile(database) ? columnsInFile : columnsOnServer)(database, tables);
  return tables.flatMap((table) => deviationsOf(table, found.get(table.name.toLowerCase())));
}

export const isFile = (database: Knex): boolean => (database.client as { driverName: string }).driverName !== 'mysql2';

function deviationsOf({ name, columns }: TableShape, found: ReadonlyMap<string, string> | undefined): string[] {
  if (!found) return [`there is no table ${name}, or the account may not read it`];
  return [...columns].flatMap(([column, holding]) => {
    const type = found.get(column.toLowerCase());
    if (type === undefined) return [`table ${name} has no column ${column}, or the account may not read it`];
    return type === ANY || TYPES[holding].includes(type)
      ? []
      : [`column ${name}.${column} is ${type.toUpperCase()}, where ${WORDS[holding]} is read`];
  });
}

/** Types of columns by table, names in small letters: servers differ in their letter case. */
type Columns = Map<string, Map<string, string>>;

async function columnsOnServer(database: Knex, tables: readonly TableShape[]): Promise<Columns> {
  const rows: { table: string; column: string; type: string }[] = await database('information_schema.columns')
    .where('table_schema', database.raw('DATABASE()'))
    .whereIn(
      'table_name',
      tables.map(({ name }) => name),
    )
    .select({ table: 'table_name', column: 'column_name', type: 'data_type' });
  const found: Columns = new Map();
  for (const { table, column, type } of rows) {
    const columns = found.get(table.toLowerCase()) ?? new Map<string, string>();
    found.set(table.toLowerCase(), columns.set(column.toLowerCase(), type.toLowerCase()));
  }
  return found;
}

/** In SQLite any column may hold anything. */
const ANY = 'any';

async function columnsInFile(database: Knex, tables: readonly TableShape[]): Promise<Columns> {
  const found: Columns = new Map();
  for (const { name } of tables) {
    const rows = await database.raw<{ name: string }[]>('SELECT name FROM pragma_table_info(?)', [name]);
    if (rows.length > 0) found.set(name.toLowerCase(), new Map(rows.map((row) => [row.name.toLowerCase(), ANY])));
  }
  return found;
}

const TYPES: Readonly<Record<Holding, readonly string[]>> = {
  text: ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum'],
  number: ['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'bit', 'year'],
  date: ['date', 'datetime'],
  localTime: ['datetime', 'timestamp'],
  utcTime: ['datetime'],
};

const WORDS: Readonly<Record<Holding, string>> = {
  text: 'a text',
  number: 'an exact number',
  date: 'a date',
  localTime: 'a local time',
  utcTime: 'a time in UTC',
};
