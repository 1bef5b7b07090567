import { afterAll, beforeAll, describe, test } from 'vitest';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';
import { askAndCompare } from './agreement.ts';
import { randomOf } from './random.ts';
import { roundOf } from './round.ts';

const TODAY = '2026-03-20';
const MONTH_END = '2025-12-31';
const TWO_YEARS_BACK = '2024-03-20';
const SEEDS = [1, 2, 3];
const DEBTS = 150;
/**
 * Questions of every kind for each seed and day. Books are read once: what is asked later does not reach the databases,
 * and is asked most where they are SQLite.
 */
const [MANY, FEW] = [2, 1];

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

describe.each([
  ['SQLite', MANY, null, true],
  ['MariaDB', FEW, server, server !== null],
] as const)('on %s', (_, rounds, books, isThere) => {
  describe.skipIf(!isThere).each(SEEDS)('in world %i', (seed) => {
    let graph: DemoGraph;
    beforeAll(async () => {
      graph = await startDemo({ seed, debts: DEBTS, today: TODAY }, books);
      return () => graph.close();
    });

    test.each([TODAY, MONTH_END, TWO_YEARS_BACK])('graph and oracle agree as of %s', async (asOf) => {
      const round = roundOf(graph, asOf, randomOf(seed));
      for (let times = 0; times < rounds; times += 1) await askAndCompare(round);
    });
  });
});
