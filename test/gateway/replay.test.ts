import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { keysInFile } from '../../kit/trust/keys.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { signedHeaders } from '../../kit/trust/signature.ts';
import { callOf } from '../support/signed.ts';
import { addressOf, readyAddressOf, programsFolder, run, type Program } from './programs.ts';

const BODY = JSON.stringify({ query: '{ ledger { freshness { state } } }' });

test('what a department took once is not taken again by the same one after a restart', async () => {
  const folder = await programsFolder();
  const SIGNING_KEYS = join(folder, 'keys');
  await writeFile(SIGNING_KEYS, `own ${randomBytes(32).toString('base64')}\n`);
  loadSqlite(join(folder, 'energy.db'), 'energy', makeDemo({ debts: 5, seed: 1, today: '2025-06-30' }).tables.energy);
  const variables = { SIGNING_KEYS, ENERGY_DATABASE_URL: `sqlite:${join(folder, 'energy.db')}` };
  const start = (port: string): Program =>
    run(folder, ['subgraphs/main.ts', 'energy'], { ...variables, SUBGRAPH_PORT: port });
  const keys = keysInFile(SIGNING_KEYS, logOf('test'));
  const first = start('0');
  const url = new URL(await readyAddressOf(first));
  const headersNow = (): Record<string, string> => ({
    'content-type': 'application/json',
    ...signedHeaders(
      keys,
      { method: 'POST', host: url.host, path: url.pathname, audience: 'energy', body: BODY },
      callOf(),
    ),
  });
  const send = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(url, { method: 'POST', headers, body: BODY })).status;

  const taken = headersNow();
  expect([await send(taken), await send(taken)]).toEqual([200, 401]);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start(url.port);
  expect(await addressOf(second)).toBe(url.href);
  expect(await send(taken), 'at once').toBe(401);
  await readyAddressOf(second);
  expect([await send(taken), await send(headersNow())]).toEqual([401, 200]);
});
