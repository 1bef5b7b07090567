import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
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
  /** SELECTs the server has run so far, those asked for by this function left out. */
  statementCount(): Promise<number>;
  stop(): Promise<void>;
}

/** Null where no server is installed; an error instead where one is `required`. */
export async function startMariadb({ required = false } = {}): Promise<MariadbServer | null> {
  const [server, installer] = [installed('mariadbd'), installed('mariadb-install-db')];
  if (server === null || installer === null) {
    if (required) throw new Error('MariaDB is required for this test: install mariadb-server');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
  const child = launch(server, installer, folder);
  const socketPath = join(folder, 's');
  const admin = await connect(socketPath, child, folder);
  return serverOf({ socketPath, admin, child, folder });
}

function installed(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? null;
}

function launch(server: string, installer: string, folder: string): ChildProcess {
  const common = ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--user=${userInfo().username}`];
  const made = spawnSync(installer, [...common, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve']);
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr.toString()}`);
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
  const child = spawn(server, [...common, ...options, ...small], { stdio: 'ignore' });
  const abandon = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  child.once('exit', () => process.removeListener('exit', abandon));
  return child;
}

/** Waits until the server answers, as long as it lives. */
async function connect(socketPath: string, child: ChildProcess, folder: string): Promise<Connection> {
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt += 1) {
    try {
      return await createConnection({ socketPath, user: 'root' });
    } catch {
      await sleep(50);
    }
  }
  const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : 'it wrote no log';
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`mariadbd did not start: ${log}`);
}

interface Running {
  socketPath: string;
  admin: Connection;
  child: ChildProcess;
  folder: string;
}

function serverOf({ socketPath, admin, child, folder }: Running): MariadbServer {
  return {
    socketPath,
    url: (database) => `mysql://root@localhost/${database}?socketPath=${encodeURIComponent(socketPath)}`,
    createDatabase: async (name) => {
      await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
    },
    statementCount: () => selectCount(admin),
    stop: async () => {
      await admin.end();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** SHOW is counted as itself, not as a SELECT, so asking adds nothing to what is counted. */
async function selectCount(admin: Connection): Promise<number> {
  const [rows] = await admin.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Com_select'");
  return Number(rows[0]?.['Value']);
}
