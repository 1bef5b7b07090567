import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import knex, { type Knex } from 'knex';
import type { ServerAddress } from './address.ts';
import { connectionError, connectionOf } from './connection.ts';
import {
  assertWanted,
  awaitUntil,
  NO_SCOPE,
  reasonOf,
  withComment,
  type StatementScope,
  type Statement,
} from './statement-scope.ts';
import { GRACE_MS, PATIENCE_MS, QUEUE_MS, READERS, STATEMENT_SECONDS } from './limits.ts';
import { beginSession, SessionError, type Access } from './session.ts';
import { asSilence, asSilenceUnlessAnswered } from './silence.ts';
import { SILENT } from './silent.ts';

interface Connection {
  threadId: number;
  stream: Duplex;
  query(sql: string, done: (error: Error | null, rows?: unknown) => void): void;
}

interface Config extends Knex.Config {
  address: ServerAddress;
  scope?: StatementScope;
  /** A connection beside the pool, on which statements are ended. */
  control?: Knex;
}

/** What of knex's dialect is used here, and not in its types. */
interface Dialect {
  readonly config: Config;
  connectionSettings: object;
  acquireRawConnection(): Promise<Connection>;
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  _query(connection: Connection, statement: Statement): Promise<Statement>;
  destroy(done?: () => void): Promise<void>;
}

const Mysql2Dialect = createRequire(import.meta.url)('knex/lib/dialects/mysql2') as new (config: Config) => Dialect;

/** knex's dialect, whose statements end with their scope, in the database too. */
class GentleDialect extends Mysql2Dialect {
  /** What the driver is told is made anew for each connection: certificates are renewed. */
  override async acquireRawConnection(): Promise<Connection> {
    this.connectionSettings = { ...(await connectionOf(this.config.address)), typeCast: textOfField };
    return super.acquireRawConnection().catch((error: unknown) => {
      throw connectionError(error as Error);
    });
  }

  override acquireConnection(): Promise<Connection> {
    const { signal } = this.config.scope ?? NO_SCOPE;
    return awaitUntil(
      signal,
      () => super.acquireConnection(),
      (late) => this.releaseConnection(late),
    ).catch((error: unknown) => {
      throw error instanceof SessionError ? error : asSilence(error);
    });
  }

  override async _query(connection: Connection, statement: Statement): Promise<Statement> {
    const { scope = NO_SCOPE, control } = this.config;
    assertWanted(statement.sql, scope);
    const { signal } = /^ROLLBACK/i.test(statement.sql) ? NO_SCOPE : scope;
    statement.sql = withComment(statement.sql, scope);
    return supervised(super._query(connection, statement), signal, connection, control);
  }

  override async destroy(done?: () => void): Promise<void> {
    await super.destroy(done);
    await this.config.control?.destroy();
  }
}

/**
 * Waits for a statement's answer; ends it when the signal says so, and never waits for ever. The connection is fit for
 * another when this returns.
 */
async function supervised(
  answer: Promise<Statement>,
  signal: AbortSignal,
  connection: Connection,
  control: Knex | undefined,
): Promise<Statement> {
  let ended = Promise.resolve();
  const end = (): void => {
    ended = endStatement(connection, control);
  };
  const silence = setTimeout(() => giveUp(connection), STATEMENT_SECONDS * 1000 + GRACE_MS);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await answer;
  } catch (error) {
    throw signal.aborted ? reasonOf(signal) : asSilenceUnlessAnswered(error);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    await ended;
  }
}

/**
 * Ends what a connection is about. The statement may have ended by itself a moment before: a second one, which does
 * nothing, takes the blow then, so that it cannot fall on whatever comes next.
 */
async function endStatement(connection: Connection, control: Knex | undefined): Promise<void> {
  try {
    if (!control) throw new Error('there is no connection on which to end it');
    await control.raw('KILL QUERY ?', [connection.threadId]).timeout(PATIENCE_MS);
    await new Promise<void>((resolve) => connection.query('DO 0', () => resolve()));
  } catch {
    giveUp(connection);
  }
}

/** Closes a connection without a word; the pool makes another. */
function giveUp({ stream }: Connection): void {
  stream.destroy(new Error('The database was silent for too long.'));
}

/** A pool of connections whose sessions are ours. Nothing is connected before the first statement. */
export function openMysql(address: ServerAddress, access: Access): Knex {
  const control = poolOf(address, access, { pool: { min: 0, max: 1 } });
  return poolOf(address, access, { pool: { min: 0, max: READERS }, control });
}

function poolOf(
  address: ServerAddress,
  access: Access,
  { pool, control }: { pool: Knex.PoolConfig; control?: Knex },
): Knex {
  const timeouts = {
    acquireTimeoutMillis: QUEUE_MS,
    createTimeoutMillis: 2 * PATIENCE_MS,
    destroyTimeoutMillis: PATIENCE_MS,
  };
  const config: Config = {
    client: GentleDialect as unknown as typeof Knex.Client,
    log: SILENT,
    address,
    connection: {},
    pool: { ...pool, ...timeouts, afterCreate: begin(access, address.database) },
    ...(control && { control }),
  };
  return knex(config);
}

interface Field {
  type: string;
  string(): string | null;
  buffer(): Buffer | null;
}

/** A BIT may be up to 64 wide. */
function textOfField(field: Field): string | null {
  if (field.type !== 'BIT') return field.string();
  const bytes = field.buffer();
  return bytes && BigInt(`0x${bytes.toString('hex')}`).toString();
}

type Created = (error: Error | null, connection: Connection) => void;

/** Makes a connection's session ours; a server that took the connection and then falls silent is given up. */
const begin = (access: Access, database: string) => (connection: Connection, created: Created) => {
  const silence = setTimeout(() => giveUp(connection), PATIENCE_MS);
  const send = (sql: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      connection.query(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  const done = (error: Error | null): void => {
    clearTimeout(silence);
    created(error, connection);
  };
  beginSession(send, access, database).then(() => done(null), done);
};
