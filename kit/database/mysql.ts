import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import knex, { type Knex } from 'knex';
import { assertWanted, awaitUntil, NO_ERRAND, reasonOf, withComment, type Errand, type Statement } from './errand.ts';
import { GRACE_MS, PATIENCE_MS, QUEUE_MS, READERS, STATEMENT_SECONDS } from './limits.ts';
import { asSilence, asSilenceUnlessAnswered } from './silence.ts';
import { SILENT } from './silent.ts';

/** What a new connection is told before its first statement. */
type Session = readonly string[];

/** A server whose sql_mode has NO_BACKSLASH_ESCAPES makes the driver's escaping injectable: the mode is ours in every session. */
const SQL_MODE = "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";
/** Each kind of server takes its own for a command and the other's for a comment: MariaDB skips what is for MySQL 5.7 (50700 to 50999). */
const LIMITS = `/*M!100101 , max_statement_time = ${STATEMENT_SECONDS} */ /*!50708 , max_execution_time = ${STATEMENT_SECONDS * 1000} */`;

export const READING: Session = [`SET SESSION ${SQL_MODE} ${LIMITS}`, 'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY'];
export const WRITING: Session = [`SET SESSION ${SQL_MODE}`];

interface Connection {
  threadId: number;
  stream: Duplex;
  query(sql: string, done: (error: Error | null) => void): void;
}

interface Config extends Knex.Config {
  errand?: Errand;
  /** A connection beside the pool, on which statements are ended. */
  control?: Knex;
}

/** What of knex's dialect is used here, and not in its types. */
interface Dialect {
  readonly config: Config;
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  _query(connection: Connection, statement: Statement): Promise<Statement>;
  destroy(done?: () => void): Promise<void>;
}

const Mysql2Dialect = createRequire(import.meta.url)('knex/lib/dialects/mysql2') as new (config: Config) => Dialect;

/** knex's dialect, whose statements end with their errand, in the database too. */
class GentleDialect extends Mysql2Dialect {
  override acquireConnection(): Promise<Connection> {
    const { signal } = this.config.errand ?? NO_ERRAND;
    return awaitUntil(
      signal,
      () => super.acquireConnection(),
      (late) => this.releaseConnection(late),
    ).catch((error: unknown) => {
      throw asSilence(error);
    });
  }

  override async _query(connection: Connection, statement: Statement): Promise<Statement> {
    const { errand = NO_ERRAND, control } = this.config;
    assertWanted(statement.sql, errand);
    const { signal } = /^ROLLBACK/i.test(statement.sql) ? NO_ERRAND : errand;
    statement.sql = withComment(statement.sql, errand);
    return supervised(super._query(connection, statement), signal, connection, control);
  }

  override async destroy(done?: () => void): Promise<void> {
    await super.destroy(done);
    await this.config.control?.destroy();
  }
}

/** Waits for a statement's answer; ends it when the signal says so, and never waits for ever. The connection is fit for another when this returns. */
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
 * Ends what a connection is about. The statement may have ended by itself a moment before: a second one, which does nothing, takes the blow then,
 * so that it cannot fall on whatever comes next.
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

/** A pool of connections that are told a session's words first. Nothing is connected before the first statement. */
export function openMysql(url: URL, session: Session): Knex {
  const control = poolOf(url, session, { pool: { min: 0, max: 1 } });
  return poolOf(url, session, { pool: { min: 0, max: READERS }, control });
}

function poolOf(url: URL, session: Session, { pool, ...config }: Config & { pool: Knex.PoolConfig }): Knex {
  const timeouts = { acquireTimeoutMillis: QUEUE_MS, createTimeoutMillis: 2 * PATIENCE_MS, destroyTimeoutMillis: PATIENCE_MS };
  return knex({
    ...config,
    client: GentleDialect as unknown as typeof Knex.Client,
    log: SILENT,
    connection: connectionOf(url),
    pool: { ...pool, ...timeouts, afterCreate: tell(session) },
  });
}

function connectionOf(url: URL): Knex.MySql2ConnectionConfig {
  const socketPath = url.searchParams.get('socketPath');
  return {
    ...(socketPath === null ? { host: url.hostname, port: Number(url.port || 3306) } : { socketPath }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    charset: 'utf8mb4',
    timezone: '+08:00',
    multipleStatements: false,
    connectTimeout: PATIENCE_MS,
    typeCast: textOfField,
  };
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

/** Says a session's words; a server that took the connection and then falls silent is given up. */
const tell = (session: Session) => (connection: Connection, created: Created) => {
  const silence = setTimeout(() => giveUp(connection), PATIENCE_MS);
  const say = ([sql, ...rest]: Session): void => {
    if (sql === undefined) done(null);
    else connection.query(sql, (error) => (error ? done(error) : say(rest)));
  };
  const done = (error: Error | null): void => {
    clearTimeout(silence);
    created(error, connection);
  };
  say(session);
};
