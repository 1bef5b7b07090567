import { register } from 'prom-client';
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { localInstant } from '../../kit/rules/dates.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { measureDepartment } from '../../kit/department/department-metrics.ts';
import { financeSource } from '../../subgraphs/finance/source/source.ts';
import { startMariadb } from '../support/mariadb.ts';
import { mariadbBooks, sqliteBooks, type OwnBooks } from './books.ts';
import { stories, TODAY } from './stories.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const [FINANCE] = stories;
const CHANGES = { refreshSeconds: 1, rereadSeconds: 86_400 };
const EVERYTHING = { refreshSeconds: 1, rereadSeconds: 0 };

const databases: [string, () => Promise<OwnBooks>][] = [
  ['SQLite', () => sqliteBooks('finance')],
  ...(server === null
    ? []
    : [['MariaDB', () => mariadbBooks('finance', server)] satisfies [string, () => Promise<OwnBooks>]]),
];

describe.each(databases)('on %s, a ledger', (kind, openBooks) => {
  let books: OwnBooks;
  let database: Database;
  let ledger: Ledger;

  beforeEach(async () => {
    books = await openBooks();
    await books.write(FINANCE.start);
    database = openDatabase(books.url);
    ledger = await Ledger.open('finance', financeSource(database), () => TODAY);
  });
  afterEach(async () => {
    ledger.close();
    await database.destroy();
    await books.remove();
  });

  test('whose books have lost a column names it to those who run it, keeps its figures, and is live when it is back', async () => {
    await ledger.refresh(CHANGES);
    await books.write(['ALTER TABLE AP_PAYABLE RENAME COLUMN BILL_NO TO BILL_NUMBER']);
    await expect(ledger.refresh(EVERYTHING)).rejects.toThrow(
      'table AP_PAYABLE has no column BILL_NO, or the account may not read it',
    );
    const { state, message } = await ledger.freshness();
    expect([state, message]).toEqual([
      'STALE',
      'The books have changed their shape, of which those who run the department are told; these are the books as last read.',
    ]);
    await books.write(['ALTER TABLE AP_PAYABLE RENAME COLUMN BILL_NUMBER TO BILL_NO']);
    await ledger.refresh(EVERYTHING);
    expect(await ledger.freshness()).toMatchObject({ state: 'LIVE', message: null });
  });

  test('that looks for changes where a table is gone says which', async () => {
    await ledger.refresh(CHANGES);
    await books.write(['ALTER TABLE TAX_ARREARS RENAME TO TAXES']);
    await expect(ledger.refresh(CHANGES)).rejects.toThrow(
      'there is no table TAX_ARREARS, or the account may not read it',
    );
    expect(await ledger.freshness()).toMatchObject({ state: 'STALE' });
  });

  test('of books that never were of the right shape is unavailable, and says so without their names', async () => {
    await books.write(['ALTER TABLE TAX_ARREARS RENAME TO TAXES']);
    await expect(ledger.refresh(CHANGES)).rejects.toThrow('TAX_ARREARS');
    const { state, message } = await ledger.freshness();
    expect(state).toBe('UNAVAILABLE');
    expect(message).toContain('changed their shape');
    expect(message).not.toContain('TAX');
  });

  test.runIf(kind === 'MariaDB')('tells a column of another type from one that is only longer', async () => {
    await books.write([
      'ALTER TABLE AP_PAYABLE MODIFY BILL_NO VARCHAR(80)',
      'ALTER TABLE AP_PAYABLE MODIFY PAYABLE_AMT VARCHAR(30)',
    ]);
    await expect(ledger.refresh(CHANGES)).rejects.toThrow(
      /^column AP_PAYABLE\.PAYABLE_AMT is VARCHAR, where an exact number is read$/,
    );
  });

  test.runIf(kind === 'MariaDB').each([
    ['CT_CONTRACT_INFO MODIFY CT_AMT DOUBLE', 'CT_CONTRACT_INFO.CT_AMT is DOUBLE, where an exact number is read'],
    ['PAY_VOUCHER_BILL MODIFY PAY_AMT FLOAT', 'PAY_VOUCHER_BILL.PAY_AMT is FLOAT, where an exact number is read'],
    ['AP_PAYABLE MODIFY UPDATE_TIME DATE', 'AP_PAYABLE.UPDATE_TIME is DATE, where a local time is read'],
    ['AP_PAYABLE MODIFY DUE_DATE TIMESTAMP NULL', 'AP_PAYABLE.DUE_DATE is TIMESTAMP, where a date is read'],
  ])('tells a column that figures cannot rest on: %s', async (change, words) => {
    await books.write([`ALTER TABLE ${change}`]);
    await expect(ledger.refresh(CHANGES)).rejects.toThrow(words);
    expect((await ledger.freshness()).message).toContain('changed their shape');
  });

  test('whose database answers that it cannot do what it is asked tells that from silence, to callers and to those who run it', async () => {
    onTestFinished(measureDepartment({ domain: 'finance', status: () => ledger.status, connections: () => 0 }));
    const failing = kind === 'MariaDB' ? 'CONCAT((SELECT 1 UNION SELECT 2))' : "json('{')";
    await books.write([
      'ALTER TABLE TAX_ARREARS RENAME TO TAXES',
      `CREATE VIEW TAX_ARREARS AS SELECT TAX_ID, TAXPAYER_NAME, ${failing} AS TAXPAYER_CODE, OWED_AMT, RECOVERED_AMT, UPDATE_TIME FROM TAXES`,
      "INSERT INTO TAXES (TAX_ID, TAXPAYER_NAME, OWED_AMT, UPDATE_TIME) VALUES ('t1', '某公司', 1, '2025-01-01 00:00:00')",
    ]);
    await expect(ledger.refresh(CHANGES)).rejects.toThrow(kind === 'MariaDB' ? 'more than 1 row' : 'malformed JSON');
    expect((await ledger.freshness()).message).toBe(
      'Reading the books fails at something, of which those who run the department are told; its books have not been read.',
    );
    const measures = await register.getSingleMetricAsString('arrears_books_trouble');
    expect(measures).toContain('arrears_books_trouble{domain="finance",trouble="UNREADABLE"} 1');
    expect(measures).toContain('arrears_books_trouble{domain="finance",trouble="SILENT"} 0');
  });

  test('whose database is gone says that it does not answer', async () => {
    await ledger.refresh(CHANGES);
    await books.goAway();
    await expect(ledger.refresh(CHANGES)).rejects.toThrow();
    expect((await ledger.freshness()).message).toBe('The database does not answer; these are the books as last read.');
    await books.comeBack();
  });

  test('confined to hours reads everything again only in them, the first time and changes at once', async () => {
    const hour = Number(localInstant(new Date()).slice(11, 13));
    const [later, now] = [(hour + 2) % 24, hour].map((from) => ({ from, to: (from + 2) % 24 }));
    await ledger.refresh({ ...EVERYTHING, rereadHours: later ?? null });
    await books.write(["DELETE FROM PAY_VOUCHER_BILL WHERE VOUCHER_ID = 'v1'"]);
    const { lastChange } = await ledger.freshness();
    await ledger.refresh({ ...EVERYTHING, rereadHours: later ?? null });
    expect((await ledger.freshness()).lastChange).toBe(lastChange);
    await ledger.refresh({ ...EVERYTHING, rereadHours: now ?? null });
    expect((await ledger.freshness()).lastChange).not.toBe(lastChange);
  });
});
