import type { Database } from '../../../kit/database/database.ts';
import { isFile } from '../../../kit/database/kind.ts';

/** What is decided by hand, in the order in which it was. */
export const DECISIONS = 'same_debt_decision';
/** Requests that are carried out once, and which decision each was about. */
export const REQUESTS = 'same_debt_request';

type Columns = Parameters<Database['schema']['createTable']>[1];

const decisions: Columns = (table) => {
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

const requests: Columns = (table) => {
  table.string('id', 64).primary();
  table.string('body', 64).notNullable();
  table.string('decision', 36).notNullable();
};

/** Makes what tables are not there. */
export async function makeTables(database: Database): Promise<void> {
  await makeTable(database, DECISIONS, decisions);
  await makeTable(database, REQUESTS, requests);
}

/** Whatever the server would make of a table that is not told. Another instance may have made it meanwhile. */
async function makeTable(database: Database, name: string, columns: Columns): Promise<void> {
  if (await database.schema.hasTable(name)) return;
  const making = database.schema.createTable(name, (table) => {
    if (!isFile(database)) {
      table.engine('InnoDB');
      table.charset('utf8mb4');
    }
    columns(table);
  });
  await making.catch(async (error: unknown) => {
    if (!(await database.schema.hasTable(name))) throw error;
  });
}
