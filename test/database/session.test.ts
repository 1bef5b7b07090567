import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import { openDatabase, openOwnDatabase } from '../../kit/database/database.ts';
import { SessionError } from '../../kit/database/session.ts';
import { isSilence } from '../../kit/database/silence.ts';
import type { RunningDepartment } from '../../kit/department/subgraph.ts';
import { departments } from '../../subgraphs/main.ts';
import { insert } from '../finance/books.ts';
import { startMariadb, type MariadbServer } from '../support/mariadb.ts';
import { KEYS, postSigned } from '../support/signed.ts';

const TODAY = '2026-03-20';
const required = process.env['MARIADB_REQUIRED'] === '1';
const server = await startMariadb({ required });
afterAll(() => server?.stop());

const finance = departments.find(({ domain }) => domain === 'finance');
/** 縗 in UTF-8 ends in a byte that begins a character of two in GBK: an escape after it would be swallowed. */
const INJECTION = "縗' OR 1=1 -- ";

/** Asks the finance bureau's subgraph over HTTP. */
async function ask<Data>({ url }: RunningDepartment, query: string, variables: object = {}): Promise<Data> {
  const response = await postSigned(url, 'finance', JSON.stringify({ query, variables }));
  const { data, errors } = (await response.json()) as { data: Data; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** The finance bureau over a database of this server, read by an account for which init_connect is run. */
const startFinance = (of: MariadbServer | null, database: string): Promise<RunningDepartment> =>
  startOver(of?.url(database).replace('root@', 'reader@') ?? '');

async function startOver(databaseUrl: string): Promise<RunningDepartment> {
  if (!finance) throw new Error('there is no finance bureau');
  const running = await finance.start({ databaseUrl, trusted: KEYS.trusted, today: () => TODAY, refreshSeconds: 1 });
  await running.loaded;
  return running;
}

/** What the ledger gives of the same books in a file, which has no session. */
async function debtsInFile(tables: Parameters<typeof loadSqlite>[2]): Promise<Ledger['ledger']['page']> {
  const folder = mkdtempSync(join(tmpdir(), 'session-'));
  loadSqlite(join(folder, 'finance.db'), 'finance', tables);
  const running = await startOver(`sqlite:${join(folder, 'finance.db')}`);
  const { ledger } = await ask<Ledger>(running, LEDGER);
  await running.close();
  rmSync(folder, { recursive: true });
  return ledger.page;
}

const PAYABLES =
  'query ($projectCode: String!) { financePayables(where: { projectCode: $projectCode }) { id contact { person } } }';
const LEDGER = `{ ledger {
  freshness { state }
  page(where: { scope: ALL }, orderBy: { field: AMOUNT, direction: DESC }, first: 500, asOf: "${TODAY}") { id outstanding creditor { key name } }
} }`;

interface Ledger {
  ledger: {
    freshness: { state: string };
    page: { id: string; outstanding: string; creditor: { key: string; name: string } }[];
  };
}

describe.runIf(server !== null)('a department whose server begins every session with', () => {
  let admin: Connection;
  let running: RunningDepartment | undefined;
  let databases = 0;
  let database: string;
  const write = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) await admin.query(statement);
  };
  const beginWith = async (initConnect: string): Promise<RunningDepartment> => {
    await admin.query('SET GLOBAL init_connect = ?', [initConnect]);
    running = await startFinance(server, database);
    return running;
  };

  beforeAll(async () => {
    await server?.execute('CREATE USER reader@localhost');
    await server?.execute('GRANT SELECT ON *.* TO reader@localhost');
  });
  beforeEach(async () => {
    database = `books_${++databases}`;
    await server?.createDatabase(database);
    await loadMysql(server?.url(database) ?? '', 'finance', {});
    admin = await createConnection({
      socketPath: server?.socketPath ?? '',
      user: 'root',
      database,
      charset: 'utf8mb4',
    });
    await write(
      insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a1', LEADER: '王建国' }),
      insert('PM_PROJECT_INFO', { PRO_ID: 'x1' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c1', PRO_CODE: 'P1', SUPPLIER_NAME: '𠮷林建设' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c2', PRO_CODE: 'P2', SUPPLIER_NAME: '𠮶林建设' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1', CT_ID: 'c1', PAYABLE_AMT: '2000.00' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p2', CT_ID: 'c2', PAYABLE_AMT: '1000.00' }),
    );
  });
  afterEach(async () => {
    await running?.close();
    await admin.query("SET GLOBAL init_connect = ''");
    await admin.end();
  });

  test.each([
    'SET NAMES gbk',
    'SET NAMES big5',
    'SET character_set_client = gbk',
    "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
  ])('%s escapes what callers give all the same', async (initConnect) => {
    const department = await beginWith(initConnect);
    const idsOf = async (projectCode: string): Promise<string[]> => {
      const { financePayables } = await ask<{ financePayables: { id: string }[] }>(department, PAYABLES, {
        projectCode,
      });
      return financePayables.map(({ id }) => id);
    };
    expect(await idsOf('P1')).toEqual(['finance:p1']);
    expect(await idsOf(INJECTION)).toEqual([]);
    expect(await idsOf(`\\' OR 1=1 -- `)).toEqual([]);
  });

  test.each([
    'SET NAMES utf8',
    'SET NAMES utf8mb3',
    'SET NAMES latin1',
    'SET character_set_results = NULL',
    'SET character_set_results = gbk',
  ])('%s tells rare characters apart all the same', async (initConnect) => {
    const { ledger } = await ask<Ledger>(await beginWith(initConnect), LEDGER);
    expect(ledger.page.map(({ creditor }) => creditor.name)).toEqual(['𠮷林建设', '𠮶林建设']);
    expect(new Set(ledger.page.map(({ creditor }) => creditor.key)).size).toBe(2);
  });

  test.each(['SET autocommit = 0', 'BEGIN', 'SET completion_type = CHAIN', 'SET timestamp = 4102444800'])(
    '%s is in step with new rows, and holds up no change of its tables',
    async (initConnect) => {
      const department = await beginWith(initConnect);
      const idsOf = async (): Promise<string[]> =>
        (await ask<Ledger>(department, LEDGER)).ledger.page.map(({ id }) => id);
      const changed = 'UTC_TIMESTAMP() + INTERVAL 8 HOUR';
      for (const id of ['p3', 'p4']) {
        await write(
          `INSERT INTO AP_PAYABLE (PAYABLE_ID, CT_ID, PAYABLE_AMT, DELIVER_DATE, UPDATE_TIME) VALUES ('${id}', 'c1', 10, '2025-01-31', ${changed})`,
        );
        await expect.poll(idsOf, { timeout: 20_000 }).toContain(`finance:${id}`);
      }
      await write('SET SESSION lock_wait_timeout = 5', 'ALTER TABLE AP_PAYABLE ADD COLUMN NOTE VARCHAR(10)');
      const open = async (): Promise<RowDataPacket[]> =>
        (await admin.query<RowDataPacket[]>('SELECT trx_mysql_thread_id FROM information_schema.innodb_trx'))[0];
      await expect.poll(open, { timeout: 10_000 }).toEqual([]);
    },
  );

  test.each([
    'SET sql_select_limit = 1',
    'SET max_join_size = 1',
    'SET sql_big_selects = 0, max_join_size = 1',
    "SET time_zone = '-11:00'",
    'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
    'USE information_schema',
  ])('%s reads its books whole', async (initConnect) => {
    const { ledger } = await ask<Ledger>(await beginWith(initConnect), LEDGER);
    expect(ledger.freshness).toEqual({ state: 'LIVE' });
    expect(ledger.page.map(({ id, outstanding }) => `${id} ${outstanding}`)).toEqual([
      'finance:p1 2000.00',
      'finance:p2 1000.00',
    ]);
  });
});

/** What can be given to a server as a whole, each of it against us. */
const HOSTILE = [
  ...['--skip-character-set-client-handshake', '--character-set-server=gbk', '--collation-server=gbk_chinese_ci'],
  ...[
    '--autocommit=0',
    '--completion-type=2',
    '--transaction-isolation=READ-UNCOMMITTED',
    '--sql-mode=NO_BACKSLASH_ESCAPES,ANSI_QUOTES',
  ],
  ...['--max-sort-length=64', '--default-time-zone=-11:00', '--lock-wait-timeout=1', '--default-storage-engine=MyISAM'],
];
const hostile = await startMariadb({ required, options: HOSTILE });
afterAll(() => hostile?.stop());

describe.runIf(hostile !== null)('on a server whose every setting is against us', () => {
  test('books come in and are read as they are, again and again', async () => {
    await hostile?.createDatabase('books');
    for (const sql of [
      'SET GLOBAL sql_select_limit = 1',
      'SET GLOBAL wait_timeout = 2',
      'CREATE USER reader@localhost',
      'GRANT SELECT ON *.* TO reader@localhost',
    ]) {
      await hostile?.execute(sql);
    }
    const { tables } = makeDemo({ seed: 7, debts: 60, today: TODAY });
    await loadMysql(hostile?.url('books') ?? '', 'finance', tables.finance);
    const running = await startFinance(hostile, 'books');
    const read = await ask<Ledger>(running, LEDGER);
    expect(await ask(running, PAYABLES, { projectCode: INJECTION })).toEqual({ financePayables: [] });
    await rest(4_000);
    expect(await ask<Ledger>(running, LEDGER)).toEqual(read);
    await running.close();
    expect(read.ledger.freshness).toEqual({ state: 'LIVE' });
    const inFile = await debtsInFile(tables.finance);
    expect(read.ledger.page).toEqual(inFile);
  });
});

describe.runIf(server !== null)('a session that does not become what it is told to be', () => {
  test('is refused, and said by name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'session-'));
    const meddler = createServer((near) => {
      const far = connect(server?.socketPath ?? '');
      near.on('data', (bytes) =>
        far.write(
          Buffer.from(bytes.toString('latin1').replace("results = 'utf8mb4'", "results = 'latin1' "), 'latin1'),
        ),
      );
      far.pipe(near).on('error', () => far.destroy());
    });
    await once(meddler.listen(join(folder, 's')), 'listening');
    for (const open of [openDatabase, openOwnDatabase]) {
      const database = open(`mysql://root@localhost/mysql?socketPath=${folder}/s`);
      const refusal: unknown = await database.raw('SELECT 1').catch((error: unknown) => error);
      expect(refusal).toEqual(
        new SessionError(
          'the server does not let a session be as figures need it: character_set_results is latin1, where utf8mb4 is wanted',
        ),
      );
      expect(isSilence(refusal)).toBe(false);
      await database.destroy();
    }
    meddler.close();
    rmSync(folder, { recursive: true });
  });
});
