import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../gateway/graphs.ts';
import { startWithLiar, type Liar, type Question } from '../lies/liar.ts';
import type { DemoGraph } from '../support/graph.ts';

let graph: DemoGraph;
let liar: Liar;
beforeAll(async () => {
  ({ graph, liar } = await startWithLiar('finance', { seed: 8, debts: 400, today: '2026-03-20' }));
});
afterAll(async () => {
  await graph.close();
  liar.stop();
});

/** What a department is asked for an answer, beside how it stands, which the register asks as well. */
async function askedFor(query: string): Promise<string[]> {
  const asked: Question[] = [];
  const listen = (answer: unknown, question: Question): unknown => {
    asked.push(question);
    return answer;
  };
  const { data, errors } = await liar.whileLying(listen, () => ask(graph.url, query));
  expect([errors, JSON.stringify(data).includes('"complete":false')]).toEqual([undefined, false]);
  return asked.map((question) => question.query).filter((text) => /totals|page|movements|debts|exclusions/.test(text));
}

const partiesWithDebts = (first: number): string =>
  `{ enterprises(first: ${first}) { complete nodes { totals { count } debts(first: 4) { complete totalCount nodes { id } } } } }`;

test.each([
  ['a total', '{ arrears { complete totals { count } } }', 1],
  [
    'six totals of a dashboard',
    `{ ${[1, 2, 3, 4, 5, 6].map((i) => `a${i}: arrears(filter: { minOutstanding: "${i}00" }) { complete totals { count } }`).join(' ')} }`,
    1,
  ],
  [
    'totals, groups and a page',
    '{ arrears(groupBy: [STATUS]) { complete groups { totals { count } } } debts(first: 3) { complete nodes { id } } trend(fromMonth: "2025-04", toMonth: "2026-03") { complete month } }',
    1,
  ],
  ['a year month by month', '{ trend(fromMonth: "2025-04", toMonth: "2026-03") { complete outstanding } }', 1],
  ['totals of domains', '{ domains { totals { complete count } } }', 1],
  ['one enterprise of a list, with totals and debts', partiesWithDebts(1), 2],
  ['fifty of them', partiesWithDebts(50), 2],
])('%s is one question a department for what is asked in the same moment', async (_, query, wanted) => {
  await ask(graph.url, query);
  expect(await askedFor(query)).toHaveLength(wanted);
});

test('a set of debts that count elsewhere is sent once, and not with each question', async () => {
  const months =
    '{ trend(filter: { domains: ["finance", "soe"] }, fromMonth: "2024-06", toMonth: "2024-11") { complete outstanding } }';
  const [first, again] = [await askedFor(months), await askedFor(months)];
  expect(first.filter((text) => text.includes('exclusions'))).toHaveLength(1);
  expect(first.length).toBe(3);
  expect(again).toHaveLength(1);
});
