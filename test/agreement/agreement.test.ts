import { afterAll, beforeAll, describe, test } from 'vitest';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';
import { askAndCompare } from './agreement.ts';
import { randomOf } from './random.ts';

const TODAY = '2026-03-20';
const MONTH_END = '2025-12-31';
const TWO_YEARS_BACK = '2024-03-20';
const SEEDS = [1, 2, 3];
const DEBTS = 150;
/** Questions of every kind for each seed, day and kind of database. */
const ROUNDS = 12;

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

describe.each([
  ['SQLite', null, true],
  ['MariaDB', server, server !== null],
] as const)('on %s', (_, books, isThere) => {
  describe.skipIf(!isThere).each(SEEDS)('in world %i', (seed) => {
    let graph: DemoGraph;
    beforeAll(async () => {
      graph = await startDemo({ seed, debts: DEBTS, today: TODAY }, books);
      return () => graph.close();
    });

    test.each([TODAY, MONTH_END, TWO_YEARS_BACK])('graph and oracle agree as of %s', async (asOf) => {
      const random = randomOf(seed);
      for (let round = 0; round < ROUNDS; round += 1) await askAndCompare(graph.url, graph.truth, asOf, random);
    });
  });
});
