import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { departments } from '../../subgraphs/main.ts';
import { LedgerUnderTest } from '../conformance/ledger.ts';
import { mariadbBooks, sqliteBooks, type OwnBooks } from '../ledger/books.ts';
import { startMariadb } from '../support/mariadb.ts';
import { KEYS } from '../support/signed.ts';
import { CONTRACT_ROWS, insert } from './books.ts';

const TODAY = '2025-06-30';
const BILL = 'hc_bill id=1000';
const ID = 'housing-construction:1000';
/** What MariaDB lets in unless it is told otherwise. */
const ZERO_DATE = '0000-00-00';
const ZERO = '0000-00-00 00:00:00';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());
const databases: [string, () => Promise<OwnBooks>][] = [
  ['SQLite', () => sqliteBooks('housing-construction')],
  ...(server === null
    ? []
    : [['MariaDB', () => mariadbBooks('housing-construction', server)] satisfies [string, () => Promise<OwnBooks>]]),
];

describe.each(databases)('on %s, in the construction platform’s books', (kind, openBooks) => {
  let books: OwnBooks;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    books = await openBooks();
    await books.write(CONTRACT_ROWS);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await books.remove();
  });

  interface Seen {
    debts: Awaited<ReturnType<LedgerUnderTest['everyDebt']>>;
    /** Kind, location and what was found. */
    issues: (string | null | undefined)[][];
    /** A bill's record, with its contract's party and its payments. */
    record: (id: string) => Promise<unknown>;
  }

  /** What a department says of the books with these rows. */
  async function seen(...rows: string[]): Promise<Seen> {
    await books.write(rows);
    const [housing] = departments.filter(({ domain }) => domain === 'housing-construction');
    if (!housing) throw new Error('there is no such department');
    const running = { trusted: KEYS.trusted, today: () => TODAY, refreshSeconds: 86_400, rereadSeconds: 86_400 };
    const department = await housing.start({ databaseUrl: books.url, ...running });
    closing.push(() => department.close());
    await department.loaded;
    const ledger = new LedgerUnderTest({ url: department.url, domain: housing.domain });
    const { issues } = await ledger.ask(
      '{ ledger { issues(ambiguousNames: [], first: 500) { kind location found debtId } } }',
    );
    const debts = await ledger.everyDebt({}, TODAY);
    return {
      debts,
      issues: issues.map((issue) => [issue.kind, issue.location, issue.found]).sort(),
      record: (id) => ledger.answer(RECORD, { bills: [{ __typename: 'ConstructionBill', id }] }),
    };
  }

  /** The tables as a copy has them that has lost its keys. */
  async function loseKeys(...tables: string[]): Promise<void> {
    for (const table of tables)
      await books.write(
        kind === 'MariaDB'
          ? [`ALTER TABLE ${table} DROP PRIMARY KEY`]
          : [
              `CREATE TABLE copy AS SELECT * FROM ${table}`,
              `DROP TABLE ${table}`,
              `ALTER TABLE copy RENAME TO ${table}`,
            ],
      );
  }

  describe('a day that is none', () => {
    test('of confirmation leaves the debt there, of an unknown day', async () => {
      const { debts, issues } = await seen(insert('hc_bill', { confirmed_at: ZERO }));
      expect(debts).toMatchObject([
        { id: ID, incurredOn: null, dueOn: null, status: 'NOT_YET_DUE', outstanding: '1000.00' },
      ]);
      expect(issues).toEqual([['DATE_UNREADABLE', BILL, ZERO]]);
    });

    test('to pay by counts as none', async () => {
      const { debts, issues } = await seen(insert('hc_bill', { due_on: ZERO_DATE }));
      expect(debts).toMatchObject([{ dueOn: '2025-03-02', dueBasis: 'STATUTORY_TERM' }]);
      expect(issues).toEqual([['DATE_UNREADABLE', BILL, ZERO_DATE]]);
    });

    test('of payment: it was paid', async () => {
      const { debts, issues } = await seen(
        insert('hc_bill', { status: 2 }),
        insert('hc_payment', { id: 1, paid_at: ZERO }),
      );
      expect(debts).toMatchObject([{ paid: '400.00', outstanding: '600.00' }]);
      expect(issues).toEqual([['DATE_UNREADABLE', 'hc_payment id=1', ZERO]]);
    });

    test('of acceptance leaves retention money without a due date', async () => {
      const { debts, issues } = await seen(
        `UPDATE hc_project SET accepted_at = '${ZERO}'`,
        'UPDATE hc_contract SET retention_months = 12',
        insert('hc_bill', { bill_type: 3 }),
      );
      expect(debts).toMatchObject([{ dueOn: null, dueBasis: 'UNKNOWN' }]);
      expect(issues).toEqual([['DATE_UNREADABLE', 'hc_project id=10', ZERO]]);
    });

    test('is one more than fifty years from today', async () => {
      const { debts, issues } = await seen(
        insert('hc_bill', { confirmed_at: '1975-06-29 15:59:59', due_on: '9999-12-31' }),
      );
      expect(debts).toMatchObject([{ incurredOn: null, dueOn: null }]);
      expect(issues).toEqual([['DATE_UNREADABLE', BILL, '1975-06-29 15:59:59 / 9999-12-31']]);
    });
  });

  describe('a version with', () => {
    const change = async (table: string, column: string, type: string): Promise<void> => {
      if (kind === 'MariaDB') await books.write([`ALTER TABLE ${table} MODIFY ${column} ${type}`]);
    };

    test('a date where another has a date and time has local days', async () => {
      for (const [table, column] of [
        ['hc_bill', 'confirmed_at'],
        ['hc_payment', 'paid_at'],
      ] as const)
        await change(table, column, 'DATE');
      const { debts, issues } = await seen(
        insert('hc_bill', { confirmed_at: '2025-01-31', status: 2 }),
        insert('hc_payment', { id: 1, paid_at: '2025-06-30' }),
      );
      expect(debts).toMatchObject([{ incurredOn: '2025-01-31', paid: '400.00' }]);
      expect(issues).toEqual([]);
    });

    test('a date and time where another has a date has the local day of an instant in UTC', async () => {
      await change('hc_bill', 'due_on', 'DATETIME');
      const { debts } = await seen(insert('hc_bill', { due_on: '2025-02-28 16:00:00' }));
      expect(debts).toMatchObject([{ dueOn: '2025-03-01', dueBasis: 'RECORDED' }]);
    });
  });

  test.runIf(kind === 'MariaDB')('wide flags are read to their last bit', async () => {
    await books.write(['ALTER TABLE hc_bill MODIFY deleted BIT(16) NOT NULL DEFAULT 0']);
    const { debts, issues } = await seen(
      insert('hc_bill', { deleted: 1 }),
      insert('hc_bill', { id: 1001, deleted: 256 }),
    );
    expect(debts).toMatchObject([{ id: 'housing-construction:1001' }]);
    expect(issues).toEqual([['FLAG_UNREADABLE', 'hc_bill id=1001', '256']]);
  });

  test('a flag that is none is not set, an amount that is no whole fen counts in nothing, a rate too long is none', async () => {
    if (kind === 'MariaDB')
      await books.write([
        'ALTER TABLE hc_bill MODIFY disputed TINYINT, MODIFY amount_fen DECIMAL(20,2)',
        'ALTER TABLE hc_contract MODIFY late_rate_daily DECIMAL(12,9)',
        'ALTER TABLE hc_payment MODIFY amount_fen DECIMAL(20,2)',
      ]);
    const { debts, issues } = await seen(
      "UPDATE hc_contract SET late_rate_daily = '0.000300004'",
      insert('hc_bill', { disputed: 7, status: 2 }),
      insert('hc_bill', { id: 1001, amount_fen: '100.50' }),
      insert('hc_payment', { id: 1 }),
      insert('hc_payment', { id: 2, amount_fen: '0.25' }),
    );
    expect(debts).toMatchObject([{ id: ID, disputed: false, paid: '400.00', outstanding: '600.00' }]);
    expect(issues).toEqual([
      ['AMOUNT_UNREADABLE', 'hc_bill id=1001', kind === 'MariaDB' ? '100.50' : '100.5'],
      ['AMOUNT_UNREADABLE', 'hc_contract id=100', '0.000300004'],
      ['AMOUNT_UNREADABLE', 'hc_payment id=2', '0.25'],
      ['FLAG_UNREADABLE', BILL, '7'],
    ]);
  });

  test('what was refunded beyond what was paid counts in nothing', async () => {
    const { debts, issues } = await seen(insert('hc_bill'), insert('hc_payment', { id: 1, amount_fen: -500 }));
    expect(debts).toMatchObject([{ paid: '0.00', outstanding: '1000.00' }]);
    expect(issues).toEqual([['PAYMENT_UNMATCHED', BILL, '-5.00']]);
  });

  describe('a row in force that leads nowhere', () => {
    const lost = (location: string, found: string): string[] => ['REFERENCE_MISSING', location, found];

    test('is a bill without a contract, a contract without a project, a payment without a bill or of a deleted one', async () => {
      const { debts, issues } = await seen(
        insert('hc_bill', { contract_id: 404 }),
        insert('hc_contract', { id: 101, project_id: 405 }),
        insert('hc_bill', { id: 1001, contract_id: 101 }),
        insert('hc_bill', { id: 1002, deleted: 1 }),
        insert('hc_payment', { id: 1, bill_id: 1002 }),
        insert('hc_payment', { id: 2, bill_id: 406 }),
        insert('hc_payment', { id: 3, bill_id: 406, deleted: 1 }),
        insert('hc_payment', { id: 4, bill_id: 1002, reversed: 1 }),
      );
      expect(debts).toEqual([]);
      expect(issues).toEqual([
        lost(BILL, '404'),
        lost('hc_contract id=101', '405'),
        lost('hc_payment id=1', '1002'),
        lost('hc_payment id=2', '406'),
      ]);
    });

    test('is none where a deleted contract or project takes it out', async () => {
      const { debts, issues } = await seen(
        insert('hc_project', { id: 11, deleted: 1 }),
        insert('hc_contract', { id: 101, project_id: 11 }),
        insert('hc_contract', { id: 102, deleted: 1 }),
        insert('hc_bill', { contract_id: 101 }),
        insert('hc_bill', { id: 1001, contract_id: 102 }),
        insert('hc_payment', { id: 1 }),
      );
      expect([debts, issues]).toEqual([[], []]);
    });

    test('is one whose owner or contractor is deleted or missing, and counts', async () => {
      const { debts, issues } = await seen(
        'UPDATE hc_org SET deleted = 1 WHERE id = 1',
        'DELETE FROM hc_org WHERE id = 2',
        insert('hc_bill'),
      );
      expect(debts).toMatchObject([{ debtor: { name: '旗教育局' }, outstanding: '1000.00' }]);
      expect(issues).toEqual([lost('hc_contract id=100', '2'), lost('hc_project id=10', '1')]);
    });

    test('is an entry merged into none, or round to itself, and counts as one unit', async () => {
      const { debts, issues } = await seen(
        'UPDATE hc_org SET merged_into = 3 WHERE id = 2',
        insert('hc_org', { id: 3, name: '蒙新集团', org_kind: 4, merged_into: 2 }),
        'UPDATE hc_org SET merged_into = 404 WHERE id = 1',
        insert('hc_contract', { id: 101, contractor_id: 3 }),
        insert('hc_bill'),
        insert('hc_bill', { id: 1001, contract_id: 101 }),
      );
      expect(new Set(debts.map(({ creditor }) => creditor.name))).toEqual(new Set(['蒙新建筑有限公司']));
      expect(issues).toEqual([lost('hc_org id=1', '404'), lost('hc_org id=2', '3'), lost('hc_org id=3', '2')]);
    });
  });

  describe('a copy without keys', () => {
    const CHANGED = { updated_at: '2025-02-01 00:00:00.000' };

    test('has each debt once, by the row that was changed last', async () => {
      await loseKeys('hc_org', 'hc_project', 'hc_contract', 'hc_bill', 'hc_payment');
      const copies = [
        insert('hc_project'),
        insert('hc_contract'),
        insert('hc_org', { id: 2, name: '蒙新', org_kind: 5, ...CHANGED }),
      ];
      const { debts, issues } = await seen(
        ...copies,
        insert('hc_bill', { amount_fen: 200_000, status: 2, ...CHANGED }),
        insert('hc_bill', { status: 2 }),
        insert('hc_payment', { id: 1 }),
        insert('hc_payment', { id: 1 }),
      );
      expect(debts).toMatchObject([{ id: ID, amount: '2000.00', paid: '400.00', creditor: { name: '蒙新' } }]);
      const twice = (location: string): string[] => ['DUPLICATE_KEY', location, '2 rows'];
      expect(issues).toEqual(
        ['hc_bill id=1000', 'hc_contract id=100', 'hc_org id=2', 'hc_payment id=1', 'hc_project id=10'].map(twice),
      );
    });

    test('has a debt whose rows name two contracts in the one that was named last', async () => {
      await loseKeys('hc_bill');
      const { debts, issues } = await seen(
        insert('hc_contract', { id: 101, contract_no: 'GC-101' }),
        insert('hc_bill'),
        insert('hc_bill', { contract_id: 101, ...CHANGED }),
      );
      expect(debts).toMatchObject([{ id: ID, contractNo: 'GC-101' }]);
      expect(issues).toEqual([['DUPLICATE_KEY', BILL, '2 rows']]);
    });
  });

  test.runIf(kind === 'MariaDB')('ids of all 64 bits are found, in figures and records', async () => {
    const [bill, contract, project, contractor] = [0, 1, 2, 3].map((i) => 18_446_744_073_709_551_615n - BigInt(i));
    const { debts, issues, record } = await seen(
      insert('hc_org', { id: contractor ?? 0n, name: '远', org_kind: 4 }),
      insert('hc_project', { id: project ?? 0n }),
      insert('hc_contract', { id: contract ?? 0n, project_id: project ?? 0n, contractor_id: contractor ?? 0n }),
      insert('hc_bill', { id: bill ?? 0n, contract_id: contract ?? 0n, status: 2 }),
      insert('hc_payment', { id: bill ?? 0n, bill_id: bill ?? 0n }),
    );
    expect(debts).toMatchObject([{ id: `housing-construction:${bill}`, paid: '400.00', creditor: { name: '远' } }]);
    expect(issues).toEqual([]);
    const found = {
      id: `housing-construction:${bill}`,
      contract: { id: String(contract), contractor: { name: '远' } },
      payments: [{ amount: '400.00' }],
    };
    expect(await record(found.id)).toEqual({ data: { _entities: [found] } });
  });

  test('an id of 0 is one as any other', async () => {
    const { debts } = await seen(insert('hc_contract', { id: 0 }), insert('hc_bill', { id: 0, contract_id: 0 }));
    expect(debts).toMatchObject([{ id: 'housing-construction:0' }]);
  });
});

const RECORD = `query ($bills: [_Any!]!) { _entities(representations: $bills) {
  ... on ConstructionBill { id contract { id contractor { name } } payments { amount } }
} }`;
