import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../agreement/client.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';

const [BEFORE, AFTER] = ['2026-02-28', '2026-03-01'];

let graph: DemoGraph;
beforeAll(async () => {
  graph = await startDemo({ seed: 3, debts: 100, today: BEFORE }, null, { subgraphsToday: AFTER });
});
afterAll(() => graph.close());

const RECORD = 'record { asOf lateInterestBreakdown { asOf } }';

/** Every day that stands in an answer. */
async function daysIn(query: string): Promise<Set<string>> {
  const days = new Set<string>();
  const answer = await ask<object>({ endpointUrl: graph.url, query, variables: {} });
  JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'asOf') days.add(String(value));
    return value;
  });
  return days;
}

test.each([
  ['arrears', '{ arrears { asOf } }'],
  ['debts and their records', `{ debts(first: 50) { nodes { asOf ${RECORD} recordings { ${RECORD} } } } }`],
  [
    'parties',
    '{ debtors(first: 3) { nodes { debts(first: 2) { nodes { asOf } } } } enterprises(first: 3) { nodes { debts(first: 2) { nodes { asOf } } } } }',
  ],
  ['the trend', '{ trend(fromMonth: "2026-02", toMonth: "2026-04") { asOf } }'],
  [
    'a department’s own records',
    '{ financePayables(first: 3) { asOf lateInterestBreakdown { asOf } } soePayableLines(first: 3) { asOf } }',
  ],
])('%s of a question that was asked before midnight are of that day, whoever answers after it', async (_, query) => {
  expect(await daysIn(query)).toEqual(new Set([BEFORE]));
});
