import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import { startMariadb, type MariadbServer } from '../support/mariadb.ts';
import { demo } from './sample.ts';

const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;
const server: MariadbServer | null = await startMariadb();
const folder = mkdtempSync(join(tmpdir(), 'demo-'));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server?.stop();
});

describe.each(DOMAINS)('%s in SQLite', (domain) => {
  const file = join(folder, `${domain}.sqlite`);
  beforeAll(() => loadSqlite(file, domain, demo.tables[domain]));

  test.each(Object.entries(demo.tables[domain]))('every row of %s is there', (table, rows) => {
    const database = new Libsql(file);
    const { count } = database.prepare(`SELECT count(*) AS count FROM \`${table}\``).get() as { count: number };
    database.close();
    expect(count).toBe(rows.length);
  });

  test('may be made anew', () => {
    expect(() => loadSqlite(file, domain, demo.tables[domain])).not.toThrow();
  });
});

describe.skipIf(server === null).each(DOMAINS)('%s in MariaDB', (domain) => {
  beforeAll(async () => {
    await server?.createDatabase(domain);
    await loadMysql(server?.url(domain) ?? '', domain, demo.tables[domain]);
  });

  test.each(Object.entries(demo.tables[domain]))('every row of %s is there', async (table, rows) => {
    const connection = await createConnection({ socketPath: server?.socketPath ?? '', user: 'root', database: domain });
    const [found] = await connection.query<RowDataPacket[]>(`SELECT count(*) AS count FROM \`${table}\``);
    await connection.end();
    expect(found[0]?.['count']).toBe(rows.length);
  });
});

test.skipIf(server === null)('characters, large ids and bits come through to MariaDB as they are', async () => {
  const typeCast = (field: { string(): string | null }): string | null => field.string();
  const connection = await createConnection({ socketPath: server?.socketPath ?? '', user: 'root', typeCast });
  const [units] = await connection.query<RowDataPacket[]>(
    'SELECT id, name, deleted + 0 AS deleted FROM `housing-construction`.hc_org',
  );
  const [ledger] = await connection.query<RowDataPacket[]>('SELECT `形成时间` AS text FROM energy.`清欠台账`');
  await connection.end();
  const written = (demo.tables['housing-construction']['hc_org'] ?? []).map(
    ({ id, name, deleted }) => `${id} ${name} ${deleted}`,
  );
  expect(units.map((unit) => `${unit['id']} ${unit['name']} ${unit['deleted']}`).sort()).toEqual(written.sort());
  const texts = (demo.tables.energy['清欠台账'] ?? []).map((row) => String(row['形成时间']));
  expect(ledger.map((row) => String(row['text'])).sort()).toEqual(texts.sort());
});
