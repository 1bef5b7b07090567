import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../kit/program/env.ts';
import { givenKeys, keysInFile, newKeyLine } from '../../kit/trust/keys.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import { signedHeaders, type SigningKeys } from '../../kit/trust/signature.ts';
import { SignatureCheck } from '../../kit/trust/signature-check.ts';

const secret = (byte: number, bytes = 32) => Buffer.alloc(bytes, byte).toString('base64');
const [A, B] = [`a ${secret(1)}`, `b ${secret(2)}`];
const idsOf = (keys: SigningKeys) => keys().map(({ id }) => id);

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'keys');
  writeFileSync(file, text);
  return file;
}

/** What is told, without the instants. */
function logged(): Log & { lines: string[] } {
  const lines: string[] = [];
  const say = (level: string) => (message: unknown) => void lines.push(`${level} ${String(message)}`);
  return { lines, debug: say('DEBUG'), info: say('INFO'), warn: say('WARN'), error: say('ERROR') };
}

test('keys stand a line each, the first first, between blank lines and remarks', () => {
  const keys = keysInFile(fileOf(`# ours\n\n \t\n  ${A}  \r\nb \t ${secret(2, 33)}\nc ${secret(3, 34)}\n`), logged());
  expect(keys()).toEqual([
    { id: 'a', secret: Buffer.alloc(32, 1) },
    { id: 'b', secret: Buffer.alloc(33, 2) },
    { id: 'c', secret: Buffer.alloc(34, 3) },
  ]);
});

test.each([
  ['', 'the file of signing keys wants a line at least, `id secret-in-base64`; it is empty'],
  ['# nothing\n\n', 'it is empty'],
  [
    `# ours\n\n${A}\nb ${secret(2, 31)}`,
    'line 4 of the file of signing keys wants an id and a secret of at least 32 bytes in base64',
  ],
  ['a', 'line 1'],
  [`${A} more`, 'line 1'],
  [`${'a'.repeat(65)} ${secret(1)}`, 'line 1'],
  [`ä ${secret(1)}`, 'line 1'],
  [`a ${secret(1)}!`, 'line 1'],
  [`a !${secret(1)}`, 'line 1'],
  [`${A}\n${B}\n${A}`, 'the file of signing keys wants an id once; a is there twice'],
])('a file that is none keeps a server from starting: %j', (text, words) => {
  const file = fileOf(text);
  expect(() => keysInFile(file, logged())).toThrow(words);
});

/** What is in force once a look that has begun is over. */
async function settledOn(keys: SigningKeys, ids: readonly string[]): Promise<void> {
  await expect.poll(() => idsOf(keys), { interval: 5 }).toEqual(ids);
}

test('a file is looked at again after a while, and the log says what is in force', async () => {
  const [file, log] = [fileOf(A), logged()];
  let now = -1_000;
  const keys = keysInFile(file, log, 1_000, () => now);
  writeFileSync(file, `${B}\n${A}`);
  now = -1;
  expect(idsOf(keys)).toEqual(['a']);
  expect(log.lines).toEqual([]);
  now = 0;
  await settledOn(keys, ['b', 'a']);
  writeFileSync(file, A);
  now = 999;
  expect(idsOf(keys)).toEqual(['b', 'a']);
  now = 1_000;
  await settledOn(keys, ['a']);
  expect(log.lines).toEqual(['INFO signing keys in force: b, a', 'INFO signing keys in force: a']);
});

test('a broken file leaves the keys before in force, and is told once', async () => {
  const [file, log] = [fileOf(A), logged()];
  const keys = keysInFile(file, log, 0);
  const refused = 'ERROR the file of signing keys is refused, the keys before stay in force:';
  const told = async (lines: readonly unknown[]): Promise<void> => {
    await expect.poll(() => [idsOf(keys), log.lines], { interval: 5 }).toEqual([['a'], lines]);
  };
  const broken = `${refused} line 1 of the file of signing keys wants an id and a secret of at least 32 bytes in base64`;
  writeFileSync(file, 'half a li');
  await told([broken]);
  await told([broken]);
  rmSync(file);
  await told([broken, expect.stringContaining(`${refused} ENOENT`)]);
  writeFileSync(file, A);
  await told([broken, expect.any(String), 'INFO signing keys in force: a']);
});

test('whoever asks for keys waits for no disk', async () => {
  const file = fileOf(A);
  const keys = keysInFile(file, logged(), 0);
  rmSync(file);
  // what is read of a pipe comes when somebody writes to it
  expect(spawnSync('mkfifo', [file]).status).toBe(0);
  for (let i = 0; i < 100; i += 1) expect(idsOf(keys)).toEqual(['a']);
  await writeFile(file, B);
  await settledOn(keys, ['b']);
});

test('the file is the one that SIGNING_KEYS names', () => {
  expect(idsOf(givenKeys(readEnvironment({ SIGNING_KEYS: fileOf(A) })))).toEqual(['a']);
  expect(() => givenKeys(readEnvironment({}))).toThrow('SIGNING_KEYS is not given');
});

test('a new line for the file is another each time, and fit for it', () => {
  const lines = [newKeyLine('2026-05'), newKeyLine('2026-06')];
  const keys = keysInFile(fileOf(lines.join('\n')), logged())();
  expect(keys.map(({ id }) => id)).toEqual(['2026-05', '2026-06']);
  expect(keys[0]?.secret).not.toEqual(keys[1]?.secret);
  expect(() => newKeyLine('May 2026')).toThrow('got "May 2026"');
});

test('three servers change their keys under load, and no request is lost', async () => {
  const files = [fileOf(A), fileOf(A), fileOf(A)];
  const servers = files.map((file) => {
    const keys = keysInFile(file, logged(), 0);
    return { keys, check: new SignatureCheck(keys, { since: 0 }) };
  });
  const request = { method: 'POST', host: 'h', path: '/graphql', audience: 'energy', body: '{}' };
  const viewer = { subject: 's', role: null, domains: [], contacts: false, reports: null, purpose: null };
  const call = { viewer, requestId: 'r', deadline: Date.now() };
  const used = new Set<string>();
  const everyoneAsksEveryone = () => {
    for (const { keys } of servers)
      for (const { check } of servers) {
        const headers = signedHeaders(keys, request, call);
        used.add(String(headers['x-arrears-key']));
        expect(check.callOf(request, headers)).toEqual(call);
      }
  };
  // added everywhere, then moved first everywhere, then the old one removed everywhere: one server after the other
  for (const text of [`${A}\n${B}`, `${B}\n${A}`, B])
    for (const file of files) {
      everyoneAsksEveryone();
      writeFileSync(file, text);
      everyoneAsksEveryone();
      const wanted = idsOf(keysInFile(file, logged()));
      await settledOn(servers[files.indexOf(file)]?.keys ?? (() => []), wanted);
      everyoneAsksEveryone();
    }
  expect([...used]).toEqual(['a', 'b']);
  expect(servers.map(({ keys }) => idsOf(keys))).toEqual([['b'], ['b'], ['b']]);
});
