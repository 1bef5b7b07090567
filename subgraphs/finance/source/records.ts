import type { Database } from '../../../kit/database.ts';
import { readCode } from '../../../kit/identity.ts';
import type { Agency, Contract, Document, Payable, PlanLine, Project, Voucher } from '../model.ts';
import { read, type Comparable, type Condition } from '../../../kit/reading.ts';
import { readGroups, readMap } from './reading.ts';
import { agencies, contracts, documents, IN_FORCE, payables, planLines, projects, vouchers } from './tables.ts';

type Keys = readonly string[];
type Groups<Noun> = Promise<Map<string, Noun[]>>;

const among =
  (column: string, keys: Keys): Condition =>
  (query) =>
    query.whereIn(column, keys);

/** Leaves the rows that are not deleted. */
export const onlyInForce: Condition = (query) => query.where('IS_DELETED', IN_FORCE);

/**
 * Leaves the payables that have a record: in force as their contracts are, and above zero.
 * `+ 0`: SQLite may keep a decimal as text, and takes any text for more than any number.
 */
export const onlyRecords: Condition = (query) =>
  query
    .join<Comparable>('CT_CONTRACT_INFO', 'CT_CONTRACT_INFO.CT_ID', 'AP_PAYABLE.CT_ID')
    .where('CT_CONTRACT_INFO.IS_DELETED', IN_FORCE)
    .where('AP_PAYABLE.IS_DELETED', IN_FORCE)
    .whereRaw('AP_PAYABLE.PAYABLE_AMT + 0 > 0');

/** Payables that have a record. */
export const payablesByIds = (database: Database, ids: Keys): Promise<Map<string, Payable>> =>
  readMap(database, payables, (payable) => payable.id, onlyRecords, among('AP_PAYABLE.PAYABLE_ID', ids));

/** Every payable of these contracts, deleted or not, by contract. */
export const payablesByContractIds = (database: Database, ids: Keys): Groups<Payable> =>
  readGroups(database, payables, (payable) => payable.contractId, among('CT_ID', ids));

/** Vouchers that are not deleted, whatever their status, by payable. */
export const vouchersByPayableIds = (database: Database, ids: Keys): Groups<Voucher> =>
  readGroups(database, vouchers, (voucher) => voucher.payableId, onlyInForce, among('PAYABLE_ID', ids));

/** The same, of all payables of these contracts: they may be more than a statement takes keys. */
export const vouchersByContractIds = (database: Database, ids: Keys): Groups<Voucher> =>
  readGroups(
    database,
    vouchers,
    (voucher) => voucher.payableId,
    (query) => query.join('AP_PAYABLE', 'AP_PAYABLE.PAYABLE_ID', 'PAY_VOUCHER_BILL.PAYABLE_ID'),
    (query) => query.where('PAY_VOUCHER_BILL.IS_DELETED', IN_FORCE),
    among('AP_PAYABLE.CT_ID', ids),
  );

/** Lines of every revision, by payable. */
export const planLinesByPayableIds = (database: Database, ids: Keys): Groups<PlanLine> =>
  readGroups(database, planLines, (line) => line.payableId, among('PAYABLE_ID', ids));

/** The debts' files, by payable. */
export const documentsByPayableIds = (database: Database, ids: Keys): Groups<Document> =>
  readGroups(database, documents, (document) => document.payableId, among('PAYABLE_ID', ids));

/** Every row of these agencies, deleted or not, by the agency's code. */
export const agenciesByCodes = (database: Database, codes: Keys): Groups<Agency> =>
  readGroups(database, agencies, (agency) => agency.code, among('AGENCY_CODE', codes));

/** Contracts in force. */
export const contractsByIds = (database: Database, ids: Keys): Promise<Map<string, Contract>> =>
  readMap(database, contracts, (contract) => contract.id, onlyInForce, among('CT_ID', ids));

/** Contracts in force, by the project that they rest on. */
export const contractsByProjectCodes = (database: Database, codes: Keys): Groups<Contract> =>
  readGroups(database, contracts, (contract) => contract.projectCode, onlyInForce, among('PRO_CODE', codes));

/** Contracts in force, by the supplier's organisation code. Codes are typed in many ways, so all spellings in the books are read first: two statements. */
export async function contractsByOrganisationCodes(database: Database, codes: Keys): Groups<Contract> {
  const wanted = new Set<string | null>(codes);
  const spellings = (await supplierCodes(database)).filter((spelling) => wanted.has(organisationCodeOf(spelling)));
  const keyOf = (contract: Contract): string | null => organisationCodeOf(contract.supplierCode);
  return readGroups(database, contracts, keyOf, onlyInForce, among('SUPPLIER_CRED_CODE', spellings));
}

const organisationCodeOf = (spelling: string | null): string | null => readCode(spelling).organisationCode;

async function supplierCodes(database: Database): Promise<string[]> {
  const codeOnly = { name: contracts.name, columns: { code: contracts.columns.supplierCode } };
  const found = await read(database, codeOnly, onlyInForce, (query) => query.distinct());
  return found.flatMap(({ code }) => code ?? []);
}

const LATER_ROW = `SELECT 1 FROM PM_PROJECT_INFO later WHERE later.PRO_CODE = PM_PROJECT_INFO.PRO_CODE AND later.IS_DELETED = ?
  AND (later.FISCAL_YEAR, later.PRO_ID) > (PM_PROJECT_INFO.FISCAL_YEAR, PM_PROJECT_INFO.PRO_ID)`;

/** Leaves one row a project: of those in force, the one of the latest fiscal year. */
export const onlyCurrent: Condition = (query) => onlyInForce(query).whereRaw(`NOT EXISTS (${LATER_ROW})`, [IN_FORCE]);

/** Projects by their current rows. */
export const projectsByCodes = (database: Database, codes: Keys): Promise<Map<string, Project>> =>
  readMap(database, projects, (project) => project.code, onlyCurrent, among('PRO_CODE', codes));
