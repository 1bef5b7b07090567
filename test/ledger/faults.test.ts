import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql } from '../../demo/load.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import type { RunningDepartment } from '../../kit/department/subgraph.ts';
import { departments } from '../../subgraphs/main.ts';
import { lineTo, type Line } from '../support/line.ts';
import { startMariadb } from '../support/mariadb.ts';
import { callOf, KEYS, postSigned } from '../support/signed.ts';

const TODAY = '2026-03-20';
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

describe.runIf(server !== null)('a department whose database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  let admin: Connection;
  let line: Line;
  let department: RunningDepartment;

  beforeAll(async () => {
    await server?.createDatabase('books');
    await loadMysql(
      server?.url('books') ?? '',
      'finance',
      makeDemo({ seed: 7, debts: 50, today: TODAY }).tables.finance,
    );
    admin = await createConnection({ socketPath: server?.socketPath ?? '', user: 'root', database: 'books' });
    await admin.query("CREATE USER reader@localhost IDENTIFIED BY 'first'");
    await admin.query('GRANT SELECT ON books.* TO reader@localhost');
    line = lineTo(server?.socketPath ?? '', join(folder, 's'));
  });
  afterAll(async () => {
    await admin.end();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    await line.mend();
    const databaseUrl = `mysql://reader:first@localhost/books?socketPath=${encodeURIComponent(join(folder, 's'))}`;
    const finance = departments.find(({ domain }) => domain === 'finance');
    if (!finance) throw new Error('there is no finance department');
    department = await finance.start({ databaseUrl, trusted: KEYS.trusted, today: () => TODAY, refreshSeconds: 5 });
    await department.loaded;
  });
  afterEach(async () => {
    await department.close();
    await line.cut();
    // the server takes its time to see that a connection is gone, and the next test counts them
    while ((await seen()).connections > 0) await rest(20);
  });

  const QUESTION =
    '{ ledger { freshness { state } totals(where: { scope: ALL }, by: [], asOf: "2026-03-20") { count } } }';
  const ledger = async (): Promise<{ freshness: { state: string } }> => {
    const body = JSON.stringify({ query: QUESTION });
    const response = await postSigned(department.url, 'finance', body);
    const { data } = (await response.json()) as { data: { ledger: { freshness: { state: string } } } };
    return data.ledger;
  };
  /** Until the department says so; its figures are there all the time. */
  const until = async (state: string): Promise<void> => {
    for (let told = ''; told !== state;) {
      await rest(50);
      const answer = await ledger();
      expect(answer).toMatchObject({ totals: [{ count: expect.any(Number) as number }] });
      told = answer.freshness.state;
    }
  };

  const takeAllConnections = async (): Promise<void> => {
    await admin.query('SET GLOBAL max_connections = 10');
    await admin.query('KILL USER reader@localhost');
    const others = Array.from({ length: 10 }, () =>
      createConnection({ socketPath: server?.socketPath ?? '', user: 'root' }),
    );
    const came = await Promise.allSettled(others);
    onTestFinished(() => {
      for (const each of came) if (each.status === 'fulfilled') each.value.destroy();
    });
  };

  const FAULTS: { fault: string; happens: () => Promise<unknown>; repair: () => Promise<unknown> }[] = [
    { fault: 'is cut off', happens: () => line.cut(), repair: () => line.mend() },
    { fault: 'swallows what it is asked', happens: () => line.swallow(), repair: () => line.mend() },
    {
      fault: 'has another password',
      happens: async () => {
        await admin.query("SET PASSWORD FOR reader@localhost = PASSWORD('second')");
        await admin.query('KILL USER reader@localhost');
      },
      repair: () => admin.query("SET PASSWORD FOR reader@localhost = PASSWORD('first')"),
    },
    {
      fault: 'takes no more connections',
      happens: takeAllConnections,
      repair: () => admin.query('SET GLOBAL max_connections = 100'),
    },
    {
      fault: 'has lost a table',
      happens: () => admin.query('RENAME TABLE AP_PAYABLE TO AP_PAYABLES'),
      repair: () => admin.query('RENAME TABLE AP_PAYABLES TO AP_PAYABLE'),
    },
  ];

  test.each(FAULTS)('$fault says so, answers on, and is live again after repair', async ({ happens, repair }) => {
    await happens();
    await until('STALE');
    await repair();
    await until('LIVE');
  });

  /** Statements of ours that are running for requests, and all connections of ours. */
  const seen = async (): Promise<{ running: number; connections: number }> => {
    const [rows] = await admin.query<RowDataPacket[]>(
      "SELECT info FROM information_schema.processlist WHERE user = 'reader'",
    );
    const running = rows.filter((row) => String(row['info']).startsWith('/* arrears-graph finance request=test */'));
    return { running: running.length, connections: rows.length };
  };

  /** A question whose statement waits as long as the table is locked. */
  const askPayables = (call: RequestContext): Promise<unknown> =>
    postSigned(
      department.url,
      'finance',
      JSON.stringify({ query: '{ financePayables(first: 5) { id } }' }),
      call,
    ).catch(() => null);

  test.each<[string, (asked: AbortController) => Partial<RequestContext>]>([
    ['nobody has time to wait for', () => ({ deadline: Date.now() + 3_000 })],
    ['nobody waits for', (asked) => ({ signal: asked.signal })],
  ])(
    'is held up by a lock, is rid of statements that %s at once, and sees four connections at the most',
    async (_, endedBy) => {
      const asked = new AbortController();
      const connections: number[] = [];
      await admin.query('LOCK TABLES AP_PAYABLE WRITE');
      const watch = setInterval(() => void seen().then((now) => connections.push(now.connections)), 50);
      const since = Date.now();
      const answers = Array.from({ length: 50 }, () => askPayables({ ...callOf(), ...endedBy(asked) }));
      while ((await seen()).running < 3) await rest(5);
      await rest(since + 3_000 - Date.now());
      asked.abort();
      const over = Date.now();
      // those that nobody ends end of themselves ten seconds after they began
      while ((await seen()).running > 0 && Date.now() - over < 5_000) await rest(20);
      const { running } = await seen();
      clearInterval(watch);
      await admin.query('UNLOCK TABLES');
      await Promise.all(answers);
      expect(running).toBe(0);
      expect(Math.max(...connections)).toBeLessThanOrEqual(4);
    },
  );
});
