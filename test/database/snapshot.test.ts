import { afterAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql } from '../../demo/load.ts';
import { openDatabase } from '../../kit/database/database.ts';
import { departments } from '../../subgraphs/main.ts';
import { startMariadb } from '../support/mariadb.ts';

const TODAY = '2026-03-20';
const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());
const { tables } = makeDemo({ seed: 7, debts: 2_000, today: TODAY });

describe.runIf(server !== null).each(DOMAINS)('a reading of %s', (domain) => {
  test('lets the database go before it makes facts of the rows', async () => {
    await server?.createDatabase(domain);
    await loadMysql(server?.url(domain) ?? '', domain, tables[domain]);
    const database = openDatabase(server?.url(domain) ?? '');
    const books = departments.find((department) => department.domain === domain)?.books(database);
    if (!books) throw new Error(`there is no department ${domain}`);
    const keys = await books.bundleKeysAfter(null, 500);
    let [answeredAt, letGoAt] = [0, 0];
    database.on('query-response', (_: unknown, { sql }: { sql: string }) => {
      if (/\bselect\b/i.test(sql)) answeredAt = performance.now();
    });
    database.on('query', ({ sql }: { sql: string }) => {
      if (sql.startsWith('COMMIT')) letGoAt = performance.now();
    });
    // the first time is that of compilers
    await books.bundlesByKeys(keys, TODAY);
    await books.bundlesByKeys(keys, TODAY);
    const making = performance.now() - letGoAt;
    expect(letGoAt).toBeGreaterThan(0);
    expect(letGoAt - answeredAt).toBeLessThan(making);
    await database.destroy();
  });
});
