import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import { departments } from '../../subgraphs/main.ts';
import { startMariadb } from '../support/mariadb.ts';
import { describeConformance, type DepartmentUnderTest } from './conformance.ts';
import { KEYS } from '../support/signed.ts';

const TODAY = '2026-03-20';
const PAST_DAY = '2025-06-30';

const demo = makeDemo({ seed: 7, debts: 200, today: TODAY });
const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
const started: { close(): Promise<void> }[] = [];

afterAll(async () => {
  for (const part of started) await part.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

for (const { domain, start } of departments) {
  const tables = demo.tables[domain as keyof typeof demo.tables];
  const run = async (databaseUrl: string): Promise<DepartmentUnderTest> => {
    const department = await start({
      databaseUrl,
      trusted: KEYS.trusted,
      today: () => TODAY,
      refreshSeconds: 86_400,
      rereadSeconds: 86_400,
    });
    started.push(department);
    await department.loaded;
    return { url: department.url, domain, today: TODAY, pastDay: PAST_DAY };
  };
  describeConformance(`${domain} on SQLite`, () => {
    const file = join(folder, `${domain}.db`);
    loadSqlite(file, domain as keyof typeof demo.tables, tables);
    return run(`sqlite:${file}`);
  });
  if (!server) continue;
  describeConformance(`${domain} on MariaDB`, async () => {
    await server.createDatabase(domain);
    await loadMysql(server.url(domain), domain as keyof typeof demo.tables, tables);
    return run(server.url(domain));
  });
}
