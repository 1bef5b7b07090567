import type { Database } from '../../../kit/database/database.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type {
  Bill,
  BillDocument,
  BillPayment,
  Contract,
  Organisation,
  PlannedInstalment,
  PlatformRow,
  Project,
} from '../model.ts';
import { rowIds } from './ids.ts';
import { read, type Condition, type Table } from '../../../kit/source/table.ts';
import { latestRows } from '../facts/rows.ts';
import { notDeleted, onlyStandingBills, onlyStandingContracts } from './in-force.ts';
import { bills, contracts, documents, instalments, organisations, payments, projects } from './tables.ts';

type Keys = readonly string[];

/** Bills that stand in the books, confirmed or not. */
export const billsByIds = (database: Database, ids: Keys): Promise<Map<string, Bill>> =>
  readByIds(database, bills, ids, onlyStandingBills);

/** Contracts that are not deleted, nor their project. */
export const contractsByIds = (database: Database, ids: Keys): Promise<Map<string, Contract>> =>
  readByIds(database, contracts, ids, onlyStandingContracts);

export const projectsByIds = (database: Database, ids: Keys): Promise<Map<string, Project>> =>
  readByIds(database, projects, ids, notDeleted('hc_project'));

/** Entries, deleted or not: bills go on resting on them. */
export const organisationsByIds = (database: Database, ids: Keys): Promise<Map<string, Organisation>> =>
  readByIds(database, organisations, ids);

/** Payments that are not deleted, reversed or not. */
export async function paymentsByBillIds(database: Database, ids: Keys): Promise<Map<string, BillPayment[]>> {
  const found = await readOfBills(database, payments, ids, notDeleted('hc_payment'));
  return new Map([...found].map(([id, rows]) => [id, latestRows(rows)]));
}

/** The plan in force: its parts that were not cancelled. */
export const instalmentsByBillIds = (database: Database, ids: Keys): Promise<Map<string, PlannedInstalment[]>> =>
  readOfBills(database, instalments, ids, (query) => query.where('cancelled', 0));

export const documentsByBillIds = (database: Database, ids: Keys): Promise<Map<string, BillDocument[]>> =>
  readOfBills(database, documents, ids, notDeleted('hc_document'));

async function readByIds<Noun extends PlatformRow>(
  database: Database,
  table: Table<Noun>,
  ids: Keys,
  ...conditions: Condition[]
): Promise<Map<string, Noun>> {
  const found = await read(database, table, (query) => query.whereIn(`${table.name}.id`, rowIds(ids)), ...conditions);
  return new Map(latestRows(found).map((noun) => [noun.id, noun]));
}

async function readOfBills<Noun extends { billId: string }>(
  database: Database,
  table: Table<Noun>,
  ids: Keys,
  ...conditions: Condition[]
): Promise<Map<string, Noun[]>> {
  const found = await read(database, table, (query) => query.whereIn('bill_id', rowIds(ids)), ...conditions);
  return groupedBy(found, ({ billId }) => billId);
}
