import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { request as open, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ask, impostor } from './graphs.ts';
import { writeTrust, type SharedTrust } from './parts.ts';
import { addressOf, programsFolder, run as runIn, type Program } from './programs.ts';

const settled = { timeout: 20_000, interval: 20 };

let folder: string;
let run: (command: readonly string[], variables?: Record<string, string>) => Program;

beforeEach(async () => {
  folder = await programsFolder();
  run = (command, variables) => runIn(folder, command, variables);
});

const PAGE = '{ debts(first: 100) { nodes { id record { payments { amount } } } } }';

test(
  'npm start answers every question under way when it is told to end, however often it is told',
  { timeout: 120_000 },
  async () => {
    const house = run(['start.ts', '--debts', '60'], { DRAIN_SECONDS: '2' });
    const url = await addressOf(house);
    await vi.waitFor(
      async () =>
        expect(await ask(url, '{ arrears { complete } }')).toMatchObject({ data: { arrears: { complete: true } } }),
      settled,
    );
    const underWay = Array.from({ length: 10 }, () => ask(url, PAGE));
    await rest(20);
    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGINT', 'SIGTERM'] as const) house.child.kill(signal);
    for (const { status, errors } of await Promise.all(underWay))
      expect({ status, errors }).toEqual({ status: 200, errors: undefined });
    expect(await house.ended).toBe(0);
  },
);

test('a part without a drain answers what was sent to it before it was told to end', { timeout: 120_000 }, async () => {
  const house = run(['start.ts', '--debts', '60'], { DRAIN_SECONDS: '0' });
  const url = await addressOf(house);
  const sent = Array.from({ length: 10 }, () => send(url, '{ domains { code } }'));
  const underWay = (await Promise.all(sent)).map(({ answer }) => answer);
  house.child.kill('SIGTERM');
  for (const { status } of await Promise.all(underWay)) expect(status).toBe(200);
  expect(await house.ended).toBe(0);
});

/** Sends a question, and is done when all of it is on its way. */
async function send(url: string, query: string): Promise<{ answer: Promise<{ status: number }> }> {
  const request = open(url, { method: 'POST', headers: { 'content-type': 'application/json' } });
  const answer = once(request, 'response').then(([response]) => {
    const { statusCode = 0 } = (response as IncomingMessage).resume();
    return { status: statusCode };
  });
  request.end(JSON.stringify({ query }));
  await once(request, 'finish');
  return { answer };
}

async function takenPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return String((server.address() as AddressInfo).port);
}

/** Everything wrong at once, and what is to be said of each. */
async function wrongOfAllKinds(): Promise<[Record<string, string>, RegExp[]]> {
  const port = await takenPort();
  await writeFile(join(folder, 'no-folder'), '');
  const variables = {
    API_KEYS: join(folder, 'nowhere.json'),
    AUTH_JWKS: join(folder, 'nowhere.jwks'),
    AUTH_ISSUER: 'urn:issuer',
    AUTH_AUDIENCE: 'graph',
    AUDIT_DIR: '/proc/nowhere',
    AUDIT_KEYS: join(folder, 'no-folder'),
    COORDINATION_DATABASE_URL: `sqlite:${folder}/no-folder/own.sqlite`,
    PORT: port,
  };
  return [
    variables,
    [
      /^API_KEYS wants a file that is there; got ".*nowhere\.json"$/m,
      /^AUTH_JWKS wants a file that is there; got ".*nowhere\.jwks"$/m,
      /^AUDIT_DIR wants a folder that can be written to; got "\/proc\/nowhere" \(ENOENT\)$/m,
      /^AUDIT_KEYS: the file of .*keys wants a line at least/m,
      /^COORDINATION_DATABASE_URL wants a folder that can be written to; got ".*no-folder" \(E\w+\)$/m,
      new RegExp(
        `^PORT wants a port that can be had on 127\\.0\\.0\\.1; got ${port}: somebody listens there already$`,
        'm',
      ),
    ],
  ];
}

test('what keeps npm start from starting is said all at once, and npm run doctor says the same without starting', async () => {
  const [variables, words] = await wrongOfAllKinds();
  const [house, doctor] = [run(['start.ts'], variables), run(['start.ts', '--check'], variables)];
  expect([await house.ended, await doctor.ended]).toEqual([1, 1]);
  for (const line of words) {
    expect(house.said.err).toMatch(line);
    expect(doctor.said.out).toMatch(line);
  }
  expect(house.said.out).toBe('');
});

test('npm run doctor finds nothing where nothing is wrong, and says each fault of the environment', async () => {
  const sound = run(['start.ts', '--check']);
  expect(await sound.ended).toBe(0);
  expect(sound.said.out).toContain('All is as it should be');
  expect(existsSync(join(folder, 'audit')), 'it starts nothing, and makes nothing').toBe(false);
  const wrong = run(['start.ts', '--check'], { PORT: 'four', REREAD_HOURS: 'night' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.said.err).toMatch(/^PORT wants[^\n]+\nREREAD_HOURS wants[^\n]+\n$/);
});

test('what fails later is a line of /readyz until it is well again', async () => {
  const trust: SharedTrust = await writeTrust(folder);
  const keys = join(folder, 'keys.json');
  await writeFile(keys, '[]');
  const command = ['gateway/main.ts'];
  const gateway = run(command, { ...trust.variablesOf(command), API_KEYS: keys });
  const url = await addressOf(gateway);
  const readiness = async (): Promise<string> => {
    await ask(url, '{ domains { code } }', {}, { 'x-api-key': 'ag_nobody' });
    return (await fetch(new URL('/readyz', url))).text();
  };
  expect(await readiness()).toBe('ready');
  await rename(keys, `${keys}.away`);
  await writeFile(keys, 'no list of keys');
  await vi.waitFor(async () => expect(await readiness()).toMatch(/^ready\nAPI_KEYS: no API key is believed/), settled);
  await rename(`${keys}.away`, keys);
  await vi.waitFor(async () => expect(await readiness()).toBe('ready'), settled);
});

test(
  'what a killed process left among temporary files is gone after the next start',
  { timeout: 120_000 },
  async () => {
    const killed = run(['start.ts', '--debts', '20']);
    await addressOf(killed);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const left = join(folder, `arrears-graph-demo-${killed.child.pid}-`);
    const others = join(folder, 'arrears-graph-demo-of-somebody');
    await mkdir(others);
    const leftovers = async (): Promise<string[]> =>
      (await readdir(folder)).filter((name) => join(folder, name).startsWith(left));
    expect(await leftovers()).toHaveLength(1);
    const next = run(['start.ts', '--debts', '20']);
    await addressOf(next);
    expect(await leftovers()).toEqual([]);
    expect(existsSync(others)).toBe(true);
  },
);

test('coordination is ready once it has read the register of those that answer', { timeout: 120_000 }, async () => {
  const trust: SharedTrust = await writeTrust(folder);
  const read = { readAt: '2026-01-05T10:00:00+08:00', lookBackSeconds: null, wholeReadAt: null };
  const freshness = {
    ...read,
    state: 'LIVE',
    message: null,
    epoch: 'one',
    lastChange: 0,
    newestChange: 0,
    booksFrom: null,
  };
  const waiting: ServerResponse[] = [];
  const books = await impostor('', (request, response) => {
    request.setEncoding('utf8').once('data', (body: string) => {
      if (body.includes('changes(')) waiting.push(response);
      else response.end(JSON.stringify({ data: { ledger: { freshness } } }));
    });
  });
  const command = ['subgraphs/main.ts', 'coordination'];
  const coordination = run(command, {
    ...trust.variablesOf(command),
    FINANCE_SUBGRAPH_URL: String(books.url),
  });
  const ready = new URL('/readyz', await addressOf(coordination));
  await vi.waitFor(() => expect(waiting).toHaveLength(1), settled);
  expect((await fetch(ready)).status).toBe(503);
  waiting[0]?.end(
    JSON.stringify({ data: { ledger: { freshness, changes: { epoch: 'one', last: 0, more: false, bundles: [] } } } }),
  );
  await vi.waitFor(async () => {
    // the first page told of the numbering, so that it is asked again from its beginning
    for (const answer of waiting.splice(1))
      answer.end(
        JSON.stringify({
          data: { ledger: { freshness, changes: { epoch: 'one', last: 0, more: false, bundles: [] } } },
        }),
      );
    expect((await fetch(ready)).status).toBe(200);
  }, settled);
});
