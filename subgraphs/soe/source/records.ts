import type { Database, Row } from '../../../kit/database.ts';
import { groupedBy } from '../../../kit/group.ts';
import type { Attachment, Company, Document, PayableLine, PlanLine, Supplier, WriteOff } from '../model.ts';
import { rowsOf, type Query } from '../../../kit/reading.ts';
import { notDeleted, read, type Table } from './reading.ts';
import { attachments, companies, documents, lines, planLines, suppliers, writeOffs } from './tables.ts';

type Keys = readonly string[];

/** Payable lines that have a record. */
export async function linesByIds(database: Database, ids: Keys): Promise<Map<string, PayableLine>> {
  const found = await read(database, lines, onlyRecords, (query) => query.whereIn('arap_djfb.fb_oid', ids));
  return byId(found);
}

/**
 * Leaves the lines that have a record: above zero, not deleted, of a payable document (应付单) that is not deleted either.
 * `+ 0`: SQLite may keep a decimal as text, and takes any text for more than any number.
 */
export function onlyRecords(query: Query): Query {
  void query
    .join('arap_djzb', 'arap_djzb.vouchid', 'arap_djfb.vouchid')
    .where({ 'arap_djzb.djdl': 'yf', 'arap_djzb.dr': 0, 'arap_djfb.dr': 0 })
    .whereRaw('arap_djfb.dfbbje + 0 > 0');
  return query;
}

/** Of the lines that have a record, leaves those that are debts: of an audited or signed document, the supplier external or not in the books. */
function onlyDebts(query: Query): Query {
  void onlyRecords(query)
    .leftJoin('bd_cubasdoc', 'bd_cubasdoc.pk_cubasdoc', 'arap_djfb.hbbm')
    .whereIn('arap_djzb.djzt', [2, 3])
    .whereRaw('COALESCE(bd_cubasdoc.custprop, 0) = 0');
  return query;
}

/** How many lines of each of these companies are debts; a company without any is absent. */
export async function debtLineCountsByCompanyIds(database: Database, ids: Keys): Promise<Map<string, number>> {
  const rows: Row[] = await onlyDebts(rowsOf(database, 'arap_djfb'))
    .whereIn('arap_djzb.dwbm', ids)
    .groupBy('arap_djzb.dwbm')
    .select('arap_djzb.dwbm')
    .count('* as lines');
  return new Map(rows.map((row) => [row['dwbm'] ?? '', Number(row['lines'])]));
}

/** Documents that are not deleted. */
export const documentsByIds = async (database: Database, ids: Keys): Promise<Map<string, Document>> =>
  byId(await read(database, documents, notDeleted, (query) => query.whereIn('vouchid', ids)));

/** Companies, deleted ones too: what they owe remains. */
export const companiesByIds = async (database: Database, ids: Keys): Promise<Map<string, Company>> =>
  byId(await read(database, companies, (query) => query.whereIn('pk_corp', ids)));

/** Supplier entries, deleted ones too: what is owed to them remains. */
export const suppliersByIds = async (database: Database, ids: Keys): Promise<Map<string, Supplier>> =>
  byId(await read(database, suppliers, (query) => query.whereIn('pk_cubasdoc', ids)));

/** Write-offs that are not deleted, undone ones too, by payable line. */
export const writeOffsByLineIds = (database: Database, ids: Keys): Promise<Map<string, WriteOff[]>> => readByLine(database, writeOffs, ids);

/** Repayment plans, by payable line. */
export const planLinesByLineIds = (database: Database, ids: Keys): Promise<Map<string, PlanLine[]>> => readByLine(database, planLines, ids);

/** The debts' files, by payable line. */
export const attachmentsByLineIds = (database: Database, ids: Keys): Promise<Map<string, Attachment[]>> =>
  readByLine(database, attachments, ids);

/** Numbers of the documents (付款单号) of payment lines, deleted or not, by payment line. */
export async function paymentNosByLineIds(database: Database, ids: Keys): Promise<Map<string, string>> {
  const rows: Row[] = await rowsOf(database, 'arap_djfb')
    .join('arap_djzb', 'arap_djzb.vouchid', 'arap_djfb.vouchid')
    .whereIn('arap_djfb.fb_oid', ids)
    .select('arap_djfb.fb_oid', 'arap_djzb.djbh');
  return new Map(rows.map((row) => [row['fb_oid'] ?? '', row['djbh'] ?? '']));
}

async function readByLine<Noun extends { lineId: string }>(
  database: Database,
  table: Table<Noun>,
  ids: Keys,
): Promise<Map<string, Noun[]>> {
  const found = await read(database, table, notDeleted, (query) => query.whereIn('yf_oid', ids));
  return groupedBy(found, ({ lineId }) => lineId);
}

export const byId = <Noun extends { id: string }>(nouns: readonly Noun[]): Map<string, Noun> =>
  new Map(nouns.map((noun) => [noun.id, noun]));
