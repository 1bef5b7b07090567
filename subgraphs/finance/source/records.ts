import type { Database } from '../../../kit/database/database.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { readCode } from '../../../kit/rules/identity.ts';
import type { KeyMap } from '../../../kit/source/key-map.ts';
import { read, readGroups, readMap, type Condition, type Table } from '../../../kit/source/table.ts';
import type { Agency, Contract, Document, Payable, PlanLine, Project, Voucher } from '../model.ts';
import { IN_FORCE, inForce, notDeleted } from './in-force.ts';
import { agencies, contracts, documents, payables, planLines, projects, vouchers } from './tables.ts';

type Keys = Iterable<string>;
type Groups<Noun> = Promise<KeyMap<Noun[]>>;
type ByKey<Noun> = Promise<KeyMap<Noun>>;

/** `+ 0`: SQLite may keep a decimal as text, and takes any text for more than any number. */
export const onlyAboveZero: Condition = (query) => query.whereRaw('AP_PAYABLE.PAYABLE_AMT + 0 > 0');

/**
 * Payables that have a record: in force as their contracts are, and above zero. Two statements, since tables may
 * compare keys differently.
 */
export async function payablesByIds(database: Database, ids: Keys): ByKey<Payable> {
  return ofContractsInForce(
    database,
    await readMap(database, payables, 'PAYABLE_ID', ids, inForce(payables.name), onlyAboveZero),
  );
}

async function ofContractsInForce(database: Database, found: KeyMap<Payable>): ByKey<Payable> {
  const contractOf = await contractsByIds(
    database,
    [...found.values()].map(({ contractId }) => contractId),
  );
  for (const [id, { contractId }] of found) if (!contractOf.has(contractId)) found.delete(id);
  return found;
}

/** Every payable of these contracts, deleted or not, by contract. */
export const payablesByContractIds = (database: Database, ids: Keys): Groups<Payable> =>
  readGroups(database, payables, 'CT_ID', ids);

/** Vouchers that are in force, whatever their status, by payable. */
export const vouchersByPayableIds = (database: Database, ids: Keys): Groups<Voucher> =>
  readGroups(database, vouchers, 'PAYABLE_ID', ids, inForce(vouchers.name));

/** Vouchers that are not deleted, by payable. */
export const standingVouchersByPayableIds = (database: Database, ids: Keys): Groups<Voucher> =>
  readGroups(database, vouchers, 'PAYABLE_ID', ids, notDeleted(vouchers.name));

/** Lines of every revision, by payable. */
export const planLinesByPayableIds = (database: Database, ids: Keys): Groups<PlanLine> =>
  readGroups(database, planLines, 'PAYABLE_ID', ids);

/** The debts' files, by payable. */
export const documentsByPayableIds = (database: Database, ids: Keys): Groups<Document> =>
  readGroups(database, documents, 'PAYABLE_ID', ids);

/** Every row of these agencies, deleted or not, by the agency's code. */
export const agenciesByCodes = (database: Database, codes: Keys): Groups<Agency> =>
  readGroups(database, agencies, 'AGENCY_CODE', codes);

/** Contracts in force. */
export const contractsByIds = (database: Database, ids: Keys): ByKey<Contract> =>
  readMap(database, contracts, 'CT_ID', ids, inForce(contracts.name));

/** Contracts that are not deleted. */
export const standingContractsByIds = (database: Database, ids: Keys): ByKey<Contract> =>
  readMap(database, contracts, 'CT_ID', ids, notDeleted(contracts.name));

/** Contracts in force, by the project that they rest on. */
export const contractsByProjectCodes = (database: Database, codes: Keys): Groups<Contract> =>
  readGroups(database, contracts, 'PRO_CODE', codes, inForce(contracts.name));

/**
 * Contracts in force, by the supplier's organisation code. Codes are typed in many ways, so all spellings in the books
 * are read first: two statements.
 */
export async function contractsByOrganisationCodes(
  database: Database,
  codes: readonly string[],
): Promise<Map<string, Contract[]>> {
  const wanted = new Set<string | null>(codes);
  const spellings = (await supplierCodes(database)).filter((spelling) => wanted.has(organisationCodeOf(spelling)));
  const found = await readGroups(database, contracts, 'SUPPLIER_CRED_CODE', spellings, inForce(contracts.name));
  const all = [...found.values()].flat();
  return groupedBy(all, (contract) => organisationCodeOf(contract.supplierCode) ?? '');
}

const organisationCodeOf = (spelling: string | null): string | null => readCode(spelling).organisationCode;

async function supplierCodes(database: Database): Promise<string[]> {
  const codeOnly: Table<Pick<Contract, 'supplierCode'>> = {
    name: contracts.name,
    columns: { supplierCode: contracts.columns.supplierCode },
  };
  const found = await read(database, codeOnly, inForce(contracts.name), (query) => query.distinct());
  return found.flatMap(({ supplierCode }) => supplierCode ?? []);
}

const LATER_ROW = `SELECT 1 FROM PM_PROJECT_INFO later WHERE later.PRO_CODE = PM_PROJECT_INFO.PRO_CODE AND later.IS_DELETED = ?
  AND (later.FISCAL_YEAR, later.PRO_ID) > (PM_PROJECT_INFO.FISCAL_YEAR, PM_PROJECT_INFO.PRO_ID)`;

/** Leaves one row a project: of those in force, the one of the latest fiscal year. */
export const onlyCurrent: Condition = (query) =>
  inForce(projects.name)(query).whereRaw(`NOT EXISTS (${LATER_ROW})`, [IN_FORCE]);

/** Projects by their current rows. */
export const projectsByCodes = (database: Database, codes: Keys): ByKey<Project> =>
  readMap(database, projects, 'PRO_CODE', codes, onlyCurrent);
