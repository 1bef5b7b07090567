import { snapshot, type Database } from '../../../kit/database/database.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle } from '../../../kit/rules/fact.ts';
import { bundleKeysIn } from '../../../kit/source/bundle-keys.ts';
import { orphanIssues } from '../../../kit/source/orphans.ts';
import { keyForm, read, readGroups, readMap, type Condition, type Table } from '../../../kit/source/table.ts';
import { companiesBundle, documentBundle, orphansBundle, suppliersBundle } from '../facts/bundles.ts';
import type { Document, DocumentFile } from '../model.ts';
import { companiesByIds, suppliersByIds } from './records.ts';
import { references } from './references.ts';
import { notDeleted } from './in-force.ts';
import { companies, documents, lines, suppliers, writeOffs } from './tables.ts';

/** Bundles of rows that belong to no document. A document's bundle has its vouchid, 20 characters, as its key. */
export const COMPANIES = 'corps';
export const SUPPLIERS = 'suppliers';
const FIXED_KEYS = [COMPANIES, SUPPLIERS];
/** Rows that lead nowhere: looked for last, and only when everything is read. */
const ORPHANS = 'orphans';

/**
 * Leaves the documents that may hold debts: payable documents (应付单) that are not deleted, audited, signed, or of a
 * state that there is not.
 */
const onlyCounted: Condition = (query) =>
  notDeleted(documents.name)(query).where('djdl', 'yf').whereRaw('COALESCE(djzt, 0) NOT IN (1, -99)');

/** The fixed keys, then those of the documents, then that of orphans. */
export function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  const idsAfter = (id: string | null, most: number): Promise<string[]> => documentIdsAfter(database, id ?? '', most);
  return bundleKeysIn({ first: FIXED_KEYS, idsAfter, last: ORPHANS }, after, limit);
}

async function documentIdsAfter(database: Database, after: string, limit: number): Promise<string[]> {
  const idOnly: Table<Pick<Document, 'id'>> = { name: documents.name, columns: { id: documents.columns.id } };
  const found = await read(database, idOnly, onlyCounted, (query) =>
    query.where('vouchid', '>', after).orderBy('vouchid').limit(limit).distinct(),
  );
  return keysOfDocuments(
    database,
    found.map(({ id }) => id),
  );
}

/** Documents' bundles have their keys in the form that is one where the books take ids for one. */
export async function keysOfDocuments(database: Database, ids: readonly string[]): Promise<string[]> {
  return ids.map(await keyForm(database, documents.name, 'vouchid'));
}

/**
 * Some statements, however many keys, and those that look for orphans. Facts are made when the database has been let
 * go.
 */
export async function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const documentIds = keys.filter((key) => ![...FIXED_KEYS, ORPHANS].includes(key));
  const orphans = keys.includes(ORPHANS) ? [orphansBundle(ORPHANS, await orphanIssues(database, references))] : [];
  const found = await snapshot(database, async (books) => ({
    companies: keys.includes(COMPANIES) ? await read(books, companies, notDeleted(companies.name)) : null,
    suppliers: keys.includes(SUPPLIERS) ? await read(books, suppliers, notDeleted(suppliers.name)) : null,
    files: await keyedFilesByIds(books, documentIds),
  }));
  return [
    ...(found.companies ? [companiesBundle(COMPANIES, found.companies)] : []),
    ...(found.suppliers ? [suppliersBundle(SUPPLIERS, found.suppliers)] : []),
    ...found.files.map(({ key, file }) => documentBundle(key, file, today)),
    ...orphans,
  ];
}

async function keyedFilesByIds(
  books: Database,
  ids: readonly string[],
): Promise<{ key: string; file: DocumentFile }[]> {
  const files = await documentFilesByIds(books, ids);
  const keys = await keysOfDocuments(
    books,
    files.map(({ document }) => document.id),
  );
  return files.map((file, i) => ({ key: keys[i] ?? file.document.id, file }));
}

/**
 * Documents with what their facts rest on. From table to table it goes by keys: tables may compare them differently.
 */
async function documentFilesByIds(database: Database, ids: readonly string[]): Promise<DocumentFile[]> {
  if (ids.length === 0) return [];
  const found = [...(await readMap(database, documents, 'vouchid', ids, onlyCounted)).values()];
  const companyById = await companiesByIds(
    database,
    found.map(({ companyId }) => companyId),
  );
  const linesOf = await readGroups(database, lines, 'vouchid', ids, notDeleted(lines.name));
  const all = [...linesOf.values()].flat();
  const supplierById = await suppliersByIds(
    database,
    all.map(({ supplierId }) => supplierId),
  );
  const lineIds = all.map(({ id }) => id);
  const writeOffsOf = await readGroups(database, writeOffs, 'yf_oid', lineIds, notDeleted(writeOffs.name));
  return found.map((document) => ({
    document,
    company: companyById.get(document.companyId) ?? null,
    lines: linesOf.get(document.id) ?? [],
    suppliers: supplierById,
    writeOffs: writeOffsOf,
  }));
}
