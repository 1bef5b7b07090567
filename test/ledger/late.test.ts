import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import type { Books } from '../../kit/rules/fact.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { FAR_MS } from '../../kit/ledger/looks.ts';
import { startMariadb } from '../support/mariadb.ts';
import { mariadbBooks, sqliteBooks, type OwnBooks } from './books.ts';
import { stories, TODAY, type Story } from './stories.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const databases: [string, (domain: Story['domain']) => Promise<OwnBooks>][] = [
  ['SQLite', sqliteBooks],
  ...(server === null
    ? []
    : [
        ['MariaDB', (domain) => mariadbBooks(domain, server)] satisfies [
          string,
          (domain: Story['domain']) => Promise<OwnBooks>,
        ],
      ]),
];

/** Everything is read once. */
const CHANGES = { refreshSeconds: 1, rereadSeconds: 86_400 };
const MINUTE_MS = 60_000;

describe.each(databases)('on %s', (_, openBooks) => {
  describe.each(stories.filter(({ domain }) => domain !== 'energy'))('the ledger of $domain', (story) => {
    let books: OwnBooks;
    let database: Database;
    let ledger: Ledger;
    let reads: string[];

    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ['performance'] });
      books = await openBooks(story.domain);
      await books.write(story.start);
      database = openDatabase(books.url);
      ledger = await Ledger.open(story.domain, watched(story.source(database)), () => TODAY);
      await ledger.refresh(CHANGES);
      await settle();
    });
    afterEach(async () => {
      vi.useRealTimers();
      ledger.close();
      await database.destroy();
      await books.remove();
    });

    const watched = (source: Books): Books => {
      reads = [];
      const bundlesByKeys: Books['bundlesByKeys'] = (keys, today) => {
        reads.push(...keys);
        return source.bundlesByKeys(keys, today);
      };
      return { ...source, bundlesByKeys };
    };

    /** Looks as far back as looks go, and is certain of all that it has seen. */
    const settle = async (): Promise<void> => {
      for (let looks = 0; looks < 3; looks += 1) {
        await ledger.refresh(CHANGES);
        vi.advanceTimersByTime(31_000);
      }
      await ledger.refresh(CHANGES);
      reads.length = 0;
    };
    const change = (msAgo: number): Promise<void> =>
      books.write(story.happenings.amountChanged(story.clock(new Date(Date.now() - msAgo))));
    const amount = async (): Promise<unknown> => (await ledger.totals({ scope: 'ALL' }, [], TODAY))[0]?.amount;

    /** A connection of before may yet be found broken. */
    const refreshWhenBack = (): Promise<void> => ledger.refresh(CHANGES).catch(() => ledger.refresh(CHANGES));

    test.each([
      ['as soon as it is saved', 90_000, 0],
      ['within half a minute', FAR_MS - MINUTE_MS, 31_000],
    ])('shows a row whose time is long past %s', async (_when, msAgo, msLater) => {
      await change(msAgo);
      vi.advanceTimersByTime(msLater);
      await ledger.refresh(CHANGES);
      expect(await amount()).toBe(120_000n);
    });

    test('says how far back it looks, and shows what was saved later when everything is read', async () => {
      expect(await ledger.freshness()).toMatchObject({ lookBackSeconds: FAR_MS / 1_000 });
      await change(FAR_MS + 10 * MINUTE_MS);
      vi.advanceTimersByTime(31_000);
      await ledger.refresh(CHANGES);
      expect(await amount()).toBe(100_000n);
      await ledger.refresh({ ...CHANGES, rereadSeconds: 0 });
      expect(await amount()).toBe(120_000n);
    });

    test('looks back over a time for which the database was away', async () => {
      await books.goAway();
      await expect(ledger.refresh(CHANGES)).rejects.toThrow();
      vi.advanceTimersByTime(90 * MINUTE_MS);
      await books.comeBack();
      await change(80 * MINUTE_MS);
      await refreshWhenBack();
      expect(await amount()).toBe(120_000n);
    });

    test('reads what has changed twice, since it may change again within the second, and then no more', async () => {
      await change(0);
      await ledger.refresh(CHANGES);
      const first = reads.splice(0);
      vi.advanceTimersByTime(5_000);
      await ledger.refresh(CHANGES);
      const second = reads.splice(0);
      expect([first.length > 0, second]).toEqual([true, first]);
      for (let looks = 0; looks < 10; looks += 1) {
        vi.advanceTimersByTime(5_000);
        await ledger.refresh(CHANGES);
      }
      expect(reads).toEqual([]);
    });

    test('reads again what could not be read', async () => {
      await change(0);
      await books.goAway();
      await expect(ledger.refresh(CHANGES)).rejects.toThrow();
      await books.comeBack();
      await refreshWhenBack();
      expect(await amount()).toBe(120_000n);
    });
  });
});
