import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personalNumber } from '../support/personal-number.ts';
import { startMariadb } from '../support/mariadb.ts';
import { startBooks, type RunningBooks } from '../support/running-department.ts';
import { insert, mysqlBooks, sqliteBooks, type TestBooks } from './books.ts';
import { TODAY } from './nouns.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());
const KINDS: [string, () => Promise<TestBooks>][] = [['SQLite', sqliteBooks]];
if (server) KINDS.push(['MariaDB', () => mysqlBooks(server.url(''))]);

/** One contract of one budget unit. */
const CONTRACT = [insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a1' }), insert('CT_CONTRACT_INFO', { CT_ID: 'c1' })];
/** A copy of a table that has lost its keys. */
const keyless = (table: string): string[] => [
  `CREATE TABLE copy AS SELECT * FROM ${table}`,
  `DROP TABLE ${table}`,
  `ALTER TABLE copy RENAME TO ${table}`,
];

describe.each(KINDS)('finance’s flawed books on %s', (kind, openBooks) => {
  let books: TestBooks;
  let department: RunningBooks | null;

  beforeEach(async () => {
    books = await openBooks();
    department = null;
    for (const sql of CONTRACT) await books.execute(sql);
  });
  afterEach(async () => {
    await department?.close();
    await books.remove();
  });

  const read = async (...statements: string[]): Promise<RunningBooks> => {
    for (const sql of statements) await books.execute(sql);
    department = await startBooks('finance', books.url, TODAY);
    return department;
  };
  /** As MariaDB takes them by default. */
  const withZeroDates = (...statements: string[]): string[] =>
    kind === 'MariaDB' ? ["SET sql_mode = ''", ...statements] : statements;
  const mariadb = test.runIf(kind === 'MariaDB');

  test('0000-00-00 is a day of no calendar, wherever it stands, and what it stands with counts', async () => {
    const { debts, issues } = await read(
      ...withZeroDates(
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1', DUE_DATE: '0000-00-00' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p2', DELIVER_DATE: '0000-00-00' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAY_DATE: '0000-00-00' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAYABLE_ID: 'p2', PAY_DATE: null }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v3', PAYABLE_ID: 'p2', PAY_DATE: '0000-00-00', VOUCHER_STATUS: '0' }),
      ),
    );
    expect(await debts()).toMatchObject([
      { id: 'finance:p1', incurredOn: '2025-01-31', dueOn: '2025-03-02', paid: '400.00' },
      { id: 'finance:p2', incurredOn: null, dueOn: null, paid: '0.00' },
    ]);
    expect(await issues()).toEqual([
      'DATE_UNREADABLE AP_PAYABLE PAYABLE_ID=p1 0000-00-00',
      'DATE_UNREADABLE AP_PAYABLE PAYABLE_ID=p2 0000-00-00',
      'DATE_UNREADABLE PAY_VOUCHER_BILL VOUCHER_ID=v1 0000-00-00',
    ]);
  });

  test('a day more than 50 years from today is none', async () => {
    const { debts, issues } = await read(
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1', DUE_DATE: '9999-12-31' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p2', DELIVER_DATE: '1975-06-29', DUE_DATE: '2075-06-30' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAY_DATE: '2205-02-10' }),
    );
    expect(await debts()).toMatchObject([
      { id: 'finance:p1', dueOn: '2025-03-02', paid: '400.00' },
      { id: 'finance:p2', incurredOn: null, dueOn: '2075-06-30' },
    ]);
    expect(await issues()).toEqual([
      'DATE_UNREADABLE AP_PAYABLE PAYABLE_ID=p1 9999-12-31',
      'DATE_UNREADABLE AP_PAYABLE PAYABLE_ID=p2 1975-06-29',
      'DATE_UNREADABLE PAY_VOUCHER_BILL VOUCHER_ID=v1 2205-02-10',
    ]);
  });

  mariadb('days that this bureau keeps with their time are days', async () => {
    const department = await read(
      ...['DELIVER_DATE', 'DUE_DATE'].map((column) => `ALTER TABLE AP_PAYABLE MODIFY ${column} DATETIME NULL`),
      'ALTER TABLE PAY_VOUCHER_BILL MODIFY PAY_DATE DATETIME NULL',
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1', DELIVER_DATE: '2025-01-31 23:30:00', DUE_DATE: '2025-02-20 08:00:00' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAY_DATE: `${TODAY} 23:59:59`, FUND_SOURCE: '4' }),
    );
    expect(await department.debts()).toMatchObject([{ incurredOn: '2025-01-31', dueOn: '2025-02-20', paid: '400.00' }]);
    expect(await department.issues()).toEqual([]);
    const found = await department.ask(`{
      ofMonth: financePayables(where: {deliveredMonth: "2025-01"}) { id deliveredOn payments { paidOn amount } }
      paidFrom: financePayables(where: {paidFrom: [BOND_OR_TRANSFER]}) { id }
    }`);
    expect(found).toEqual({
      ofMonth: [{ id: 'finance:p1', deliveredOn: '2025-01-31', payments: [{ paidOn: TODAY, amount: '400.00' }] }],
      paidFrom: [{ id: 'finance:p1' }],
    });
  });

  test('marks that are none are told of; what cannot be told to be in force is not', async () => {
    const { debts, issues } = await read(
      insert('CT_CONTRACT_INFO', { CT_ID: 'c2', IS_DELETED: 0 }),
      insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a2', AGENCY_CODE: '101002', IS_DELETED: 9 }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1', IS_WAGE: 7, IS_DISPUTED: 0 }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p2', IS_DELETED: 3 }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p3', VERIFY_STATE: '8' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p4', CT_ID: 'c2' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', IS_DELETED: 5 }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', VOUCHER_STATUS: '9' }),
    );
    expect((await debts()).map(({ id, paid }) => [id, paid])).toEqual([
      ['finance:p1', '0.00'],
      ['finance:p3', '0.00'],
    ]);
    expect(await issues()).toEqual([
      'FLAG_UNREADABLE AP_PAYABLE PAYABLE_ID=p1 7 0',
      'FLAG_UNREADABLE AP_PAYABLE PAYABLE_ID=p2 3',
      'FLAG_UNREADABLE AP_PAYABLE PAYABLE_ID=p3 8',
      'FLAG_UNREADABLE BAS_AGENCY_INFO AGENCY_ID=a2 9',
      'FLAG_UNREADABLE CT_CONTRACT_INFO CT_ID=c2 0',
      'FLAG_UNREADABLE PAY_VOUCHER_BILL VOUCHER_ID=v1 5',
      'FLAG_UNREADABLE PAY_VOUCHER_BILL VOUCHER_ID=v2 9',
    ]);
  });

  mariadb('flags are numbers, however they are filled with zeros', async () => {
    const { debts, issues } = await read(
      'ALTER TABLE AP_PAYABLE MODIFY IS_DELETED TINYINT(2) UNSIGNED ZEROFILL NOT NULL DEFAULT 2',
      'ALTER TABLE AP_PAYABLE MODIFY IS_WAGE BIT(8) NOT NULL DEFAULT 2',
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
    );
    expect(await debts()).toMatchObject([{ id: 'finance:p1' }]);
    expect(await issues()).toEqual([]);
  });

  test('an amount of more places is summed first and rounded once; one that cannot be held is an issue of its row alone', async () => {
    const wider = ['AP_PAYABLE MODIFY PAYABLE_AMT', 'PAY_VOUCHER_BILL MODIFY PAY_AMT'].map(
      (column) => `ALTER TABLE ${column} DECIMAL(30,12) NOT NULL`,
    );
    const { debts, issues } = await read(
      ...(kind === 'MariaDB'
        ? [...wider, 'ALTER TABLE CT_CONTRACT_INFO MODIFY LATE_RATE_DAILY DECIMAL(12,10) NULL']
        : []),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c2', LATE_RATE_DAILY: '0.0003000001' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1', PAYABLE_AMT: '1000.004' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAY_AMT: '0.004' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAY_AMT: '0.004' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v3', PAY_AMT: '0.000000001' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p2', PAYABLE_AMT: '1000.0000000001' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p3', CT_ID: 'c2' }),
    );
    expect((await debts()).map(({ id, amount, paid }) => [id, amount, paid])).toEqual([
      ['finance:p1', '1000.00', '0.01'],
      ['finance:p3', '1000.00', '0.00'],
    ]);
    expect((await issues()).map((issue) => issue.split(' ').slice(0, 3).join(' '))).toEqual([
      'AMOUNT_UNREADABLE AP_PAYABLE PAYABLE_ID=p2',
      'AMOUNT_UNREADABLE CT_CONTRACT_INFO CT_ID=c2',
      'AMOUNT_UNREADABLE PAY_VOUCHER_BILL VOUCHER_ID=v3',
    ]);
  });

  test('rows in force that lead nowhere are told of, one by one', async () => {
    const { debts, issues } = await read(
      insert('CT_CONTRACT_INFO', { CT_ID: 'c2', AGENCY_CODE: '404', PRO_CODE: 'P404' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c3', PRO_CODE: 'P1' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c4', AGENCY_CODE: '101002', IS_DELETED: 1 }),
      insert('PM_PROJECT_INFO', { PRO_ID: 'j1', IS_DELETED: 1 }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p2', CT_ID: 'c404' }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p3', CT_ID: 'c404', IS_DELETED: 1 }),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p4', CT_ID: 'c4' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAYABLE_ID: 'p404' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAYABLE_ID: 'p3' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v3', PAYABLE_ID: 'p404', IS_DELETED: 1 }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v4', PAYABLE_ID: 'p4' }),
      insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v5', PAYABLE_ID: '' }),
    );
    expect((await debts()).map(({ id }) => id)).toEqual(['finance:p1']);
    expect(await issues()).toEqual([
      'DEBTOR_UNIDENTIFIED CT_CONTRACT_INFO CT_ID=c2 404',
      'REFERENCE_MISSING AP_PAYABLE PAYABLE_ID=p2 c404',
      'REFERENCE_MISSING CT_CONTRACT_INFO CT_ID=c2 AGENCY_CODE=404 PRO_CODE=P404',
      'REFERENCE_MISSING CT_CONTRACT_INFO CT_ID=c3 PRO_CODE=P1',
      'REFERENCE_MISSING PAY_VOUCHER_BILL VOUCHER_ID=v1 p404',
      'REFERENCE_MISSING PAY_VOUCHER_BILL VOUCHER_ID=v2 p3',
      'REFERENCE_MISSING PAY_VOUCHER_BILL VOUCHER_ID=v5 ',
    ]);
  });

  test('a copy without keys has rows twice: each counts once, as it was changed last, in whichever contract it stands', async () => {
    const later = { UPDATE_TIME: '2025-02-01 00:00:00' };
    const department = await read(
      ...['CT_CONTRACT_INFO', 'AP_PAYABLE', 'PAY_VOUCHER_BILL', 'ARCHIVE_DOC'].flatMap(keyless),
      ...[
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1', IS_DELETED: 2 }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c2', IS_DELETED: 2 }),
      ],
      ...['2000.00', '3000.00'].map((amount, i) =>
        insert('AP_PAYABLE', {
          ...PAYABLE,
          PAYABLE_ID: 'p1',
          PAYABLE_AMT: amount,
          CT_ID: `c${i + 1}`,
          ...(i === 1 ? later : {}),
        }),
      ),
      ...[1, 2, 3].map(() => insert('AP_PAYABLE', { ...PAYABLE, PAYABLE_ID: 'p2' })),
      ...[1, 2].map(() => insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAYABLE_ID: 'p2', IS_DELETED: 2 })),
      ...[1, 2].map(() => insert('ARCHIVE_DOC', { DOC_ID: 'd1', PAYABLE_ID: 'p2' })),
    );
    expect((await department.debts()).map(({ id, amount, paid }) => [id, amount, paid])).toEqual([
      ['finance:p1', '3000.00', '0.00'],
      ['finance:p2', '1000.00', '400.00'],
    ]);
    expect(await department.issues()).toEqual([
      'DUPLICATE_KEY AP_PAYABLE PAYABLE_ID=p1 2 rows',
      'DUPLICATE_KEY AP_PAYABLE PAYABLE_ID=p2 3 rows',
      'DUPLICATE_KEY CT_CONTRACT_INFO CT_ID=c1 2 rows',
      'DUPLICATE_KEY PAY_VOUCHER_BILL VOUCHER_ID=v1 2 rows',
    ]);
    const { financePayables } = await department.ask(
      '{ financePayables { id payments { amount } documents { fileName } } }',
    );
    expect(financePayables).toEqual([
      { id: 'finance:p1', payments: [], documents: [] },
      { id: 'finance:p2', payments: [{ amount: '400.00' }], documents: [{ fileName: '合同.pdf' }] },
    ]);
  });

  mariadb.each(['utf8mb4_general_ci', 'utf8mb4_unicode_ci', 'utf8mb4_bin'])(
    'keys lead where %s takes them for equal',
    async (collation) => {
      const contract = '5D2C9C5E-0000-4000-8000-00000000000A';
      const department = await read(
        ...['BAS_AGENCY_INFO', 'CT_CONTRACT_INFO', 'AP_PAYABLE', 'PAY_VOUCHER_BILL', 'ARCHIVE_DOC'].flatMap((table) => [
          `ALTER TABLE ${table} CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation}`,
        ]),
        'ALTER TABLE AP_PAYABLE MODIFY CT_ID VARCHAR(40) CHARACTER SET utf8mb4 COLLATE ' + collation + ' NOT NULL',
        insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a2', AGENCY_CODE: 'x01', AGENCY_NAME: '旗水利局' }),
        insert('CT_CONTRACT_INFO', { CT_ID: contract, AGENCY_CODE: 'X01' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'P1', CT_ID: `${contract.toLowerCase()}  ` }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAYABLE_ID: 'p1' }),
        insert('ARCHIVE_DOC', { DOC_ID: 'd1', PAYABLE_ID: 'p1' }),
      );
      const isOne = collation.endsWith('_ci');
      expect(await department.debts()).toMatchObject(isOne ? [{ id: 'finance:P1', paid: '400.00' }] : []);
      expect(await department.issues()).toEqual(
        isOne
          ? []
          : [
              `DEBTOR_UNIDENTIFIED CT_CONTRACT_INFO CT_ID=${contract} X01`,
              `REFERENCE_MISSING AP_PAYABLE PAYABLE_ID=P1 ${contract.toLowerCase()}  `,
              `REFERENCE_MISSING CT_CONTRACT_INFO CT_ID=${contract} AGENCY_CODE=X01`,
              'REFERENCE_MISSING PAY_VOUCHER_BILL VOUCHER_ID=v1 p1',
            ],
      );
      if (!isOne) return;
      const { financePayables } = await department.ask(
        '{ financePayables { id agency { name } contract { id } documents { fileName } } }',
      );
      expect(financePayables).toEqual([
        {
          id: 'finance:P1',
          agency: { name: '旗水利局' },
          contract: { id: contract },
          documents: [{ fileName: '合同.pdf' }],
        },
      ]);
    },
  );

  mariadb(
    'tables that compare texts differently, and keys of another character set, are read all the same',
    async () => {
      const department = await read(
        'ALTER TABLE AP_PAYABLE CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
        'ALTER TABLE PAY_VOUCHER_BILL MODIFY PAYABLE_ID CHAR(36) CHARACTER SET latin1 NOT NULL',
        'ALTER TABLE BAS_AGENCY_INFO CONVERT TO CHARACTER SET gbk',
        'ALTER TABLE PM_PROJECT_INFO CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
        insert('PM_PROJECT_INFO', { PRO_ID: 'j1' }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c2', PRO_CODE: 'P1' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1', CT_ID: 'c2' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAYABLE_ID: 'p404' }),
      );
      expect(await department.debts()).toMatchObject([{ id: 'finance:p1', paid: '400.00' }]);
      expect(await department.issues()).toEqual(['REFERENCE_MISSING PAY_VOUCHER_BILL VOUCHER_ID=v2 p404']);
      const found = await department.ask(`{
      financePayables(where: {paidFrom: [FISCAL]}) { id agency { name } }
      financeUnsecuredProjects(where: {underContract: true}) { code }
    }`);
      expect(found).toEqual({
        financePayables: [{ id: 'finance:p1', agency: { name: '旗教育局' } }],
        financeUnsecuredProjects: [{ code: 'P1' }],
      });
    },
  );

  test('a personal identity number is shown nowhere: neither as a code nor in a name, in the ledger or in records', async () => {
    const number = personalNumber('15062119800101001');
    const hidden = `公民身份号码…${number.slice(-2)}`;
    const department = await read(
      insert('CT_CONTRACT_INFO', { CT_ID: 'c2', SUPPLIER_NAME: '王小明', SUPPLIER_CRED_CODE: number }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c3', SUPPLIER_NAME: `李静${number}` }),
      insert('TAX_ARREARS', { TAX_ID: 't1', TAXPAYER_NAME: number, TAXPAYER_CODE: number }),
      ...['c2', 'c3'].map((id) => insert('AP_PAYABLE', { PAYABLE_ID: `p${id}`, CT_ID: id })),
    );
    expect((await department.debts()).map(({ creditor }) => creditor.name)).toEqual(['王小明', `李静${hidden}`]);
    expect(await department.issues()).toEqual([`CREDIT_CODE_INVALID CT_CONTRACT_INFO CT_ID=c2 ${hidden}`]);
    const answer = await department.ask(`{
      financePayables { contract { supplierName supplierCode } }
      financeTaxArrears { taxpayerName taxpayerCode organisationCode contracts { id } }
      ledger { totals(where: { scope: ALL }, by: [CREDITOR], asOf: "2025-06-30") { creditorKey } }
    }`);
    expect(answer).toMatchObject({
      financePayables: [{ contract: { supplierCode: hidden } }, { contract: { supplierCode: null } }],
    });
    expect(JSON.stringify(answer)).not.toContain(number.slice(0, 17));
  });

  test('a record that is not there is an error, and no silence', async () => {
    const department = await read(insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }));
    await expect(
      department.ask(
        '{ _entities(representations: [{__typename: "FinancePayable", id: "finance:p404", asOf: "2025-06-30"}]) { ... on FinancePayable { id } } }',
      ),
    ).rejects.toThrow('The books have no record finance:p404.');
  });

  mariadb('a column that is declared latin1 and holds other bytes is no text that can be read', async () => {
    const { freshness } = await read(
      'ALTER TABLE CT_CONTRACT_INFO MODIFY SUPPLIER_CRED_CODE VARCHAR(18) CHARACTER SET latin1 NULL',
      'ALTER TABLE CT_CONTRACT_INFO MODIFY SUPPLIER_NAME VARBINARY(200) NOT NULL',
      'ALTER TABLE CT_CONTRACT_INFO MODIFY SUPPLIER_NAME VARCHAR(200) CHARACTER SET latin1 NOT NULL',
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
    );
    expect((await freshness()).message).toContain('changed their shape');
  });

  mariadb('a column that is declared latin1 and holds nothing else is read', async () => {
    const { debts } = await read(
      ...['SUPPLIER_CRED_CODE VARCHAR(18)', 'CT_ID CHAR(36)'].map(
        (column) =>
          `ALTER TABLE CT_CONTRACT_INFO MODIFY ${column} CHARACTER SET latin1 ${column.startsWith('CT') ? 'NOT NULL' : 'NULL'}`,
      ),
      insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
    );
    expect(await debts()).toMatchObject([{ id: 'finance:p1' }]);
  });
});

/** What the table says of itself where a copy has lost its defaults. */
const PAYABLE = { IS_WAGE: 2, IS_DISPUTED: 2, VERIFY_STATE: '0', IS_DELETED: 2 };
