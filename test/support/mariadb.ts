import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** A throwaway MariaDB server of its own: no network, no password, its files in a folder that goes with it. */
export interface MariadbServer {
  socketPath: string;
  /** For `openDatabase` and the demo's loader. */
  url(database: string): string;
  createDatabase(name: string): Promise<void>;
  /** Runs a statement as its administrator. */
  execute(sql: string): Promise<void>;
  /** Threads of a user, as the server lists them now. */
  connectionsOf(user: string): Promise<number>;
  /** Statements with a text in them that the server is about now, but for the one that asks. */
  statementsWith(text: string): Promise<number>;
  /** SIGSTOP, SIGCONT or SIGKILL, as it befalls a server. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again over the same files after a SIGKILL. */
  revive(): Promise<void>;
  /** SELECTs the server has run so far, those asked for by this function left out. */
  statementCount(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Null where no server is installed; an error instead where one is `required`. `options` are the server's, and win over
 * ours.
 */
export async function startMariadb({
  required = false,
  options = [] as readonly string[],
} = {}): Promise<MariadbServer | null> {
  const [server, installer] = [installed('mariadbd'), installed('mariadb-install-db')];
  if (server === null || installer === null) {
    if (required) throw new Error('MariaDB is required for this test: install mariadb-server');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
  install(installer, folder);
  return serverOf(folder, () => launch(server, folder, options));
}

function installed(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? null;
}

/**
 * A folder of its own for temporary tables too: servers that are installed at the same time would take each other's
 * away.
 */
const commonOptions = (folder: string): string[] => [
  '--no-defaults',
  `--datadir=${join(folder, 'data')}`,
  `--tmpdir=${folder}`,
  `--user=${userInfo().username}`,
];

function install(installer: string, folder: string): void {
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  const made = spawnSync(installer, [...commonOptions(folder), ...options]);
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr.toString()}`);
}

function launch(server: string, folder: string, given: readonly string[]): ChildProcess {
  const options = [
    '--skip-networking',
    `--socket=${join(folder, 's')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--log-error=${join(folder, 'log')}`,
  ];
  const small = [
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=16M',
    '--skip-log-bin',
    '--performance-schema=OFF',
  ];
  const child = spawn(server, [...commonOptions(folder), ...options, ...small, ...given], { stdio: 'ignore' });
  const abandon = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  child.once('exit', () => process.removeListener('exit', abandon));
  return child;
}

/**
 * Waits until the server answers, as long as it lives; the connection is for its administrator, whom a killed server
 * does not trouble.
 */
async function connect(socketPath: string, child: ChildProcess, folder: string): Promise<Connection> {
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt += 1) {
    try {
      const admin = await createConnection({ socketPath, user: 'root' });
      admin.on('error', () => undefined);
      return admin;
    } catch {
      await sleep(50);
    }
  }
  const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : 'it wrote no log';
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`mariadbd did not start: ${log}`);
}

async function serverOf(folder: string, start: () => ChildProcess): Promise<MariadbServer> {
  const socketPath = join(folder, 's');
  let child = start();
  let admin = await connect(socketPath, child, folder);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    socketPath,
    url: (database) => `mysql://root@localhost/${database}?socketPath=${encodeURIComponent(socketPath)}`,
    createDatabase: (name) => execute(admin, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`),
    execute: (sql) => execute(admin, sql),
    connectionsOf: (user) => connectionsOf(admin, user),
    statementsWith: (text) => statementsWith(admin, text),
    signal: async (signal) => {
      if (signal === 'SIGKILL') await end(signal);
      else child.kill(signal);
    },
    revive: async () => {
      child = start();
      admin = await connect(socketPath, child, folder);
    },
    statementCount: () => selectCount(admin),
    stop: async () => {
      await admin.end();
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function execute(admin: Connection, sql: string): Promise<void> {
  await admin.query(sql);
}

async function connectionsOf(admin: Connection, user: string): Promise<number> {
  const [rows] = await admin.query<RowDataPacket[]>(
    'SELECT COUNT(*) AS threads FROM information_schema.processlist WHERE user = ?',
    [user],
  );
  return Number(rows[0]?.['threads']);
}

async function statementsWith(admin: Connection, text: string): Promise<number> {
  const sql =
    'SELECT COUNT(*) AS statements FROM information_schema.processlist WHERE LOCATE(?, info) > 0 AND id <> CONNECTION_ID()';
  const [rows] = await admin.query<RowDataPacket[]>(sql, [text]);
  return Number(rows[0]?.['statements']);
}

/** SHOW is counted as itself, not as a SELECT, so asking adds nothing to what is counted. */
async function selectCount(admin: Connection): Promise<number> {
  const [rows] = await admin.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Com_select'");
  return Number(rows[0]?.['Value']);
}
