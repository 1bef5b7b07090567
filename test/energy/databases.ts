import { afterAll } from 'vitest';
import { startMariadb } from '../support/mariadb.ts';
import { openMysqlBooks, openSqliteBooks, type OpenBooks } from './books.ts';

/** A server that is there already, else one of our own; none where MariaDB is not installed. */
const given = process.env['TEST_MARIADB_URL'];
const own = given === undefined ? await startMariadb() : null;
afterAll(() => own?.stop());
const server = given ?? own?.url('');

/** The kinds of database that departments have. */
export const databases: [string, () => Promise<OpenBooks>][] = [
  ['SQLite', openSqliteBooks],
  ...(server === undefined
    ? []
    : [['MariaDB', () => openMysqlBooks(server)] satisfies [string, () => Promise<OpenBooks>]]),
];
