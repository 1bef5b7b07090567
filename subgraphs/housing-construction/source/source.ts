import type { Page } from '../../../kit/graphql/page-size.ts';
import type { BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { assertShape } from '../../../kit/database/shape.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import type {
  Bill,
  BillDocument,
  BillFilter,
  BillPayment,
  Contract,
  Deposit,
  Organisation,
  PlannedInstalment,
  Project,
  ProjectFilter,
} from '../model.ts';
import { bundleKeysAfter, bundlesByKeys } from './bundles.ts';
import { bundleKeysChangedSince, changedRows } from './changes.ts';
import { contactsByOrganisationIds } from './contacts.ts';
import * as lists from './lists.ts';
import * as records from './records.ts';
import { shape } from './tables.ts';

/** Reads by at most 500 keys; what is not there is absent. */
type ByKeys<Found> = (keys: readonly string[]) => Promise<Map<string, Found>>;

/**
 * The construction platform's database, read-only: its books for the ledger, and live reads for its records and lists.
 */
export interface HousingConstructionSource extends Books {
  /** Bills that stand in the books, confirmed or not. */
  billsByIds: ByKeys<Bill>;
  /** Contracts that are not deleted, nor their project. */
  contractsByIds: ByKeys<Contract>;
  projectsByIds: ByKeys<Project>;
  /** Entries, deleted or not. */
  organisationsByIds: ByKeys<Organisation>;
  /** Of the ends of the entries' mergers. */
  contactsByOrganisationIds: ByKeys<BookContact | null>;
  /** Reversed ones too. */
  paymentsByBillIds: ByKeys<BillPayment[]>;
  instalmentsByBillIds: ByKeys<PlannedInstalment[]>;
  documentsByBillIds: ByKeys<BillDocument[]>;

  billsAfter: (filter: BillFilter, page: Page) => Promise<Bill[]>;
  unacceptedProjectsAfter: (filter: ProjectFilter, page: Page) => Promise<Project[]>;
  /** Of contracts that stand in the books, those that are wanted. */
  depositsAfter: (wanted: (deposit: Deposit) => boolean, page: Page) => Promise<Deposit[]>;
}

/** The reads of a database. */
export function housingConstructionSource(database: Database): HousingConstructionSource {
  return {
    assertShape: () => assertShape(database, shape),
    bundleKeysAfter: (after, limit) => bundleKeysAfter(database, after, limit),
    stampsWithin: changedRows(database),
    bundleKeysChangedSince: (since) => bundleKeysChangedSince(database, since),
    bundlesByKeys: (keys, today) => bundlesByKeys(database, keys, today),

    billsByIds: (ids) => records.billsByIds(database, ids),
    contractsByIds: (ids) => records.contractsByIds(database, ids),
    projectsByIds: (ids) => records.projectsByIds(database, ids),
    organisationsByIds: (ids) => records.organisationsByIds(database, ids),
    contactsByOrganisationIds: (ids) => contactsByOrganisationIds(database, ids),
    paymentsByBillIds: (ids) => records.paymentsByBillIds(database, ids),
    instalmentsByBillIds: (ids) => records.instalmentsByBillIds(database, ids),
    documentsByBillIds: (ids) => records.documentsByBillIds(database, ids),

    billsAfter: (filter, page) => lists.billsAfter(database, filter, page),
    unacceptedProjectsAfter: (filter, page) => lists.unacceptedProjectsAfter(database, filter, page),
    depositsAfter: (wanted, page) => lists.depositsAfter(database, wanted, page),
  };
}
