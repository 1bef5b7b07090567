import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const Libsql = createRequire(import.meta.url)('libsql') as new (filename: string) => {
  exec(sql: string): void;
  close(): void;
};

/** Books of the state-owned enterprises that a test may write. */
export interface TestBooks {
  /** As `openDatabase` takes it. */
  url: string;
  execute(sql: string): void | Promise<void>;
  /** Closes and removes them. */
  remove(): void | Promise<void>;
}

const ddl = (kind: 'sqlite' | 'mysql'): string =>
  readFileSync(new URL(`../../demo/ddl/soe.${kind}.sql`, import.meta.url), 'utf8');

/** Empty books in a SQLite file of their own. */
export function sqliteBooks(): TestBooks {
  const folder = mkdtempSync(join(tmpdir(), 'soe-'));
  const filename = join(folder, 'soe.db');
  const database = new Libsql(filename);
  database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY');
  database.exec(ddl('sqlite'));
  const execute = (sql: string): void => database.exec(sql);
  const remove = (): void => {
    database.close();
    rmSync(folder, { recursive: true });
  };
  return { url: `sqlite:${filename}`, execute, remove };
}

let databasesMade = 0;

/**
 * Empty books in a database of their own on a MariaDB or MySQL server, given as
 * `mysql://user:password@host:port/?socketPath=…`.
 */
export async function mysqlBooks(server: string): Promise<TestBooks> {
  const name = `soe_${process.pid}_${++databasesMade}`;
  const url = new URL(server);
  const socketPath = url.searchParams.get('socketPath');
  const connection = await createConnection({
    ...(socketPath === null ? { host: url.hostname, port: Number(url.port || 3306) } : { socketPath }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    charset: 'utf8mb4',
    multipleStatements: true,
  });
  await connection.query(`CREATE DATABASE ${name}; USE ${name}; ${ddl('mysql')}`);
  url.pathname = `/${name}`;
  const remove = async (): Promise<void> => {
    await connection.query(`DROP DATABASE ${name}`);
    await connection.end();
  };
  return { url: url.href, execute: (sql) => connection.query(sql).then(() => undefined), remove };
}

type Values = Record<string, string | number | null>;

/** What a row of each table holds where a test does not say otherwise: a line of 1,000 yuan, 400 of it paid. */
const USUAL: Readonly<Record<string, Values>> = {
  bd_corp: { pk_corp: 'corp1', unitcode: '0101', unitname: '旗水务集团有限公司' },
  bd_cubasdoc: { pk_cubasdoc: 'cust1', custcode: 'K001', custname: '草原建材有限公司', custprop: 0 },
  arap_djzb: { vouchid: 'doc1', djbh: 'D1-001', djdl: 'yf', dwbm: 'corp1', djrq: '2025-01-10', djzt: 2 },
  arap_djfb: {
    fb_oid: 'line1',
    vouchid: 'doc1',
    flbh: 1,
    hbbm: 'cust1',
    bzbm: 'CNY',
    dfybje: '1000',
    dfbbje: '1000.00000000',
  },
  arap_verify: { pk_verify: 'ver1', yf_oid: 'line1', fk_oid: 'pay1', hxbbje: '400.00000000', hxrq: '2025-02-10' },
  arap_plan: { pk_plan: 'plan1', yf_oid: 'line1', planrq: '2025-07-31', planje: '600.00000000' },
  arap_attach: { pk_attach: 'att1', yf_oid: 'line1', doctype: '合同', filename: '合同.pdf' },
  am_disposal: {
    pk_disposal: 'disp1',
    pk_corp: 'corp1',
    assetname: '旧厂房',
    evaluate_je: '500.00000000',
    forclear: 'Y',
  },
};

const literal = (value: string | number | null): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** A statement that inserts a row: the usual one with these values. */
export function insert(table: string, values: Values = {}): string {
  const row = { ts: '2025-01-01 00:00:00', ...USUAL[table], ...values };
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`;
}
