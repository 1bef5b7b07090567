import { expect, test, vi } from 'vitest';
import { ask, gatewayOver, logLines, subgraph, supergraphOf, type Answer } from './graphs.ts';

const COUNTS = { Query: { debts: () => 3, payments: () => 4 } };
const BOTH = 'type Query { debts: Int! payments: Int! }';
const settled = { timeout: 10_000, interval: 10 };

/** Serves both fields, and begins with a supergraph that knows one of them. */
async function smallGraph(): Promise<{
  ask: (query: string) => Promise<Answer>;
  replace: (sdl: string) => Promise<void>;
  larger: string;
}> {
  const { url } = await subgraph(BOTH, COUNTS);
  const gateway = await gatewayOver({ books: { sdl: 'type Query { debts: Int! }', url } });
  const larger = supergraphOf({ books: { sdl: BOTH, url } });
  return { ask: (query) => ask(gateway.url, query), replace: gateway.replaceSupergraph, larger };
}

test('a new supergraph is served without losing a question', async () => {
  logLines();
  const graph = await smallGraph();
  expect((await graph.ask('{ payments }')).status).toBe(400);
  await graph.replace(graph.larger);
  await vi.waitFor(async () => {
    const answers = await Promise.all([
      graph.ask('{ payments }'),
      ...Array.from({ length: 20 }, () => graph.ask('{ debts }')),
    ]);
    expect(answers.slice(1).every(({ data }) => data?.['debts'] === 3)).toBe(true);
    expect(answers[0].data).toEqual({ payments: 4 });
  }, settled);
});

test.each([
  ['is cut off', (sdl: string) => sdl.slice(0, sdl.length / 2)],
  ['is empty', () => ''],
  ['hides what its API needs', (sdl: string) => sdl.replace(/^type Query$/m, 'type Query @inaccessible')],
  [
    'shows a field of a hidden type',
    (sdl: string) => `${sdl}\ntype Hidden @inaccessible { debts: Int }\nextend type Query { hidden: Hidden }`,
  ],
])('a supergraph that %s is refused, and the one before goes on', async (_, breakUp) => {
  const lines = logLines();
  const graph = await smallGraph();
  await graph.replace(breakUp(graph.larger));
  await vi.waitFor(() => expect(lines.filter((line) => line.includes('refused'))).toHaveLength(1), settled);
  expect(await graph.ask('{ debts }')).toMatchObject({ status: 200, data: { debts: 3 } });
  expect((await graph.ask('{ payments }')).status).toBe(400);
  await graph.replace(graph.larger);
  await vi.waitFor(async () => expect((await graph.ask('{ payments }')).data).toEqual({ payments: 4 }), settled);
});
