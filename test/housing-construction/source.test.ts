import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import type { BillFilter, ProjectFilter } from '../../subgraphs/housing-construction/model.ts';
import {
  housingConstructionSource,
  type HousingConstructionSource,
} from '../../subgraphs/housing-construction/source/source.ts';
import { startMariadb } from '../support/mariadb.ts';
import { CONTRACT_ROWS, insert, mysqlBooks, sqliteBooks, type TestBooks } from './books.ts';

const TODAY = '2025-06-30';
const ALL = { after: null, limit: 500 };
/** Two neighbours that are the same as JavaScript numbers. */
const [SNOWFLAKE, NEIGHBOUR] = [7123456789012345678n, 7123456789012345679n];
const server = await startMariadb();
afterAll(() => server?.stop());
const databases: [string, () => Promise<TestBooks>][] = [['SQLite', sqliteBooks]];
if (server) databases.push(['MariaDB', () => mysqlBooks(server.url(''))]);

const ids = (nouns: readonly { id: string }[]): string[] => nouns.map(({ id }) => id);

describe.each(databases)('housing-construction on %s', (kind, openBooks) => {
  let books: TestBooks;
  let database: Database;
  let source: HousingConstructionSource;
  const statements: string[] = [];

  beforeEach(async () => {
    books = await openBooks();
    database = openDatabase(books.url);
    source = housingConstructionSource(database);
    statements.length = 0;
    database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  });
  afterEach(async () => {
    await database.destroy();
    await books.remove();
  });

  const given = async (...rows: string[]): Promise<void> => {
    for (const row of rows) await books.execute(row);
  };

  describe('bundles', () => {
    test('are those of the units and of stray payments first, then the contracts that there are or that bills name by number, page by page', async () => {
      await given(insert('hc_project'), insert('hc_project', { id: 11, deleted: 1 }));
      for (const id of [NEIGHBOUR, SNOWFLAKE, 99, 100]) await given(insert('hc_contract', { id }));
      await given(insert('hc_contract', { id: 1, deleted: 1 }), insert('hc_contract', { id: 2, project_id: 11 }));
      await given(insert('hc_bill'), insert('hc_bill', { id: 5, contract_id: 50 }));
      const keys: string[] = [];
      for (
        let page = await source.bundleKeysAfter(null, 2);
        page.length > 0;
        page = await source.bundleKeysAfter(keys.at(-1) ?? null, 2)
      ) {
        keys.push(...page);
      }
      expect(keys).toEqual(['orgs', 'payments', '1', '2', '50', '99', '100', String(SNOWFLAKE), String(NEIGHBOUR)]);
      expect(await source.bundleKeysAfter('orgs', 1)).toEqual(['payments']);
      expect(await source.bundleKeysAfter(null, 1)).toEqual(['orgs']);
    });

    test('hold what the columns say', async () => {
      await given(
        insert('hc_org', { id: SNOWFLAKE, org_kind: 3, credit_code: '91110000802100433B' }),
        insert('hc_org', { id: NEIGHBOUR, name: '个体户', org_kind: 5, scale: 4 }),
        insert('hc_project', { owner_org_id: SNOWFLAKE, accepted_at: '2024-12-30 16:00:00' }),
        insert('hc_contract', {
          contractor_id: NEIGHBOUR,
          contract_kind: 5,
          retention_months: 6,
          late_rate_daily: '0.0003000',
          finance_ct_no: 'F-1',
        }),
        insert('hc_bill', {
          bill_no: 'B-1',
          bill_type: 3,
          amount_fen: SNOWFLAKE,
          confirmed_at: '2025-03-31 16:00:00',
          disputed: 1,
          cause: '资金',
        }),
        insert('hc_bill', { id: 1001, bill_type: 4, confirmed_at: '2025-03-31 15:59:59', due_on: '2026-01-01' }),
        insert('hc_payment', { id: 1, amount_fen: 1, paid_at: '2025-05-31 16:30:00' }),
        insert('hc_payment', { id: 2, deleted: 1 }),
        insert('hc_payment', { id: 3, reversed: 1 }),
      );
      const [bundle] = await source.bundlesByKeys(['100'], TODAY);
      expect(bundle?.debts).toMatchObject([
        {
          id: 'housing-construction:1000',
          debtorKey: '802100433',
          debtorKind: 'SOE',
          creditorKey: '个体户',
          ownership: 'INDIVIDUAL',
          scale: 'MICRO',
          category: 'SERVICES',
          contractKeys: ['GC-100', 'F-1'],
          billKey: 'B-1',
          wages: false,
          cause: 'FUNDS',
          disputed: true,
          lateRate: 3000n,
          incurredOn: '2025-04-01',
          dueOn: '2025-06-30',
          dueBasis: 'RETENTION_PERIOD',
          states: [
            { from: '2025-04-01', to: '2025-06-01', paid: 0n, outstanding: SNOWFLAKE },
            { from: '2025-06-01', paid: 1n, outstanding: SNOWFLAKE - 1n },
          ],
        },
        {
          id: 'housing-construction:1001',
          wages: true,
          disputed: false,
          incurredOn: '2025-03-31',
          dueOn: '2026-01-01',
          dueBasis: 'RECORDED',
        },
      ]);
    });

    test('leave out what is deleted, a draft, revoked or not confirmed', async () => {
      await given(...CONTRACT_ROWS, insert('hc_bill'));
      await given(
        insert('hc_bill', { id: 1, status: 0 }),
        insert('hc_bill', { id: 2, status: 9 }),
        insert('hc_bill', { id: 3, deleted: 1 }),
        insert('hc_bill', { id: 4, confirmed_at: null }),
      );
      await given(insert('hc_contract', { id: 101, deleted: 1 }), insert('hc_bill', { id: 5, contract_id: 101 }));
      await given(insert('hc_project', { id: 11, deleted: 1 }), insert('hc_contract', { id: 102, project_id: 11 }));
      await given(insert('hc_bill', { id: 6, contract_id: 102 }));
      const bundles = await source.bundlesByKeys(['100', '101', '102', '404'], TODAY);
      expect(bundles.map(({ key, debts }) => [key, ids(debts)])).toEqual([['100', ['housing-construction:1000']]]);
    });

    test('follow mergers over entries that no contract names, and find codes of entries merged into the end', async () => {
      await given(...CONTRACT_ROWS, insert('hc_bill'));
      await books.execute('UPDATE hc_org SET merged_into = 20 WHERE id = 2');
      await given(insert('hc_org', { id: 20, merged_into: 21 }), insert('hc_org', { id: 21, name: '蒙新集团' }));
      await given(insert('hc_org', { id: 22, merged_into: 21, credit_code: 'M000100Y4', deleted: 1 }));
      const [bundle] = await source.bundlesByKeys(['100'], TODAY);
      expect(bundle?.debts).toMatchObject([{ creditor: { name: '蒙新集团', organisationCode: 'M000100Y4' } }]);
    });

    test('of the units know who is used as what in projects and contracts that are not deleted', async () => {
      await given(
        ...CONTRACT_ROWS,
        insert('hc_org', { id: 3, org_kind: 4, credit_code: ' ABC' }),
        insert('hc_org', { id: 4, org_kind: 1 }),
      );
      await given(
        insert('hc_project', { id: 11, owner_org_id: 3, deleted: 1 }),
        insert('hc_contract', { id: 101, contractor_id: 4, deleted: 1 }),
      );
      const [bundle] = await source.bundlesByKeys(['orgs'], TODAY);
      expect(bundle?.mentions.map(({ role, location }) => [location, role])).toEqual([
        ['hc_org id=1', 'DEBTOR'],
        ['hc_org id=2', 'CREDITOR'],
        ['hc_org id=3', 'CREDITOR'],
        ['hc_org id=4', 'DEBTOR'],
      ]);
      expect(bundle?.issues).toMatchObject([{ kind: 'CREDIT_CODE_INVALID', location: 'hc_org id=3', found: ' ABC' }]);
    });

    test('take as many statements for many keys as for one', async () => {
      await given(...CONTRACT_ROWS, insert('hc_bill'));
      await source.bundlesByKeys(['orgs', '100'], TODAY);
      const few = statements.length;
      for (let id = 200; id < 220; id++)
        await given(insert('hc_contract', { id }), insert('hc_bill', { id: id * 10, contract_id: id }));
      statements.length = 0;
      const keys = ['orgs', '100', ...Array.from({ length: 20 }, (_, i) => String(200 + i))];
      expect((await source.bundlesByKeys(keys, TODAY)).length).toBe(22);
      expect(statements.length).toBe(few);
    });
  });

  describe('changes', () => {
    const SINCE = new Date('2025-06-30T00:00:00.500Z');
    const changed = async (): Promise<string[]> => (await source.bundleKeysChangedSince(SINCE)).sort();
    const touch = (table: string, id: number): Promise<void> =>
      books.execute(`UPDATE ${table} SET updated_at = '2025-06-30 00:00:00.600' WHERE id = ${id}`);

    beforeEach(async () => {
      await given(...CONTRACT_ROWS, insert('hc_bill'), insert('hc_payment', { id: 1 }));
      await given(
        insert('hc_contract', { id: 101, project_id: 11, contractor_id: 3 }),
        insert('hc_project', { id: 11, owner_org_id: 4 }),
      );
    });

    test('are none where nothing has changed', async () => {
      expect(await changed()).toEqual([]);
      await books.execute("UPDATE hc_bill SET updated_at = '2025-06-29 23:59:59.999'");
      expect(await changed()).toEqual([]);
    });

    test.each([
      ['hc_bill', 1000, ['100']],
      ['hc_payment', 1, ['100']],
      ['hc_contract', 100, ['100', 'orgs']],
      ['hc_project', 10, ['100', 'orgs']],
      ['hc_org', 1, ['100', 'orgs']],
      ['hc_org', 2, ['100', 'orgs']],
    ])('of %s %i are found, deleted or not', async (table, id, keys) => {
      await touch(table, id);
      expect(await changed()).toEqual(keys);
      await books.execute(`UPDATE ${table} SET deleted = 1 WHERE id = ${id}`);
      expect(await changed()).toEqual(keys);
    });

    test('of a project without contracts concern the units', async () => {
      await given(insert('hc_project', { id: 12, updated_at: '2025-06-30 00:00:01' }));
      expect(await changed()).toEqual(['orgs']);
    });

    test('of an entry concern the contracts of all entries of its unit', async () => {
      await given(
        insert('hc_org', { id: 20, name: '蒙新集团' }),
        insert('hc_org', { id: 21, merged_into: 20, credit_code: 'M000100Y4' }),
      );
      await books.execute('UPDATE hc_org SET merged_into = 20 WHERE id = 2');
      await touch('hc_org', 21);
      expect(await changed()).toEqual(['100', 'orgs']);
    });
  });

  describe('records', () => {
    test('are bills that stand in the books, told apart to the last digit', async () => {
      await given(
        ...CONTRACT_ROWS,
        insert('hc_bill', { id: SNOWFLAKE }),
        insert('hc_bill', { id: NEIGHBOUR, status: 9 }),
      );
      await given(insert('hc_bill', { id: 5, confirmed_at: null, status: 7, bill_type: 8 }));
      await given(insert('hc_bill', { id: 6, contract_id: 404 }));
      const found = await source.billsByIds([
        String(SNOWFLAKE),
        String(NEIGHBOUR),
        '5',
        'x',
        '99999999999999999999',
        '9223372036854775808',
        String(2n ** 64n - 1n),
        String(2n ** 64n + 5n),
      ]);
      expect([...found.keys()].sort()).toEqual(['5', String(SNOWFLAKE)]);
      expect(found.get('5')).toMatchObject({
        confirmedAt: null,
        confirmed: { typed: null, day: null },
        type: null,
        recordedStatus: null,
        statusCode: '7',
      });
      expect(found.get(String(SNOWFLAKE))).toMatchObject({
        confirmedAt: '2025-01-31T12:00:00+08:00',
        type: 'PROGRESS',
        recordedStatus: 'UNPAID',
      });
    });

    test.runIf(kind === 'MariaDB')('and contracts, may have ids above 2⁶³', async () => {
      const [contract, bill] = [2n ** 63n + 1n, 2n ** 64n - 1n];
      await given(
        ...CONTRACT_ROWS,
        insert('hc_contract', { id: contract }),
        insert('hc_bill', { id: bill, contract_id: contract }),
      );
      await given(
        insert('hc_bill', { id: bill - 1n, contract_id: contract }),
        insert('hc_payment', { id: bill, bill_id: bill }),
      );
      expect(await source.bundleKeysAfter('100', 5)).toEqual([String(contract)]);
      const [bundle] = await source.bundlesByKeys([String(contract)], TODAY);
      expect(bundle?.debts.map(({ id, states }) => [id, states.at(-1)?.paid]).sort()).toEqual([
        [`housing-construction:${bill - 1n}`, 0n],
        [`housing-construction:${bill}`, 40_000n],
      ]);
      expect((await source.billsByIds([String(bill)])).get(String(bill))).toMatchObject({
        contractId: String(contract),
      });
      expect(ids(await source.billsAfter({}, { after: String(bill - 1n), limit: 5 }))).toEqual([String(bill)]);
    });

    test('have the local days of projects, and what contracts and entries say', async () => {
      await given(
        insert('hc_project', {
          budget_fen: 5,
          started_at: '2024-02-28 16:00:00',
          accepted_at: '2025-01-01 15:59:59',
          settled_at: '2025-01-01 16:00:00',
        }),
        insert('hc_contract', { retention_months: 24 }),
        insert('hc_org', { id: 1, credit_code: ' 91 ', merged_into: NEIGHBOUR, deleted: 1 }),
      );
      expect((await source.projectsByIds(['10'])).get('10')).toMatchObject({
        budget: 5n,
        startedOn: '2024-02-29',
        accepted: { typed: '2025-01-01 15:59:59', day: '2025-01-01' },
        settledOn: '2025-01-02',
      });
      expect((await source.contractsByIds(['100'])).get('100')).toMatchObject({
        kind: 'GENERAL_CONTRACTING',
        retentionMonths: 24,
        signedOn: '2024-03-01',
      });
      expect((await source.organisationsByIds(['1'])).get('1')).toMatchObject({
        creditCode: ' 91 ',
        mergedInto: String(NEIGHBOUR),
        deleted: true,
      });
    });

    test('have payments, plans and documents that are neither deleted nor cancelled', async () => {
      await given(
        insert('hc_payment', { id: 1, voucher_no: 'Z-1' }),
        insert('hc_payment', { id: 2, deleted: 1 }),
        insert('hc_payment', { id: 3, bill_id: 9 }),
      );
      await given(
        insert('hc_repay_plan', { id: 1, funding: '财政' }),
        insert('hc_repay_plan', { id: 2, cancelled: 1 }),
        insert('hc_repay_plan', { id: 3, funding: '处置资产所得' }),
        insert('hc_repay_plan', { id: 4, funding: '自筹' }),
        insert('hc_repay_plan', { id: 5 }),
      );
      await given(insert('hc_document', { id: 1, kind: '照片' }), insert('hc_document', { id: 2, deleted: 1 }));
      expect((await source.paymentsByBillIds(['1000'])).get('1000')).toMatchObject([
        { id: '1', voucherNo: 'Z-1', paid: { day: '2025-02-10' }, amount: 40_000n },
      ]);
      const plan = (await source.instalmentsByBillIds(['1000'])).get('1000') ?? [];
      expect(plan.map(({ id, fundingSource, note }) => [id, fundingSource, note]).sort()).toEqual([
        ['1', 'FISCAL', null],
        ['3', 'ASSET_DISPOSAL', '处置资产所得'],
        ['4', 'OTHER', '自筹'],
        ['5', null, null],
      ]);
      expect((await source.documentsByBillIds(['1000'])).get('1000')).toMatchObject([
        { id: '1', kind: 'OTHER', sha256: null },
      ]);
    });
  });

  describe('the list of bills', () => {
    beforeEach(async () => {
      await given(...CONTRACT_ROWS);
      await given(insert('hc_project', { id: 11, project_no: 'XM-11', owner_org_id: 3, town_code: '150621100' }));
      await given(insert('hc_contract', { id: 101, project_id: 11, contractor_id: 4 }));
      await given(
        insert('hc_bill', { id: 9, confirmed_at: '2025-02-28 15:59:59' }),
        insert('hc_bill', { id: 10, confirmed_at: '2025-02-28 16:00:00', bill_type: 4, status: 2 }),
        insert('hc_bill', { id: 11, confirmed_at: '2025-03-31 15:59:59', contract_id: 101 }),
        insert('hc_bill', { id: 12, confirmed_at: '2025-03-31 16:00:00' }),
        insert('hc_bill', { id: 13, confirmed_at: null }),
        insert('hc_bill', { id: 14, status: 0 }),
      );
    });
    const listed = async (filter: Partial<BillFilter>): Promise<string[]> =>
      ids(await source.billsAfter({ confirmed: true, ...filter }, ALL));

    test('holds confirmed bills or clues, page by page', async () => {
      expect(await listed({})).toEqual(['9', '10', '11', '12']);
      expect(await listed({ confirmed: false })).toEqual(['13']);
      expect(ids(await source.billsAfter({ confirmed: true }, { after: '9', limit: 2 }))).toEqual(['10', '11']);
    });

    test('has a month by local days', async () => {
      expect(await listed({ confirmedFrom: '2025-03-01', confirmedTo: '2025-03-31' })).toEqual(['10', '11']);
    });

    test.each<[Partial<BillFilter>, string[]]>([
      [{ projectIds: ['11'] }, ['11']],
      [{ projectIds: ['x'] }, []],
      [{ projectNos: ['XM-11'] }, ['11']],
      [{ townCodes: ['150621100'] }, ['11']],
      [{ ownerIds: ['1'] }, ['9', '10', '12']],
      [{ contractorIds: ['4', '5'] }, ['11']],
      [{ billTypes: ['WAGES'] }, ['10']],
      [{ recordedStatuses: ['PARTLY_PAID', 'PAID'] }, ['10']],
      [{ recordedStatuses: [] }, []],
      [{ ownerIds: ['1'], billTypes: ['PROGRESS'] }, ['9', '12']],
    ])('is narrowed by %j', async (filter, expected) => {
      expect(await listed(filter)).toEqual(expected);
    });
  });

  describe('the list of projects that are not accepted', () => {
    beforeEach(() =>
      given(
        insert('hc_project', { id: 10, started_at: '2025-06-30 15:59:59' }),
        insert('hc_project', { id: 11, started_at: '2025-06-30 16:00:00' }),
        insert('hc_project', {
          id: 12,
          started_at: '2024-01-01 00:00:00',
          owner_org_id: 2,
          settled_at: '2025-01-01 00:00:00',
        }),
        insert('hc_project', { id: 13, started_at: '2024-01-01 00:00:00', accepted_at: '2025-01-01 00:00:00' }),
        insert('hc_project', { id: 14, started_at: '2024-01-01 00:00:00', deleted: 1 }),
        insert('hc_project', { id: 15 }),
        insert('hc_project', { id: 16, started_at: '2024-01-01 00:00:00', town_code: '150621100' }),
      ),
    );

    test.each<[Partial<ProjectFilter>, string[]]>([
      [{}, ['10', '12', '16']],
      [{ startedBy: '2025-06-29' }, ['12', '16']],
      [{ ownerIds: ['2'] }, ['12']],
      [{ townCodes: ['150621100'] }, ['16']],
      [{ settled: true }, ['12']],
      [{ settled: false }, ['10', '16']],
    ])('is narrowed by %j', async (filter, expected) => {
      expect(ids(await source.unacceptedProjectsAfter({ startedBy: TODAY, ...filter }, ALL))).toEqual(expected);
    });

    test('goes page by page', async () => {
      expect(ids(await source.unacceptedProjectsAfter({ startedBy: TODAY }, { after: '10', limit: 1 }))).toEqual([
        '12',
      ]);
    });
  });

  describe('the list of deposits', () => {
    test('holds what its return hangs on, of contracts in force', async () => {
      await given(
        insert('hc_project', { accepted_at: '2025-01-30 16:00:00' }),
        insert('hc_contract', { retention_months: 12 }),
      );
      await given(insert('hc_contract', { id: 101, deleted: 1 }), insert('hc_deposit', { id: 2, contract_id: 101 }));
      await given(insert('hc_deposit', { id: 1 }), insert('hc_deposit', { id: 3, deleted: 1 }));
      expect(await source.depositsAfter(() => true, ALL)).toEqual([
        {
          id: '1',
          contractId: '100',
          kind: '履约',
          amount: 50_000n,
          paidOn: '2024-03-02',
          returnedOn: null,
          signedOn: '2024-03-01',
          acceptedOn: '2025-01-31',
          retentionMonths: 12,
        },
      ]);
    });

    test('fills a page with those that are wanted, however far apart they are', async () => {
      const rows = Array.from(
        { length: 2_500 },
        (_, i) => `(${i + 1}, 100, '${(i + 1) % 1_200 === 0 ? '诚信' : '履约'}', 1, '2024-01-01')`,
      );
      await given(
        ...CONTRACT_ROWS,
        `INSERT INTO hc_deposit (id, contract_id, kind, amount_fen, paid_on) VALUES ${rows.join(', ')}`,
      );
      const wanted = ({ kind }: { kind: string }): boolean => kind === '诚信';
      expect(ids(await source.depositsAfter(wanted, { after: null, limit: 5 }))).toEqual(['1200', '2400']);
      expect(ids(await source.depositsAfter(wanted, { after: '1200', limit: 1 }))).toEqual(['2400']);
      expect(ids(await source.depositsAfter(() => true, { after: '998', limit: 2 }))).toEqual(['999', '1000']);
    });
  });
});
