import type DataLoader from 'dataloader';
import type { BookContact } from '../../kit/department/contact.ts';
import type { Ledger } from '../../kit/ledger/ledger.ts';
import { interestLoader, type InterestLoader } from '../../kit/department/late-interest.ts';
import { loaderByKeys } from '../../kit/department/loader.ts';
import type { Agency, Contract, Document, Payable, PlanLine, Project, Voucher } from './model.ts';
import type { FinanceSource } from './source/source.ts';

/** Batched reads of one request: what is asked for in one tick is one statement. */
export interface FinanceLoaders {
  /** By the payable's own id; null where there is no such record. */
  payable: DataLoader<string, Payable | null>;
  /** Every row of a contract, credit notes and deleted ones too. */
  payablesOfContract: DataLoader<string, Payable[]>;
  vouchersOfPayable: DataLoader<string, Voucher[]>;
  /** Lines of every revision. */
  planLinesOfPayable: DataLoader<string, PlanLine[]>;
  documentsOfPayable: DataLoader<string, Document[]>;
  contract: DataLoader<string, Contract | null>;
  contractsOfProject: DataLoader<string, Contract[]>;
  /** By the supplier's organisation code. */
  contractsOfSupplier: DataLoader<string, Contract[]>;
  /** Every row that has the code, deleted ones too. */
  agencyRows: DataLoader<string, Agency[]>;
  /** By its code, the current row. */
  project: DataLoader<string, Project | null>;
  /** The leader, by the agency's code. */
  contactOfAgency: DataLoader<string, BookContact | null>;
  /** Null where the debt is not there on the day, or has no due date. */
  lateInterest: InterestLoader;
}

/** The loaders of one request. */
export function financeLoaders({ source, ledger }: { source: FinanceSource; ledger: Ledger }): FinanceLoaders {
  return {
    payable: loaderByKeys(source.payablesByIds, null),
    payablesOfContract: loaderByKeys(source.payablesByContractIds, []),
    vouchersOfPayable: loaderByKeys(source.vouchersByPayableIds, []),
    planLinesOfPayable: loaderByKeys(source.planLinesByPayableIds, []),
    documentsOfPayable: loaderByKeys(source.documentsByPayableIds, []),
    contract: loaderByKeys(source.contractsByIds, null),
    contractsOfProject: loaderByKeys(source.contractsByProjectCodes, []),
    contractsOfSupplier: loaderByKeys(source.contractsByOrganisationCodes, []),
    agencyRows: loaderByKeys(source.agenciesByCodes, []),
    project: loaderByKeys(source.projectsByCodes, null),
    contactOfAgency: loaderByKeys(source.contactsByAgencyCodes, null),
    lateInterest: interestLoader(ledger),
  };
}
