import { readFileSync, rmSync } from 'node:fs';
import Libsql from 'libsql';
import { createConnection, type Connection } from 'mysql2/promise';
import { databaseAddress, type DatabaseAddress, type ServerAddress } from '../kit/database/address.ts';
import { connectionOf } from '../kit/database/connection.ts';
import { beginSession } from '../kit/database/session.ts';
import type { Row, Tables } from './rows.ts';
import type { TruthDomain } from './truth.ts';

/** Rows that one INSERT takes to a server. */
const CHUNK = 1_000;

/** Makes an SQLite file of a department's tables, in place of one that is there. */
export function loadSqlite(file: string, domain: TruthDomain, tables: Tables): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
  const database = new Libsql(file);
  try {
    database.exec('PRAGMA synchronous = OFF');
    for (const statement of ddl(domain, 'sqlite')) database.exec(statement);
    database.exec('BEGIN');
    for (const [table, rows] of Object.entries(tables)) insertIntoSqlite(database, table, rows);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

function insertIntoSqlite(database: Libsql.Database, table: string, rows: readonly Row[]): void {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const insert = database.prepare(
    `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows) insert.run(columns.map((column) => row[column] ?? null));
}

/**
 * Makes a department's tables where they are to be read from: a file, in place of one that is there, or a database on a
 * server that has none of them.
 */
export async function load(address: DatabaseAddress, domain: TruthDomain, tables: Tables): Promise<void> {
  if ('file' in address) loadSqlite(address.file, domain, tables);
  else await loadServer(address.server, domain, tables);
}

/**
 * Makes a department's tables in a MySQL or MariaDB database that has none of them: an address as departments are given
 * theirs.
 */
export async function loadMysql(url: string, domain: TruthDomain, tables: Tables): Promise<void> {
  await load(databaseAddress(url), domain, tables);
}

async function loadServer(server: ServerAddress, domain: TruthDomain, tables: Tables): Promise<void> {
  const connection = await createConnection(await connectionOf(server));
  try {
    await beginSession((sql) => connection.query(sql).then(([rows]) => rows), 'READ WRITE', server.database);
    for (const statement of ddl(domain, 'mysql')) await connection.query(statement);
    await connection.beginTransaction();
    for (const [table, rows] of Object.entries(tables)) await insertIntoMysql(connection, table, rows);
    await connection.commit();
  } finally {
    await connection.end();
  }
}

async function insertIntoMysql(connection: Connection, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const insert = `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES ?`;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const values = rows.slice(start, start + CHUNK).map((row) => columns.map((column) => row[column] ?? null));
    await connection.query(insert, [values]);
  }
}

/** The department's DDL, statement by statement, without its remarks (which hold semicolons of their own). */
function ddl(domain: TruthDomain, dialect: 'mysql' | 'sqlite'): string[] {
  const text = readFileSync(new URL(`ddl/${domain}.${dialect}.sql`, import.meta.url), 'utf8');
  const statements = text.replace(/--.*$/gm, '').split(';');
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

const quoted = (name: string): string => `\`${name}\``;
