import { snapshot, type Database, type Row } from '../../../kit/database.ts';
import type { Day } from '../../../kit/dates.ts';
import type { Bundle } from '../../../kit/fact.ts';
import { groupedBy } from '../../../kit/group.ts';
import { companiesBundle, documentBundle, suppliersBundle } from '../facts/bundles.ts';
import type { DocumentFile } from '../model.ts';
import { rowsOf, type Query } from '../../../kit/reading.ts';
import { notDeleted, read } from './reading.ts';
import { byId } from './records.ts';
import { companies, documents, lines, suppliers, writeOffs } from './tables.ts';

/** Bundles of rows that belong to no document. A document's bundle has its vouchid, 20 characters, as its key. */
export const COMPANIES = 'corps';
export const SUPPLIERS = 'suppliers';
const FIXED_KEYS = [COMPANIES, SUPPLIERS];

/** Leaves the documents that may hold debts: payable documents (应付单), not deleted, audited or signed. */
const onlyCounted = (query: Query): Query => notDeleted(query).where('djdl', 'yf').whereIn('djzt', [2, 3]);

/** The fixed keys, then those of the documents. */
export async function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  if (after !== null && !FIXED_KEYS.includes(after)) return documentIdsAfter(database, after, limit);
  const fixed = FIXED_KEYS.slice(FIXED_KEYS.indexOf(after ?? '') + 1).slice(0, limit);
  return [...fixed, ...(await documentIdsAfter(database, '', limit - fixed.length))];
}

async function documentIdsAfter(database: Database, after: string, limit: number): Promise<string[]> {
  if (limit === 0) return [];
  const rows: Row[] = await onlyCounted(rowsOf(database, 'arap_djzb').where('vouchid', '>', after).orderBy('vouchid').limit(limit)).select(
    'vouchid',
  );
  return rows.map((row) => row['vouchid'] ?? '');
}

/** Seven statements at the most, however many keys. */
export async function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const documentIds = keys.filter((key) => !FIXED_KEYS.includes(key));
  const found = await snapshot(database, async (books) => ({
    companies: keys.includes(COMPANIES) ? await read(books, companies, notDeleted) : null,
    suppliers: keys.includes(SUPPLIERS) ? await read(books, suppliers, notDeleted) : null,
    files: await documentFilesByIds(books, documentIds),
  }));
  return [
    ...(found.companies ? [companiesBundle(COMPANIES, found.companies)] : []),
    ...(found.suppliers ? [suppliersBundle(SUPPLIERS, found.suppliers)] : []),
    ...found.files.map((file) => documentBundle(file, today)),
  ];
}

/** Documents with what their facts rest on. It is found through them, since their lines may be more than a statement takes keys. */
async function documentFilesByIds(database: Database, ids: readonly string[]): Promise<DocumentFile[]> {
  if (ids.length === 0) return [];
  const companyIds = rowsOf(database, 'arap_djzb').whereIn('vouchid', ids).select('dwbm');
  const ofLines = (column: string): Query => notDeleted(rowsOf(database, 'arap_djfb').whereIn('vouchid', ids)).select(column);

  const found = await read(database, documents, onlyCounted, (query) => query.whereIn('vouchid', ids));
  const companyById = byId(await read(database, companies, (query) => query.whereIn('pk_corp', companyIds)));
  const linesOf = groupedBy(await read(database, lines, notDeleted, (query) => query.whereIn('vouchid', ids)), (line) => line.documentId);
  const supplierById = byId(await read(database, suppliers, (query) => query.whereIn('pk_cubasdoc', ofLines('hbbm'))));
  const verified = await read(database, writeOffs, notDeleted, (query) => query.whereIn('yf_oid', ofLines('fb_oid')));
  const writeOffsOf = groupedBy(verified, (writeOff) => writeOff.lineId);

  return found.map((document) => ({
    document,
    company: companyById.get(document.companyId) ?? null,
    lines: linesOf.get(document.id) ?? [],
    suppliers: supplierById,
    writeOffs: writeOffsOf,
  }));
}
