import { CompactSign } from 'jose';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as requestTo } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { houseKeys, type SigningKey, type SigningKeys } from '../../kit/trust/keys.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { HEADER, signedHeader } from '../../kit/trust/signature.ts';
import type { RunningDepartment } from '../../kit/department/subgraph.ts';
import { departments } from '../../subgraphs/main.ts';
import { coordinationOver } from '../support/one-department.ts';
import { callOf, COORDINATOR, KEYS, viewerOf } from '../support/signed.ts';

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
  soe = await department.start({ databaseUrl: `sqlite:${join(folder, 'soe.db')}`, trusted: KEYS.trusted });
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
  call?: RequestContext;
  now?: number;
}

/** Headers that are right but for what is given. */
function headersFor(body: string, signing: Signing = {}): Record<string, string> {
  const { keys = KEYS.gateway, call = callOf(), now = Date.now(), ...wrong } = signing;
  const right = { method: 'POST', host: address.host, path: address.pathname, audience: 'soe', body };
  return { 'content-type': 'application/json', ...signedHeader(keys, { ...right, ...wrong }, call, now) };
}

async function codeOf(headers: Record<string, string>, body: string, url = address.href): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body });
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
    ['signed by somebody else', () => headersFor(body, { keys: houseKeys().gateway })],
    ['signed two minutes ago', () => headersFor(body, { now: Date.now() - 120_000 })],
    ['without its signature', (headers) => ({ ...headers, [HEADER]: headers[HEADER]?.replace(/[^.]+$/, '') ?? '' })],
    [
      'with another caller',
      (headers) => ({
        ...headers,
        [HEADER]: withPayloadOf(headersFor(body, { call: callOf(viewerOf('supervision')) }), headers),
      }),
    ],
  ])('is not answered when %s', async (_words, change) => {
    expect(await codeOf(change(headersFor(body)), body)).toEqual(REFUSED);
  });
});

test.each(['GET', 'HEAD', 'OPTIONS', 'PUT'])('%s is not answered', async (method) => {
  expect((await fetch(`${soe.url}?query={__typename}`, { method })).status).toBe(405);
});

/** The signature of one request under what another says. */
function withPayloadOf(other: Record<string, string>, headers: Record<string, string>): string {
  const [head, , signature] = (headers[HEADER] ?? '').split('.');
  return [head, other[HEADER]?.split('.')[1], signature].join('.');
}

const LEDGER = JSON.stringify({ query: QUESTIONS.ledger });
const REGISTER = callOf(viewerOf('register'));
const FOR_CONTACTS = callOf({ ...COORDINATOR, contacts: true, purpose: 'a visit' });

test('what a department holds signs nothing', async () => {
  const [trusted] = KEYS.trusted();
  if (!trusted) throw new Error('there is no key');
  expect(() => headersFor(LEDGER, { keys: () => [trusted as unknown as SigningKey] })).toThrow();
  // what is public taken for a secret that is shared
  const payload = Buffer.from((headersFor(LEDGER)[HEADER] ?? '').split('.')[1] ?? '', 'base64url');
  const { x } = trusted.key.export({ format: 'jwk' });
  const forged = await new CompactSign(payload)
    .setProtectedHeader({ alg: 'HS256', typ: 'arrears-request+jws', kid: trusted.id })
    .sign(Buffer.from(x ?? '', 'base64url'));
  expect(await codeOf({ ...headersFor(LEDGER), [HEADER]: forged }, LEDGER)).toEqual(REFUSED);
});

test.each<[string, SigningKeys, RequestContext, unknown]>([
  ['the gateway on behalf of a caller', KEYS.gateway, FOR_CONTACTS, [200, expect.any(Object)]],
  ['the gateway as the register', KEYS.gateway, REGISTER, REFUSED],
  ['coordination as the register', KEYS.coordination, REGISTER, [200, expect.any(Object)]],
  ['coordination on behalf of a caller', KEYS.coordination, callOf(), [200, expect.any(Object)]],
  ['coordination on behalf of one who may see contacts', KEYS.coordination, FOR_CONTACTS, REFUSED],
])('a department that is asked by %s', async (_, keys, call, answer) => {
  // the register asks for its own part of the ledger alone
  const query = call === REGISTER ? '{ ledger { changes(after: 0, first: 1) { epoch } } }' : QUESTIONS.ledger;
  const body = JSON.stringify({ query });
  expect(await codeOf(headersFor(body, { keys, call }), body)).toEqual(answer);
});

test('coordination is asked by the gateway alone, and carries no caller’s right to contacts on', async () => {
  const seen: string[] = [];
  const url = await coordinationOver((request, response) => {
    seen.push(Buffer.from(String(request.headers[HEADER]).split('.')[1] ?? '', 'base64url').toString());
    response.end('{}');
  });
  const body = JSON.stringify({ query: '{ arrears { complete } }' });
  const signing = { audience: 'coordination', host: new URL(url).host };
  const ask = (keys: SigningKeys, call: RequestContext) =>
    codeOf(headersFor(body, { ...signing, keys, call }), body, url);
  expect(await ask(KEYS.coordination, callOf())).toEqual(REFUSED);
  expect(await ask(KEYS.coordination, REGISTER)).toEqual(REFUSED);
  expect(await ask(KEYS.gateway, REGISTER)).toEqual(REFUSED);
  expect(await ask(KEYS.gateway, FOR_CONTACTS)).toEqual([200, { arrears: { complete: false } }]);
  const carried = (): string[] => seen.filter((text) => text.includes('"role":"coordination"'));
  await vi.waitFor(() => expect(carried().length).toBeGreaterThan(0));
  for (const text of carried()) expect(text).toContain('"contacts":false,"reports":null,"purpose":null');
});

test('what one department was asked is worth nothing at another, whatever address it claims', async () => {
  const captured: { host: string; body: string; signature: string }[] = [];
  await coordinationOver((request, response) => {
    const { host = '', [HEADER]: signature } = request.headers;
    request.setEncoding('utf8').once('data', (body: string) => {
      captured.push({ host, body, signature: String(signature) });
      response.end('{}');
    });
  });
  await vi.waitFor(() => expect(captured.length).toBeGreaterThan(0));
  const [{ host, body, signature } = { host: '', body: '', signature: '' }] = captured;
  const headers = { host, 'content-type': 'application/json', [HEADER]: signature };
  expect(await statusOf(headers, body)).toBe(401);
  const ours = headersFor(body, { keys: KEYS.coordination, call: REGISTER });
  expect(await statusOf({ ...ours, host: address.host }, body)).toBe(200);
});

/** The same by a client that claims any host. */
async function statusOf(headers: Record<string, string>, body: string): Promise<number | undefined> {
  const asked = requestTo(address, { method: 'POST', headers });
  const [answer] = (await once(asked.end(body), 'response')) as [{ statusCode?: number; resume(): void }];
  answer.resume();
  return answer.statusCode;
}

test('two headers of a name are none', async () => {
  const body = JSON.stringify({ query: QUESTIONS._service });
  const headers = new Headers(headersFor(body));
  headers.append(HEADER, headersFor(body)[HEADER] ?? '');
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
