import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask } from './graphs.ts';
import { addressOf, programsFolder, run } from './programs.ts';

const WATCH = fileURLToPath(new URL('connection-log.mjs', import.meta.url));

test('npm start connects to its own parts, and to nothing else', async () => {
  const folder = await programsFolder();
  const file = join(folder, 'connections');
  const program = run(folder, ['--import', WATCH, 'start.ts', '--debts', '20'], {
    CONNECTION_LOG: file,
    REFRESH_SECONDS: '1',
  });
  const url = await addressOf(program);
  const { data } = await ask(
    url,
    '{ arrears { complete } debts(first: 3) { nodes { record { id lateInterest } } } dataIssues { totalCount } }',
  );
  expect(data).toMatchObject({ arrears: { complete: true } });
  program.child.kill('SIGTERM');
  await program.ended;
  const targets = new Set((await readFile(file, 'utf8')).trim().split('\n'));
  // coordination, each of four departments, the campaign, and the gateway, which that asks
  expect([...targets].map((target) => target.replace(/:\d+$/, ':*'))).toEqual(Array(7).fill('127.0.0.1:*'));
});
