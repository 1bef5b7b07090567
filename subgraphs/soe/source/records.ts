import { text } from '../../../kit/source/columns.ts';
import type { Database, Row } from '../../../kit/database/database.ts';
import { KeyMap } from '../../../kit/source/key-map.ts';
import {
  batchesOf,
  keyForm,
  leadsTo,
  readGroups,
  readMap,
  rowsOf,
  type Condition,
  type Table,
} from '../../../kit/source/table.ts';
import type { Attachment, Company, Document, PayableLine, PlanLine, Supplier, WriteOff } from '../model.ts';
import { inForce } from './in-force.ts';
import { attachments, companies, documents, lines, planLines, suppliers, writeOffs } from './tables.ts';

type Keys = Iterable<string>;
type ByKey<Noun> = Promise<KeyMap<Noun>>;

/** `+ 0`: SQLite may keep a decimal as text, and takes any text for more than any number. */
export const onlyAboveZero: Condition = (query) => query.whereRaw('arap_djfb.dfbbje + 0 > 0');

/** Payable documents (应付单). */
const onlyPayable: Condition = (query) => query.where('arap_djzb.djdl', 'yf');

/**
 * Payable lines that have a record: above zero, in force, of a payable document that is in force too. Two statements,
 * since tables may compare keys differently.
 */
export async function linesByIds(database: Database, ids: Keys): ByKey<PayableLine> {
  const found = await readMap(database, lines, 'fb_oid', ids, inForce(lines.name), onlyAboveZero);
  const documentIds = [...found.values()].map(({ documentId }) => documentId);
  const documentOf = await readMap(database, documents, 'vouchid', documentIds, inForce(documents.name), onlyPayable);
  for (const [id, { documentId }] of found) if (!documentOf.has(documentId)) found.delete(id);
  return found;
}

/**
 * How many lines of each of these companies are debts: in force and above zero, of an audited or signed document, the
 * supplier external or not in the books.
 */
export async function debtLineCountsByCompanyIds(database: Database, ids: readonly string[]): ByKey<number> {
  const toLines = await leadsTo(database, 'arap_djzb.vouchid', 'arap_djfb.vouchid');
  const toSupplier = await leadsTo(database, 'arap_djfb.hbbm', 'bd_cubasdoc.pk_cubasdoc');
  const counts = new KeyMap<number>(await keyForm(database, documents.name, 'dwbm'));
  for (const batch of batchesOf(ids)) {
    const debts = [inForce(documents.name), inForce(lines.name), onlyPayable, onlyAboveZero].reduce(
      (query, narrow) => narrow(query),
      rowsOf(database, documents.name).joinRaw(`JOIN arap_djfb ON ${toLines} LEFT JOIN bd_cubasdoc ON ${toSupplier}`),
    );
    const rows: Row[] = await debts
      .whereIn('arap_djzb.dwbm', batch)
      .whereIn('arap_djzb.djzt', [2, 3])
      .whereRaw('(bd_cubasdoc.pk_cubasdoc IS NULL OR bd_cubasdoc.custprop = 0)')
      .groupBy('arap_djzb.dwbm')
      .select('arap_djzb.dwbm')
      .count('* as lines');
    for (const row of rows) counts.set(row['dwbm'] ?? '', Number(row['lines']));
  }
  return counts;
}

/** Documents in force. */
export const documentsByIds = (database: Database, ids: Keys): ByKey<Document> =>
  readMap(database, documents, 'vouchid', ids, inForce(documents.name));

/** Companies, deleted ones too: what they owe remains. */
export const companiesByIds = (database: Database, ids: Keys): ByKey<Company> =>
  readMap(database, companies, 'pk_corp', ids);

/** Supplier entries, deleted ones too: what is owed to them remains. */
export const suppliersByIds = (database: Database, ids: Keys): ByKey<Supplier> =>
  readMap(database, suppliers, 'pk_cubasdoc', ids);

/** Write-offs in force, undone ones too, by payable line. */
export const writeOffsByLineIds = (database: Database, ids: Keys): ByKey<WriteOff[]> =>
  readGroups(database, writeOffs, 'yf_oid', ids, inForce(writeOffs.name));

/** Repayment plans, by payable line. */
export const planLinesByLineIds = (database: Database, ids: Keys): ByKey<PlanLine[]> =>
  readGroups(database, planLines, 'yf_oid', ids, inForce(planLines.name));

/** The debts' files, by payable line. */
export const attachmentsByLineIds = (database: Database, ids: Keys): ByKey<Attachment[]> =>
  readGroups(database, attachments, 'yf_oid', ids, inForce(attachments.name));

const documentOfLine: Table<{ documentId: string }> = { name: lines.name, columns: { documentId: text('vouchid') } };
const numberOfDocument: Table<{ number: string }> = { name: documents.name, columns: { number: text('djbh') } };

/** Numbers of the documents (付款单号) of payment lines, deleted or not, by payment line. */
export async function paymentNosByLineIds(database: Database, ids: Keys): ByKey<string> {
  const found = await readMap(database, documentOfLine, 'fb_oid', ids);
  const documentIds = [...found.values()].map(({ documentId }) => documentId);
  const numbers = await readMap(database, numberOfDocument, 'vouchid', documentIds);
  for (const [id, { documentId }] of found) if (!numbers.has(documentId)) found.delete(id);
  return found.map(({ documentId }) => numbers.get(documentId)?.number ?? '');
}
