import type { Page } from '../../../kit/graphql/page-size.ts';
import type { BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { assertShape } from '../../../kit/database/shape.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import type {
  Agency,
  ClearingFund,
  ClearingFundFilter,
  Contract,
  Document,
  Payable,
  PayableFilter,
  PlanLine,
  Project,
  ProjectFilter,
  TaxArrears,
  Voucher,
} from '../model.ts';
import { bundleKeysAfter, bundlesByKeys } from './bundles.ts';
import { bundleKeysChangedSince, changedRows } from './changes.ts';
import { contactsByAgencyCodes } from './contacts.ts';
import * as lists from './lists.ts';
import * as records from './records.ts';
import { shape } from './tables.ts';

/** Reads by at most 500 keys; what is not there is absent. */
type ByKeys<Found> = (keys: readonly string[]) => Promise<Map<string, Found>>;

/** The finance bureau's database, read-only: its books for the ledger, and live reads for its records and lists. */
export interface FinanceSource extends Books {
  /** Payables that have a record: in force as their contracts are, and above zero. */
  payablesByIds: ByKeys<Payable>;
  /** Every row of a contract, credit notes and deleted ones too. */
  payablesByContractIds: ByKeys<Payable[]>;
  vouchersByPayableIds: ByKeys<Voucher[]>;
  /** Lines of every revision. */
  planLinesByPayableIds: ByKeys<PlanLine[]>;
  documentsByPayableIds: ByKeys<Document[]>;
  contractsByIds: ByKeys<Contract>;
  contractsByProjectCodes: ByKeys<Contract[]>;
  /** By the organisation code of the supplier. */
  contractsByOrganisationCodes: ByKeys<Contract[]>;
  /** Every row that has the code, deleted ones too. */
  agenciesByCodes: ByKeys<Agency[]>;
  projectsByCodes: ByKeys<Project>;
  /** Leaders of agencies. */
  contactsByAgencyCodes: ByKeys<BookContact | null>;
  payablesAfter: (filter: PayableFilter, page: Page) => Promise<Payable[]>;
  /** Projects without approval or without proof of funds. */
  unsecuredProjectsAfter: (filter: ProjectFilter, page: Page) => Promise<Project[]>;
  clearingFundsAfter: (filter: ClearingFundFilter, page: Page) => Promise<ClearingFund[]>;
  /** Those of which something is still open, those of which nothing is, or all. */
  taxArrearsAfter: (open: boolean | null, page: Page) => Promise<TaxArrears[]>;
}

/** The source on a database. */
export function financeSource(database: Database): FinanceSource {
  return {
    assertShape: () => assertShape(database, shape),
    bundleKeysAfter: (after, limit) => bundleKeysAfter(database, after, limit),
    stampsWithin: changedRows(database),
    bundleKeysChangedSince: (since) => bundleKeysChangedSince(database, since),
    bundlesByKeys: (keys, today) => bundlesByKeys(database, keys, today),

    payablesByIds: (ids) => records.payablesByIds(database, ids),
    payablesByContractIds: (ids) => records.payablesByContractIds(database, ids),
    vouchersByPayableIds: (ids) => records.vouchersByPayableIds(database, ids),
    planLinesByPayableIds: (ids) => records.planLinesByPayableIds(database, ids),
    documentsByPayableIds: (ids) => records.documentsByPayableIds(database, ids),
    contractsByIds: (ids) => records.contractsByIds(database, ids),
    contractsByProjectCodes: (codes) => records.contractsByProjectCodes(database, codes),
    contractsByOrganisationCodes: (codes) => records.contractsByOrganisationCodes(database, codes),
    agenciesByCodes: (codes) => records.agenciesByCodes(database, codes),
    projectsByCodes: (codes) => records.projectsByCodes(database, codes),
    contactsByAgencyCodes: (codes) => contactsByAgencyCodes(database, codes),

    payablesAfter: (filter, page) => lists.payablesAfter(database, filter, page),
    unsecuredProjectsAfter: (filter, page) => lists.unsecuredProjectsAfter(database, filter, page),
    clearingFundsAfter: (filter, page) => lists.clearingFundsAfter(database, filter, page),
    taxArrearsAfter: (open, page) => lists.taxArrearsAfter(database, open, page),
  };
}
