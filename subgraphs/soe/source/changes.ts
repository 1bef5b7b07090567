import type { Database } from '../../../kit/database/database.ts';
import { clocked, clockedRows, clockText, LOCAL } from '../../../kit/source/clocks.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import { rowsOf, type Query } from '../../../kit/source/table.ts';
import { valuesBehind, valuesIn } from '../../../kit/source/values.ts';
import { COMPANIES, keysOfDocuments, SUPPLIERS } from './bundles.ts';
import { companies, documents, lines, suppliers, writeOffs } from './tables.ts';

/** Tables whose rows facts rest on. */
const CLOCKED = clocked([documents, lines, writeOffs, companies, suppliers]);

export const changedRows = (database: Database): NonNullable<Books['stampsWithin']> =>
  clockedRows(database, CLOCKED, LOCAL);

/**
 * Bundles whose facts rest on a row that has changed since an instant. Plans and attachments are read live: no fact
 * rests on them. A line moved to another document, or a write-off to another line, shows in its old document when
 * everything is read again; so does a row that leads nowhere. From table to table it goes by keys, in statements of
 * their own: tables may compare them differently, and in one statement MariaDB looks at every line there is.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where('ts', '>=', clockText(since, LOCAL));
  const [ofDocuments, ofLines, lineIds, companyIds, supplierIds] = await Promise.all([
    valuesIn(changed('arap_djzb'), 'vouchid'),
    valuesIn(changed('arap_djfb'), 'vouchid'),
    valuesIn(changed('arap_verify'), 'yf_oid'),
    valuesIn(changed('bd_corp'), 'pk_corp'),
    valuesIn(changed('bd_cubasdoc'), 'pk_cubasdoc'),
  ]);
  const documentIds = (table: string, column: string, keys: readonly string[]): Promise<string[]> =>
    valuesBehind(database, { table, column, keys }, 'vouchid');
  const ids = [
    ...ofDocuments,
    ...ofLines,
    ...(await documentIds('arap_djfb', 'fb_oid', lineIds)),
    ...(await documentIds('arap_djzb', 'dwbm', companyIds)),
    ...(await documentIds('arap_djfb', 'hbbm', supplierIds)),
  ];
  const fixed = [...(companyIds.length > 0 ? [COMPANIES] : []), ...(supplierIds.length > 0 ? [SUPPLIERS] : [])];
  return [...new Set([...fixed, ...(await keysOfDocuments(database, ids))])];
}
