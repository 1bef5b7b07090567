import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { createConnection } from 'mysql2/promise';
import { makeDemo, type DemoOptions } from '../../demo/generate.ts';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import type { MariadbServer } from '../support/mariadb.ts';

/** The two departments between whose books debts move. */
export type MovingDomain = 'finance' | 'soe';

/** Books of a demo world that a test may write while they are read. */
export interface MovingBooks {
  urls: Readonly<Record<MovingDomain, string>>;
  write(domain: MovingDomain, statement: string): Promise<unknown>;
  remove(): Promise<void>;
}

/** In files whose readers do not keep a writer out. */
export function booksInFiles(options: DemoOptions): MovingBooks {
  const folder = mkdtempSync(join(tmpdir(), 'moment-'));
  const { tables } = makeDemo(options);
  const open = (domain: MovingDomain): Libsql.Database => {
    loadSqlite(join(folder, domain), domain, tables[domain]);
    const database = new Libsql(join(folder, domain));
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    return database;
  };
  const databases = { finance: open('finance'), soe: open('soe') };
  const close = (): void => {
    for (const database of Object.values(databases)) database.close();
    rmSync(folder, { recursive: true });
  };
  return {
    urls: { finance: `sqlite:${join(folder, 'finance')}`, soe: `sqlite:${join(folder, 'soe')}` },
    write: (domain, statement) => Promise.resolve(databases[domain].exec(statement)),
    remove: () => {
      close();
      return Promise.resolve();
    },
  };
}

/** In databases of a server. */
export async function booksOnServer(options: DemoOptions, server: MariadbServer): Promise<MovingBooks> {
  const { tables } = makeDemo(options);
  const open = async (domain: MovingDomain) => {
    const database = `moment_${domain}`;
    await server.createDatabase(database);
    await loadMysql(server.url(database), domain, tables[domain]);
    return createConnection({ socketPath: server.socketPath, user: 'root', database, charset: 'utf8mb4' });
  };
  const connections = { finance: await open('finance'), soe: await open('soe') };
  return {
    urls: { finance: server.url('moment_finance'), soe: server.url('moment_soe') },
    write: (domain, statement) => connections[domain].query(statement),
    remove: async () => {
      for (const connection of Object.values(connections)) await connection.end();
    },
  };
}
