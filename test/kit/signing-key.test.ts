import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('a command prints a line for the file of signing keys', async () => {
  const run = (...more: string[]) => promisify(execFile)('npx', ['tsx', 'kit/trust/signing-key.ts', ...more]);
  expect((await run('2026-05')).stdout).toMatch(/^2026-05 [\w+/]{43}=\n$/);
  await expect(run()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a key wants an id') as string,
  });
});
