import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const Libsql = createRequire(import.meta.url)('libsql') as new (filename: string) => {
  exec(sql: string): void;
  close(): void;
};

/** Books of the finance bureau that a test may write. */
export interface TestBooks {
  /** As `openDatabase` takes it. */
  url: string;
  execute(sql: string): Promise<void>;
  /** Closes and removes them. */
  remove(): Promise<void>;
}

const ddl = (kind: 'sqlite' | 'mysql'): string =>
  readFileSync(new URL(`../../demo/ddl/finance.${kind}.sql`, import.meta.url), 'utf8');

/** Empty books in a SQLite file of their own. */
export function sqliteBooks(): Promise<TestBooks> {
  const folder = mkdtempSync(join(tmpdir(), 'finance-'));
  const filename = join(folder, 'finance.db');
  const database = new Libsql(filename);
  database.exec(ddl('sqlite'));
  return Promise.resolve({
    url: `sqlite:${filename}`,
    execute: (sql) => {
      database.exec(sql);
      return Promise.resolve();
    },
    remove: () => {
      database.close();
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
}

let databasesMade = 0;

/**
 * Empty books in a database of their own on a MariaDB or MySQL server, given as
 * `mysql://user:password@host:port/?socketPath=…`.
 */
export async function mysqlBooks(server: string): Promise<TestBooks> {
  const name = `finance_${process.pid}_${++databasesMade}`;
  const url = new URL(server);
  const socketPath = url.searchParams.get('socketPath');
  const connection = await createConnection({
    ...(socketPath === null ? { host: url.hostname, port: Number(url.port || 3306) } : { socketPath }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    charset: 'utf8mb4',
    multipleStatements: true,
  });
  const execute = async (sql: string): Promise<void> => {
    await connection.query(sql);
  };
  await execute(`CREATE DATABASE ${name}; USE ${name}; ${ddl('mysql')}`);
  url.pathname = `/${name}`;
  const remove = async (): Promise<void> => {
    await execute(`DROP DATABASE ${name}`);
    await connection.end();
  };
  return { url: url.href, execute, remove };
}

type Value = string | number | null;

/** What a row of each table holds where a test does not say otherwise. */
const USUAL: Record<string, Record<string, Value>> = {
  BAS_AGENCY_INFO: { MOF_DIV_CODE: '150621000', AGENCY_CODE: '101001', AGENCY_NAME: '旗教育局', AGENCY_TYPE_CODE: '1' },
  PM_PROJECT_INFO: {
    FISCAL_YEAR: '2024',
    PRO_CODE: 'P1',
    PRO_NAME: '校舍改造',
    AGENCY_CODE: '101001',
    PRO_TOTAL_AMT: '5000000.00',
  },
  CT_CONTRACT_INFO: {
    CONTRACT_NO: '达财采合〔2024〕015号',
    CONTRACT_NAME: '办公设备采购',
    AGENCY_CODE: '101001',
    SUPPLIER_NAME: '蒙新商贸有限公司',
    CT_TYPE: 'A',
    CT_AMT: '10000.00',
    SIGN_DATE: '2024-01-02',
  },
  AP_PAYABLE: { CT_ID: 'c1', PAYABLE_AMT: '1000.00', DELIVER_DATE: '2025-01-31' },
  PAY_VOUCHER_BILL: {
    PAYABLE_ID: 'p1',
    PAY_CERT_NO: 'Z-1',
    PAY_AMT: '400.00',
    PAY_DATE: '2025-02-10',
    VOUCHER_STATUS: '1',
    FUND_SOURCE: '1',
  },
  REPAY_PLAN: { PAYABLE_ID: 'p1', REVISION: 1, SEQ: 1, PLAN_MONTH: '202507', PLAN_AMT: '600.00', FUND_SOURCE: '1' },
  ARCHIVE_DOC: { PAYABLE_ID: 'p1', DOC_TYPE: '1', FILE_NAME: '合同.pdf' },
  CLEAR_FUND: {
    FISCAL_YEAR: '2025',
    FUND_SOURCE: '1',
    FUND_NAME: '清欠专项',
    ARRANGED_AMT: '100.00',
    ALLOCATED_AMT: '40.00',
  },
  TAX_ARREARS: { TAXPAYER_NAME: '蒙新商贸有限公司', OWED_AMT: '100.00' },
};

const literal = (value: Value): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** A statement that inserts a row: the usual one with these values. */
export function insert(table: string, values: Record<string, Value>): string {
  const row = { UPDATE_TIME: '2025-01-01 00:00:00', ...USUAL[table], ...values };
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`;
}
