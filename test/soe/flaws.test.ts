import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startMariadb } from '../support/mariadb.ts';
import { personalNumber } from '../support/personal-number.ts';
import { startBooks, type RunningBooks } from '../support/running-department.ts';
import { insert, mysqlBooks, sqliteBooks, type TestBooks } from './books.ts';

const TODAY = '2025-06-30';
const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());
const KINDS: [string, () => TestBooks | Promise<TestBooks>][] = [['SQLite', sqliteBooks]];
if (server) KINDS.push(['MariaDB', () => mysqlBooks(server.url(''))]);

/** A copy of a table that has lost its keys. */
const keyless = (table: string): string[] => [
  `CREATE TABLE copied AS SELECT * FROM ${table}`,
  `DROP TABLE ${table}`,
  `ALTER TABLE copied RENAME TO ${table}`,
];

describe.each(KINDS)('soe’s flawed books on %s', (kind, openBooks) => {
  let books: TestBooks;
  let department: RunningBooks | null;

  beforeEach(async () => {
    books = await openBooks();
    department = null;
    for (const table of ['bd_corp', 'bd_cubasdoc', 'arap_djzb']) await books.execute(insert(table));
  });
  afterEach(async () => {
    await department?.close();
    await books.remove();
  });

  const read = async (...statements: string[]): Promise<RunningBooks> => {
    for (const sql of statements) await books.execute(sql);
    department = await startBooks('soe', books.url, TODAY);
    return department;
  };
  const figures = async ({ debts }: RunningBooks): Promise<string[][]> =>
    (await debts()).map(({ id, amount, paid }) => [id, amount, paid]);
  const mariadb = test.runIf(kind === 'MariaDB');

  test('days that are none, or more than 50 years away, count as empty, and what they stand with counts', async () => {
    const { debts, issues } = await read(
      insert('arap_djfb', { qxrq: '0000-00-00', dqrq: '9999-12-31' }),
      insert('arap_djfb', { fb_oid: 'line2', qxrq: '1960-01-01', dqrq: '2025-05-01' }),
      insert('arap_verify', { hxrq: '0000-00-00' }),
      insert('arap_verify', { pk_verify: 'ver2', yf_oid: 'line2', hxrq: '2205-02-10' }),
      insert('arap_verify', { pk_verify: 'ver3', yf_oid: 'line2', hxrq: '' }),
    );
    expect(await debts()).toMatchObject([
      { id: 'soe:line1', incurredOn: '2025-01-10', dueOn: '2025-03-11', paid: '400.00' },
      { id: 'soe:line2', incurredOn: '2025-01-10', dueOn: '2025-05-01', paid: '800.00' },
    ]);
    expect(await issues()).toEqual([
      'DATE_UNREADABLE arap_djfb fb_oid=line1 0000-00-00 9999-12-31',
      'DATE_UNREADABLE arap_djfb fb_oid=line2 1960-01-01',
      'DATE_UNREADABLE arap_verify pk_verify=ver1 0000-00-00',
      'DATE_UNREADABLE arap_verify pk_verify=ver2 2205-02-10',
      'DATE_UNREADABLE arap_verify pk_verify=ver3 ',
    ]);
  });

  test('an empty dr is 0, everywhere', async () => {
    const tables = ['bd_corp', 'bd_cubasdoc', 'arap_djzb', 'arap_djfb', 'arap_verify', 'arap_plan', 'arap_attach'];
    const rows = ['arap_djfb', 'arap_verify', 'arap_plan', 'arap_attach'].map((table) => insert(table));
    const department = await read(
      ...rows,
      ...tables.flatMap((table) => [...withoutDefault(table), `UPDATE ${table} SET dr = NULL`]),
    );
    expect(await figures(department)).toEqual([['soe:line1', '1000.00', '400.00']]);
    expect(await department.issues()).toEqual([]);
    expect(
      await department.ask(
        '{ soePayableLines { id writeOffs { amount } plan { amount } documents { fileName } company { debtLineCount } } }',
      ),
    ).toEqual({
      soePayableLines: [
        {
          id: 'soe:line1',
          writeOffs: [{ amount: '400.00' }],
          plan: [{ amount: '600.00' }],
          documents: [{ fileName: '合同.pdf' }],
          company: { debtLineCount: 1 },
        },
      ],
    });
  });
  /** In SQLite a column that may not be empty is made anew. */
  const withoutDefault = (table: string): string[] =>
    kind === 'MariaDB' ? [`ALTER TABLE ${table} MODIFY dr SMALLINT NULL`] : keyless(table);

  test('marks that are none are told of; what cannot be told to be in force is not', async () => {
    const department = await read(
      insert('bd_cubasdoc', { pk_cubasdoc: 'cust2', custprop: 5 }),
      insert('arap_djzb', { vouchid: 'doc2', djzt: 7 }),
      insert('arap_djzb', { vouchid: 'doc3', dr: 2 }),
      insert('arap_djfb', { zyx3: '?' }),
      insert('arap_djfb', { fb_oid: 'line2', dr: 9 }),
      insert('arap_djfb', { fb_oid: 'line3', hbbm: 'cust2' }),
      insert('arap_djfb', { fb_oid: 'line4', vouchid: 'doc2' }),
      insert('arap_verify', { undone: 'X' }),
      insert('arap_verify', { pk_verify: 'ver2', undone: 'n' }),
    );
    expect(await figures(department)).toEqual([['soe:line1', '1000.00', '400.00']]);
    expect(await department.issues()).toEqual([
      'FLAG_UNREADABLE arap_djfb fb_oid=line1 ?',
      'FLAG_UNREADABLE arap_djfb fb_oid=line2 9',
      'FLAG_UNREADABLE arap_djzb vouchid=doc2 7',
      'FLAG_UNREADABLE arap_djzb vouchid=doc3 2',
      'FLAG_UNREADABLE arap_verify pk_verify=ver1 X',
      'FLAG_UNREADABLE bd_cubasdoc pk_cubasdoc=cust2 5',
    ]);
  });

  test('an amount of more places than can be held is an issue of its row alone', async () => {
    const wider = ['arap_djfb MODIFY dfbbje', 'arap_verify MODIFY hxbbje', 'arap_djfb MODIFY bbhl'].map(
      (column) => `ALTER TABLE ${column} DECIMAL(30,14)`,
    );
    const department = await read(
      ...(kind === 'MariaDB' ? wider : []),
      insert('arap_djfb', { dfbbje: '1000.005', bbhl: '0.12345678901234' }),
      insert('arap_djfb', { fb_oid: 'line2', dfbbje: '1000.123456789' }),
      insert('arap_verify', { hxbbje: '0.000000001' }),
    );
    expect(await figures(department)).toEqual([['soe:line1', '1000.01', '0.00']]);
    expect((await department.issues()).map((issue) => issue.split(' ').slice(0, 3).join(' '))).toEqual([
      'AMOUNT_UNREADABLE arap_djfb fb_oid=line2',
      'AMOUNT_UNREADABLE arap_verify pk_verify=ver1',
    ]);
    expect(await department.ask('{ soePayableLines { payableAmount exchangeRate } }')).toMatchObject({
      soePayableLines: [{ payableAmount: '1000.01', exchangeRate: '0.12345679' }, { payableAmount: '1000.12' }],
    });
  });

  test('refunds beyond what was paid count in nothing', async () => {
    const department = await read(insert('arap_djfb'), insert('arap_verify', { hxbbje: '-5.00000000' }));
    expect(await figures(department)).toEqual([['soe:line1', '1000.00', '0.00']]);
    expect(await department.issues()).toEqual(['PAYMENT_UNMATCHED arap_djfb fb_oid=line1 -5.00']);
  });

  test('rows in force that lead nowhere are told of, one by one', async () => {
    const department = await read(
      insert('bd_cubasdoc', { pk_cubasdoc: 'gone', custname: '旧供应商', dr: 1 }),
      insert('bd_corp', { pk_corp: 'gone', dr: 1 }),
      insert('arap_djzb', { vouchid: 'doc2', dwbm: 'gone' }),
      insert('arap_djzb', { vouchid: 'doc3', dr: 1 }),
      insert('arap_djfb', { hbbm: 'cust404' }),
      insert('arap_djfb', { fb_oid: 'line2', hbbm: 'gone', vouchid: 'doc2' }),
      insert('arap_djfb', { fb_oid: 'line3', vouchid: 'doc404' }),
      insert('arap_djfb', { fb_oid: 'line4', vouchid: 'doc3' }),
      insert('arap_djfb', { fb_oid: 'line5', dr: 1 }),
      insert('arap_verify', { yf_oid: 'line404' }),
      insert('arap_verify', { pk_verify: 'ver2', yf_oid: 'line5' }),
      insert('arap_verify', { pk_verify: 'ver3', yf_oid: 'line5', undone: 'Y' }),
      insert('arap_verify', { pk_verify: 'ver4', yf_oid: 'line4' }),
    );
    expect((await department.debts()).map(({ id, creditor }) => [id, creditor.name])).toEqual([
      ['soe:line1', 'cust404'],
      ['soe:line2', '旧供应商'],
    ]);
    expect(await department.issues()).toEqual([
      'CREDITOR_UNIDENTIFIED arap_djfb fb_oid=line1 cust404',
      'REFERENCE_MISSING arap_djfb fb_oid=line1 cust404',
      'REFERENCE_MISSING arap_djfb fb_oid=line2 gone',
      'REFERENCE_MISSING arap_djfb fb_oid=line3 doc404',
      'REFERENCE_MISSING arap_djzb vouchid=doc2 gone',
      'REFERENCE_MISSING arap_verify pk_verify=ver1 line404',
      'REFERENCE_MISSING arap_verify pk_verify=ver2 line5',
    ]);
  });

  test('a copy without keys has rows twice: each counts once, as it was changed last, in whichever document it stands', async () => {
    const later = { ts: '2025-02-01 00:00:00' };
    const department = await read(
      insert('arap_djzb', { vouchid: 'doc2' }),
      insert('arap_djfb'),
      insert('arap_verify'),
      ...['bd_corp', 'bd_cubasdoc', 'arap_djzb', 'arap_djfb', 'arap_verify'].flatMap(keyless),
      'INSERT INTO bd_corp SELECT * FROM bd_corp',
      'INSERT INTO bd_cubasdoc SELECT * FROM bd_cubasdoc',
      "INSERT INTO arap_djzb SELECT * FROM arap_djzb WHERE vouchid = 'doc1'",
      'INSERT INTO arap_verify SELECT * FROM arap_verify',
      insert('arap_djfb', { vouchid: 'doc2', dfbbje: '3000.00000000', dr: 0, zyx3: null, ...later }),
    );
    expect(await figures(department)).toEqual([['soe:line1', '3000.00', '400.00']]);
    expect(await department.issues()).toEqual([
      'DUPLICATE_KEY arap_djfb fb_oid=line1 2 rows',
      'DUPLICATE_KEY arap_djzb vouchid=doc1 2 rows',
      'DUPLICATE_KEY arap_verify pk_verify=ver1 2 rows',
      'DUPLICATE_KEY bd_corp pk_corp=corp1 2 rows',
      'DUPLICATE_KEY bd_cubasdoc pk_cubasdoc=cust1 2 rows',
    ]);
  });

  mariadb(
    'keys in another case, of tables that compare texts differently and of another character set, lead all the same',
    async () => {
      const department = await read(
        'ALTER TABLE arap_djfb CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
        'ALTER TABLE arap_verify MODIFY yf_oid VARCHAR(20) CHARACTER SET latin1 NOT NULL',
        'ALTER TABLE bd_cubasdoc CONVERT TO CHARACTER SET gbk',
        insert('arap_djfb', { vouchid: 'DOC1', hbbm: 'Cust1' }),
        insert('arap_verify', { yf_oid: 'LINE1 ' }),
      );
      expect(await department.debts()).toMatchObject([
        { id: 'soe:line1', paid: '400.00', creditor: { name: '草原建材有限公司' } },
      ]);
      expect(await department.issues()).toEqual([]);
      const answer = await department.ask(`{
      soePayableLines(where: {companyCode: "0101", supplierCode: "K001", supplierProperty: EXTERNAL}) {
        id supplier { name } document { number } writeOffs { amount } company { debtLineCount }
      }
    }`);
      expect(answer).toEqual({
        soePayableLines: [
          {
            id: 'soe:line1',
            supplier: { name: '草原建材有限公司' },
            document: { number: 'D1-001' },
            writeOffs: [{ amount: '400.00' }],
            company: { debtLineCount: 1 },
          },
        ],
      });
    },
  );

  mariadb('amounts that are kept as floating numbers are a change of shape', async () => {
    const { freshness } = await read('ALTER TABLE arap_djfb MODIFY dfbbje DOUBLE NOT NULL', insert('arap_djfb'));
    expect(await freshness()).toMatchObject({
      state: 'UNAVAILABLE',
      message: expect.stringContaining('changed their shape') as string,
    });
  });

  test('a personal identity number is shown nowhere', async () => {
    const number = personalNumber('15062119800101001');
    const hidden = `公民身份号码…${number.slice(-2)}`;
    const department = await read(
      insert('bd_cubasdoc', {
        pk_cubasdoc: 'cust2',
        custname: `李静 ${number}`,
        taxpayerid: ` ${number.toLowerCase()}`,
      }),
      insert('arap_djfb', { hbbm: 'cust2' }),
    );
    expect(await department.issues()).toEqual([`CREDIT_CODE_INVALID bd_cubasdoc pk_cubasdoc=cust2 ${hidden}`]);
    const answer = await department.ask('{ soePayableLines { supplier { name taxpayerId } } }');
    expect(answer).toEqual({ soePayableLines: [{ supplier: { name: `李静${hidden}`, taxpayerId: hidden } }] });
    expect(await department.debts()).toMatchObject([{ creditor: { name: `李静${hidden}` } }]);
  });
});
