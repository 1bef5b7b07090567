import type { Knex } from 'knex';
import { quoted } from './grants.ts';
import { isFile, type TableShape } from './shape.ts';

/** A column that rows are looked for by. */
export interface SoughtColumn {
  table: string;
  column: string;
}

/** An index that begins with it, as an administrator makes it. */
export const indexDdl = ({ table, column }: SoughtColumn): string =>
  `CREATE INDEX ${quoted(`arrears_graph_${column}`)} ON ${quoted(table)} (${quoted(column)});`;

/** Columns that rows are looked for by and with which no index begins. One statement, on SQLite one a table. */
export async function missingIndexes(database: Knex, tables: readonly TableShape[]): Promise<SoughtColumn[]> {
  const found = new Set(await (isFile(database) ? firstColumnsInFile : firstColumnsOnServer)(database, tables));
  const wanted = tables.flatMap(({ name, soughtBy }) => soughtBy.map((column) => ({ table: name, column })));
  return wanted.filter((column) => !found.has(inOneCase(column)));
}

const inOneCase = ({ table, column }: SoughtColumn): string => `${table}.${column}`.toLowerCase();

async function firstColumnsOnServer(database: Knex, tables: readonly TableShape[]): Promise<string[]> {
  const rows: SoughtColumn[] = await database('information_schema.statistics')
    .where({ table_schema: database.raw('DATABASE()'), seq_in_index: 1 })
    .whereIn(
      'table_name',
      tables.map(({ name }) => name),
    )
    .select({ table: 'table_name', column: 'column_name' });
  return rows.map(inOneCase);
}

async function firstColumnsInFile(database: Knex, tables: readonly TableShape[]): Promise<string[]> {
  const FIRST = `SELECT ? AS "table", name AS "column" FROM pragma_index_list(?) AS list, pragma_index_info(list.name) WHERE seqno = 0`;
  const KEY = `SELECT ? AS "table", name AS "column" FROM pragma_table_info(?) WHERE pk = 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const sql of [FIRST, KEY])
      found.push(...(await database.raw<SoughtColumn[]>(sql, [name, name])).map(inOneCase));
  }
  return found;
}
