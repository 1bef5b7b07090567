import type { Database, Row } from '../../../kit/database.ts';
import { clockText, LOCAL, clockedRows, type ClockedTable } from '../../../kit/clocks.ts';
import type { Books } from '../../../kit/fact.ts';
import { COMPANIES, SUPPLIERS } from './bundles.ts';
import { rowsOf, type Query } from '../../../kit/reading.ts';

/** As many keys as a statement is given at once. */
const BATCH = 500;

const clocked = (table: string, key: string): ClockedTable => ({ table, key, clock: 'ts' });

/** Tables whose rows facts rest on. */
const CLOCKED: readonly ClockedTable[] = [
  clocked('arap_djzb', 'vouchid'),
  clocked('arap_djfb', 'fb_oid'),
  clocked('arap_verify', 'pk_verify'),
  clocked('bd_corp', 'pk_corp'),
  clocked('bd_cubasdoc', 'pk_cubasdoc'),
];

export const changedRows = (database: Database): NonNullable<Books['stampsWithin']> => clockedRows(database, CLOCKED, LOCAL);

/**
 * Bundles whose facts rest on a row that has changed since an instant. Plans and attachments are read live: no fact rests on them.
 * A line moved to another document, or a write-off to another line, shows in its old document when everything is read again.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where('ts', '>=', clockText(since, LOCAL));
  const keys = await Promise.all([
    documentIds(changed('arap_djzb')),
    documentIds(changed('arap_djfb')),
    documentIdsOfLines(database, changed('arap_verify').select('yf_oid')),
    documentIds(rowsOf(database, 'arap_djzb').whereIn('dwbm', changed('bd_corp').select('pk_corp'))),
    documentIds(rowsOf(database, 'arap_djfb').whereIn('hbbm', changed('bd_cubasdoc').select('pk_cubasdoc'))),
    keyIfAny(changed('bd_corp').select('pk_corp'), COMPANIES),
    keyIfAny(changed('bd_cubasdoc').select('pk_cubasdoc'), SUPPLIERS),
  ]);
  return [...new Set(keys.flat())];
}

/** With repetitions: asked for DISTINCT, MariaDB goes through the whole table in the order of an index. */
async function documentIds(query: Query): Promise<string[]> {
  const rows: Row[] = await query.select('vouchid');
  return rows.map((row) => row['vouchid'] ?? '');
}

/** The lines first, by themselves: in one statement with the documents MariaDB looks at every line there is. */
async function documentIdsOfLines(database: Database, lines: Query): Promise<string[]> {
  const rows: Row[] = await lines;
  const ids = [...new Set(rows.map((row) => row['yf_oid'] ?? ''))];
  const found: string[] = [];
  for (let i = 0; i < ids.length; i += BATCH) {
    found.push(...(await documentIds(rowsOf(database, 'arap_djfb').whereIn('fb_oid', ids.slice(i, i + BATCH)))));
  }
  return found;
}

async function keyIfAny(query: Query, key: string): Promise<string[]> {
  const rows: Row[] = await query.limit(1);
  return rows.length > 0 ? [key] : [];
}
