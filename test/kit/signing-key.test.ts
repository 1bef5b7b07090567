import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { signingKeysOf, trustedKeysOf } from '../../kit/trust/keys.ts';

test('a command writes both parts of a new key, beside those before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signing-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const into = join(folder, 'made');
  const run = (...more: string[]) =>
    promisify(execFile)('npx', ['tsx', 'kit/trust/signing-key.ts', '--into', into, ...more]);
  const [own, shared] = [join(into, 'gateway-signing-key.json'), join(into, 'trusted-signers.json')];
  const ids = () => [
    signingKeysOf(readFileSync(own, 'utf8'), 'gateway').map(({ id }) => id),
    trustedKeysOf(readFileSync(shared, 'utf8')).map(({ id }) => id),
  ];

  const { stdout } = await run('gateway', '2026-12');
  expect(stdout).toBe(
    `${own}: gateway-2026-12 first, for gateway alone (SIGNING_KEY)\n` +
      `${shared}: gateway-2026-12 last, for every subgraph and the gateway (TRUSTED_SIGNERS); take it there first\n`,
  );
  expect(stdout).not.toContain('"d"');
  expect(statSync(own).mode & 0o077).toBe(0);
  await run('coordination', '2026-12');
  await run('gateway', '2027-03');
  const all = [
    ['gateway-2027-03', 'gateway-2026-12'],
    ['gateway-2026-12', 'coordination-2026-12', 'gateway-2027-03'],
  ];
  expect(ids()).toEqual(all);

  await expect(run('gateway', '2027-03')).rejects.toMatchObject({
    code: 1,
    stderr: 'each kid is wanted once; gateway-2027-03 is there twice\n',
  });
  expect(ids()).toEqual(all);
});

test('a command prints a line for the file of keys that seal the audit trail', async () => {
  const run = (...more: string[]) => promisify(execFile)('npx', ['tsx', 'audit/seal-key.ts', ...more]);
  expect((await run('2026-05')).stdout).toMatch(/^2026-05 [\w+/]{43}=\n$/);
  await expect(run()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a key wants an id') as string,
  });
});
