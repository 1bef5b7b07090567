import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newKeyLine, sealKeysIn, SealKeys } from '../../audit/seal-keys.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import { logged } from '../support/logged.ts';

const secret = (byte: number, bytes = 32) => Buffer.alloc(bytes, byte).toString('base64');
const [A, B] = [`a ${secret(1)}`, `b ${secret(2)}`];
const idsOf = (keys: SealKeys) => keys.all().map(({ id }) => id);

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seal-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'keys');
  writeFileSync(file, text);
  return file;
}

const keysOf = (file: string, log: Log = logged()): Promise<SealKeys> => SealKeys.in(file, log);

test('keys stand a line each, the first first, between blank lines and remarks', async () => {
  const file = fileOf(`# ours\n\n \t\n  ${A}  \r\nb \t ${secret(2, 33)}\nc ${secret(3, 34)}\n`);
  expect((await keysOf(file)).all()).toEqual([
    { id: 'a', secret: Buffer.alloc(32, 1) },
    { id: 'b', secret: Buffer.alloc(33, 2) },
    { id: 'c', secret: Buffer.alloc(34, 3) },
  ]);
});

test.each([
  ['', 'the file of seal keys wants a line at least, `id secret-in-base64`; it is empty'],
  ['# nothing\n\n', 'it is empty'],
  [
    `# ours\n\n${A}\nb ${secret(2, 31)}`,
    'line 4 of the file of seal keys wants an id and a secret of at least 32 bytes in base64',
  ],
  ['a', 'line 1'],
  [`${A} more`, 'line 1'],
  [`${'a'.repeat(65)} ${secret(1)}`, 'line 1'],
  [`ä ${secret(1)}`, 'line 1'],
  [`a ${secret(1)}!`, 'line 1'],
  [`a !${secret(1)}`, 'line 1'],
  [`${A}\n${B}\n${A}`, 'the file of seal keys wants an id once; a is there twice'],
])('a file that is none seals nothing: %j', async (text, words) => {
  const file = fileOf(text);
  expect(() => sealKeysIn(file)).toThrow(words);
  await expect(keysOf(file)).rejects.toThrow(words);
});

test('a file is taken over when it is looked at, and the log says what is in force', async () => {
  const [file, log] = [fileOf(A), logged()];
  const keys = await keysOf(file, log);
  await keys.look();
  expect([idsOf(keys), log.lines]).toEqual([['a'], []]);
  writeFileSync(file, `${B}\n${A}`);
  expect(idsOf(keys)).toEqual(['a']);
  await keys.look();
  expect([idsOf(keys), log.lines]).toEqual([['b', 'a'], ['INFO AUDIT_KEYS: keys in force: b, a']]);
});

test('a broken file leaves the keys before in force, and is told once', async () => {
  const [file, log] = [fileOf(A), logged()];
  const keys = await keysOf(file, log);
  const refused = 'ERROR AUDIT_KEYS: its file is refused, the keys before stay in force:';
  writeFileSync(file, 'half a li');
  await keys.look();
  await keys.look();
  expect(idsOf(keys)).toEqual(['a']);
  expect(log.lines).toEqual([
    `${refused} line 1 of the file of seal keys wants an id and a secret of at least 32 bytes in base64`,
  ]);
  rmSync(file);
  await keys.look();
  await keys.look();
  expect(idsOf(keys)).toEqual(['a']);
  expect(log.lines.slice(1)).toEqual([expect.stringContaining(`${refused} ENOENT`)]);
  writeFileSync(file, A);
  await keys.look();
  await keys.look();
  expect(log.lines.slice(2)).toEqual(['INFO AUDIT_KEYS: keys in force: a']);
});

test('a new line for the file is another each time, and fit for it', () => {
  const keys = sealKeysIn(fileOf([newKeyLine('2026-05'), newKeyLine('2026-06')].join('\n')));
  expect(keys.map(({ id }) => id)).toEqual(['2026-05', '2026-06']);
  expect(keys[0]?.secret).not.toEqual(keys[1]?.secret);
  expect(() => newKeyLine('May 2026')).toThrow('got "May 2026"');
});
