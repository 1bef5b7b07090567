import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, type JWTPayload } from 'jose';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { keysOfFile, keysOfUrl, type IssuerKeys } from '../../gateway/authenticate/issuer-keys.ts';
import { claimsOfToken } from '../../gateway/authenticate/token.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { logLines } from './graphs.ts';
import { AUDIENCE, giving, ISSUER, issuerKey, jwksOf, jwksServer, tokenOf, type IssuerKey } from './issuers.ts';

const log = logOf('test');
let [old, young]: IssuerKey[] = [];
let folder: string;
let lines: string[];

beforeEach(async () => {
  [old, young] = [await issuerKey('old'), await issuerKey('young')];
  lines = logLines();
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  return () => rm(folder, { recursive: true });
});

const given = (key: IssuerKey | undefined): IssuerKey => {
  if (key) return key;
  throw new Error('no key was made');
};
const check = async ({ keyFor }: IssuerKeys, key: IssuerKey | undefined, header = {}): Promise<JWTPayload> =>
  claimsOfToken(await tokenOf(given(key), {}, header), { issuer: ISSUER, audience: AUDIENCE, keyFor, now: Date.now });
const keysAt = async (...options: Parameters<typeof keysOfUrl>): Promise<IssuerKeys> => {
  const keys = await keysOfUrl(...options);
  onTestFinished(keys.close);
  return keys;
};
const accepted = expect.objectContaining({ iss: ISSUER }) as unknown;

async function jwksFile(jwks: string): Promise<{ file: string; replace: (text: string) => Promise<void> }> {
  const file = join(folder, 'jwks.json');
  await writeFile(file, jwks);
  const replace = async (text: string): Promise<void> => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  };
  return { file, replace };
}

test('keys of a file are rotated without a request lost', async () => {
  const { file, replace } = await jwksFile(jwksOf(given(old)));
  const keys = await keysOfFile(file, log);
  expect(await check(keys, old)).toEqual(accepted);
  await replace(jwksOf(given(old), given(young)));
  expect(await Promise.all([check(keys, young), check(keys, old)])).toEqual([accepted, accepted]);
  await replace(jwksOf(given(young)));
  expect(await check(keys, young)).toEqual(accepted);
  await expect(check(keys, old)).rejects.toThrow('not one that this graph accepts');
});

test.each(['{"keys":[', '', '{"keys":[]}'])(
  'a file that holds %j leaves the keys before in force, and is said once',
  async (text) => {
    const { file, replace } = await jwksFile(jwksOf(given(old)));
    const keys = await keysOfFile(file, log);
    await replace(text);
    expect([await check(keys, old), await check(keys, old)]).toEqual([accepted, accepted]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/ERROR test: the issuer's keys cannot be read, those before go on: \w/);
    await replace(jwksOf(given(young)));
    expect(await check(keys, young)).toEqual(accepted);
  },
);

test('a file that goes away leaves the keys before in force', async () => {
  const { file } = await jwksFile(jwksOf(given(old)));
  const keys = await keysOfFile(file, log);
  await rm(file);
  expect(await check(keys, old)).toEqual(accepted);
});

test('keys of a URL are rotated without a request lost', async () => {
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log);
  expect(await check(keys, old)).toEqual(accepted);
  issuer.answer.mockImplementation(giving(jwksOf(given(old), given(young))));
  const both = Array.from({ length: 20 }, (_, i) => check(keys, i % 2 === 0 ? young : old));
  expect(await Promise.all(both)).toEqual(both.map(() => accepted));
  expect(issuer.answer).toHaveBeenCalledTimes(2);
});

test('keys that are known cost no question', async () => {
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log);
  for (let i = 0; i < 5; i++) await check(keys, old);
  expect(issuer.answer).toHaveBeenCalledTimes(1);
});

test('names that are made up ask the issuer once until it has cooled down', async () => {
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log);
  const flood = (): Promise<unknown> =>
    Promise.allSettled(Array.from({ length: 50 }, (_, i) => check(keys, young, { kid: `made-up-${i}` })));
  await flood();
  await flood();
  expect(issuer.answer).toHaveBeenCalledTimes(2);
  expect(await check(keys, old)).toEqual(accepted);
});

test('after it has cooled down the issuer is asked again, and not before', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
  onTestFinished(() => clock.mockRestore());
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log);
  await expect(keys.keyFor({ alg: 'ES256', kid: 'young' })).rejects.toThrow(errors.JWKSNoMatchingKey);
  issuer.answer.mockImplementation(giving(jwksOf(given(young))));
  clock.mockReturnValue(30_999);
  await expect(keys.keyFor({ alg: 'ES256', kid: 'young' })).rejects.toThrow(errors.JWKSNoMatchingKey);
  expect(issuer.answer).toHaveBeenCalledTimes(2);
  clock.mockReturnValue(31_000);
  await expect(keys.keyFor({ alg: 'ES256', kid: 'young' })).resolves.toBeDefined();
  expect(issuer.answer).toHaveBeenCalledTimes(3);
});

test('keys of a URL are looked at again by themselves', async () => {
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log, { refreshMs: 20 });
  issuer.answer.mockImplementation(giving(jwksOf(given(young))));
  await vi.waitFor(async () => expect(check(keys, old)).rejects.toThrow(), { timeout: 10_000 });
  expect(await check(keys, young)).toEqual(accepted);
});

test('an issuer that is closed is asked no more', async () => {
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysOfUrl(issuer.url, log, { refreshMs: 20 });
  await vi.waitFor(() => expect(issuer.answer.mock.calls.length).toBeGreaterThan(1), { timeout: 10_000 });
  keys.close();
  const asked = issuer.answer.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(issuer.answer.mock.calls.length).toBeLessThanOrEqual(asked + 1);
});

test.each<[string, Parameters<Awaited<ReturnType<typeof jwksServer>>['answer']['mockImplementation']>[0], RegExp]>([
  ['is down', (_request, response) => void response.writeHead(503).end('{"keys":[]}'), /status 503/],
  ['breaks off', (request) => void request.socket.destroy(), /SocketError/],
  ['sends a page', (_request, response) => void response.end('<p>Log in</p>'), /SyntaxError/],
  [
    'sends no end',
    (_request, response) => void response.end(`{"keys":[],"x":"${'x'.repeat(300_000)}"}`),
    /ResponseExceededMaxSize/,
  ],
  ['never answers', () => undefined, /TimeoutError/],
])('an issuer that %s leaves the keys before in force, and keeps a gateway from starting', async (_, answer, words) => {
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log, { patienceMs: 100 });
  issuer.answer.mockImplementation(answer);
  await expect(check(keys, young)).rejects.toThrow('not one that this graph accepts');
  expect(await check(keys, old)).toEqual(accepted);
  expect(lines).toEqual([expect.stringMatching(/ERROR test: the issuer does not give its keys, those before go on: /)]);
  expect(lines[0]).toMatch(words);
  await expect(keysOfUrl(issuer.url, log, { patienceMs: 100 })).rejects.toThrow();
});

test('no redirect is followed to other keys', async () => {
  const elsewhere = await jwksServer(jwksOf(given(young)));
  const issuer = await jwksServer(jwksOf(given(old)));
  const keys = await keysAt(issuer.url, log);
  issuer.answer.mockImplementation(
    (_request, response) => void response.writeHead(302, { location: elsewhere.url }).end(),
  );
  await expect(check(keys, young)).rejects.toThrow('not one that this graph accepts');
  expect(elsewhere.answer).not.toHaveBeenCalled();
});

test.each([
  ['/nowhere/jwks.json', /^AUTH_JWKS gives no keys: /],
  ['http://127.0.0.1:1/jwks', /^AUTH_JWKS gives no keys: .*ECONNREFUSED/],
])('keys at %s that cannot be had are said at the start', async (jwks, words) => {
  const tokenIssuer = { jwks, issuer: ISSUER, audience: AUDIENCE };
  await expect(strictAuthentication({ tokenIssuer, apiKeys: null }, log)).rejects.toThrow(words);
});
