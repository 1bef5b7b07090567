import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { openDatabase, type Database } from '../../kit/database/database.ts';

const Libsql = createRequire(import.meta.url)('libsql') as new (filename: string) => {
  exec(sql: string): void;
  close(): void;
};

/** Books of the energy bureau that a test may write. */
interface TestBooks {
  /** As `openDatabase` takes it. */
  url: string;
  execute(sql: string): Promise<void>;
  /** Closes and removes them. */
  remove(): Promise<void>;
}

const ddl = (kind: 'sqlite' | 'mysql'): string =>
  readFileSync(new URL(`../../demo/ddl/energy.${kind}.sql`, import.meta.url), 'utf8');

/** Empty books in a SQLite file of their own. */
function sqliteBooks(): Promise<TestBooks> {
  const folder = mkdtempSync(join(tmpdir(), 'energy-'));
  const filename = join(folder, 'energy.db');
  const database = new Libsql(filename);
  database.exec(ddl('sqlite'));
  const remove = (): void => {
    database.close();
    rmSync(folder, { recursive: true });
  };
  const promised = (action: () => void): Promise<void> => Promise.resolve().then(action);
  return Promise.resolve({
    url: `sqlite:${filename}`,
    execute: (sql) => promised(() => database.exec(sql)),
    remove: () => promised(remove),
  });
}

let databasesMade = 0;

/**
 * Empty books in a database of their own on a MariaDB or MySQL server, given as
 * `mysql://user:password@host:port/?socketPath=…`.
 */
async function mysqlBooks(server: string): Promise<TestBooks> {
  const name = `energy_${process.pid}_${++databasesMade}`;
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

/** Books that are open for reading as the subgraph opens them, and for a test to write. */
export interface OpenBooks {
  database: Database;
  /** The selects that were put to the database. */
  statements: string[];
  write(statements: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}

async function opened(making: Promise<TestBooks>): Promise<OpenBooks> {
  const books = await making;
  const [database, statements] = [openDatabase(books.url), [] as string[]];
  database.on('query', ({ sql }: { sql: string }) => {
    if (sql.startsWith('select')) statements.push(sql);
  });
  const write = async (rows: readonly string[]): Promise<void> => {
    for (const row of rows) await books.execute(row);
  };
  const remove = async (): Promise<void> => {
    await database.destroy();
    await books.remove();
  };
  return { database, statements, write, remove };
}

/** Opens empty books in SQLite. */
export const openSqliteBooks = (): Promise<OpenBooks> => opened(sqliteBooks());

/** Opens empty books on a server, given as `mysqlBooks` takes it. */
export const openMysqlBooks = (server: string): Promise<OpenBooks> => opened(mysqlBooks(server));

type Values = Record<string, string | number | null>;

/** What a row of each table holds where a test does not say otherwise. */
const USUAL: Readonly<Record<string, Values>> = {
  清欠台账: {
    导入批次: 1,
    序号: 1,
    填报月份: '202502',
    填报单位: '星河能源公司',
    债权企业: '草原安装公司',
    '欠款金额（万元）': '10',
    形成时间: '2025-01-01',
    责任人: '某人',
    联系电话: '13800000000',
  },
  企业名录: { 企业名称: '草原安装公司', 企业规模: '小型', 企业性质: '民营' },
  填报单位: { 单位名称: '星河能源公司', 单位类别: '国有企业', 联系人: '某人' },
};

const literal = (value: string | number | null): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** A statement that inserts a row: the usual one with these values. */
export function insert(table: string, values: Values = {}): string {
  const row = { ...USUAL[table], ...values };
  const columns = Object.keys(row).map((column) => `\`${column}\``);
  return `INSERT INTO \`${table}\` (${columns.join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`;
}
