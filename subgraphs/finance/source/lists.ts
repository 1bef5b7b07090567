import type { Page } from '../../../kit/graphql/page-size.ts';
import type { Database } from '../../../kit/database/database.ts';
import { addDays, FIRST_DAY, type Day } from '../../../kit/rules/dates.ts';
import type {
  ClearingFund,
  ClearingFundFilter,
  Payable,
  PayableFilter,
  Project,
  ProjectFilter,
  TaxArrears,
} from '../model.ts';
import { codesOf } from '../../../kit/source/columns.ts';
import { fundingSources, verifyStates, voucherStatuses } from './codes.ts';
import { leadsTo, on, pageBy, read, rowsOf, type Query } from '../../../kit/source/table.ts';
import { onlyAboveZero, onlyCurrent } from './records.ts';
import { inForce } from './in-force.ts';
import { clearingFunds, contracts, payables, projects, taxArrears, vouchers } from './tables.ts';

/** A page of the payables that have a record: in force as their contracts are, and above zero. */
export async function payablesAfter(database: Database, filter: PayableFilter, page: Page): Promise<Payable[]> {
  const toContract = await leadsTo(database, 'AP_PAYABLE.CT_ID', 'CT_CONTRACT_INFO.CT_ID');
  const toVoucher = await leadsTo(database, 'AP_PAYABLE.PAYABLE_ID', 'PAY_VOUCHER_BILL.PAYABLE_ID');
  return read(
    database,
    payables,
    onlyAboveZero,
    (query) => query.joinRaw(`JOIN CT_CONTRACT_INFO ON ${toContract}`),
    inForce(contracts.name),
    inForce(payables.name),
    on(filter.agencyCode, (query, code) => query.where('CT_CONTRACT_INFO.AGENCY_CODE', code)),
    on(filter.contractNo, (query, number) => query.whereIn('CT_CONTRACT_INFO.CONTRACT_NO', bracketings(number))),
    on(filter.projectCode, (query, code) => query.where('CT_CONTRACT_INFO.PRO_CODE', code)),
    on(filter.verifyStates, (query, states) => query.whereIn('AP_PAYABLE.VERIFY_STATE', codesOf(verifyStates, states))),
    on(filter.causeCodes, (query, codes) => query.whereIn('AP_PAYABLE.CAUSE_CODE', codes)),
    on(filter.paidFrom, (query, sources) =>
      paidOutOf(query, toVoucher, codesOf(fundingSources, sources), filter.paidUntil),
    ),
    on(filter.deliveredFrom, (query, day) => query.where('AP_PAYABLE.DELIVER_DATE', '>=', day)),
    on(filter.deliveredTo, (query, day) => query.where('AP_PAYABLE.DELIVER_DATE', '<', addDays(day, 1))),
    pageBy('AP_PAYABLE.PAYABLE_ID', page),
  );
}

/** A contract number in each way that the books type its brackets. */
function bracketings(contractNo: string): string[] {
  const pairs = ['〔〕', '[]', '()', '（）', '【】'];
  return pairs.map(([open = '', close = '']) => contractNo.replace(/[〔[(（【]/g, open).replace(/[〕\])）】]/g, close));
}

/** Leaves the payables on which something was paid out of these sources. */
function paidOutOf(query: Query, toVoucher: string, sources: readonly string[], until: Day): Query {
  return query.whereExists((paid: Query) => {
    void inForce(vouchers.name)(paid)
      .from('PAY_VOUCHER_BILL')
      .select('PAY_VOUCHER_BILL.VOUCHER_ID')
      .whereRaw(toVoucher)
      .whereIn('PAY_VOUCHER_BILL.VOUCHER_STATUS', codesOf(voucherStatuses, ['PAID']))
      .where('PAY_VOUCHER_BILL.PAY_DATE', '<', addDays(until, 1))
      .whereIn('PAY_VOUCHER_BILL.FUND_SOURCE', sources);
  });
}

/** A page of the projects without approval or without proof of funds. */
export async function unsecuredProjectsAfter(
  database: Database,
  filter: ProjectFilter,
  page: Page,
): Promise<Project[]> {
  const toContract = await leadsTo(database, 'PM_PROJECT_INFO.PRO_CODE', 'CT_CONTRACT_INFO.PRO_CODE');
  const ofProject = (): Query =>
    inForce(contracts.name)(rowsOf(database, contracts.name)).whereRaw(toContract).select('CT_ID');
  return read(
    database,
    projects,
    onlyCurrent,
    (query) =>
      query.whereRaw(
        "(APPROVE_DATE IS NULL OR APPROVE_DATE < ? OR FUND_PROOF_NO IS NULL OR TRIM(FUND_PROOF_NO) = '')",
        [FIRST_DAY],
      ),
    on(filter.agencyCode, (query, code) => query.where('AGENCY_CODE', code)),
    on(filter.underContract, (query, yes) =>
      yes ? query.whereExists(ofProject()) : query.whereNotExists(ofProject()),
    ),
    on(filter.advanced, (query, yes) => query.where('IS_ADVANCED', yes ? '=' : '<>', 1)),
    pageBy('PRO_CODE', page),
  );
}

/** A page of the money to clear arrears with. */
export function clearingFundsAfter(
  database: Database,
  filter: ClearingFundFilter,
  page: Page,
): Promise<ClearingFund[]> {
  return read(
    database,
    clearingFunds,
    on(filter.fiscalYear, (query, year) => query.where('FISCAL_YEAR', year)),
    on(filter.fundingSource, (query, source) => query.whereIn('FUND_SOURCE', codesOf(fundingSources, [source]))),
    pageBy('FUND_ID', page),
  );
}

/** A page of the tax arrears; `open` picks those of which something is still open, or nothing. */
export function taxArrearsAfter(database: Database, open: boolean | null, page: Page): Promise<TaxArrears[]> {
  return read(
    database,
    taxArrears,
    on(open, (query, yes) => query.whereRaw(`OWED_AMT + 0 ${yes ? '>' : '<='} RECOVERED_AMT + 0`)),
    pageBy('TAX_ID', page),
  );
}
