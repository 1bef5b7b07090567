import { spawnSync } from 'node:child_process';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql } from '../../demo/load.ts';
import { openDatabase, type Database } from '../../kit/database.ts';
import { checkSource, planText } from '../../kit/source-check.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { departments } from '../../subgraphs/main.ts';
import { startMariadb } from '../support/mariadb.ts';
import { everyRead } from './reads.ts';

const TODAY = '2026-03-20';
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());
const PACE = { refreshSeconds: 5, rereadSeconds: 600 };
const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;
const { tables: books } = makeDemo({ seed: 7, debts: 60, today: TODAY });

describe.runIf(server !== null).each(DOMAINS)('an account with the grants of the plan for %s', (domain) => {
  const account = `reader_of_${domain.slice(0, 4)}`;
  const tables = departments.find((department) => department.domain === domain)?.tables ?? [];
  let admin: Connection;
  let database: Database;

  beforeAll(async () => {
    const url = server?.url(domain) ?? '';
    await server?.createDatabase(domain);
    await loadMysql(url, domain, books[domain]);
    admin = await createConnection({ socketPath: server?.socketPath ?? '', user: 'root', database: domain, charset: 'utf8mb4' });
    const plan = planText({ domain, tables, pace: PACE, database: domain, account });
    const statements = plan.split('\n').filter((line) => /^ {2}(CREATE USER|GRANT) /.test(line));
    for (const statement of statements) await admin.query(statement);
    database = openDatabase(url.replace('root@', `${account}:%E2%80%A6@`));
  });
  afterAll(async () => {
    await database.destroy();
    await admin.end();
  });

  test('fills the ledger, keeps it in step, makes every read there is, and has no column without need', async () => {
    const statements: string[] = [];
    database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    const reads = everyRead[domain](database);
    const ledger = await Ledger.open(domain, reads.source, () => TODAY);
    for (const rereadSeconds of [600, 600, 0]) await ledger.refresh({ ...PACE, rereadSeconds });
    expect(await ledger.freshness()).toMatchObject({ state: 'LIVE' });
    await reads.source.bundleKeysChangedSince(new Date(0));
    await reads.live(TODAY);
    ledger.close();
    const isRead = (table: string, column: string): boolean => statements.some((sql) => sql.includes(table) && sql.includes(column));
    const granted = tables.flatMap(({ name, columns }) => [...columns.keys()].map((column) => [name, column] as const));
    expect(granted.filter(([table, column]) => !isRead(table, column))).toEqual([]);
  });

  test('is found to do for what is read, and to be able to nothing else', async () => {
    const findings = await checkSource(database, tables);
    expect(findings.filter(({ level }) => level === 'good').map(({ words }) => words)).toEqual([
      'It answers, and has every table and column.',
      'The account can read, and nothing else.',
    ]);
    expect(findings.filter(({ level }) => level === 'wrong')).toEqual([]);
  });

  test('is told from one that may read less, and from one that may do more', async () => {
    const [{ name, columns } = { name: '', columns: new Map<string, string>() }] = tables;
    const [column = ''] = columns.keys();
    await admin.query(`REVOKE SELECT (\`${column}\`) ON \`${name}\` FROM '${account}'@'%'`);
    await admin.query(`GRANT DELETE ON \`${name}\` TO '${account}'@'%'`);
    const words = (await checkSource(database, tables)).map((finding) => `${finding.level}: ${finding.words}`);
    expect(words).toContain(`wrong: table ${name} has no column ${column}, or the account may not read it`);
    expect(words).toContainEqual(expect.stringMatching(/^note: the account may do more than read: GRANT .*DELETE/));
    expect(words.join()).not.toContain('IDENTIFIED');
  });
});

test('npm run source:check tells its plan without a database', () => {
  const { stdout, status } = spawnSync('npx', ['tsx', 'subgraphs/source-check.ts', 'soe'], { encoding: 'utf8' });
  expect(stdout).toContain('GRANT SELECT (`pk_corp`, `unitcode`,');
  expect(stdout).toContain('SOE_DATABASE_URL is not given: no database was asked.');
  expect(status).toBe(0);
});
