import type { Database } from '../../../kit/database/database.ts';
import { makeTable as makeOwn, type TableColumns } from '../../../kit/database/own-database.ts';

/**
 * How often anything was changed: one row, which every change moves on by one, so that of two at once one comes first.
 */
export const REVISION = 'campaign_revision';
/** Each thing as it stands, and the revision at which it came to. */
export const THINGS = 'campaign_thing';
/** Steps in the lives of things; only ever added. */
export const STEPS = 'campaign_step';
/** What was frozen; only ever added. */
export const FROZEN = 'campaign_frozen';
/** Mutations that were carried out, by whose key, and what they were about; only ever added. */
export const REQUESTS = 'campaign_request';
const MIGRATIONS = 'campaign_migration';

const revision: TableColumns = (table) => {
  table.integer('id').primary();
  table.bigInteger('number').notNullable();
};

const things: TableColumns = (table) => {
  table.string('kind', 24).notNullable();
  table.string('id', 200).notNullable();
  table.bigInteger('revision').notNullable().index();
  table.text('body', 'longtext').notNullable();
  table.primary(['kind', 'id']);
};

const steps: TableColumns = (table) => {
  table.increments('number');
  table.string('kind', 24).notNullable();
  table.string('id', 200).notNullable();
  table.bigInteger('revision').notNullable().index();
  table.text('body', 'longtext').notNullable();
};

const frozen: TableColumns = (table) => {
  table.string('kind', 24).notNullable();
  table.string('id', 200).notNullable();
  table.integer('number').notNullable();
  table.text('body', 'longtext').notNullable();
  table.primary(['kind', 'id', 'number']);
};

const requests: TableColumns = (table) => {
  table.string('id', 64).primary();
  table.string('body', 64).notNullable();
  table.text('answer').notNullable();
};

/** Each is carried out once, in this order, on a database with data too: what it does may have been begun before. */
const STEPS_FORWARD: readonly ((database: Database) => Promise<void>)[] = [
  async (database) => {
    await makeTable(database, REVISION, revision);
    await makeTable(database, THINGS, things);
    await makeTable(database, STEPS, steps);
    await makeTable(database, FROZEN, frozen);
    await makeTable(database, REQUESTS, requests);
    await database(REVISION).insert({ id: 1, number: 0 }).onConflict('id').ignore();
  },
];

/**
 * Brings a database's tables forward to what this program wants. Throws where a newer program has been there: it may
 * mean other things by them.
 */
export async function migrate(database: Database): Promise<void> {
  await makeTable(database, MIGRATIONS, (table) => void table.integer('number').primary());
  const rows = await database(MIGRATIONS).select<{ number: string }[]>('number');
  const done = rows.map(({ number }) => Number(number));
  if (done.length > STEPS_FORWARD.length)
    throw new Error('the campaign’s database is of a newer program than this one');
  for (const [i, step] of STEPS_FORWARD.entries()) {
    if (done.includes(i + 1)) continue;
    await step(database);
    await database(MIGRATIONS)
      .insert({ number: i + 1 })
      .onConflict('number')
      .ignore();
  }
}

/** Keys are told apart by every letter. */
const makeTable = (database: Database, name: string, columns: TableColumns): Promise<void> =>
  makeOwn(database, name, columns, 'utf8mb4_bin');
