import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { readFileSync } from 'node:fs';
import { signingKeysOf } from '../../kit/trust/keys.ts';
import { signedHeader } from '../../kit/trust/signature.ts';
import { writeKeys } from '../support/key-files.ts';
import { callOf } from '../support/signed.ts';
import { addressOf, readyAddressOf, programsFolder, run, type Program } from './programs.ts';

const BODY = JSON.stringify({ query: '{ ledger { freshness { state } } }' });

test('what a department took once is not taken again by the same one after a restart', async () => {
  const folder = await programsFolder();
  const { SIGNING_KEY, TRUSTED_SIGNERS } = writeKeys(folder);
  loadSqlite(join(folder, 'energy.db'), 'energy', makeDemo({ debts: 5, seed: 1, today: '2025-06-30' }).tables.energy);
  const variables = { TRUSTED_SIGNERS, ENERGY_DATABASE_URL: `sqlite:${join(folder, 'energy.db')}` };
  const start = (port: string): Program =>
    run(folder, ['subgraphs/main.ts', 'energy'], { ...variables, SUBGRAPH_PORT: port });
  const keys = signingKeysOf(readFileSync(SIGNING_KEY.gateway, 'utf8'), 'gateway');
  const first = start('0');
  const url = new URL(await readyAddressOf(first));
  const headersNow = (): Record<string, string> => ({
    'content-type': 'application/json',
    ...signedHeader(
      () => keys,
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
