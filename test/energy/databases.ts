import { afterAll } from 'vitest';
import { startMariadb } from '../support/mariadb.ts';
import { openMysqlBooks, openSqliteBooks, type OpenBooks } from './books.ts';

/** The kinds of database that departments have; one is a server of the file's own, where MariaDB is installed. */
export async function databases(): Promise<[string, () => Promise<OpenBooks>][]> {
  const server = await startMariadb();
  afterAll(() => server?.stop());
  const sqlite: [string, () => Promise<OpenBooks>] = ['SQLite', openSqliteBooks];
  return server ? [sqlite, ['MariaDB', () => openMysqlBooks(server.url(''))]] : [sqlite];
}
