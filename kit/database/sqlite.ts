import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import knex, { type Knex } from 'knex';
import { assertWanted, awaitUntil, NO_SCOPE, type StatementScope, type Statement } from './statement-scope.ts';
import { asSilence, asSilenceUnlessAnswered } from './silence.ts';
import { SILENT } from './silent.ts';

interface Connection {
  defaultSafeIntegers(on: boolean): void;
  exec(sql: string): void;
}

interface Config extends Knex.Config {
  scope?: StatementScope;
}

/** What of knex's dialect is used here, and not in its types. */
interface Dialect {
  readonly config: Config;
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  _query(connection: Connection, statement: Statement): Promise<Statement>;
}

const require = createRequire(import.meta.url);
const BetterSqlite3Dialect = require('knex/lib/dialects/better-sqlite3') as new (config: Config) => Dialect;
const Libsql = require('libsql') as new (filename: string, options: object) => object;

/**
 * knex's better-sqlite3 dialect on libsql, which has the same interface and installs without a compiler and without a
 * download. A statement runs on our own thread: one that has begun cannot be ended, one that nobody waits for does not
 * begin.
 */
class LibsqlDialect extends BetterSqlite3Dialect {
  _driver(): unknown {
    return Libsql;
  }

  override acquireConnection(): Promise<Connection> {
    const { signal } = this.config.scope ?? NO_SCOPE;
    return awaitUntil(
      signal,
      () => super.acquireConnection(),
      (late) => this.releaseConnection(late),
    ).catch((error: unknown) => {
      throw asSilence(error);
    });
  }

  override async _query(connection: Connection, statement: Statement): Promise<Statement> {
    assertWanted(statement.sql, this.config.scope ?? NO_SCOPE);
    statement.bindings = (statement.bindings ?? []).map(fitting);
    return super._query(connection, statement).catch((error: unknown) => {
      throw asSilenceUnlessAnswered(error);
    });
  }
}

/**
 * The driver makes another number of one that does not fit 64 bits with a sign; as text it is greater than all of
 * those, as it should be.
 */
const fitting = (binding: unknown): unknown =>
  typeof binding === 'bigint' && BigInt.asIntN(64, binding) !== binding ? String(binding) : binding;

/** The driver makes a file that is missing; a missing book must not look like an empty one. */
class ExistingFile extends Libsql {
  constructor(filename: string, options: object) {
    if (!existsSync(filename)) throw new Error(`there is no database file ${filename}`);
    super(filename, options);
  }
}

class ExistingFileDialect extends LibsqlDialect {
  override _driver(): unknown {
    return ExistingFile;
  }
}

/** Opens a file that is there, for reading only. */
export const openFile = (filename: string): Knex => open(filename, ExistingFileDialect, makeReadOnly);

/** Opens a file for writing too, and makes it where it is not there. */
export const openOwnFile = (filename: string): Knex => open(filename, LibsqlDialect, keepIntegers);

type Created = (error: Error | null, connection: Connection) => void;

function open(
  filename: string,
  client: typeof LibsqlDialect,
  afterCreate: (connection: Connection, created: Created) => void,
): Knex {
  return knex({
    client: client as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    log: SILENT,
    pool: { min: 0, max: 1, afterCreate },
    postProcessResponse: (response: Record<string, Value>[] | object) =>
      Array.isArray(response) ? response.map(textRow) : response,
  });
}

/** Snowflakes do not fit a JavaScript number: integers come as bigint. */
function keepIntegers(connection: Connection, created: Created): void {
  connection.defaultSafeIntegers(true);
  created(null, connection);
}

/** The driver ignores its own option to open for reading only. */
function makeReadOnly(connection: Connection, created: Created): void {
  connection.exec('PRAGMA query_only = ON');
  keepIntegers(connection, created);
}

/** What SQLite gives a value as: whole numbers and texts, in the books of a department. */
type Value = string | number | bigint | null;

function textRow(row: Record<string, Value>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value === null ? null : String(value)]),
  );
}
