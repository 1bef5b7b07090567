import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { createConnection } from 'mysql2/promise';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import type { TruthDomain } from '../../demo/truth.ts';
import { lineTo } from '../support/line.ts';
import type { MariadbServer } from '../support/mariadb.ts';

/** A department's database that a test may write, and take away from those who read it. */
export interface OwnBooks {
  /** Where they are read, as `openDatabase` takes it. */
  url: string;
  write(statements: readonly string[]): Promise<void>;
  /** From now on whoever reads them gets an error. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Closes and removes them. */
  remove(): Promise<void>;
}

const promised = (action: () => unknown): Promise<void> => Promise.resolve().then(() => void action());

/** Empty books in an SQLite file. They go away when somebody else locks the file. */
export function sqliteBooks(domain: TruthDomain): Promise<OwnBooks> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const file = join(folder, 'books.db');
  loadSqlite(file, domain, {});
  const database = new Libsql(file);
  database.exec('PRAGMA synchronous = OFF');
  return Promise.resolve({
    url: `sqlite:${file}`,
    write: (statements) => promised(() => statements.forEach((statement) => database.exec(statement))),
    goAway: () => promised(() => database.exec('BEGIN EXCLUSIVE')),
    comeBack: () => promised(() => database.exec('ROLLBACK')),
    remove: () =>
      promised(() => {
        database.close();
        rmSync(folder, { recursive: true });
      }),
  });
}

let databasesMade = 0;

/** Empty books in a database of a server, read through a line of their own. They go away when the line is cut. */
export async function mariadbBooks(domain: TruthDomain, server: MariadbServer): Promise<OwnBooks> {
  const name = `books_${++databasesMade}`;
  await server.createDatabase(name);
  await loadMysql(server.url(name), domain, {});
  const writer = await createConnection({
    socketPath: server.socketPath,
    user: 'root',
    database: name,
    charset: 'utf8mb4',
  });
  const folder = mkdtempSync(join(tmpdir(), 'line-'));
  const line = lineTo(server.socketPath, join(folder, 's'));
  await line.mend();
  return {
    url: server.url(name).replace(encodeURIComponent(server.socketPath), encodeURIComponent(join(folder, 's'))),
    write: async (statements) => {
      for (const statement of statements) await writer.query(statement);
    },
    goAway: line.cut,
    comeBack: line.mend,
    remove: async () => {
      await line.cut();
      await writer.end();
      rmSync(folder, { recursive: true });
    },
  };
}
