import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../gateway/graphs.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { callOf, COORDINATOR, KEYS, postSigned } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';
import { askAs, askWhile, linesOpen, QUIET, requestsAnswered } from './crowd.ts';

const DEPARTMENTS = ['finance', 'housing-construction', 'energy', 'soe'];
const PARTIES =
  '{ enterprises(first: 40) { complete nodes { debts(first: 5) { complete nodes { id } sources { state } } } } }';
const SOMETHING =
  'query ($outstanding: Decimal!) { arrears(filter: { minOutstanding: $outstanding }) { complete totals { count } } }';

let graph: DemoGraph;
let quietAlone: Answer;
beforeAll(async () => {
  graph = await startDemo({ seed: 8, debts: 400, today: '2026-03-20' }, null, { authentication: TRUSTING, keys: KEYS });
  quietAlone = await askAs(graph.url, 'quiet', QUIET);
});
afterAll(() => graph.close());

/** The work is done while somebody else asks now and then, who is answered as if there were nobody but itself. */
async function besideQuiet(work: Promise<unknown>, least: number): Promise<void> {
  const { answers } = await askWhile(work, () => askAs(graph.url, 'quiet', QUIET));
  expect(quietAlone).toMatchObject({ status: 200, data: { arrears: { complete: true }, debts: { complete: true } } });
  for (const answer of answers) expect(answer).toEqual(quietAlone);
  expect(answers.length).toBeGreaterThanOrEqual(least);
  expect(await linesOpen(), 'no department is left alone').toBe(0);
}

test('twenty trends in one question are refused before any is sent', async () => {
  const before = await requestsAnswered();
  const trends = Array.from(
    { length: 20 },
    (_, i) => `t${i}: trend(fromMonth: "2024-0${1 + (i % 9)}", toMonth: "2025-12") { month }`,
  );
  const { status, errors } = await askAs(graph.url, 'noisy', `{ ${trends.join(' ')} }`);
  expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'TOO_COSTLY']);
  expect(errors?.[0]?.message).toMatch(/may send 200 to each department; this one sends \d{3}/);
  const after = await requestsAnswered();
  for (const name of DEPARTMENTS)
    expect((after.get(name) ?? 0) - (before.get(name) ?? 0), `but for the register: ${name}`).toBeLessThan(20);
});

test('the debts of each of 40 enterprises, asked for by three callers, are no reason for others to wait or to miss anything', async () => {
  const asked = Promise.all(['a', 'b', 'c'].map((subject) => askAs(graph.url, subject, PARTIES)));
  await besideQuiet(asked, 2);
  for (const { data, errors } of await asked) {
    const { complete, nodes } = (
      data as { enterprises: { complete: boolean; nodes: { debts: { complete: boolean; nodes: unknown[] } }[] } }
    ).enterprises;
    expect([errors, complete, nodes.every(({ debts }) => debts.complete && debts.nodes.length > 0)]).toEqual([
      undefined,
      true,
      true,
    ]);
    expect(nodes.length).toBe(40);
  }
});

test(
  'who asks 100 things at once is at most told that it is too much, and nobody else is told anything',
  { timeout: 180_000 },
  async () => {
    const noisy = Promise.all(
      Array.from({ length: 100 }, (_, i) => askAs(graph.url, 'noisy', SOMETHING, { outstanding: `${i}.00` })),
    );
    await besideQuiet(noisy, 2);
    for (const { data, errors = [] } of await noisy) {
      if (errors.length === 0) expect(data).toMatchObject({ arrears: { complete: true } });
      else expect([data, errors.map(({ extensions }) => extensions['code'])]).toEqual([null, ['OVERLOADED']]);
    }
  },
);

test('callers whose own time is over say nothing of the departments', async () => {
  const hasty = Array.from({ length: 40 }, (_, i) => {
    const call = { ...callOf({ ...COORDINATOR, subject: `hasty ${i % 4}` }), deadline: Date.now() + 5 + i };
    const query = `{ arrears(filter: { minOutstanding: "${i}.50" }) { complete totals { count } } }`;
    return postSigned(String(graph.subgraphUrls['coordination']), 'coordination', JSON.stringify({ query }), call);
  });
  await besideQuiet(Promise.all(hasty), 1);
});

test('a department is asked once for its own totals, however many debts of it stand in an answer', async () => {
  const before = await requestsAnswered();
  const query =
    '{ debts(first: 200, filter: { scope: ALL }) { nodes { domain { totals(filter: { wages: true }) { count } } } } }';
  const { data } = await askAs(graph.url, 'many', query);
  expect((data as { debts: { nodes: unknown[] } }).debts.nodes).toHaveLength(200);
  const after = await requestsAnswered();
  for (const name of DEPARTMENTS) expect((after.get(name) ?? 0) - (before.get(name) ?? 0), name).toBeLessThan(20);
});
