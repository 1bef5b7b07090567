import { parseArgs } from 'node:util';
import { startMariadb } from '../support/mariadb.ts';
import { booksInFiles, booksOnServer } from './books.ts';
import { moveAndAsk, wordsOf } from './experiment.ts';
import { startMovingHouse } from './house.ts';

/**
 * `npm run test:moment -- --minutes 10`: debts move between two books every 20 ms while totals are asked for; ends with
 * 1 where a complete answer counts one twice or not at all.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
  const options = { seed: 8, debts: 250, today: '2026-03-20' };
  const server = await startMariadb();
  const books = server === null ? booksInFiles(options) : await booksOnServer(options, server);
  const house = await startMovingHouse(books, options.today);
  const outcome = await moveAndAsk(books, house, { today: options.today, ms: Number(values.minutes) * 60_000 });
  console.log(`on ${server === null ? 'SQLite' : 'MariaDB'}: ${wordsOf(outcome)}`);
  for (const words of outcome.illegal) console.log(words);
  await house.stop();
  await books.remove();
  await server?.stop();
  process.exit(outcome.illegal.length === 0 && outcome.totals > 1 ? 0 : 1);
}

await main();
