import type { Database, Row } from '../../../kit/database/database.ts';
import { clockText, LOCAL, clockedRows, type ClockedTable } from '../../../kit/source/clocks.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import { batchesOf, rowsOf, type Query } from '../../../kit/source/table.ts';
import { COMPANIES, keysOfDocuments, SUPPLIERS } from './bundles.ts';

const clocked = (table: string, key: string): ClockedTable => ({ table, key, clock: 'ts' });

/** Tables whose rows facts rest on. */
const CLOCKED: readonly ClockedTable[] = [
  clocked('arap_djzb', 'vouchid'),
  clocked('arap_djfb', 'fb_oid'),
  clocked('arap_verify', 'pk_verify'),
  clocked('bd_corp', 'pk_corp'),
  clocked('bd_cubasdoc', 'pk_cubasdoc'),
];

export const changedRows = (database: Database): NonNullable<Books['stampsWithin']> =>
  clockedRows(database, CLOCKED, LOCAL);

/**
 * Bundles whose facts rest on a row that has changed since an instant. Plans and attachments are read live: no fact
 * rests on them.
 * A line moved to another document, or a write-off to another line, shows in its old document when everything is read
 * again; so does a row that
 * leads nowhere. From table to table it goes by keys, in statements of their own: tables may compare them differently,
 * and in one statement
 * MariaDB looks at every line there is.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where('ts', '>=', clockText(since, LOCAL));
  const [documents, ofLines, lines, companies, suppliers] = await Promise.all([
    valuesIn(changed('arap_djzb'), 'vouchid'),
    valuesIn(changed('arap_djfb'), 'vouchid'),
    valuesIn(changed('arap_verify'), 'yf_oid'),
    valuesIn(changed('bd_corp'), 'pk_corp'),
    valuesIn(changed('bd_cubasdoc'), 'pk_cubasdoc'),
  ]);
  const ids = [
    ...documents,
    ...ofLines,
    ...(await documentIds(database, 'arap_djfb', 'fb_oid', lines)),
    ...(await documentIds(database, 'arap_djzb', 'dwbm', companies)),
    ...(await documentIds(database, 'arap_djfb', 'hbbm', suppliers)),
  ];
  const fixed = [...(companies.length > 0 ? [COMPANIES] : []), ...(suppliers.length > 0 ? [SUPPLIERS] : [])];
  return [...new Set([...fixed, ...(await keysOfDocuments(database, ids))])];
}

async function documentIds(
  database: Database,
  table: string,
  column: string,
  keys: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const batch of batchesOf(keys))
    found.push(...(await valuesIn(rowsOf(database, table).whereIn(column, batch), 'vouchid')));
  return found;
}

/** With repetitions: asked for DISTINCT, MariaDB goes through the whole table in the order of an index. */
async function valuesIn(query: Query, column: string): Promise<string[]> {
  const rows: Row[] = await query.select(column);
  return [...new Set(rows.map((row) => row[column] ?? ''))];
}
