import type { Page } from '../../../kit/graphql/page-size.ts';
import type { BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { assertShape } from '../../../kit/database/shape.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import type {
  AssetDisposal,
  Attachment,
  Company,
  DisposalFilter,
  Document,
  LineFilter,
  PayableLine,
  PlanLine,
  Supplier,
  WriteOff,
} from '../model.ts';
import { bundleKeysAfter, bundlesByKeys } from './bundles.ts';
import { bundleKeysChangedSince, changedRows } from './changes.ts';
import { contactsBySupplierIds } from './contacts.ts';
import * as lists from './lists.ts';
import * as records from './records.ts';
import { shape } from './tables.ts';

/** What is found by keys, 500 at the most; a key without anything is absent. */
type ByKeys<Found> = (keys: readonly string[]) => Promise<Map<string, Found>>;

/** The ERP's database, read-only: its books for the ledger, and live reads for its records and lists. */
export interface SoeSource extends Books {
  /** Lines that have a record: payable, above zero, not deleted. */
  linesByIds: ByKeys<PayableLine>;
  documentsByIds: ByKeys<Document>;
  /** Deleted ones too: what they owe remains. */
  companiesByIds: ByKeys<Company>;
  /** Deleted ones too: what is owed to them remains. */
  suppliersByIds: ByKeys<Supplier>;
  /** Of deleted ones too. */
  contactsBySupplierIds: ByKeys<BookContact | null>;
  /** How many lines of a company are debts. */
  debtLineCountsByCompanyIds: ByKeys<number>;
  /** Undone ones too. */
  writeOffsByLineIds: ByKeys<WriteOff[]>;
  /** Numbers of payment documents (付款单号), by payment line. */
  paymentNosByLineIds: ByKeys<string>;
  planLinesByLineIds: ByKeys<PlanLine[]>;
  attachmentsByLineIds: ByKeys<Attachment[]>;
  linesAfter: (filter: LineFilter, page: Page) => Promise<PayableLine[]>;
  /** Those closed down, the others, or all. */
  companiesAfter: (closed: boolean | null, page: Page) => Promise<Company[]>;
  /** Those earmarked for clearing arrears. */
  disposalsAfter: (filter: DisposalFilter, page: Page) => Promise<AssetDisposal[]>;
}

/** The source on a database. */
export function soeSource(database: Database): SoeSource {
  return {
    assertShape: () => assertShape(database, shape),
    bundleKeysAfter: (after, limit) => bundleKeysAfter(database, after, limit),
    stampsWithin: changedRows(database),
    bundleKeysChangedSince: (since) => bundleKeysChangedSince(database, since),
    bundlesByKeys: (keys, today) => bundlesByKeys(database, keys, today),

    linesByIds: (ids) => records.linesByIds(database, ids),
    documentsByIds: (ids) => records.documentsByIds(database, ids),
    companiesByIds: (ids) => records.companiesByIds(database, ids),
    suppliersByIds: (ids) => records.suppliersByIds(database, ids),
    contactsBySupplierIds: (ids) => contactsBySupplierIds(database, ids),
    debtLineCountsByCompanyIds: (ids) => records.debtLineCountsByCompanyIds(database, ids),
    writeOffsByLineIds: (ids) => records.writeOffsByLineIds(database, ids),
    paymentNosByLineIds: (ids) => records.paymentNosByLineIds(database, ids),
    planLinesByLineIds: (ids) => records.planLinesByLineIds(database, ids),
    attachmentsByLineIds: (ids) => records.attachmentsByLineIds(database, ids),

    linesAfter: (filter, page) => lists.linesAfter(database, filter, page),
    companiesAfter: (closed, page) => lists.companiesAfter(database, closed, page),
    disposalsAfter: (filter, page) => lists.disposalsAfter(database, filter, page),
  };
}
