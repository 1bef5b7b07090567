import type { ServerResponse } from 'node:http';
import { setTimeout as rest } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { startBalancer } from '../support/balancer.ts';
import { writeTrust, type SharedTrust } from './parts.ts';
import { addressOf, readyAddressOf, run, programsFolder, type Program } from './programs.ts';
import { ask, gatewayOver, impostor, logLines, supergraphOf, subgraph } from './graphs.ts';

const settled = { timeout: 20_000, interval: 20 };
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/graphql';

let folder: string;
let trust: SharedTrust;

beforeEach(async () => {
  folder = await programsFolder();
  trust = await writeTrust(folder);
});

const start = (command: string[], variables: Record<string, string> = {}): Program =>
  run(folder, command, { ...trust.variablesOf(command), DRAIN_SECONDS: '1', ...variables });
const askAs = (url: string, query: string) => ask(url, query, {}, trust.headers);

/** Asks again and again, some at a time, until it is told to stop. */
function askOn(url: string, query: string, headers: Record<string, string> = {}) {
  const [stopped, outcomes] = [new AbortController(), { asked: 0, failed: [] as unknown[] }];
  const askInTurn = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      outcomes.asked += 1;
      // programs that start want their share of the machine
      await rest(5);
      const answer = await ask(url, query, {}, headers).catch((error: unknown) => ({
        status: 0,
        data: null,
        errors: [error],
      }));
      if (answer.status !== 200 || answer.errors) outcomes.failed.push(answer);
    }
  };
  const asking = Array.from({ length: 4 }, askInTurn);
  const stop = async (): Promise<typeof outcomes> => {
    stopped.abort();
    await Promise.all(asking);
    return outcomes;
  };
  return { outcomes, stop };
}

test('two gateways are restarted one after the other, and no question is lost', { timeout: 180_000 }, async () => {
  const COORDINATION_SUBGRAPH_URL = await readyAddressOf(start(['subgraphs/main.ts', 'coordination']));
  const balancer = await startBalancer();
  const startGateway = async (): Promise<Program> => {
    const gateway = start(['gateway/main.ts'], { COORDINATION_SUBGRAPH_URL });
    balancer.add(await addressOf(gateway));
    return gateway;
  };
  const olds = await Promise.all([startGateway(), startGateway()]);
  await vi.waitFor(async () => expect((await askAs(balancer.url, '{ domains { code } }')).status).toBe(200), settled);
  const load = askOn(balancer.url, '{ domains { code state } }', trust.headers);
  for (const old of olds) {
    await startGateway();
    old.child.kill('SIGTERM');
    expect(await old.ended).toBe(0);
  }
  await vi.waitFor(() => expect(load.outcomes.asked).toBeGreaterThan(1_000), { ...settled, timeout: 60_000 });
  const { failed } = await load.stop();
  expect(failed).toEqual([]);
});

test('gateway and coordination start with everything else down, and say what is missing', async () => {
  const departments = Object.fromEntries(
    ['FINANCE', 'HOUSING_CONSTRUCTION', 'ENERGY', 'SOE'].map((name) => [`${name}_SUBGRAPH_URL`, NOWHERE]),
  );
  const coordination = start(['subgraphs/main.ts', 'coordination'], departments);
  const gateway = start(['gateway/main.ts'], {
    ...departments,
    COORDINATION_SUBGRAPH_URL: await readyAddressOf(coordination),
  });
  const url = await addressOf(gateway);
  expect((await fetch(new URL('/readyz', url))).status).toBe(200);
  const { data } = await askAs(url, '{ arrears { complete sources { state } } }');
  expect(data).toEqual({ arrears: { complete: false, sources: Array(4).fill({ state: 'UNAVAILABLE' }) } });
  const alone = await addressOf(start(['gateway/main.ts']));
  const { errors } = await askAs(alone, '{ arrears { complete } }');
  expect(errors?.[0]).toMatchObject({
    path: ['arrears'],
    extensions: { code: 'DEPARTMENT_UNAVAILABLE', domain: 'coordination' },
  });
});

test('SIGTERM, however often: not ready, then answers end their connections, then what is under way is answered', async () => {
  const waiting: ServerResponse[] = [];
  const slow = await impostor('', (_request, response) => void waiting.push(response));
  const gateway = start(['gateway/main.ts'], { COORDINATION_SUBGRAPH_URL: String(slow.url), DRAIN_SECONDS: '2' });
  const url = await addressOf(gateway);
  const underWay = askAs(url, '{ domains { code } }');
  await vi.waitFor(() => expect(waiting).toHaveLength(1), settled);
  gateway.child.kill('SIGTERM');
  await vi.waitFor(async () => expect((await fetch(new URL('/readyz', url))).status).toBe(503), settled);
  gateway.child.kill('SIGTERM');
  gateway.child.kill('SIGINT');
  const late = await fetch(new URL('/livez', url));
  expect([late.status, late.headers.get('connection')]).toEqual([200, 'close']);
  waiting[0]?.end('{"data":{"domains":[]}}');
  expect((await underWay).data).toEqual({ domains: [] });
  expect(await gateway.ended).toBe(0);
});

test('questions past what a gateway takes on are sent away, and taken again when there is room', async () => {
  logLines();
  const waiting: ServerResponse[] = [];
  const books = await impostor(
    'type Query { debts(of: Int): Int }',
    (_request, response) => void waiting.push(response),
  );
  const { url } = await gatewayOver({ books }, { maxRequests: 2 });
  const taken = [1, 2].map((of) => ask(url, `{ debts(of: ${of}) }`));
  await vi.waitFor(() => expect(waiting).toHaveLength(2), settled);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ debts }"}',
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
  for (const answer of waiting.splice(0)) answer.end('{"data":{"debts":1}}');
  await Promise.all(taken);
  const next = ask(url, '{ debts }');
  await vi.waitFor(() => expect(waiting).toHaveLength(1), settled);
  waiting[0]?.end('{"data":{"debts":1}}');
  expect((await next).data).toEqual({ debts: 1 });
});

test('a gateway whose event loop is late sends questions away until it is in time again', async () => {
  logLines();
  const { url } = await gatewayOver(
    { books: await subgraph('type Query { debts: Int }', { Query: { debts: () => 1 } }) },
    { maxDelayMs: 100 },
  );
  const busy = setInterval(() => {
    for (const end = Date.now() + 250; Date.now() < end;);
  }, 0);
  await vi.waitFor(async () => expect((await ask(url, '{ debts }')).status).toBe(503), settled);
  clearInterval(busy);
  await vi.waitFor(async () => expect((await ask(url, '{ debts }')).status).toBe(200), settled);
});

test('fifty new supergraphs under load lose no question, nor does a broken one', async () => {
  const lines = logLines();
  const sdl = (n: number): string =>
    `type Query { debts: Int${Array.from({ length: n }, (_, i) => ` extra${i}: Int`).join('')} }`;
  const books = await subgraph(sdl(1), { Query: { debts: () => 1 } });
  const gateway = await gatewayOver({ books });
  const load = askOn(gateway.url, '{ debts }');
  const reloads = (words: string): number => lines.filter((line) => line.includes(words)).length;
  for (let i = 1; i <= 50; i += 1) {
    await gateway.replaceSupergraph(supergraphOf({ books: { ...books, sdl: sdl((i % 2) + 1) } }));
    await vi.waitFor(() => expect(reloads('loaded anew')).toBe(i), settled);
  }
  await gateway.replaceSupergraph('type Query {');
  await vi.waitFor(() => expect(reloads('refused')).toBe(1), settled);
  await rest(100);
  const { asked, failed } = await load.stop();
  expect(failed).toEqual([]);
  expect(asked).toBeGreaterThan(50);
});
