import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { apiKeysIn, apiKeysOf, changeApiKeys } from '../../gateway/authenticate/api-key-file.ts';
import type { ApiKey } from '../../gateway/authenticate/api-key.ts';
import { strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { ask, gatewayOver, logLines, subgraph, type Answer } from './graphs.ts';
import { run as runIn, type Program } from './programs.ts';

const KNOWN: ApiKey = {
  id: '0123456789ab',
  name: 'Treasury sheet',
  hash: 'ab'.repeat(32),
  domains: ['finance', 'soe'],
  reports: null,
  expires: null,
};

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  file = join(folder, 'keys.json');
  return () => rm(folder, { recursive: true });
});

test.each<[string, object]>([
  ['an id of another form', { id: '0123456789aB' }],
  ['an id too long', { id: '0123456789abc' }],
  ['no name', { name: undefined }],
  ['a hash too short', { hash: 'ab' }],
  ['a hash too long', { hash: `${KNOWN.hash}0` }],
  ['a hash that is no text', { hash: 7 }],
  ['domains that are no list', { domains: 'soe' }],
  ['domains that are no texts', { domains: [1] }],
  ['no word on reports', { reports: undefined }],
  ['reports that are no texts', { reports: [null] }],
  ['no word on when it expires', { expires: undefined }],
  ['a day that there is not', { expires: '2026-02-30' }],
  ['a day that is a number', { expires: 2026 }],
])('a file with a key with %s is refused whole', (_, change) => {
  expect(() => apiKeysOf(JSON.stringify([KNOWN, { ...KNOWN, ...change }]))).toThrow(
    'the file of API keys wants a list of keys, as npm run keys writes it',
  );
});

test.each(['{}', 'null', '[null]', '["ak"]'])('a file that holds %s is refused', (text) => {
  expect(() => apiKeysOf(text)).toThrow('the file of API keys wants a list of keys');
});

test('a whole file is read as it is, and none is an empty one', () => {
  const keys = [KNOWN, { ...KNOWN, reports: ['wages'], expires: '2027-01-01' }];
  expect(apiKeysOf(JSON.stringify(keys))).toEqual(keys);
  expect(apiKeysOf(null)).toEqual([]);
});

test('a file is read again when it changes; one that cannot be read lets nobody in', async () => {
  const lines = logLines();
  const keys = await apiKeysIn(file, logOf('test'));
  expect(await keys()).toEqual([]);
  changeApiKeys(file, (before) => [...before, KNOWN]);
  expect(await Promise.all([keys(), keys(), keys()])).toEqual([[KNOWN], [KNOWN], [KNOWN]]);
  const before = keys();
  changeApiKeys(file, () => []);
  expect([await keys(), (await before).length <= 1]).toEqual([[], true]);
  await writeFile(file, '[');
  expect([await keys(), await keys()]).toEqual([[], []]);
  expect(lines).toEqual([
    expect.stringContaining(`ERROR test: no API key is believed until ${file} can be read: SyntaxError`),
  ]);
  await rm(file);
  expect(await keys()).toEqual([]);
});

test('a file on a disk that hangs is waited for by nobody who comes without a key', async () => {
  await writeFile(file, '[]');
  const day = await subgraph('type Query { day: Int }', { Query: { day: () => 7 } });
  const gateway = await gatewayOver(
    { day },
    {},
    await strictAuthentication({ tokenIssuer: null, apiKeys: file }, logOf('test')),
  );
  await rm(file);
  // what is read of a pipe comes when somebody writes to it
  expect(spawnSync('mkfifo', [file]).status).toBe(0);
  const waiting = ask(gateway.url, '{ day }', {}, { 'x-api-key': 'ak_nobody' });
  expect((await ask(gateway.url, '{ day }')).status).toBe(401);
  expect((await fetch(new URL('/readyz', gateway.url))).status).toBe(200);
  await writeFile(file, '[]');
  expect((await waiting).status).toBe(401);
});

test('a change is made whole or not at all, by one at a time, and is for its owner to read', async () => {
  changeApiKeys(file, () => [KNOWN]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(() =>
    changeApiKeys(file, () => {
      throw new Error('in between');
    }),
  ).toThrow('in between');
  expect(apiKeysOf(await readFile(file, 'utf8'))).toEqual([KNOWN]);
  const both = (): void => changeApiKeys(file, (keys) => (changeApiKeys(file, () => []), keys));
  expect(both).toThrow(`${file}.new is there: somebody is changing the keys. If nobody is, remove it`);
  expect(apiKeysOf(await readFile(file, 'utf8'))).toEqual([KNOWN]);
  changeApiKeys(file, () => []);
  expect(await readFile(file, 'utf8')).toBe('[]\n');
});

async function keysCommand(...args: string[]): Promise<{ code: number | null } & Program['said']> {
  const { said, ended } = runIn(folder, ['gateway/keys/main.ts', ...args], { API_KEYS: file });
  return { code: await ended, ...said };
}

test('a key is made, listed, used in every way a tool may, and revoked', async () => {
  logLines();
  const day = await subgraph('type Query { day: Int }', { Query: { day: () => 7 } });
  const gateway = await gatewayOver(
    { day },
    {},
    await strictAuthentication({ tokenIssuer: null, apiKeys: file }, logOf('test')),
  );
  const askWith = (headers: Record<string, string>): Promise<Answer> => ask(gateway.url, '{ day }', {}, headers);

  const made = await keysCommand(
    'add',
    '--name',
    'Sheet of 财政局',
    '--domains',
    'finance,soe',
    '--reports',
    'any',
    '--expires',
    '2999-01-01',
  );
  expect(made).toMatchObject({ code: 0, err: '' });
  const [key = '', words] = made.out.split('\n');
  expect(words).toBe('This is the only time that the key is shown.');
  const [, id = '', secret = ''] = key.split('_');
  expect(await readFile(file, 'utf8')).not.toContain(secret);
  expect((await keysCommand('list')).out).toBe(`${id}  "Sheet of 财政局"  finance,soe  any  2999-01-01\n`);

  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
  const ways = [
    { authorization: `Bearer ${key}` },
    { 'x-api-key': key },
    { authorization: basic(`${key}:`) },
    { authorization: basic(`x:${key}`) },
  ];
  expect(await Promise.all(ways.map(askWith))).toEqual(ways.map(() => ({ status: 200, data: { day: 7 } })));
  const twice = await askWith({ authorization: `Bearer ${key}`, 'x-api-key': key });
  expect(twice).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expect((await askWith({})).status).toBe(401);
  expect((await askWith({ authorization: 'Bearer a.b.c' })).errors?.[0]?.message).toBe(
    'This graph takes API keys alone.',
  );

  expect(await keysCommand('revoke', id)).toEqual({ code: 0, err: '', out: `${id} is revoked.\n` });
  const message = 'The API key is not one in force.';
  expect(await Promise.all(ways.map(askWith))).toEqual(
    ways.map(() => ({ status: 401, errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] })),
  );
  expect((await keysCommand('list')).out).toBe('\n');
});

test.each([
  [['add', '--name', 'x', '--domains', 'finance'], /^npm run keys wants one of\n/],
  [['add', '--name', '', '--domains', 'finance', '--reports', 'any'], /^npm run keys wants one of\n/],
  [
    ['add', '--name', 'x', '--domains', 'space', '--reports', 'any'],
    /^--domains wants some of finance, .*; got "space"\n$/,
  ],
  [
    ['add', '--name', 'x', '--domains', 'soe', '--reports', 'wages,x'],
    /^--reports wants some of arrears-by-domain, .*; got "x"\n$/,
  ],
  [
    ['add', '--name', 'x', '--domains', 'soe', '--reports', 'any', '--expires', 'soon'],
    /^--expires wants a day, as 2027-01-01; got "soon"\n$/,
  ],
  [['revoke', '0123456789ab'], /^npm run keys revoke wants the id of a key .*; got "0123456789ab"\n$/],
  [['remove'], /^npm run keys wants one of\n/],
])('npm run keys %j ends in plain words', async (args, words) => {
  const { code, out, err } = await keysCommand(...args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(words);
});
