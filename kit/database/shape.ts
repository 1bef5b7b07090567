import type { Knex } from 'knex';
import { forgetCatalogue } from './catalogue.ts';
import { isFile } from './kind.ts';

export { isFile };

/**
 * What a column holds, as coarsely as our reading of it depends on. A `number` is exact: sums of floating ones are not.
 * A `date` may have a time of day with it, as the books count time. A `localTime` is that of Asia/Shanghai, be it kept
 * as such or as an instant, of which every session of ours is given the local time; a `utcTime` is kept as such.
 */
export type Holding = 'text' | 'number' | 'date' | 'localTime' | 'utcTime';

/** A table of a department's books as far as we read it. */
export interface TableShape {
  name: string;
  columns: ReadonlyMap<string, Holding>;
  /** Columns that rows are looked for by; an index that begins with each keeps our reads small. */
  soughtBy: readonly string[];
}

/**
 * The books are not of the shape that they are read by. Its message, for those who operate the department, names tables
 * and columns.
 */
export class ShapeError extends Error {}

/**
 * Throws a `ShapeError` where a table or column is gone, or holds something else. One statement, on SQLite one a table.
 * What else the database says of its columns is asked anew after it.
 */
export async function assertShape(database: Knex, tables: readonly TableShape[]): Promise<void> {
  forgetCatalogue(database);
  const deviations = await deviationsFrom(database, tables);
  if (deviations.length > 0) throw new ShapeError(deviations.join('; '));
}

/** What is not as it is read: a sentence each. */
export async function deviationsFrom(database: Knex, tables: readonly TableShape[]): Promise<string[]> {
  if (isFile(database)) return deviationsOf(tables, await columnsInFile(database, tables));
  const found = await columnsOnServer(database, tables);
  const deviations = deviationsOf(tables, found);
  return deviations.length > 0 ? deviations : foreignTexts(database, tables, found);
}

/** A column as the database has it. */
interface Found {
  type: string;
  characterSet: string | null;
}

/** Columns by table, names in small letters: servers differ in their letter case. */
type Columns = Map<string, Map<string, Found>>;

const deviationsOf = (tables: readonly TableShape[], found: Columns): string[] =>
  tables.flatMap((table) => deviationsOfTable(table, found.get(table.name.toLowerCase())));

function deviationsOfTable({ name, columns }: TableShape, found: ReadonlyMap<string, Found> | undefined): string[] {
  if (!found) return [`there is no table ${name}, or the account may not read it`];
  return [...columns].flatMap(([column, holding]) => {
    const type = found.get(column.toLowerCase())?.type;
    if (type === undefined) return [`table ${name} has no column ${column}, or the account may not read it`];
    return type === ANY || TYPES[holding].includes(type)
      ? []
      : [`column ${name}.${column} is ${type.toUpperCase()}, where ${WORDS[holding]} is read`];
  });
}

interface ColumnRow {
  table: string;
  column: string;
  type: string;
  characterSet: string | null;
}

async function columnsOnServer(database: Knex, tables: readonly TableShape[]): Promise<Columns> {
  const names = tables.map(({ name }) => name);
  const rows: ColumnRow[] = await database('information_schema.columns')
    .where('table_schema', database.raw('DATABASE()'))
    .whereIn('table_name', names)
    .select({ table: 'table_name', column: 'column_name', type: 'data_type', characterSet: 'character_set_name' });
  const found: Columns = new Map();
  for (const { table, column, type, characterSet } of rows) {
    const columns = found.get(table.toLowerCase()) ?? new Map<string, Found>();
    found.set(table.toLowerCase(), columns.set(column.toLowerCase(), { type: type.toLowerCase(), characterSet }));
  }
  return found;
}

/** Character sets in which there are Chinese characters, or others of more than one byte. */
const WIDE = /^(utf|ucs|gb|big5|sjis|cp932|eucjpms|ujis|euckr)/;

/**
 * Columns that are declared for a character set of single bytes, as latin1, and hold others than ASCII: old programs
 * put bytes of UTF-8 or GBK there, which the server would hand over as something else. A statement for each table that
 * has such columns, most often none.
 */
async function foreignTexts(database: Knex, tables: readonly TableShape[], found: Columns): Promise<string[]> {
  const deviations: string[] = [];
  for (const { name, columns } of tables) {
    const setOf = (column: string): string | null =>
      found.get(name.toLowerCase())?.get(column.toLowerCase())?.characterSet ?? null;
    const narrow = [...columns.keys()].filter((column) => !WIDE.test(setOf(column) ?? 'utf'));
    if (narrow.length === 0) continue;
    const isForeign = (column: string): Knex.Raw =>
      database.raw('MAX(LENGTH(CONVERT(?? USING utf8mb4)) > LENGTH(??)) AS ??', [column, column, column]);
    const [row = {}] = await database(name).select<Record<string, string | null>[]>(narrow.map(isForeign));
    const foreign = narrow.filter((column) => row[column] === '1');
    deviations.push(
      ...foreign.map(
        (column) => `column ${name}.${column} is declared ${setOf(column) ?? ''} and holds bytes of something else`,
      ),
    );
  }
  return deviations;
}

/** In SQLite any column may hold anything. */
const ANY = 'any';

async function columnsInFile(database: Knex, tables: readonly TableShape[]): Promise<Columns> {
  const found: Columns = new Map();
  for (const { name } of tables) {
    const rows = await database.raw<{ name: string }[]>('SELECT name FROM pragma_table_info(?)', [name]);
    const columns = rows.map((row) => [row.name.toLowerCase(), { type: ANY, characterSet: null }] as const);
    if (rows.length > 0) found.set(name.toLowerCase(), new Map(columns));
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
