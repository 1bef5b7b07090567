import { rmSync } from 'node:fs';
import { BIGINT, DuckDBInstance, listValue, VARCHAR, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { userError } from '../graphql/errors.ts';
import type { Bundle } from '../rules/fact.ts';
import { makeTemporaryFolder } from '../program/folders.ts';
import { QueryCache, type Ask, type StoreRow } from './query-cache.ts';
import { append } from './append.ts';
import { EXCLUSIONS, Exclusions, type ExclusionSet } from './exclusions.ts';
import { KEPT_MS, Past } from './past.ts';
import { Readers } from './readers.ts';
import { tables, type Table } from './tables.ts';

/**
 * A ledger may take this much before it spills to disk, and no more than half of what its container has: the rest of
 * the process wants as much.
 */
const MOST_MEMORY = 2 * 1024 ** 3;

/**
 * Two threads, since that is what a small machine has; a bound on memory, and where it spills to past that; and nothing
 * fetched from its makers.
 */
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
 * What every row has beside its table's own columns: the change from which on it holds, and the one from which on it
 * does no more.
 */
const HOLDS = [
  { name: 'since_change', type: BIGINT },
  { name: 'until_change', type: BIGINT },
];
/** It still holds. */
const NO_END = 9_223_372_036_854_775_807n;

/** Numbers the changes of bundles, so that a reader can ask for those since the last it has seen. */
const CHANGES = {
  name: 'bundle_change',
  columns: [
    { name: 'bundle', type: VARCHAR },
    { name: 'number', type: BIGINT },
  ],
};

/** A table's rows in the state that a change made. */
const rowsAt = ({ name }: Pick<Table, 'name'>): string => `
  CREATE MACRO ${name}_at(change) AS TABLE SELECT * FROM ${name} WHERE since_change <= change AND change < until_change`;

/**
 * Debts as they stand at the end of a day, by the state that a change made, with what depends on the day. Age buckets
 * are days overdue, of debts in arrears only. 9999-12-31 as the end of a stretch is no end.
 */
const DEBTS_ON = `
  CREATE MACRO debts_on(as_of, change) AS TABLE
  SELECT *,
    CASE WHEN in_arrears THEN as_of - due_on END AS days_overdue,
    CASE WHEN outstanding = 0 THEN 'CLEARED' WHEN in_arrears THEN 'IN_ARREARS' ELSE 'NOT_YET_DUE' END AS status,
    CASE WHEN NOT in_arrears THEN NULL WHEN due_on IS NULL THEN 'UNKNOWN'
      WHEN as_of - due_on <= 30 THEN 'D1_30' WHEN as_of - due_on <= 60 THEN 'D31_60' WHEN as_of - due_on <= 90 THEN 'D61_90'
      WHEN as_of - due_on <= 180 THEN 'D91_180' WHEN as_of - due_on <= 365 THEN 'D181_365' WHEN as_of - due_on <= 730 THEN 'Y1_2'
      WHEN as_of - due_on <= 1095 THEN 'Y2_3' WHEN as_of - due_on <= 1825 THEN 'Y3_5' ELSE 'OVER_5Y' END AS age_bucket
  FROM (
    SELECT *, outstanding > 0 AND (due_on < as_of OR (due_on IS NULL AND arrears_ledger)) IS TRUE AS in_arrears
    FROM debt_state_at(change) WHERE from_on <= as_of AND (as_of < to_on OR to_on = DATE '9999-12-31')
  )`;

/**
 * A list of texts as a parameter, for `column = ANY($n::VARCHAR[])`. Not for an empty one: DuckDB cannot tell what it
 * is a list of.
 */
export const textList = (values: readonly string[]): DuckDBValue => listValue([...values]);

/** The facts in one state. Every statement names it: `debts_on(<day>, <change>)`, `<table>_at(<change>)`. */
export interface Facts {
  /** Number of the change that made it; 0: nothing is there yet. */
  readonly change: number;
  /** Number of the last change that there is by now. */
  readonly newest: number;
  /** Rows are shared by all who ask the same. Throws STATE_GONE where the state was let go of meanwhile. */
  query(sql: string, values?: readonly DuckDBValue[]): Promise<readonly StoreRow[]>;
}

/**
 * A department's facts in an in-process DuckDB. It holds nothing of its own: it can be thrown away and read again at
 * any time.
 */
export interface Store {
  /** The facts as they are; asked no more from the signal on. */
  now(wanted?: AbortSignal): Facts;
  /** The facts as a change has left them. Throws STATE_GONE where that is too long ago, or never was. */
  at(change: number, wanted?: AbortSignal): Facts;
  /**
   * Puts bundles in place of what stood under these keys, in one step that no query sees half done, and numbers it as a
   * change of each.
   */
  replace(keys: readonly string[], bundles: readonly Bundle[]): Promise<void>;
  /**
   * Asks with a set of ids in place, for `without`: sent with it, or before. Throws EXCLUSIONS_UNKNOWN for one that has
   * to be sent.
   */
  excluding<T>(without: ExclusionSet, ask: () => Promise<T>): Promise<T>;
  close(): void;
}

/** As many statements as there are threads. */
const READERS = 2;

/**
 * An empty store. Readers, the writer of facts and that of exclusions have connections of their own: a reader sees the
 * last finished step.
 */
export async function openStore(): Promise<Store> {
  const spill = makeTemporaryFolder('spill');
  const instance = await DuckDBInstance.create(':memory:', settings(spill));
  const [writer, excluder] = [await instance.connect(), await instance.connect()];
  const readers = await Promise.all(Array.from({ length: READERS }, () => instance.connect()));
  const reading = new Readers(readers);
  const made = [...tables, CHANGES].flatMap((each) => [createTable(each), rowsAt(each)]);
  for (const statement of [...made, EXCLUSIONS, DEBTS_ON]) await writer.run(statement);
  const [past, exclusions] = [new Past(), new Exclusions(excluder)];
  const cache = new QueryCache((sql, values) => reading.run(sql, values));
  const at = (change: number, wanted?: AbortSignal): Facts => factsAt(past, change, inTurn(cache, wanted));
  return {
    now: (wanted) => at(past.last, wanted),
    at,
    replace: async (keys, bundles) => {
      await replaceBundles(writer, past, keys, bundles);
      cache.forget();
    },
    excluding: (without, ask) => exclusions.during(without, ask),
    close: () => {
      for (const part of [...readers, writer, excluder, instance]) part.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

/** Of a state that is let go of while it is asked, what is answered may be half of it. */
function factsAt(past: Past, change: number, ask: Ask): Facts {
  const assertKept = (): void => {
    if (!past.has(change))
      throw userError('STATE_GONE', `at wants a state of the last ${KEPT_MS / 1000} s; got ${change}`);
  };
  assertKept();
  past.use(change, Date.now());
  return {
    change,
    get newest() {
      return past.last;
    },
    query: (sql, values = []) => ask(sql, values).finally(assertKept),
  };
}

/**
 * Asks one thing after the other, whatever is asked at once for one answer, so that others' come in between; nothing
 * more when nobody waits.
 */
function inTurn(cache: QueryCache, wanted?: AbortSignal): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (sql, values) => {
    const ask = (): ReturnType<Ask> => {
      if (wanted?.aborted) throw userError('OVERLOADED', 'Nobody waits for this any more.');
      return cache.of(sql, values);
    };
    const rows = last.then(ask, ask);
    last = rows;
    return rows;
  };
}

function createTable({ name, columns }: Pick<Table, 'name' | 'columns'>): string {
  return `CREATE TABLE ${name} (${[...columns, ...HOLDS].map((column) => `${column.name} ${column.type.toString()}`).join(', ')})`;
}

/** What holds no more stays for as long as it can be asked for. */
async function replaceBundles(
  writer: DuckDBConnection,
  past: Past,
  keys: readonly string[],
  bundles: readonly Bundle[],
): Promise<void> {
  const [replaced, change, now] = [[textList(keys)], past.last + keys.length, Date.now()];
  const ids = bundles.flatMap((bundle) => bundle.debts.map(({ id }) => id));
  const end = (table: string, column: string, values: DuckDBValue[]): Promise<unknown> =>
    writer.run(
      `UPDATE ${table} SET until_change = ${change} WHERE until_change = ${NO_END} AND ${column} IN (SELECT unnest($1::VARCHAR[]))`,
      values,
    );
  await writer.run('BEGIN');
  try {
    // a row that was moved to another bundle is not counted in both until the one it left is read again
    if (ids.length > 0) await end('debt_state', 'id', [textList(ids)]);
    for (const table of [...tables, CHANGES]) await end(table.name, 'bundle', replaced);
    for (const table of tables) await append(writer, heldTable(table), rowsOf(table, bundles, change));
    const numbered = keys.map((key, i) => [key, BigInt(past.last + i + 1), BigInt(change), NO_END]);
    await append(writer, heldTable(CHANGES), numbered);
    if (past.letGo(now))
      for (const { name } of [...tables, CHANGES])
        await writer.run(`DELETE FROM ${name} WHERE until_change <= ${past.oldest}`);
    await writer.run('COMMIT');
  } catch (error) {
    await writer.run('ROLLBACK');
    throw error;
  }
  past.add(change, now);
}

const heldTable = ({ name, columns }: Pick<Table, 'name' | 'columns'>): Pick<Table, 'name' | 'columns'> => ({
  name,
  columns: [...columns, ...HOLDS],
});

function* rowsOf(table: Table, bundles: readonly Bundle[], change: number): Iterable<DuckDBValue[]> {
  for (const bundle of bundles) for (const row of table.rows(bundle)) yield [...row, BigInt(change), NO_END];
}
