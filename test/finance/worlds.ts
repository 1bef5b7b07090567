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

/** The kinds of database: a server of the file's own is one, where MariaDB is installed. */
async function databases(): Promise<[string, () => Promise<TestBooks>][]> {
  const server = await startMariadb();
  afterAll(() => server?.stop());
  const sqlite: [string, () => Promise<TestBooks>] = ['SQLite', sqliteBooks];
  return server ? [sqlite, ['MariaDB', () => mysqlBooks(server.url(''))]] : [sqlite];
}

/** A suite that is run on each kind of database, every test on empty books of its own. */
export async function describeOnEachDatabase(title: string, suite: (world: World) => void): Promise<void> {
  describe.each(await databases())(`${title}, on %s`, (_, openBooks) => {
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
