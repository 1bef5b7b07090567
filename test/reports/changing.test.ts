import { readXlsx } from 'hucre/xlsx';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startGateway } from '../../gateway/server.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { logLines } from '../gateway/graphs.ts';
import { booksInFiles, type MovingBooks } from '../moment/books.ts';
import { startAll, type Graph } from '../support/graph.ts';
import { heldWire, type HeldWire } from '../support/held-wire.ts';
import { COORDINATOR, UNHURRIED, viewerOf } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';

const TODAY = '2026-03-20';
const settled = { timeout: 60_000, interval: 100 };
vi.setConfig({ testTimeout: 180_000 });
/** All of finance's book, of which a list takes several pages. */
const LIST = 'small-debts.ndjson?scope=ALL&statuses=IN_ARREARS,NOT_YET_DUE,CLEARED&maxOutstanding=9999999999';
const [SOE, FINANCE] = [viewerOf('bureau', ['soe']), viewerOf('bureau', ['finance'])];

let [books, graph, folder]: [MovingBooks, Graph, string] = [] as never;
let wire: HeldWire;

beforeAll(async () => {
  books = booksInFiles({ seed: 6, debts: 1_300, today: TODAY });
  folder = mkdtempSync(join(tmpdir(), 'changing-'));
  const instead = async ({ domain, url }: { domain: string; url: string }): Promise<string> => {
    if (domain !== 'finance') return url;
    wire = await heldWire(url);
    return wire.url;
  };
  graph = await startAll({
    ...{ databaseUrls: { ...books.urls, coordination: `sqlite:${join(folder, 'own.db')}` }, today: TODAY },
    ...{ authentication: TRUSTING, refresh: 0.1, instead },
  });
}, 300_000);
beforeEach(() => void logLines());
afterAll(async () => {
  await graph.close();
  wire.close();
  await books.remove();
  rmSync(folder, { recursive: true });
});

interface Asking {
  viewer?: Viewer;
  had?: string;
  headers?: Record<string, string>;
  url?: string;
}

const get = (path: string, { viewer = COORDINATOR, had = '', headers = {}, url = graph.url }: Asking = {}) =>
  fetch(new URL(`/reports/${path}`, url), {
    headers: { viewer: JSON.stringify(viewer), 'if-none-match': had, ...headers },
  });

/** Departments that this house has not. */
const AWAY = 'housing-construction, energy';

/** Until the books' changes have come through, and a table is the same twice. */
async function tagOf(path: string, asking: Asking = {}): Promise<string> {
  let tag = '';
  await vi.waitFor(async () => {
    const before = tag;
    const { headers } = await get(path, asking);
    tag = headers.get('etag') ?? '';
    expect([tag, headers.get('x-missing'), headers.get('x-stale')]).toEqual([before, AWAY, null]);
  }, settled);
  return tag;
}

const idsIn = (text: string): string[] => [...text.matchAll(/"debtId":"([^"]+)"/g)].map(([, id]) => id ?? '');
const keysIn = (text: string): string[] => idsIn(text).map((id) => id.split(':')[1] ?? '');
const touched = "UPDATE_TIME = datetime('now', '+8 hours')";
const change = (set: string, id: string): Promise<unknown> =>
  books.write('finance', `UPDATE AP_PAYABLE SET ${set}, ${touched} WHERE PAYABLE_ID = '${id}'`);

const keysNow = async (): Promise<string[]> => keysIn(await (await get(LIST, { viewer: FINANCE })).text());

/** How many the same list has, for less work. */
async function countNow(): Promise<number | undefined> {
  const picked = 'domains=finance&disputed=false&scope=ALL&statuses=IN_ARREARS,NOT_YET_DUE,CLEARED';
  const { rows } = (await (await get(`by-domain.json?${picked}`, { viewer: FINANCE })).json()) as {
    rows: { count: number }[];
  };
  return rows[0]?.count;
}

test('a book that changes while its list is read neither doubles a debt nor drops one', async () => {
  for (let round = 1; ; round += 1) {
    await vi.waitFor(async () => expect((await keysNow()).length).toBeGreaterThan(1_000), settled);
    const before = await (await get(LIST, { viewer: FINANCE })).text();
    const keys = keysIn(before);
    const [first = '', second = '', last = ''] = [keys[0], keys[1], keys.at(-1)];
    const held = wire.hold(/"after":\{/);
    const reading = get(LIST, { viewer: FINANCE });
    const { release } = await held;
    await change('IS_DELETED = 1', first);
    await change('PAYABLE_AMT = 0.01', second);
    await change(`PAYABLE_AMT = ${99_000_000 + round}`, last);
    await vi.waitFor(async () => expect(await countNow()).toBe(keys.length - 1), settled);
    release();
    const answer = await reading;
    // seen later than a department is waited for: once more
    if (answer.status === 503) continue;
    expect(await answer.text()).toBe(before);
    const after = await keysNow();
    expect([after.length, new Set(after).size, after[0], after.includes(first)]).toEqual([
      ...[keys.length - 1, keys.length - 1, last, false],
    ]);
    return;
  }
});

test('a department that is lost while its list is read is no table at all', async () => {
  const held = wire.hold(/"after":\{/);
  const reading = get(LIST);
  (await held).cut();
  const answer = await reading;
  wire.mend();
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([503, null]);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } }] });
  await vi.waitFor(async () => expect((await keysNow()).length).toBeGreaterThan(1_000), settled);
});

test.each(['csv', 'json', 'ndjson', 'xlsx'])('%s that somebody has already is not sent again', async (format) => {
  for (const name of ['by-age', 'small-debts'])
    // a department that is slow for a moment is stale for one
    await vi.waitFor(async () => {
      const tag = await tagOf(`${name}.${format}`);
      expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
      for (const had of [tag, `"x", ${tag}`]) {
        const answer = await get(`${name}.${format}`, { had });
        expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', tag]);
        expect(answer.headers.get('x-data-asof')).toBe(TODAY);
      }
    }, settled);
});

test('whoever has a table of anybody else, of another kind or another day is sent their own', async () => {
  const path = 'by-age.csv?asOf=2026-03-20';
  const had = await tagOf(path);
  const others: [string, Asking][] = [
    [path, { viewer: SOE }],
    ['by-age.json?asOf=2026-03-20', {}],
    ['by-age.csv?asOf=2026-03-19', {}],
    ['by-age.csv?asOf=2026-03-20&unit=wan', {}],
    ['by-age.csv?asOf=2026-03-20&headings=en', {}],
    ['by-age.csv?asOf=2026-03-20&domains=finance', {}],
    ['by-age.csv?asOf=2026-03-20&trailer=0', {}],
    ['by-cause.csv?asOf=2026-03-20', {}],
  ];
  for (const [other, asking] of others)
    expect([other, (await get(other, { had, ...asking })).status]).toEqual([other, 200]);
  for (const none of ['*', '"other"', nearly(had)]) expect((await get(path, { had: none })).status).toBe(200);
});

/** A tag of which one character is another. */
const nearly = (tag: string): string => tag.replace(/.(?="$)/, (character) => (character === 'A' ? 'B' : 'A'));

test('a date tells nobody that nothing has changed', async () => {
  const { headers } = await get('by-age.csv');
  const since = headers.get('last-modified') ?? '';
  expect(Date.parse(since)).toBeLessThanOrEqual(Date.now());
  for (const date of [since, new Date(Date.now() + 60_000).toUTCString()])
    expect((await get('by-age.csv', { headers: { 'if-modified-since': date } })).status).toBe(200);
});

test('a table of today is another one tomorrow', async () => {
  const tomorrow = await startGateway({
    ...{ authentication: TRUSTING, subgraphUrl: (name: string) => graph.subgraphUrls[name] ?? null },
    ...{ keys: graph.keys.gateway, auditDir: join(folder, 'audit'), port: 0, host: '127.0.0.1' },
    ...{ today: () => '2026-03-21', limits: UNHURRIED },
  });
  onTestFinished(() => tomorrow.close());
  for (const path of ['by-age.csv', 'small-debts.csv'])
    expect((await get(path, { had: await tagOf(path), url: tomorrow.url })).status).toBe(200);
});

async function isAnother(paths: readonly string[], act: () => Promise<unknown>): Promise<void> {
  const had = new Map<string, string>();
  for (const path of paths) had.set(path, await tagOf(path));
  await act();
  for (const [path, tag] of had)
    await vi.waitFor(async () => expect([path, (await get(path, { had: tag })).status]).toEqual([path, 200]), settled);
}

test('a table is another one once a book has changed', async () => {
  const [id = ''] = keysIn(await (await get('small-debts.ndjson', { viewer: FINANCE })).text());
  await isAnother(['by-domain.csv', 'small-debts.csv'], () => change('PAYABLE_AMT = PAYABLE_AMT - 1', id));
});

test('a table is another one once people have decided', async () => {
  const ask = async (query: string, variables: object = {}): Promise<unknown> => {
    const headers = { viewer: JSON.stringify(COORDINATOR), 'content-type': 'application/json' };
    const answer = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return ((await answer.json()) as { data: unknown }).data;
  };
  const pairs = '{ reconciliation(domains: ["finance", "soe"], first: 1) { nodes { recordings { debtId } } } }';
  const { reconciliation } = (await ask(pairs)) as {
    reconciliation: { nodes: { recordings: { debtId: string }[] }[] };
  };
  const debtIds = reconciliation.nodes[0]?.recordings.map(({ debtId }) => debtId);
  const separate = 'mutation ($debtIds: [ID!]!) { separateDebts(debtIds: $debtIds, reason: "two") { id } }';
  const all = 'scope=ALL&statuses=IN_ARREARS,NOT_YET_DUE,CLEARED';
  await isAnother([`by-domain.csv?${all}`], async () => {
    expect(await ask(separate, { debtIds })).toMatchObject({ separateDebts: {} });
  });
});

test('a department whose books cannot be read as they stand is stale: the table says so, and is another one', async () => {
  const had = await tagOf('by-domain.csv');
  await books.write('finance', 'ALTER TABLE TAX_ARREARS RENAME TO TAXES');
  onTestFinished(async () => {
    await books.write('finance', 'ALTER TABLE TAXES RENAME TO TAX_ARREARS');
  });
  await vi.waitFor(async () => {
    const answer = await get('by-domain.csv', { had });
    expect([answer.status, answer.headers.get('x-stale'), answer.headers.get('x-complete')]).toEqual([
      ...[200, 'finance', 'false'],
    ]);
    expect(await answer.text()).toContain('complete=false missing=housing-construction+energy stale=finance');
  }, settled);
  const sheets = await readXlsx(Buffer.from(await (await get('by-domain.xlsx')).arrayBuffer()), { readStyles: true });
  const title = sheets.sheets[0]?.cells?.get('0,0');
  expect(title?.value).toContain('财政的数据较旧');
  expect(title?.richText?.at(-1)?.font?.color).toEqual({ rgb: 'FF0000' });
});

test('the list of reports is not sent again to who has it', async () => {
  // fetch says beside a tag that it wants everything anew
  const list = async (had: string): Promise<IncomingMessage> => {
    const headers = { viewer: JSON.stringify(COORDINATOR), 'if-none-match': had };
    const [answer] = (await once(httpGet(new URL('/reports', graph.url), { headers }), 'response')) as [
      IncomingMessage,
    ];
    return answer.resume();
  };
  const tag = (await list('')).headers.etag ?? '';
  expect(tag).not.toBe('');
  expect([(await list(tag)).statusCode, (await list('"other"')).statusCode]).toEqual([304, 200]);
});
