import { afterAll, afterEach, beforeEach, describe } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { financeSource, type FinanceSource } from '../../subgraphs/finance/source/source.ts';
import { startMariadb } from '../support/mariadb.ts';
import { mysqlBooks, sqliteBooks, type TestBooks } from './books.ts';

/** What a suite on real books is given, anew for each test. */
interface World {
  source: FinanceSource;
  /** Statements that the source has put to the database. */
  statements: string[];
  /** Brings statements into the books, in this order. */
  given(...statements: string[]): Promise<void>;
}

/** A server that is there already, else one of our own; none where MariaDB is not installed. */
const given = process.env['TEST_MARIADB_URL'];
const own = given === undefined ? await startMariadb() : null;
afterAll(() => own?.stop());
const server = given ?? own?.url('');
const KINDS: [string, () => Promise<TestBooks>][] = [['SQLite', sqliteBooks]];
if (server !== undefined) KINDS.push(['MariaDB', () => mysqlBooks(server)]);

/** A suite that is run on each kind of database, every test on empty books of its own. */
export function describeOnEachDatabase(title: string, suite: (world: World) => void): void {
  describe.each(KINDS)(`${title}, on %s`, (_, openBooks) => {
    let books: TestBooks;
    let database: Database;
    const world = {
      given: async (...statements: string[]) => {
        for (const sql of statements) await books.execute(sql);
      },
    } as World;
    beforeEach(async () => {
      books = await openBooks();
      database = openDatabase(books.url);
      const statements: string[] = [];
      database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
      Object.assign(world, { source: financeSource(database), statements });
    });
    afterEach(async () => {
      await database.destroy();
      await books.remove();
    });
    suite(world);
  });
}
