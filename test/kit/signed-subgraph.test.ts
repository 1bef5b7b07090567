import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { randomKeys, signedHeaders, type SigningKeys } from '../../kit/trust/signature.ts';
import type { RunningDepartment } from '../../kit/department/subgraph.ts';
import { departments } from '../../subgraphs/main.ts';
import { callOf, KEYS } from '../support/signed.ts';

const QUESTIONS = {
  _entities: '{ _entities(representations: [{ __typename: "SoePayableLine", id: "1" }]) { __typename } }',
  _service: '{ _service { sdl } }',
  ledger: '{ ledger { __typename } }',
  'its own words': '{ __schema { queryType { name } } }',
};

let soe: RunningDepartment;
let address: URL;
const folder = mkdtempSync(join(tmpdir(), 'signed-'));

beforeAll(async () => {
  loadSqlite(join(folder, 'soe.db'), 'soe', makeDemo({ debts: 5, seed: 1, today: '2025-06-30' }).tables.soe);
  const department = departments.find(({ domain }) => domain === 'soe');
  if (!department) throw new Error('there is no soe');
  soe = await department.start({ databaseUrl: `sqlite:${join(folder, 'soe.db')}`, keys: KEYS });
  await soe.loaded;
  address = new URL(soe.url);
});

afterAll(async () => {
  await soe.close();
  rmSync(folder, { recursive: true });
});

interface Signing {
  body?: string;
  audience?: string;
  host?: string;
  method?: string;
  keys?: SigningKeys;
  now?: number;
}

/** Headers that are right but for what is given. */
function headersFor(body: string, { keys = KEYS, now = Date.now(), ...wrong }: Signing = {}): Record<string, string> {
  const right = { method: 'POST', host: address.host, path: address.pathname, audience: 'soe', body };
  return { 'content-type': 'application/json', ...signedHeaders(keys, { ...right, ...wrong }, callOf(), now) };
}

async function codeOf(headers: Record<string, string>, body: string): Promise<unknown> {
  const response = await fetch(address, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return [response.status, errors?.[0]?.extensions.code ?? data];
}

const REFUSED = [401, 'UNAUTHENTICATED'];

describe.each(Object.entries(QUESTIONS))('%s', (_, query) => {
  const body = JSON.stringify({ query });

  test('is taken from a server of the house, once', async () => {
    const headers = headersFor(body);
    // what is taken may yet not be for the caller, as `_service` is for none, or not be there
    const said: unknown = query.includes('_service')
      ? 'FORBIDDEN'
      : query.includes('_entities')
        ? 'NOT_FOUND'
        : expect.any(Object);
    expect(await codeOf(headers, body)).toEqual([200, said]);
    expect(await codeOf(headers, body)).toEqual(REFUSED);
  });

  test.each<[string, (headers: Record<string, string>) => Record<string, string>]>([
    ['unsigned', () => ({ 'content-type': 'application/json' })],
    ['signed for another subgraph', () => headersFor(body, { audience: 'energy' })],
    ['signed for another address', () => headersFor(body, { host: 'localhost:1' })],
    ['signed for another method', () => headersFor(body, { method: 'GET' })],
    ['signed for another body', () => headersFor(body, { body: `${body} ` })],
    ['signed by somebody else', () => headersFor(body, { keys: randomKeys() })],
    ['signed two minutes ago', () => headersFor(body, { now: Date.now() - 120_000 })],
    ['without a digest', (headers) => ({ ...headers, 'x-arrears-digest': '' })],
    [
      'with another caller',
      (headers) => ({ ...headers, 'x-arrears-call': headersFor(body)['x-arrears-call']?.replace(/^./, 'A') ?? '' }),
    ],
  ])('is not answered when %s', async (_words, change) => {
    expect(await codeOf(change(headersFor(body)), body)).toEqual(REFUSED);
  });
});

test.each(['GET', 'HEAD', 'OPTIONS', 'PUT'])('%s is not answered', async (method) => {
  expect((await fetch(`${soe.url}?query={__typename}`, { method })).status).toBe(405);
});

test('two headers of a name are none', async () => {
  const body = JSON.stringify({ query: QUESTIONS._service });
  const headers = new Headers(headersFor(body));
  headers.append('x-arrears-nonce', 'n'.repeat(22));
  expect((await fetch(address, { method: 'POST', headers, body })).status).toBe(401);
});

test('nobody makes it read a body before it knows who sends it', async () => {
  const socket = connect(Number(address.port), address.hostname);
  socket.write(
    `POST ${address.pathname} HTTP/1.1\r\nhost: ${address.host}\r\ncontent-type: application/json\r\ncontent-length: 16000000\r\n\r\n{`,
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /);
});
