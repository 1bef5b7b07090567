import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';

const require = createRequire(import.meta.url);
const BetterSqlite3Dialect = require('knex/lib/dialects/better-sqlite3') as typeof Knex.Client;
const Libsql = require('libsql') as new (filename: string, options: object) => object;

/** A row of a department's book: every value as the text that stands there, whatever its type in the database. BIT is "0" or "1". */
export type Row = Record<string, string | null>;

export type Database = Knex;

/** What knex would print names hosts and statements; whoever asked for a read gets its error and says it in our words. */
const quiet = (): void => undefined;
const SILENT = { warn: quiet, error: quiet, debug: quiet, deprecate: quiet };

/**
 * Opens a department's database for reading only: `mysql://user:password@host:port/database` (`?socketPath=` accepted) or `sqlite:/path/to/file`.
 * Nothing is connected before the first statement.
 */
export function openDatabase(url: string): Database {
  return open(url, { mysql: makeSessionReadOnly, sqlite: makeFileReadOnly, mayMakeFile: false });
}

/** Opens a database of our own, for writing too; a SQLite file that is not there is made, and its folder. */
export function openOwnDatabase(url: string): Database {
  if (url.startsWith('sqlite:')) mkdirSync(dirname(url.slice('sqlite:'.length)), { recursive: true });
  return open(url, { mysql: setSqlMode, sqlite: keepIntegers, mayMakeFile: true });
}

/** What a new connection is told before its first statement. */
interface Access {
  mysql: (connection: MysqlConnection, created: Created<MysqlConnection>) => void;
  sqlite: (connection: SqliteConnection, created: Created<SqliteConnection>) => void;
  mayMakeFile: boolean;
}

function open(url: string, access: Access): Database {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length), access) : openMysql(new URL(url), access);
}

/** Runs reads that all see one moment of the database. */
export function snapshot<T>(database: Database, reads: (snapshot: Database) => Promise<T>): Promise<T> {
  return database.transaction(reads);
}

function openMysql(url: URL, access: Access): Database {
  const socketPath = url.searchParams.get('socketPath');
  return knex({
    client: 'mysql2',
    log: SILENT,
    connection: {
      ...(socketPath === null ? { host: url.hostname, port: Number(url.port || 3306) } : { socketPath }),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)),
      charset: 'utf8mb4',
      timezone: '+08:00',
      multipleStatements: false,
      connectTimeout: 5_000,
      typeCast: textOfField,
    },
    pool: { min: 0, max: 4, acquireTimeoutMillis: 10_000, afterCreate: access.mysql },
  });
}

interface MysqlField {
  type: string;
  string(): string | null;
  buffer(): Buffer | null;
}

function textOfField(field: MysqlField): string | null {
  return field.type === 'BIT' ? (field.buffer()?.readUInt8(0).toString() ?? null) : field.string();
}

interface MysqlConnection {
  query(sql: string, done: (error: Error | null) => void): void;
}
type Created<Connection> = (error: Error | null, connection: Connection) => void;

/** A server whose sql_mode has NO_BACKSLASH_ESCAPES makes the driver's escaping injectable: the mode is ours in every session. */
function setSqlMode(connection: MysqlConnection, created: Created<MysqlConnection>): void {
  connection.query("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'", (error) => created(error, connection));
}

function makeSessionReadOnly(connection: MysqlConnection, created: Created<MysqlConnection>): void {
  setSqlMode(connection, (error) => {
    if (error) created(error, connection);
    else connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', (failure) => created(failure, connection));
  });
}

interface SqliteConnection {
  defaultSafeIntegers(on: boolean): void;
  exec(sql: string): void;
}

/** The driver makes a file that is missing; a missing book must not look like an empty one. */
class ExistingFile extends Libsql {
  constructor(filename: string, options: object) {
    if (!existsSync(filename)) throw new Error(`there is no database file ${filename}`);
    super(filename, options);
  }
}

/** knex's better-sqlite3 dialect on libsql, which has the same interface and installs without a compiler and without a download. */
class LibsqlDialect extends BetterSqlite3Dialect {
  _driver(): unknown {
    return Libsql;
  }
}

class ExistingFileDialect extends LibsqlDialect {
  override _driver(): unknown {
    return ExistingFile;
  }
}

function openSqlite(filename: string, access: Access): Database {
  return knex({
    client: access.mayMakeFile ? LibsqlDialect : ExistingFileDialect,
    connection: { filename },
    useNullAsDefault: true,
    log: SILENT,
    pool: { min: 0, max: 1, afterCreate: access.sqlite },
    postProcessResponse: (response: Record<string, SqliteValue>[] | object) => (Array.isArray(response) ? response.map(textRow) : response),
  });
}

/** Snowflakes do not fit a JavaScript number: integers come as bigint. */
function keepIntegers(connection: SqliteConnection, created: Created<SqliteConnection>): void {
  connection.defaultSafeIntegers(true);
  created(null, connection);
}

/** The driver ignores its own option to open for reading only. */
function makeFileReadOnly(connection: SqliteConnection, created: Created<SqliteConnection>): void {
  connection.exec('PRAGMA query_only = ON');
  keepIntegers(connection, created);
}

/** What SQLite gives a value as: whole numbers and texts, in the books of a department. */
type SqliteValue = string | number | bigint | null;

function textRow(row: Record<string, SqliteValue>): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? null : String(value)]));
}
