import { snapshot, type Database, type Row } from '../../../kit/database.ts';
import type { Day } from '../../../kit/dates.ts';
import type { Bundle } from '../../../kit/fact.ts';
import { groupedBy } from '../../../kit/group.ts';
import { contractBundle } from '../facts/contracts.ts';
import type { ContractFile } from '../facts/debts.ts';
import { ORGANISATIONS, organisationsBundle } from '../facts/organisations.ts';
import { unitFinder } from '../facts/units.ts';
import type { Bill, BillPayment } from '../model.ts';
import { rowIds } from './ids.ts';
import { organisationsAround } from './mergers.ts';
import { read, rowsOf } from '../../../kit/reading.ts';
import { contractsByIds, projectsByIds } from './records.ts';
import { NOT_DELETED, onlyStandingBills, onlyStandingContracts } from './standing.ts';
import { bills, organisations, payments } from './tables.ts';

/** The units first, then contracts by id. */
export async function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  if (after === null) return [ORGANISATIONS, ...(await contractIdsAfter(database, 0n, limit - 1))];
  return contractIdsAfter(database, after === ORGANISATIONS ? 0n : BigInt(after), limit);
}

async function contractIdsAfter(database: Database, after: bigint, limit: number): Promise<string[]> {
  const standing = onlyStandingContracts(rowsOf(database, 'hc_contract')).where('hc_contract.id', '>', after);
  const rows: Row[] = await standing.orderBy('hc_contract.id').limit(limit).select({ id: 'hc_contract.id' });
  return rows.map((row) => row['id'] ?? '');
}

/** Eight statements at the most, however many keys. */
export function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const contractIds = keys.filter((key) => key !== ORGANISATIONS);
  return snapshot(database, async (books) => [
    ...(keys.includes(ORGANISATIONS) ? [await readOrganisationsBundle(books)] : []),
    ...(contractIds.length > 0 ? await readContractBundles(books, contractIds, today) : []),
  ]);
}

async function readOrganisationsBundle(database: Database): Promise<Bundle> {
  return organisationsBundle({
    organisations: await read(database, organisations),
    ownerIds: await usedIds(database, 'hc_project', 'owner_org_id'),
    contractorIds: await usedIds(database, 'hc_contract', 'contractor_id'),
  });
}

async function usedIds(database: Database, table: string, column: string): Promise<string[]> {
  const rows: Row[] = await rowsOf(database, table).where('deleted', NOT_DELETED).distinct(column);
  return rows.map((row) => row[column] ?? '');
}

async function readContractBundles(database: Database, ids: readonly string[], today: Day): Promise<Bundle[]> {
  const files = await contractFilesByIds(database, ids);
  const named = files.flatMap(({ contract, project }) => [contract.contractorId, project.ownerId]);
  const unitOf = unitFinder(await organisationsAround(database, named));
  return files.map((file) => contractBundle(file, unitOf, today));
}

async function contractFilesByIds(database: Database, ids: readonly string[]): Promise<ContractFile[]> {
  const standing = [...(await contractsByIds(database, ids)).values()];
  const projectIds = standing.map(({ projectId }) => projectId);
  const projects = await projectsByIds(database, projectIds);
  const billsOfContract = await billsByContractIds(database, ids);
  const paymentsOfBill = await paymentsByContractIds(database, ids);
  return standing.flatMap((contract) => {
    const project = projects.get(contract.projectId);
    const bills = billsOfContract.get(contract.id) ?? [];
    return project ? [{ contract, project, bills: bills.map((bill) => ({ bill, payments: paymentsOfBill.get(bill.id) ?? [] })) }] : [];
  });
}

async function billsByContractIds(database: Database, ids: readonly string[]): Promise<Map<string, Bill[]>> {
  const found = await read(database, bills, onlyStandingBills, (query) => query.whereIn('hc_bill.contract_id', rowIds(ids)));
  return groupedBy(found, ({ contractId }) => contractId);
}

/** By bill; asked for by contract, since contracts may have more bills than a statement takes keys. */
async function paymentsByContractIds(database: Database, ids: readonly string[]): Promise<Map<string, BillPayment[]>> {
  const found = await read(database, payments, (query) =>
    query
      .whereIn('hc_bill.contract_id', rowIds(ids))
      .where('hc_payment.deleted', NOT_DELETED)
      .join('hc_bill', 'hc_bill.id', 'hc_payment.bill_id'),
  );
  return groupedBy(found, ({ billId }) => billId);
}
