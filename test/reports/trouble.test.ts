import { once } from 'node:events';
import { get } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { changeApiKeys } from '../../gateway/authenticate/api-key-file.ts';
import { mintKey } from '../../gateway/authenticate/api-key.ts';
import { demoAuthentication, strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { startGateway } from '../../gateway/server.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { logLines } from '../gateway/graphs.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';

const TODAY = '2026-03-20';
/** More than a page of any department, so that a list is asked for in several. */
const DEBTS = 600;

const folder = mkdtempSync(join(tmpdir(), 'reports-'));
const keys = {
  all: keyFor(['finance', 'housing-construction', 'energy', 'soe'], null),
  finance: keyFor(['finance'], ['monthly-ledger', 'by-domain']),
};
const proxies = new Map<string, Proxy>();
let graph: DemoGraph;

function keyFor(domains: string[], reports: string[] | null): string {
  const { text, kept } = mintKey({ name: 'sheet', domains, reports, expires: null });
  changeApiKeys(join(folder, 'keys.json'), (before) => [...before, kept]);
  return text;
}

beforeAll(async () => {
  const authentication = await strictAuthentication(
    { tokenIssuer: null, apiKeys: join(folder, 'keys.json') },
    logOf('test'),
  );
  const instead = async ({ domain, url }: { domain: string; url: string }): Promise<string> => {
    const proxy = await startProxy({ port: Number(new URL(url).port), host: '127.0.0.1' });
    proxies.set(domain, proxy);
    return `http://127.0.0.1:${proxy.port}/graphql`;
  };
  graph = await startDemo({ seed: 4, debts: DEBTS, today: TODAY }, null, { authentication, instead });
});
afterAll(async () => {
  await graph.close();
  for (const proxy of proxies.values()) proxy.close();
  rmSync(folder, { recursive: true });
});

const report = (path: string, key = keys.all, signal: AbortSignal | null = null): Promise<Response> =>
  fetch(new URL(`/reports/${path}`, graph.url), { headers: { 'x-api-key': key }, signal });
const headOf = ({ headers }: Response): (string | null)[] =>
  ['x-complete', 'x-missing', 'x-stale'].map((name) => headers.get(name));

beforeEach(async () => {
  logLines();
  for (const proxy of proxies.values()) proxy.become('sound');
  await vi.waitFor(async () => expect(headOf(await report('by-domain.csv'))).toEqual(['true', null, null]), {
    timeout: 20_000,
    interval: 200,
  });
});

test('a whole table says so, in its head and at its end', async () => {
  const answer = await report('monthly-ledger.csv');
  expect([answer.status, ...headOf(answer), answer.headers.get('x-data-asof')]).toEqual([
    200,
    'true',
    null,
    null,
    TODAY,
  ]);
  expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''%E6%B8%85%E7%90%86`);
  const rows = (await answer.text()).trimEnd().split('\r\n');
  expect(rows.at(-1)).toBe(`#whole rows=${rows.length - 2} asOf=${TODAY} complete=true`);
});

test.each(['monthly-ledger', 'by-domain'])(
  '%s without a department names it, or is none where it is to be whole',
  async (name) => {
    proxies.get('energy')?.become('cut');
    const answer = await report(`${name}.csv`);
    expect([answer.status, ...headOf(answer)]).toEqual([200, 'false', 'energy', null]);
    expect(await answer.text()).toContain('complete=false missing=energy');
    const strict = await report(`${name}.csv?strict=1`);
    expect([strict.status, strict.headers.get('x-missing')]).toEqual([503, 'energy']);
    expect(await strict.json()).toMatchObject({ errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } }] });
  },
);

test('a department whose own records alone cannot be had has its debts in the ledger, and is named', async () => {
  const unread = await startGateway({
    authentication: await demoAuthentication(logOf('test')),
    subgraphUrl: (name) => (name === 'finance' ? null : (graph.subgraphUrls[name] ?? null)),
    ...{ keys: graph.keys.gateway, auditDir: join(folder, 'audit'), port: 0, host: '127.0.0.1', today: () => TODAY },
  });
  onTestFinished(() => unread.close());
  const answer = await fetch(new URL('/reports/monthly-ledger.json', unread.url));
  expect([answer.status, ...headOf(answer)]).toEqual([200, 'false', 'finance', null]);
  const { rows } = (await answer.json()) as { rows: { domain: string; plan: string | null }[] };
  const plansOf = (code: string): boolean => rows.some(({ domain, plan }) => domain === code && plan !== null);
  expect(rows.some(({ domain }) => domain === 'finance')).toBe(true);
  expect([plansOf('finance'), plansOf('soe')]).toEqual([false, true]);
  const strict = await fetch(new URL('/reports/monthly-ledger.json?strict=1', unread.url));
  expect([strict.status, strict.headers.get('x-missing')]).toEqual([503, 'finance']);
});

test('a key of finance gets finance’s ledger, as if there were no other, and is told which reports it has', async () => {
  const answer = await report('monthly-ledger.json', keys.finance);
  expect([answer.status, ...headOf(answer)]).toEqual([200, 'true', null, null]);
  const { rows } = (await answer.json()) as { rows: { domain: string; registeredIn: string }[] };
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ domain, registeredIn }) => domain === 'finance' && registeredIn === 'finance')).toBe(true);
  const refused = await report('by-age.csv', keys.finance);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    errors: [
      {
        message: 'by-age is not for you; for you there are by-domain, monthly-ledger.',
        extensions: { code: 'FORBIDDEN' },
      },
    ],
  });
  const clerks = await report('data-issues.csv');
  expect([clerks.status, await clerks.text()]).toEqual([403, expect.stringContaining('data-issues is not for you')]);
});

test('a wrong parameter is told the right ones', async () => {
  const answer = await report('monthly-ledger.csv?status=IN_ARREARS');
  const { errors } = (await answer.json()) as { errors: { message: string }[] };
  expect([answer.status, errors[0]?.message]).toEqual([
    400,
    expect.stringMatching(/^The report takes .*statuses.*; got "status"\.$/),
  ]);
});

/** Reads a response's beginning, and no more until it is told to. */
async function begin(path: string): Promise<{ resume: () => Promise<string>; leave: () => void }> {
  const request = get(new URL(`/reports/${path}`, graph.url), { headers: { 'x-api-key': keys.all } });
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { destroy: () => void }];
  let text = '';
  response.setEncoding('utf8');
  const resume = async (): Promise<string> => {
    response.on('data', (part: string) => (text += part));
    await Promise.race([once(response, 'close'), once(response, 'error')]);
    return text;
  };
  return { resume, leave: () => response.destroy() };
}

test('a reader who leaves is not read for, and holds up nobody', async () => {
  for (let times = 0; times < 12; times += 1) {
    const { leave } = await begin('wages-first.ndjson?statuses=IN_ARREARS,NOT_YET_DUE,CLEARED&scope=ALL');
    leave();
    await vi.waitFor(async () => expect((await report('by-domain.csv')).status).toBe(200), {
      timeout: 10_000,
      interval: 50,
    });
  }
});

test('a reader who is slow gets it all the same, and others meanwhile theirs', async () => {
  const { resume } = await begin('wages-first.ndjson');
  expect((await report('by-domain.csv')).status).toBe(200);
  expect(await resume()).toContain('"$end":{"whole":true');
});

test('of one caller two reports are made at a time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 4 }, () =>
      report('monthly-ledger.csv').then(async (answer) => (await answer.text(), answer.status)),
    ),
  );
  expect(answers.toSorted()).toEqual([200, 200, 429, 429]);
});
