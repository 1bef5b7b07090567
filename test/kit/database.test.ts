import { setTimeout as rest } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withScope, openDatabase, snapshot, type Database } from '../../kit/database/database.ts';
import { startMariadb } from '../support/mariadb.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const NEVER = new AbortController().signal;
const GONE = new Error('the caller has gone');
const aborted = (promise: Promise<unknown>): Promise<unknown> => promise.then(String, (error: unknown) => error);

describe.runIf(server !== null)('on MariaDB, a statement', () => {
  let watcher: Connection;
  let database: Database;

  beforeAll(async () => {
    await server?.createDatabase('books');
    watcher = await createConnection({ socketPath: server?.socketPath ?? '', user: 'root' });
  });
  afterAll(() => watcher.end());
  beforeEach(() => {
    database = openDatabase(server?.url('books') ?? '');
  });
  afterEach(() => database.destroy());

  const processes = async (): Promise<RowDataPacket[]> => {
    const [rows] = await watcher.query<RowDataPacket[]>(
      "SELECT * FROM information_schema.processlist WHERE db = 'books'",
    );
    return rows;
  };
  const sleeping = async (): Promise<number> =>
    (await processes()).filter(({ INFO }) => String(INFO).includes('SLEEP')).length;
  const untilSleeping = async (count: number): Promise<void> => {
    while ((await sleeping()) !== count) await rest(5);
  };

  test('says who we are and which request it serves, in words that nobody can break out of', async () => {
    const bound = withScope(database, { label: 'finance request=*/ DROP ? -- 7', signal: NEVER });
    const answer = aborted(bound.raw('SELECT SLEEP(0.3)'));
    while ((await sleeping()) === 0) await rest(5);
    const [{ INFO } = { INFO: null }] = (await processes()).filter(({ INFO }) => String(INFO).includes('SLEEP'));
    await answer;
    expect(INFO).toMatch(/^\/\* arrears-graph finance request= DROP {2}-- 7 \*\/ SELECT SLEEP/);
  });

  test('has ten seconds', async () => {
    expect(await database.raw('SELECT @@max_statement_time AS seconds')).toMatchObject([
      [{ seconds: '10.000000' }],
      {},
    ]);
  });

  test('of a caller who went away is gone from the database at once, a hundred times of a hundred', async () => {
    const late: number[] = [];
    for (let i = 0; i < 100; i += 1) {
      const gone = new AbortController();
      const answer = aborted(
        withScope(database, { label: `finance request=${i}`, signal: gone.signal }).raw('SELECT SLEEP(9)'),
      );
      await untilSleeping(1);
      const since = performance.now();
      gone.abort(GONE);
      await untilSleeping(0);
      late.push(performance.now() - since);
      expect(await answer).toBe(GONE);
    }
    // it would have slept for nine seconds
    expect(Math.max(...late)).toBeLessThan(8_000);
  });

  test('of one of many who went away at once leaves no other in its place', async () => {
    const gone = new AbortController();
    const bound = withScope(database, { label: 'finance request=1', signal: gone.signal });
    const answers = Array.from({ length: 100 }, () => aborted(bound.raw('SELECT SLEEP(9)')));
    await untilSleeping(3);
    gone.abort(GONE);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([GONE]));
    await rest(200);
    expect(await sleeping()).toBe(0);
    expect(await database.raw('SELECT 1 AS one')).toMatchObject([[{ one: '1' }], {}]);
  });

  test('that ended as it was to be ended takes no other with it', async () => {
    for (let i = 0; i < 100; i += 1) {
      const gone = new AbortController();
      const answer = aborted(withScope(database, { label: 'finance request=1', signal: gone.signal }).raw('SELECT 1'));
      setImmediate(() => gone.abort(GONE));
      const after = Promise.all([1, 2, 3, 4].map(() => database.raw('SELECT SLEEP(0.002)')));
      await answer;
      await after;
    }
  });

  test('in a snapshot ends with it, and the connection is as new', async () => {
    const gone = new AbortController();
    const bound = withScope(database, { label: 'finance refresh', signal: gone.signal });
    const answer = aborted(snapshot(bound, (books) => books.raw('SELECT SLEEP(9)')));
    await untilSleeping(1);
    gone.abort(GONE);
    expect(await answer).toBe(GONE);
    const [rows] = await watcher.query<RowDataPacket[]>('SELECT COUNT(*) AS open FROM information_schema.innodb_trx');
    expect(rows[0]?.['open']).toBe(0);
  });

  test('is one of four at the most, however many people ask and go away', async () => {
    const seen: number[] = [];
    const watch = setInterval(() => void processes().then((rows) => seen.push(rows.length)), 50);
    const questions = Array.from({ length: 200 }, async (_, i) => {
      const signal = AbortSignal.timeout(i % 2 === 0 ? 300 : 60_000);
      await aborted(withScope(database, { label: `finance request=${i}`, signal }).raw('SELECT SLEEP(0.02)'));
    });
    await Promise.all(questions);
    clearInterval(watch);
    expect(Math.max(...seen)).toBeLessThanOrEqual(4);
  });
});
