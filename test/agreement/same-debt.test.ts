import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Truth } from '../../demo/truth.ts';
import type { Question } from '../oracle/oracle.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';
import { compareArrears } from './arrears.ts';
import { compareParties } from './parties.ts';
import { randomOf } from './random.ts';
import { compareReconciliation } from './reconciliation.ts';
import { roundOf, type Round } from './round.ts';

const TODAY = '2026-03-20';
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const DEBTS = 40;

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

    test('each debt is counted once', async () => {
      const round: Round = { ...roundOf(graph, TODAY, randomOf(seed)), pageSize: () => 100 };
      expect(groupsOf(round)).toEqual(trueGroups(graph.truth, round));
      const all: Question = { filter: { scope: 'ALL' }, asOf: TODAY, counting: 'EACH_DEBT_ONCE' };
      await compareArrears(round, { ...all, counting: 'AS_RECORDED' }, ['DEBTOR']);
      await compareArrears(round, all, ['DEBTOR']);
      await compareReconciliation(round, { domains: null, minDifference: null, asOf: TODAY });
      await compareParties(round, 'enterprises', { ...all, filter: { categories: ['WORKS'] } });
    });
  });
});

/** The ids of each of the oracle's groups, in the order of the first. */
function groupsOf({ expected }: Round): string[][] {
  const groups = expected.sameDebts({ domains: null, asOf: TODAY });
  return inOrder(groups.map(({ counted, others }) => [counted.id, ...others.map(({ record }) => record.id)]));
}

/** What the world knows to be one debt, as far as its records stand today and are paired with each other. */
function trueGroups({ sameDebt }: Truth, { expected }: Round): string[][] {
  const stands = (id: string): boolean => expected.debt(id, TODAY) !== null;
  const standing = sameDebt
    .flatMap(({ pairs }) => pairs.map(({ debtIds }) => debtIds))
    .filter((ids) => ids.every(stands));
  return inOrder(standing.reduce<string[][]>(joined, []));
}

/** Groups after one more pair. */
function joined(groups: string[][], pair: readonly string[]): string[][] {
  const touched = groups.filter((group) => group.some((id) => pair.includes(id)));
  return [...groups.filter((group) => !touched.includes(group)), [...new Set([...touched.flat(), ...pair])]];
}

const inOrder = (groups: string[][]): string[][] =>
  groups.map((ids) => ids.toSorted()).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
