import { snapshot, type Database, type Row } from '../../../kit/database/database.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle } from '../../../kit/rules/fact.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { bundleKeysIn } from '../../../kit/source/bundle-keys.ts';
import { read, rowsOf, type Query } from '../../../kit/source/table.ts';
import { contractBundle, strayPaymentIssues, type ContractRows } from '../facts/contracts.ts';
import { ORGANISATIONS, organisationsBundle } from '../facts/organisations.ts';
import { unitFinder } from '../facts/units.ts';
import type { Bill, BillPayment, Organisation } from '../model.ts';
import { distinctIdsAfter, rowIds } from './ids.ts';
import { organisationsAround } from './mergers.ts';
import { notDeleted } from './in-force.ts';
import { strayPayments } from './references.ts';
import { bills, contracts, organisations, payments, projects } from './tables.ts';

/** Key of the bundle of payments whose bill is not in the books. */
const STRAY_PAYMENTS = 'payments';
/** Bundles that rest on no contract. */
const FIRST_KEYS = [ORGANISATIONS, STRAY_PAYMENTS];

/** The units and stray payments first, then contracts by id: those that there are, and those that bills name. */
export function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  const idsAfter = (id: string | null, most: number): Promise<string[]> =>
    contractIdsAfter(database, { after: id, limit: most });
  return bundleKeysIn({ first: FIRST_KEYS, idsAfter }, after, limit);
}

async function contractIdsAfter(database: Database, page: { after: string | null; limit: number }): Promise<string[]> {
  const own = await distinctIdsAfter(database, 'hc_contract', 'id', page);
  const named = await distinctIdsAfter(database, 'hc_bill', 'contract_id', page);
  const ids = [...new Set([...own, ...named])].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  return ids.slice(0, page.limit);
}

/** Eight statements at the most for contracts and units, however many keys. */
export async function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const contractIds = keys.filter((key) => !FIRST_KEYS.includes(key));
  const found = await snapshot(database, async (books) => ({
    organisations: keys.includes(ORGANISATIONS) ? await organisationsFile(books) : null,
    strays: keys.includes(STRAY_PAYMENTS) ? await strayPayments(books) : null,
    contracts: contractIds.length > 0 ? await contractsWithUnits(books, contractIds) : null,
  }));
  return [
    ...(found.organisations ? [organisationsBundle(found.organisations, today)] : []),
    ...(found.strays
      ? [{ key: STRAY_PAYMENTS, debts: [], mentions: [], issues: strayPaymentIssues(found.strays) }]
      : []),
    ...(found.contracts ? contractBundles(found.contracts, today) : []),
  ];
}

async function organisationsFile(database: Database): Promise<Parameters<typeof organisationsBundle>[0]> {
  return {
    organisations: await read(database, organisations),
    ownerIds: await usedIds(database, 'hc_project', 'owner_org_id'),
    contractorIds: await usedIds(database, 'hc_contract', 'contractor_id'),
  };
}

async function usedIds(database: Database, table: string, column: string): Promise<string[]> {
  const rows: Row[] = await notDeleted(table)(rowsOf(database, table)).distinct(column);
  return rows.map((row) => row[column] ?? '');
}

/** Those of contracts that stand in the books, and of others where something is wrong. */
interface ContractsWithUnits {
  files: ContractRows[];
  units: Organisation[];
}

async function contractsWithUnits(database: Database, ids: readonly string[]): Promise<ContractsWithUnits> {
  const files = await contractRowsByIds(database, ids);
  const named = files.flatMap((rows) => [
    ...rows.contracts.map((row) => row.contractorId),
    ...rows.projects.map((row) => row.ownerId),
  ]);
  return { files, units: await organisationsAround(database, named) };
}

function contractBundles({ files, units }: ContractsWithUnits, today: Day): Bundle[] {
  const unitOf = unitFinder(units);
  const bundles = files.map((rows) => contractBundle(rows, unitOf, today));
  return bundles.filter(({ debts, issues }) => debts.length + issues.length > 0);
}

/** Table by table, so that no row is lost or doubled by being joined to others. */
async function contractRowsByIds(database: Database, ids: readonly string[]): Promise<ContractRows[]> {
  const found = await read(database, contracts, (query) => query.whereIn('id', rowIds(ids)));
  const projectIds = found.map(({ projectId }) => projectId);
  const projectsById = groupedBy(
    await read(database, projects, (query) => query.whereIn('id', rowIds(projectIds))),
    idOf,
  );
  const contractsById = groupedBy(found, idOf);
  const billsOf = billsByContract(await read(database, bills, (query) => query.whereIn('id', billIds(database, ids))));
  const paymentsOf = groupedBy(
    await read(database, payments, (query) => ofBills(database, query, ids)),
    ({ billId }) => billId,
  );
  return ids.map((id) => {
    const own = contractsById.get(id) ?? [];
    const [billRows, projectRows] = [
      billsOf.get(id) ?? [],
      own.flatMap(({ projectId }) => projectsById.get(projectId) ?? []),
    ];
    return {
      id,
      contracts: own,
      projects: [...new Set(projectRows)],
      bills: billRows,
      payments: paymentsOfBills(billRows, paymentsOf),
    };
  });
}

const idOf = ({ id }: { id: string }): string => id;

/** The bills that contracts' rows have; all rows of such an id are read, since another of them may say otherwise. */
const billIds = (database: Database, contractIds: readonly string[]): Query =>
  rowsOf(database, 'hc_bill').whereIn('contract_id', rowIds(contractIds)).select('id') as unknown as Query;

const ofBills = (database: Database, query: Query, contractIds: readonly string[]): Query => {
  const ids = rowsOf(database, 'hc_payment').whereIn('bill_id', billIds(database, contractIds)).select('id');
  return query.whereIn('id', ids);
};

/** Under each contract that one of a bill's rows names, all rows of that bill. */
function billsByContract(rows: readonly Bill[]): Map<string, Bill[]> {
  const copies = [...groupedBy(rows, idOf).values()];
  const named = copies.flatMap((bill) =>
    [...new Set(bill.map(({ contractId }) => contractId))].map((id) => ({ id, bill })),
  );
  return new Map([...groupedBy(named, idOf)].map(([id, found]) => [id, found.flatMap(({ bill }) => bill)]));
}

function paymentsOfBills(rows: readonly Bill[], paymentsOf: ReadonlyMap<string, BillPayment[]>): BillPayment[] {
  return [...new Set(rows.map(idOf))].flatMap((id) => paymentsOf.get(id) ?? []);
}
