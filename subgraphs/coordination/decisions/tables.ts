import type { Database } from '../../../kit/database/database.ts';
import { makeTable, type TableColumns } from '../../../kit/database/own-database.ts';

/** What is decided by hand, in the order in which it was. */
export const DECISIONS = 'same_debt_decision';
/** Requests that are carried out once, and which decision each was about. */
export const REQUESTS = 'same_debt_request';

const decisions: TableColumns = (table) => {
  table.increments('number');
  table.string('id', 36).notNullable().unique();
  table.string('kind', 8).notNullable();
  table.text('debt_ids').notNullable();
  table.text('reason').notNullable();
  table.string('decided_by', 200).notNullable();
  table.string('decided_at', 40).notNullable();
  table.string('undone_by', 200);
  table.string('undone_at', 40);
  table.text('undone_reason');
};

const requests: TableColumns = (table) => {
  table.string('id', 64).primary();
  table.string('body', 64).notNullable();
  table.string('decision', 36).notNullable();
};

/** Makes what tables are not there. */
export async function makeTables(database: Database): Promise<void> {
  await makeTable(database, DECISIONS, decisions);
  await makeTable(database, REQUESTS, requests);
}
