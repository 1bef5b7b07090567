import type { Knex } from 'knex';
import { isFile } from './kind.ts';

/** What a database says of its columns. Names of tables and columns are found in any letter case. */
interface Catalogue {
  /** By what its texts are compared; null where they are compared byte for byte, as in SQLite, or are none. */
  collationOf(table: string, column: string): string | null;
  /** No two rows can have the same in it. A view does not tell. */
  isUnique(table: string, column: string): boolean;
}

const catalogues = new WeakMap<object, Promise<Catalogue>>();

/**
 * The catalogue of a database, asked once, and again after `forgetCatalogue`: it changes as seldom as the shape of the
 * books.
 */
export function catalogueOf(database: Knex): Promise<Catalogue> {
  const known = catalogues.get(placeOf(database));
  if (known) return known;
  const asked = readCatalogue(database);
  catalogues.set(placeOf(database), asked);
  asked.catch(() => forgetCatalogue(database));
  return asked;
}

export const forgetCatalogue = (database: Knex): void => void catalogues.delete(placeOf(database));

/** What a database, the same in a scope, and a transaction in it have in common. */
function placeOf(database: Knex): object {
  const { config } = database.client as { config: { control?: object; connectionPool?: object } };
  return config.control ?? config.connectionPool ?? config;
}

interface ColumnRow {
  table: string;
  column: string;
}

const nameOf = ({ table, column }: ColumnRow): string => `${table}.${column}`.toLowerCase();

async function readCatalogue(database: Knex): Promise<Catalogue> {
  const [collated, unique] = isFile(database)
    ? [[], await uniqueInFile(database)]
    : [await collatedOn(database), await uniqueOn(database)];
  const collations = new Map(collated.map((row) => [nameOf(row), row.collation]));
  const uniques = new Set(unique.map(nameOf));
  return {
    collationOf: (table, column) => collations.get(nameOf({ table, column })) ?? null,
    isUnique: (table, column) => uniques.has(nameOf({ table, column })),
  };
}

async function collatedOn(database: Knex): Promise<(ColumnRow & { collation: string })[]> {
  return database('information_schema.columns')
    .where('table_schema', database.raw('DATABASE()'))
    .whereNotNull('collation_name')
    .select({ table: 'table_name', column: 'column_name', collation: 'collation_name' });
}

async function uniqueOn(database: Knex): Promise<ColumnRow[]> {
  return database('information_schema.statistics')
    .where({ table_schema: database.raw('DATABASE()'), non_unique: 0 })
    .groupBy('table_name', 'index_name')
    .havingRaw('COUNT(*) = 1')
    .select({ table: 'table_name' })
    .max({ column: 'column_name' });
}

/** Columns that are unique by an index of their own, and keys that are the row's own number. */
const UNIQUE_IN_FILE = `
  SELECT tables.name AS "table", MAX(fields.name) AS "column"
  FROM sqlite_master AS tables, pragma_index_list(tables.name) AS indexes, pragma_index_info(indexes.name) AS fields
  WHERE tables.type = 'table' AND indexes."unique" = 1 AND indexes.partial = 0 GROUP BY tables.name, indexes.name HAVING COUNT(*) = 1
  UNION
  SELECT tables.name, MAX(fields.name) FROM sqlite_master AS tables, pragma_table_info(tables.name) AS fields
  WHERE tables.type = 'table' AND fields.pk > 0 GROUP BY tables.name HAVING COUNT(*) = 1`;

const uniqueInFile = (database: Knex): Promise<ColumnRow[]> => database.raw<ColumnRow[]>(UNIQUE_IN_FILE);
