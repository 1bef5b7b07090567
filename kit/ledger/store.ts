import { rmSync } from 'node:fs';
import { DuckDBInstance, listValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { LedgerExclusion } from '../../schema/generated/department.ts';
import type { Bundle } from '../fact.ts';
import { makeTemporaryFolder } from '../folders.ts';
import { Answers, type StoreRow } from './answers.ts';
import { append } from './append.ts';
import { EXCLUSIONS, Exclusions } from './exclusions.ts';
import { tables, type Table } from './tables.ts';

/** A ledger may take this much before it spills to disk, and no more than half of what its container has: the rest of the process wants as much. */
const MOST_MEMORY = 2 * 1024 ** 3;

/** Two threads, since that is what a small machine has; a bound on memory, and where it spills to past that; and nothing fetched from its makers. */
function settings(spill: string): Record<string, string> {
  const memory = Math.min(MOST_MEMORY, Math.floor((process.constrainedMemory() || Infinity) / 2));
  return {
    threads: '2',
    memory_limit: `${Math.floor(memory / 1024 ** 2)}MiB`,
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
  };
}

/**
 * Debts as they stand at the end of a day, with what depends on the day. Age buckets are days overdue, of debts in arrears only.
 * 9999-12-31 as the end of a state is no end.
 */
const DEBTS_ON = `
  CREATE MACRO debts_on(as_of) AS TABLE
  SELECT *,
    CASE WHEN in_arrears THEN as_of - due_on END AS days_overdue,
    CASE WHEN outstanding = 0 THEN 'CLEARED' WHEN in_arrears THEN 'IN_ARREARS' ELSE 'NOT_YET_DUE' END AS status,
    CASE WHEN NOT in_arrears THEN NULL WHEN due_on IS NULL THEN 'UNKNOWN'
      WHEN as_of - due_on <= 30 THEN 'D1_30' WHEN as_of - due_on <= 60 THEN 'D31_60' WHEN as_of - due_on <= 90 THEN 'D61_90'
      WHEN as_of - due_on <= 180 THEN 'D91_180' WHEN as_of - due_on <= 365 THEN 'D181_365' WHEN as_of - due_on <= 730 THEN 'Y1_2'
      WHEN as_of - due_on <= 1095 THEN 'Y2_3' WHEN as_of - due_on <= 1825 THEN 'Y3_5' ELSE 'OVER_5Y' END AS age_bucket
  FROM (
    SELECT *, outstanding > 0 AND (due_on < as_of OR (due_on IS NULL AND arrears_ledger)) IS TRUE AS in_arrears
    FROM debt_state WHERE from_on <= as_of AND (as_of < to_on OR to_on = DATE '9999-12-31')
  )`;

/** Numbers the changes of bundles, so that a reader can ask for those since the last it has seen. */
const CHANGES = ['CREATE TABLE bundle_change (bundle VARCHAR, number BIGINT)', 'CREATE SEQUENCE change'];

/** A list of texts as a parameter, for `column = ANY($n::VARCHAR[])`. Not for an empty one: DuckDB cannot tell what it is a list of. */
export const textList = (values: readonly string[]): DuckDBValue => listValue([...values]);

/** A department's facts in an in-process DuckDB. It holds nothing of its own: it can be thrown away and read again at any time. */
export interface Store {
  /** Rows are shared by all who ask the same until the next change. */
  query(sql: string, values?: readonly DuckDBValue[]): Promise<readonly StoreRow[]>;
  /** Puts bundles in place of what stood under these keys, in one step that no query sees half done, and numbers it as a change of each. */
  replace(keys: readonly string[], bundles: readonly Bundle[]): Promise<void>;
  /** Asks with a set of ids in place, for `without`. Throws EXCLUSIONS_UNKNOWN for one that has to be sent. */
  excluding<T>(without: LedgerExclusion, ask: () => Promise<T>): Promise<T>;
  close(): void;
}

/** An empty store. Readers, the writer of facts and that of exclusions have a connection each: a reader sees the last finished step. */
export async function openStore(): Promise<Store> {
  const spill = makeTemporaryFolder('spill');
  const instance = await DuckDBInstance.create(':memory:', settings(spill));
  const [reader, writer, excluder] = [await instance.connect(), await instance.connect(), await instance.connect()];
  for (const statement of [...tables.map(createTable), ...CHANGES, EXCLUSIONS, DEBTS_ON]) await writer.run(statement);
  const exclusions = new Exclusions(excluder);
  const answers = new Answers(async (sql, values) => (await reader.runAndReadAll(sql, [...values])).getRowObjects());
  return {
    query: (sql, values = []) => answers.of(sql, values),
    replace: async (keys, bundles) => {
      await replaceBundles(writer, keys, bundles);
      answers.forget();
    },
    excluding: (without, ask) => exclusions.during(without, ask),
    close: () => {
      for (const part of [reader, writer, excluder, instance]) part.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

function createTable({ name, columns }: Table): string {
  return `CREATE TABLE ${name} (${columns.map((column) => `${column.name} ${column.type.toString()}`).join(', ')})`;
}

async function replaceBundles(writer: DuckDBConnection, keys: readonly string[], bundles: readonly Bundle[]): Promise<void> {
  const replaced = [textList(keys)];
  const ids = bundles.flatMap((bundle) => bundle.debts.map(({ id }) => id));
  await writer.run('BEGIN');
  try {
    // a row that was moved to another bundle is not counted in both until the one it left is read again
    if (ids.length > 0) await writer.run('DELETE FROM debt_state WHERE id IN (SELECT unnest($1::VARCHAR[]))', [textList(ids)]);
    for (const table of tables) {
      await writer.run(`DELETE FROM ${table.name} WHERE bundle IN (SELECT unnest($1::VARCHAR[]))`, replaced);
      await append(writer, table, rowsOf(table, bundles));
    }
    await writer.run('DELETE FROM bundle_change WHERE bundle IN (SELECT unnest($1::VARCHAR[]))', replaced);
    await writer.run("INSERT INTO bundle_change SELECT unnest($1::VARCHAR[]), nextval('change')", replaced);
    await writer.run('COMMIT');
  } catch (error) {
    await writer.run('ROLLBACK');
    throw error;
  }
}

function* rowsOf(table: Table, bundles: readonly Bundle[]): Iterable<DuckDBValue[]> {
  for (const bundle of bundles) yield* table.rows(bundle);
}
