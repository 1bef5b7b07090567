import type DataLoader from 'dataloader';
import type { BookContact } from '../../kit/department/contact.ts';
import type { Ledger } from '../../kit/ledger/ledger.ts';
import { interestLoader, type InterestLoader } from '../../kit/department/late-interest.ts';
import { loaderByKeys } from '../../kit/department/loader.ts';
import type { Bill, BillDocument, BillPayment, Contract, Organisation, PlannedInstalment, Project } from './model.ts';
import type { HousingConstructionSource } from './source/source.ts';

/** Batched reads of one request: what is asked for in one tick is one statement. */
export interface HousingConstructionLoaders {
  /** By the bill's own id; null where there is no such record. */
  bill: DataLoader<string, Bill | null>;
  contract: DataLoader<string, Contract | null>;
  project: DataLoader<string, Project | null>;
  organisation: DataLoader<string, Organisation | null>;
  contactOfOrganisation: DataLoader<string, BookContact | null>;
  /** Reversed ones too, in no order. */
  paymentsOfBill: DataLoader<string, BillPayment[]>;
  /** In no order. */
  instalmentsOfBill: DataLoader<string, PlannedInstalment[]>;
  /** In no order. */
  documentsOfBill: DataLoader<string, BillDocument[]>;
  /** Null where the debt is not there on the day, or has no due date. */
  lateInterest: InterestLoader;
}

/** The loaders of one request. */
export function housingConstructionLoaders({
  source,
  ledger,
}: {
  source: HousingConstructionSource;
  ledger: Ledger;
}): HousingConstructionLoaders {
  return {
    bill: loaderByKeys(source.billsByIds, null),
    contract: loaderByKeys(source.contractsByIds, null),
    project: loaderByKeys(source.projectsByIds, null),
    organisation: loaderByKeys(source.organisationsByIds, null),
    contactOfOrganisation: loaderByKeys(source.contactsByOrganisationIds, null),
    paymentsOfBill: loaderByKeys(source.paymentsByBillIds, []),
    instalmentsOfBill: loaderByKeys(source.instalmentsByBillIds, []),
    documentsOfBill: loaderByKeys(source.documentsByBillIds, []),
    lateInterest: interestLoader(ledger),
  };
}
