import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const Libsql = createRequire(import.meta.url)('libsql') as new (filename: string) => {
  exec(sql: string): void;
  close(): void;
};

/** Books of the housing and construction bureau that a test may write. */
export interface TestBooks {
  /** As `openDatabase` takes it. */
  url: string;
  execute(sql: string): Promise<void>;
  /** Closes and removes them. */
  remove(): Promise<void>;
}

const ddl = (kind: 'sqlite' | 'mysql'): string =>
  readFileSync(new URL(`../../demo/ddl/housing-construction.${kind}.sql`, import.meta.url), 'utf8');

/** Empty books in a SQLite file of their own. */
export function sqliteBooks(): Promise<TestBooks> {
  const folder = mkdtempSync(join(tmpdir(), 'housing-construction-'));
  const filename = join(folder, 'platform.db');
  const database = new Libsql(filename);
  database.exec('PRAGMA synchronous = OFF');
  database.exec(ddl('sqlite'));
  const remove = (): Promise<void> => {
    database.close();
    return rm(folder, { recursive: true });
  };
  const execute = (sql: string): Promise<void> => {
    database.exec(sql);
    return Promise.resolve();
  };
  return Promise.resolve({ url: `sqlite:${filename}`, execute, remove });
}

/**
 * Empty books in a database of their own on a MariaDB or MySQL server, given as
 * `mysql://user:password@host:port/?socketPath=…`.
 */
export async function mysqlBooks(server: string): Promise<TestBooks> {
  const name = `housing_construction_${process.pid}_${Date.now()}`;
  const url = new URL(server);
  const socketPath = url.searchParams.get('socketPath');
  const connection = await createConnection({
    ...(socketPath === null ? { host: url.hostname, port: Number(url.port) } : { socketPath }),
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
  const execute = async (sql: string): Promise<void> => {
    await connection.query(sql);
  };
  return { url: url.href, execute, remove };
}

type Value = string | number | bigint | null;

const UPDATED = { updated_at: '2025-01-01 00:00:00.000' };

/**
 * What a row of each table holds where a test does not say otherwise: owner 1, contractor 2, project 10, contract 100,
 * bill 1000.
 */
const USUAL: Record<string, Record<string, Value>> = {
  hc_org: { name: '旗教育局', org_kind: 1, ...UPDATED },
  hc_project: { id: 10, project_no: 'XM-10', name: '校舍改造', owner_org_id: 1, ...UPDATED },
  hc_contract: {
    id: 100,
    contract_no: 'GC-100',
    project_id: 10,
    contractor_id: 2,
    contract_kind: 1,
    amount_fen: 10_000_000,
    signed_on: '2024-03-01',
    ...UPDATED,
  },
  hc_bill: {
    id: 1000,
    contract_id: 100,
    bill_type: 1,
    amount_fen: 100_000,
    confirmed_at: '2025-01-31 04:00:00',
    status: 1,
    ...UPDATED,
  },
  hc_payment: { bill_id: 1000, amount_fen: 40_000, paid_at: '2025-02-10 04:00:00', ...UPDATED },
  hc_repay_plan: { bill_id: 1000, seq: 1, due_on: '2025-09-30', amount_fen: 60_000, ...UPDATED },
  hc_document: { bill_id: 1000, kind: 'CONTRACT', file_name: '合同.pdf', uploaded_at: '2025-01-01 00:00:00' },
  hc_deposit: { contract_id: 100, kind: '履约', amount_fen: 50_000, paid_on: '2024-03-02' },
};

const literal = (value: Value): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** A statement that inserts a row: the usual one with these values. */
export function insert(table: string, values: Record<string, Value> = {}): string {
  const row = { ...USUAL[table], ...values };
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`;
}

/** Owner, contractor, project and contract: what a bill rests on. */
export const CONTRACT_ROWS = [
  insert('hc_org', { id: 1 }),
  insert('hc_org', { id: 2, name: '蒙新建筑有限公司', org_kind: 4 }),
  insert('hc_project'),
  insert('hc_contract'),
];
