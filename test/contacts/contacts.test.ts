import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import { maskedPerson, maskedPhone, type ShownContact } from '../../kit/department/contact.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { startMariadb, type MariadbServer } from '../support/mariadb.ts';
import { COORDINATOR } from '../support/signed.ts';
import { contactBooks, type ContactBooks } from './books.ts';
import type { OpenDepartment } from './department.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
const folder = mkdtempSync(join(tmpdir(), 'contacts-'));
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** Makes the books, and says where they are. */
type Making = (books: ContactBooks) => Promise<string>;

const inSqlite: Making = ({ domain, rows }) => {
  const file = join(folder, `${domain}.db`);
  loadSqlite(file, domain, {});
  const database = new Libsql(file);
  for (const row of rows) database.exec(row);
  database.close();
  return Promise.resolve(`sqlite:${file}`);
};

const inMariadb =
  (mariadb: MariadbServer): Making =>
  async ({ domain, rows }) => {
    await mariadb.createDatabase(domain);
    await loadMysql(mariadb.url(domain), domain, {});
    const connection = await createConnection({
      socketPath: mariadb.socketPath,
      user: 'root',
      database: domain,
      charset: 'utf8mb4',
    });
    for (const row of rows) await connection.query(row);
    await connection.end();
    return mariadb.url(domain);
  };

const kinds: [string, Making][] = [
  ['SQLite', inSqlite],
  ...(server ? [['MariaDB', inMariadb(server)] satisfies [string, Making]] : []),
];
const cases = kinds.flatMap(([kind, make]) => contactBooks.map((books) => ({ kind, make, ...books })));

/** May read contacts. */
const CALLER: Viewer = { ...COORDINATOR, contacts: true, purpose: '核对联系方式' };

const CONTACT = 'contact { person phone masked }';

describe.each(cases)('contacts of $domain on $kind', ({ make, ...books }) => {
  const { list, key, contacts, cost } = books;
  let department: OpenDepartment;
  beforeAll(async () => {
    department = await books.open(await make(books));
  });
  afterAll(() => department.close());

  type Listed = Record<string, string> & { contact: ShownContact | null };

  async function recordsOf(first: number, fields: string, viewer = COORDINATOR): Promise<Listed[]> {
    const answer = await department.ask(`{ ${list}(first: ${first}) { ${key} ${fields} } }`, viewer);
    return answer[list] as Listed[];
  }

  async function contactsBy(viewer: Viewer): Promise<Record<string, ShownContact | null>> {
    const records = await recordsOf(500, CONTACT, viewer);
    const known = records.filter((record) => (record[key] ?? '') in contacts);
    return Object.fromEntries(known.map((record) => [record[key] ?? '', record.contact]));
  }

  test('are the book’s own words for one who may read them; null where the book has none', async () => {
    const whole = Object.entries(contacts).map(([id, contact]) => [id, contact && { ...contact, masked: false }]);
    expect(await contactsBy(CALLER)).toEqual(Object.fromEntries(whole));
  });

  test.each([
    ['has not the role', { ...CALLER, contacts: false }],
    ['does not say what for', { ...CALLER, purpose: null }],
  ])('are masked for one who %s', async (_, viewer) => {
    const masked = Object.entries(contacts).map(([id, contact]) => {
      if (contact === null) return [id, null];
      const { person, phone } = contact;
      return [id, { person: person && maskedPerson(person), phone: phone && maskedPhone(phone), masked: true }];
    });
    expect(await contactsBy(viewer)).toEqual(Object.fromEntries(masked));
  });

  async function statementsFor(first: number, fields: string): Promise<string[]> {
    department.statements.length = 0;
    expect((await recordsOf(first, fields)).length).toBe(first);
    return [...department.statements];
  }

  test('cost as many statements for thirty records as for one', async () => {
    for (const first of [1, 30]) {
      const [without, with_] = [await statementsFor(first, ''), await statementsFor(first, CONTACT)];
      expect(with_.length - without.length).toBe(cost);
    }
  });

  test('are not read where they are not asked for', async () => {
    const statements = await statementsFor(30, 'payments { amount } missingDocuments');
    expect(statements.filter((sql) => /责任人|联系|LEADER|contact`|phone|linkman/.test(sql))).toEqual([]);
    expect(
      (await statementsFor(30, CONTACT)).some((sql) => /责任人|联系|LEADER|contact`|phone|linkman/.test(sql)),
    ).toBe(true);
  });
});
