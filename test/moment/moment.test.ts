import { afterAll, describe, expect, test } from 'vitest';
import { startMariadb } from '../support/mariadb.ts';
import { booksInFiles, booksOnServer, type MovingBooks } from './books.ts';
import { moveAndAsk, wordsOf } from './experiment.ts';
import { startMovingHouse } from './house.ts';

const OPTIONS = { seed: 8, debts: 250, today: '2026-03-20' };
const MS = 8_000;

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const databases: [string, () => Promise<MovingBooks>][] = [
  ['SQLite', () => Promise.resolve(booksInFiles(OPTIONS))],
  ...(server === null
    ? []
    : [['MariaDB', () => booksOnServer(OPTIONS, server)] satisfies [string, () => Promise<MovingBooks>]]),
];

describe.each(databases)('on %s', (_, openBooks) => {
  test('debts that move between two books many times a second count once, in every answer that is complete', async () => {
    const books = await openBooks();
    const house = await startMovingHouse(books, OPTIONS.today);
    const outcome = await moveAndAsk(books, house, { today: OPTIONS.today, ms: MS });
    await house.stop();
    await books.remove();
    expect(outcome.illegal, wordsOf(outcome)).toEqual([]);
    expect(outcome.complete).toBeGreaterThan(outcome.asked / 2);
    expect(outcome.totals).toBeGreaterThan(1);
  });
});
