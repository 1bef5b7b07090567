import { spawnSync } from 'node:child_process';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql } from '../../demo/load.ts';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { checkSource, type Reading } from '../../kit/department/source-check/check.ts';
import { planText } from '../../kit/department/source-check/plan.ts';
import { departments } from '../../subgraphs/main.ts';
import { programsFolder, run } from '../gateway/programs.ts';
import { startMariadb } from '../support/mariadb.ts';
import { everyRead } from './reads.ts';

const TODAY = '2026-03-20';
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());
const PACE = { refreshSeconds: 5, rereadSeconds: 600 };
const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;
/** How a department reads. */
function departmentOf(domain: string): Pick<Reading, 'tables' | 'books'> {
  const department = departments.find((each) => each.domain === domain);
  if (!department) throw new Error(`there is no department ${domain}`);
  return department;
}

const { tables: books } = makeDemo({ seed: 7, debts: 60, today: TODAY });

describe.runIf(server !== null).each(DOMAINS)('an account with the grants of the plan for %s', (domain) => {
  const account = `reader_of_${domain.slice(0, 4)}`;
  const reading: Reading = { ...departmentOf(domain), pace: PACE };
  const { tables } = reading;
  let admin: Connection;
  let database: Database;

  beforeAll(async () => {
    const url = server?.url(domain) ?? '';
    await server?.createDatabase(domain);
    await loadMysql(url, domain, books[domain]);
    admin = await createConnection({
      socketPath: server?.socketPath ?? '',
      user: 'root',
      database: domain,
      charset: 'utf8mb4',
    });
    const plan = planText({ domain, tables, pace: PACE, database: domain, reader: { user: account, host: '%' } });
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
    await reads.source.stampsWithin?.(0);
    await reads.source.bundleKeysChangedSince(new Date(0));
    await reads.live(TODAY);
    ledger.close();
    const isRead = (table: string, column: string): boolean =>
      statements.some((sql) => sql.includes(table) && sql.includes(column));
    const granted = tables.flatMap(({ name, columns }) => [...columns.keys()].map((column) => [name, column] as const));
    expect(granted.filter(([table, column]) => !isRead(table, column))).toEqual([]);
  });

  test('is found to do for what is read, and to be able to nothing else', async () => {
    const findings = await checkSource(database, reading);
    expect(findings.filter(({ level }) => level === 'good').map(({ words }) => words)).toEqual([
      'It answers, and a row of every table was read with every column.',
      'The account can read, and nothing else.',
    ]);
    expect(findings.filter(({ level }) => level === 'wrong')).toEqual([]);
  });

  test('is told from one that may read less, and from one that may do more', async () => {
    const [{ name, columns } = { name: '', columns: new Map<string, string>() }] = tables;
    const [column = ''] = columns.keys();
    await admin.query(`REVOKE SELECT (\`${column}\`) ON \`${name}\` FROM '${account}'@'%'`);
    await admin.query(`GRANT DELETE ON \`${name}\` TO '${account}'@'%'`);
    const words = (await checkSource(database, reading)).map((finding) => `${finding.level}: ${finding.words}`);
    expect(words).toContain(`wrong: table ${name} has no column ${column}, or the account may not read it`);
    expect(words).toContainEqual(expect.stringMatching(/^note: the account may do more than read: GRANT .*DELETE/));
    expect(words.join()).not.toContain('IDENTIFIED');
  });
});

describe.runIf(server !== null)('npm run source:check', () => {
  let admin: Connection;
  let databases = 0;
  let name: string;

  beforeAll(async () => {
    await server?.execute("CREATE USER 'keeper'@'%' IDENTIFIED BY 'secret%'");
    await server?.execute("GRANT SELECT ON *.* TO 'keeper'@'%'");
  });
  beforeEach(async () => {
    name = `checked_${++databases}`;
    await server?.createDatabase(name);
    await loadMysql(server?.url(name) ?? '', 'finance', books.finance);
    admin = await createConnection({
      socketPath: server?.socketPath ?? '',
      user: 'root',
      database: name,
      charset: 'utf8mb4',
    });
  });
  afterEach(() => admin.end());

  const check = async (account: 'root@' | 'keeper:secret%25@'): Promise<{ out: string; code: number | null }> => {
    const url = server?.url(name).replace('root@', account) ?? '';
    const { said, ended } = run(await programsFolder(), ['subgraphs/source-check.ts', 'finance'], {
      FINANCE_DATABASE_URL: url,
    });
    const code = await ended;
    expect(said.err).toBe('');
    expect(said.out).not.toContain('secret');
    return { out: said.out, code };
  };

  test('proposes an account of its own to an administrator, and to a reader the one that it has', async () => {
    const { out, code } = await check('root@');
    expect(out).toContain("CREATE USER 'arrears_graph'@'localhost' IDENTIFIED BY");
    expect(out).not.toMatch(/'root'@'%'/);
    expect(code).toBe(0);
    expect((await check('keeper:secret%25@')).out).toContain("CREATE USER 'keeper'@'%' IDENTIFIED BY");
  });

  test.each([
    [
      'a view without its definer',
      [
        'CREATE USER gone',
        'GRANT SELECT ON *.* TO gone',
        'RENAME TABLE TAX_ARREARS TO T',
        'CREATE DEFINER = gone VIEW TAX_ARREARS AS SELECT * FROM T',
        'DROP USER gone',
      ],
      /wrong: .*TAX_ARREARS.*; it is a view: its definer has to be there and to be let read what it shows/,
    ],
    [
      'a table in small letters',
      ['RENAME TABLE TAX_ARREARS TO X', 'RENAME TABLE X TO tax_arrears'],
      /wrong: .*TAX_ARREARS.*; there is tax_arrears, and this server tells the case of letters apart/,
    ],
    [
      'a table that cannot be opened',
      ['ALTER TABLE TAX_ARREARS ENGINE = MERGE UNION = (nowhere)'],
      /wrong: a row of TAX_ARREARS cannot be read: /,
    ],
  ])('vouches for no row that it could not read: %s', async (_, statements, words) => {
    for (const sql of statements) await admin.query(sql);
    const { out, code } = await check('keeper:secret%25@');
    expect(out).toMatch(words);
    expect(code).toBe(1);
  });

  test('says which looks go through whole tables, how often, and the index that spares it', async () => {
    const { out } = await check('keeper:secret%25@');
    const [count] = await admin.query<RowDataPacket[]>('SELECT COUNT(*) AS payables FROM PAY_VOUCHER_BILL');
    expect(Number(count[0]?.['payables'])).toBeGreaterThan(0);
    const lines = out.split('\n').filter((line) => line.includes('this spares it: '));
    expect(lines.join('\n')).toMatch(
      /note: no index begins with \w+\.UPDATE_TIME; every 5 s about \d+ rows of \w+ are gone through; this spares it: CREATE INDEX/,
    );
    for (const line of lines) await admin.query(line.split('this spares it: ')[1] ?? '');
    expect((await check('keeper:secret%25@')).out).not.toContain('this spares it');
  });

  test('goes on where the server does not explain a view to the account, and says what it would take', async () => {
    await admin.query('RENAME TABLE PAY_VOUCHER_BILL TO T');
    await admin.query('CREATE VIEW PAY_VOUCHER_BILL AS SELECT * FROM T');
    const { out, code } = await check('keeper:secret%25@');
    expect(out).toContain('good: It answers, and a row of every table was read with every column.');
    expect(out).toMatch(
      /note: what some looks cost is not known, since the server does not explain them to this account: .+; it takes SHOW VIEW on `PAY_VOUCHER_BILL`, and SELECT on the tables behind\. They work all the same/,
    );
    expect(out).toMatch(/no index begins with BAS_AGENCY_INFO\.UPDATE_TIME; every 5 s about \d+ rows/);
    expect(code).toBe(0);
    await admin.query("GRANT SHOW VIEW ON *.* TO 'keeper'@'%'");
    const allowed = await check('keeper:secret%25@');
    await admin.query("REVOKE SHOW VIEW ON *.* FROM 'keeper'@'%'");
    expect(allowed.out).not.toContain('does not explain');
    expect(allowed.out).toContain('good: The account can read, and nothing else.');
  });

  test('names what is unusual in the sessions that the server gives', async () => {
    expect((await check('keeper:secret%25@')).out).not.toContain('in our sessions');
    await admin.query("SET GLOBAL init_connect = 'SET NAMES gbk, autocommit = 0'");
    await admin.query('SET GLOBAL sql_select_limit = 7');
    const { out, code } = await check('keeper:secret%25@');
    await admin.query("SET GLOBAL init_connect = ''");
    await admin.query('SET GLOBAL sql_select_limit = DEFAULT');
    for (const words of [
      'note: init_connect is "SET NAMES gbk, autocommit = 0": every session of an ordinary account begins with it',
      'note: character_set_client is "gbk"; in our sessions it is utf8mb4',
      'note: autocommit is "OFF"; in our sessions it is ON',
      'note: sql_select_limit is "7"; in our sessions it is 18446744073709551615',
    ]) {
      expect(out).toContain(words);
    }
    expect(code).toBe(0);
  });
});

test('npm run source:check tells its plan without a database', () => {
  const { stdout, status } = spawnSync('npx', ['tsx', 'subgraphs/source-check.ts', 'soe'], { encoding: 'utf8' });
  expect(stdout).toContain('GRANT SELECT (`pk_corp`, `unitcode`,');
  expect(stdout).toContain('SOE_DATABASE_URL is not given: no database was asked.');
  expect(status).toBe(0);
});
