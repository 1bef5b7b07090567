import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startMariadb } from '../support/mariadb.ts';
import { databasesIn, programsFolder, run } from './programs.ts';

const port = await freePort();
const options = ['--skip-networking=0', `--port=${port}`, '--bind-address=127.0.0.1', '--ssl=0'];
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1', options });
afterAll(() => server?.stop());

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port: free } = listener.address() as AddressInfo;
  await once(listener.close(), 'close');
  return free;
}

const CALLERS = { AUTH_ISSUER: 'urn:issuer', AUTH_AUDIENCE: 'graph', AUTH_JWKS: 'https://issuer.invalid/keys' };

describe.skipIf(server === null)('npm run doctor', () => {
  test('says of each database that it does not answer, or does not let us in, though none keeps the house from starting', async () => {
    await server?.createDatabase('books');
    await server?.execute("CREATE USER reader IDENTIFIED BY 'right'");
    const folder = await programsFolder();
    const variables = {
      ...CALLERS,
      FINANCE_DATABASE_URL: 'mysql://reader:s3cret@127.0.0.1:1/books',
      HOUSING_CONSTRUCTION_DATABASE_URL: `mysql://reader:s3cret@127.0.0.1:${port}/books`,
      ENERGY_DATABASE_URL: `mysql://reader:s3cret@127.0.0.1:${port}/books?ssl-mode=REQUIRED`,
      SOE_DATABASE_URL: 'mysql://s3cret',
      COORDINATION_DATABASE_URL: `sqlite:${join(folder, 'own')}`,
    };
    const { said, ended } = run(folder, ['start.ts', '--check'], variables);
    expect(await ended).toBe(1);
    const wanted = [
      /^FINANCE_DATABASE_URL: the database does not answer, or does not let us in: .*ECONNREFUSED/m,
      /^HOUSING_CONSTRUCTION_DATABASE_URL: .*Access denied for user 'reader'/m,
      /^ENERGY_DATABASE_URL: .*does not support secure connection/m,
      /^SOE_DATABASE_URL wants mysql:/m,
    ];
    for (const words of wanted) expect(said.out).toMatch(words);
    expect(said.out.trimEnd().split('\n')).toHaveLength(wanted.length);
    expect(said.out + said.err).not.toContain('s3cret');
  });

  test('and of a part alone, of its own', async () => {
    const folder = await programsFolder();
    const books = {
      FINANCE_DATABASE_URL: 'mysql://reader@127.0.0.1:1/books',
      SOE_DATABASE_URL: 'mysql://reader@127.0.0.1:1/books',
    };
    const { said, ended } = run(folder, ['subgraphs/main.ts', 'finance', '--check'], books);
    expect(await ended).toBe(1);
    expect(said.out).toMatch(/^FINANCE_DATABASE_URL: the database does not answer/m);
    expect(said.out).not.toContain('SOE');
  });
});

test('npm run doctor finds nothing wrong with databases that answer', async () => {
  const folder = await programsFolder();
  const { said, ended } = run(folder, ['start.ts', '--check'], databasesIn(folder, 5));
  expect([await ended, said.out]).toEqual([0, expect.stringContaining('SOE_DATABASE_URL')]);
});

test('an invented world and real databases exclude each other', async () => {
  const folder = await programsFolder();
  const { said, ended } = run(folder, ['start.ts', '--debts', '20', '--seed', '2'], databasesIn(folder, 5));
  expect(await ended).toBe(1);
  const given = 'FINANCE_DATABASE_URL, HOUSING_CONSTRUCTION_DATABASE_URL, ENERGY_DATABASE_URL, SOE_DATABASE_URL';
  expect(said.err).toContain(
    `npm start takes --debts and --seed for invented books, or ${given} for real ones; got both`,
  );
});
