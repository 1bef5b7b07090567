import type DataLoader from 'dataloader';
import type { BookContact } from '../../kit/department/contact.ts';
import type { Ledger } from '../../kit/ledger/ledger.ts';
import { interestLoader, type InterestLoader } from '../../kit/department/late-interest.ts';
import { loaderByKeys } from '../../kit/department/loader.ts';
import type { Attachment, Company, Document, PayableLine, PlanLine, Supplier, WriteOff } from './model.ts';
import type { SoeSource } from './source/source.ts';

/**
 * Batched reads of one request: what is asked for in one tick is one statement. Null, none or zero where there is
 * nothing.
 */
export interface SoeLoaders {
  /** By the line's own key. */
  line: DataLoader<string, PayableLine | null>;
  document: DataLoader<string, Document | null>;
  company: DataLoader<string, Company | null>;
  supplier: DataLoader<string, Supplier | null>;
  contactOfSupplier: DataLoader<string, BookContact | null>;
  debtLineCountOfCompany: DataLoader<string, number>;
  /** Undone ones too. */
  writeOffsOfLine: DataLoader<string, WriteOff[]>;
  /** Number of a payment line's document. */
  paymentNo: DataLoader<string, string | null>;
  planOfLine: DataLoader<string, PlanLine[]>;
  attachmentsOfLine: DataLoader<string, Attachment[]>;
  /** Null where the debt is not there on the day, or has no due date. */
  lateInterest: InterestLoader;
}

/** The loaders of one request. */
export function soeLoaders({ source, ledger }: { source: SoeSource; ledger: Ledger }): SoeLoaders {
  return {
    line: loaderByKeys(source.linesByIds, null),
    document: loaderByKeys(source.documentsByIds, null),
    company: loaderByKeys(source.companiesByIds, null),
    supplier: loaderByKeys(source.suppliersByIds, null),
    contactOfSupplier: loaderByKeys(source.contactsBySupplierIds, null),
    debtLineCountOfCompany: loaderByKeys(source.debtLineCountsByCompanyIds, 0),
    writeOffsOfLine: loaderByKeys(source.writeOffsByLineIds, []),
    paymentNo: loaderByKeys(source.paymentNosByLineIds, null),
    planOfLine: loaderByKeys(source.planLinesByLineIds, []),
    attachmentsOfLine: loaderByKeys(source.attachmentsByLineIds, []),
    lateInterest: interestLoader(ledger),
  };
}
