import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { writeTrust } from './parts.ts';
import { addressOf, run, programsFolder, type Program } from './programs.ts';
import { ask, impostor, type Answer } from './graphs.ts';

const settled = { timeout: 30_000, interval: 50 };

let folder: string;
let askAs: (url: string, query: string, variables?: object) => Promise<Answer>;
let start: (command: string[], variables?: Record<string, string>) => Program;

beforeEach(async () => {
  folder = await programsFolder();
  const trust = await writeTrust(folder);
  start = (command, variables = {}) =>
    run(folder, command, { ...trust.variablesOf(command), DRAIN_SECONDS: '0', ...variables });
  askAs = (url, query, variables = {}) => ask(url, query, variables, trust.headers);
});

/** A port that nobody has just now. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

interface Span {
  traceId: string;
  name: string;
  attributes: { key: string; value: object }[];
}
interface Sent {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

/** Takes traces as a collector does. */
async function collector(): Promise<{ url: string; spans: Span[] }> {
  const spans: Span[] = [];
  const { url } = await impostor('', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.end('{}');
    });
  });
  return { url: new URL('/', String(url)).href, spans };
}

test(
  'one trace leads from the gateway to the statements of a department, and holds nothing of what was asked with',
  { timeout: 180_000 },
  async () => {
    const { url: OTEL_EXPORTER_OTLP_ENDPOINT, spans } = await collector();
    const watched = { OTEL_EXPORTER_OTLP_ENDPOINT };
    const { tables } = makeDemo({ debts: 10, seed: 3, today: '2026-03-20' });
    loadSqlite(join(folder, 'energy.sqlite'), 'energy', tables.energy);
    const energy = start(['subgraphs/main.ts', 'energy'], {
      ...watched,
      ENERGY_DATABASE_URL: `sqlite:${folder}/energy.sqlite`,
    });
    const ENERGY_SUBGRAPH_URL = await addressOf(energy);
    const coordination = start(['subgraphs/main.ts', 'coordination'], { ...watched, ENERGY_SUBGRAPH_URL });
    const COORDINATION_SUBGRAPH_URL = await addressOf(coordination);
    const gateway = start(['gateway/main.ts'], { ...watched, ENERGY_SUBGRAPH_URL, COORDINATION_SUBGRAPH_URL });
    const url = await addressOf(gateway);
    const query =
      'query ($secret: String!) { debts(first: 3) { nodes { record { payments { paidOn } } } } enterprises(search: $secret) { nodes { name } } }';
    await vi.waitFor(async () => {
      const { data } = await askAs(url, query, { secret: '秘密' });
      expect(data).toMatchObject({ debts: { nodes: [{ record: {} }, {}, {}] } });
    }, settled);
    for (const { child } of [gateway, coordination, energy]) child.kill('SIGTERM');
    await Promise.all([gateway, coordination, energy].map(({ ended }) => ended));
    const traces = [...new Set(spans.map(({ traceId }) => traceId))];
    const names = traces.map(
      (trace) => new Set(spans.filter(({ traceId }) => traceId === trace).map(({ name }) => name)),
    );
    const wanted = ['gateway.request', 'ask coordination', 'ask energy', 'POST /graphql', 'statement'];
    expect(names.map((found) => wanted.filter((name) => !found.has(name)))).toContainEqual([]);
    expect(JSON.stringify(spans)).not.toContain('秘密');
  },
);

test('measures are shown on a port of their own: questions, errors, books, lines, memory', async () => {
  const [ofGateway, ofEnergy] = [await freePort(), await freePort()];
  const { tables } = makeDemo({ debts: 10, seed: 3, today: '2026-03-20' });
  loadSqlite(join(folder, 'energy.sqlite'), 'energy', tables.energy);
  const variables = { ENERGY_DATABASE_URL: `sqlite:${folder}/energy.sqlite`, METRICS_PORT: ofEnergy };
  const ENERGY_SUBGRAPH_URL = await addressOf(start(['subgraphs/main.ts', 'energy'], variables));
  const gateway = start(['gateway/main.ts'], { ENERGY_SUBGRAPH_URL, METRICS_PORT: ofGateway });
  const url = await addressOf(gateway);
  expect((await askAs(url, '{ domains { code } }')).errors).toHaveLength(1);
  const measures = async (port: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const shown = await measures(ofGateway);
  expect(shown).toContain('arrears_question_seconds_count{server="gateway"} 1');
  expect(shown).toContain('arrears_errors_total{server="gateway",code="DEPARTMENT_UNAVAILABLE"} 1');
  expect(shown).toMatch(/process_resident_memory_bytes \d/);
  await vi.waitFor(
    async () => expect(await measures(ofEnergy)).toContain('arrears_books_state{domain="energy",state="LIVE"} 1'),
    settled,
  );
  expect(await measures(ofEnergy)).toMatch(/arrears_books_age_seconds\{domain="energy"\} \d/);
  expect((await fetch(new URL('/metrics', url))).status, 'not where callers are').toBe(404);
});
