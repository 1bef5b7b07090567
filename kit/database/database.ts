import { setMaxListeners } from 'node:events';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import { databaseAddress } from './address.ts';
import type { StatementScope } from './statement-scope.ts';
import { PATIENCE_MS } from './limits.ts';
import { openMysql } from './mysql.ts';
import { openFile, openOwnFile } from './sqlite.ts';
import { makeFolder } from '../program/folders.ts';
import { traceStatements } from '../telemetry/tracing.ts';

/**
 * A row of a department's book: every value as the text that stands there, whatever its type in the database. a BIT is
 * the number that it makes.
 */
export type Row = Record<string, string | null>;

export type Database = Knex;

/**
 * Opens a department's database for reading only: `mysql://user:password@host:port/database` (`?socketPath=`,
 * `?ssl-mode=` and what goes with it accepted) or `sqlite:/path/to/file`. Throws an `AddressError` for what is neither.
 * Nothing is connected before the first statement.
 */
export function openDatabase(url: string): Database {
  const address = databaseAddress(url);
  return 'file' in address ? openFile(address.file) : openMysql(address.server, 'READ ONLY');
}

/** Opens a database of our own, for writing too; a SQLite file that is not there is made, and its folder. */
export function openOwnDatabase(url: string): Database {
  const address = databaseAddress(url);
  if ('server' in address) return openMysql(address.server, 'READ WRITE');
  makeFolder(dirname(address.file));
  return openOwnFile(address.file);
}

interface Client {
  config: { control?: Database };
  pool: { numUsed(): number };
}
const clientOf = (database: Database): Client => database.client as Client;

/**
 * The same database, over the same connections, for statements of one scope: they say what they are for, and end with
 * it.
 */
export function withScope(database: Database, scope: StatementScope): Database {
  const { config, pool: connectionPool } = clientOf(database);
  setMaxListeners(0, scope.signal);
  return traceStatements(
    knex({ ...config, connection: undefined, pool: undefined, connectionPool, scope } as unknown as Knex.Config),
  );
}

/** Whether a database says anything soon, a refusal included. A file always does. */
export async function isThere(database: Database): Promise<boolean> {
  const { control } = clientOf(database).config;
  if (!control) return true;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await withScope(control, { label: 'are you there', signal })
    .raw('DO 0')
    .catch(() => undefined);
  return !signal.aborted;
}

/** What time it is by a database's own clock, to the second. SYSDATE: a session's NOW may have been set. */
export async function clockOf(database: Database): Promise<Date> {
  const { control } = clientOf(database).config;
  const seconds = database.raw(control ? 'UNIX_TIMESTAMP(SYSDATE()) AS now' : "strftime('%s', 'now') AS now");
  const [row]: Row[] = await database.select<Row[]>(seconds);
  return new Date(Number(row?.['now']) * 1_000);
}

export function connectionsInUse(database: Database): number {
  return clientOf(database).pool.numUsed();
}

/**
 * Runs reads that all see one moment of the database. Reads and no more: until they are done no table of theirs can be
 * altered.
 */
export function snapshot<T>(database: Database, reads: (snapshot: Database) => Promise<T>): Promise<T> {
  return database.transaction(reads);
}
