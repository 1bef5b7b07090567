import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import type { Bundle } from '../../kit/rules/fact.ts';
import type { DisposalFilter, LineFilter } from '../../subgraphs/soe/model.ts';
import { soeSource, type SoeSource } from '../../subgraphs/soe/source/source.ts';
import { startMariadb } from '../support/mariadb.ts';
import { insert, mysqlBooks, sqliteBooks, type TestBooks } from './books.ts';

const TODAY = '2025-06-30';
const ALL = { after: null, limit: 500 };
const server = await startMariadb();
afterAll(() => server?.stop());
const databases: [string, () => TestBooks | Promise<TestBooks>][] = [['SQLite', sqliteBooks]];
if (server) databases.push(['MariaDB', () => mysqlBooks(server.url(''))]);

const ids = (nouns: readonly { id: string }[]): string[] => nouns.map(({ id }) => id);
const on = (day: string): object => ({ typed: day, day });

describe.each(databases)('soe on %s', (_, openBooks) => {
  let books: TestBooks;
  let database: Database;
  let source: SoeSource;
  const statements: string[] = [];

  beforeEach(async () => {
    books = await openBooks();
    database = openDatabase(books.url);
    source = soeSource(database);
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
  const bundleOf = async (key: string): Promise<Bundle | undefined> => (await source.bundlesByKeys([key], TODAY))[0];

  describe('bundles', () => {
    test('are those of companies and suppliers first, then the documents that count, page by page', async () => {
      await given(
        ...['doc3', 'doc1', 'doc2'].map((vouchid) => insert('arap_djzb', { vouchid, djzt: 3 })),
        insert('arap_djzb', { vouchid: 'deleted', dr: 1 }),
        insert('arap_djzb', { vouchid: 'saved', djzt: 1 }),
        insert('arap_djzb', { vouchid: 'draft', djzt: -99 }),
        insert('arap_djzb', { vouchid: 'payment', djdl: 'fk' }),
      );
      const keys: string[] = [];
      for (
        let page = await source.bundleKeysAfter(null, 2);
        page.length > 0;
        page = await source.bundleKeysAfter(keys.at(-1) ?? null, 2)
      ) {
        keys.push(...page);
      }
      expect(keys).toEqual(['corps', 'suppliers', 'doc1', 'doc2', 'doc3', 'orphans']);
      expect(await source.bundleKeysAfter('corps', 2)).toEqual(['suppliers', 'doc1']);
      expect(await source.bundleKeysAfter(null, 1)).toEqual(['corps']);
    });

    test('hold what the columns say', async () => {
      await given(
        insert('bd_corp', { creditcode: '91110000802100433B', seal: 'Y', dr: 1 }),
        insert('bd_cubasdoc', { taxpayerid: '150621M000100Y4', freecust: '个体', corpscale: '微型', dr: 1 }),
        insert('arap_djzb'),
        insert('arap_djfb', {
          dfbbje: '999999999999.99500000',
          qxrq: '2025-01-01',
          dqrq: '2025-05-01',
          fph: 'FP-1',
          contractno: 'HT[2024]1',
          contractname: '管网改造',
          zyx1: '工资',
          zyx2: '审计中',
          zyx3: 'Y',
        }),
        insert('arap_verify', { hxbbje: '400.00500000' }),
        insert('arap_verify', { pk_verify: 'red', fk_oid: null, hxbbje: '0.99500000', hxrq: '2025-02-01' }),
        insert('arap_verify', { pk_verify: 'undone', undone: 'Y' }),
        insert('arap_verify', { pk_verify: 'deleted', dr: 1 }),
      );
      expect((await bundleOf('doc1'))?.debts).toMatchObject([
        {
          id: 'soe:line1',
          debtorKey: '802100433',
          debtorKind: 'SOE',
          creditorKey: 'M000100Y4',
          ownership: 'INDIVIDUAL',
          scale: 'MICRO',
          contractNo: 'HT[2024]1',
          contractName: '管网改造',
          billKey: 'FP-1',
          category: 'SERVICES',
          wages: true,
          cause: 'SETTLEMENT',
          disputed: true,
          incurredOn: '2025-01-01',
          dueOn: '2025-05-01',
          recordedAmount: 100_000_000_000_000n,
          states: [
            { from: '2025-01-01', to: '2025-02-01', amount: 100_000_000_000_000n, paid: 0n },
            { from: '2025-02-01', to: '2025-02-10', amount: 99_999_999_999_900n, paid: 0n },
            { from: '2025-02-10', to: '9999-12-31', paid: 40_001n, outstanding: 99_999_999_959_899n },
          ],
        },
      ]);
    });

    test.each([
      ['民营', 'PRIVATE'],
      ['国有', 'STATE'],
      ['外资', 'FOREIGN'],
      ['个体', 'INDIVIDUAL'],
      ['别的', null],
      [null, null],
    ])('a supplier’s ownership: %s is %s', async (freecust, ownership) => {
      await given(insert('bd_cubasdoc', { freecust }));
      expect((await bundleOf('suppliers'))?.mentions).toMatchObject([{ ownership }]);
    });

    test.each([
      ['大型', 'LARGE'],
      ['中型', 'MEDIUM'],
      ['小型', 'SMALL'],
      ['微型', 'MICRO'],
      [' ', null],
    ])('a supplier’s scale: %s is %s', async (corpscale, scale) => {
      await given(insert('bd_cubasdoc', { corpscale }));
      expect((await bundleOf('suppliers'))?.mentions).toMatchObject([{ scale }]);
    });

    test('of companies and suppliers name those that are not deleted', async () => {
      await given(
        insert('bd_corp'),
        insert('bd_corp', { pk_corp: 'gone', dr: 1 }),
        insert('bd_cubasdoc', { custprop: 1 }),
        insert('bd_cubasdoc', { pk_cubasdoc: 'gone', dr: 1 }),
      );
      expect((await bundleOf('corps'))?.mentions.map(({ location }) => location)).toEqual(['bd_corp pk_corp=corp1']);
      expect((await bundleOf('suppliers'))?.mentions.map(({ location }) => location)).toEqual([
        'bd_cubasdoc pk_cubasdoc=cust1',
      ]);
    });

    test('leave out lines that are deleted, red, nothing or internal', async () => {
      await given(
        insert('bd_cubasdoc'),
        insert('bd_cubasdoc', { pk_cubasdoc: 'sister', custprop: 1 }),
        insert('arap_djzb'),
        insert('arap_djfb'),
        insert('arap_djfb', { fb_oid: 'deleted', dr: 1 }),
        insert('arap_djfb', { fb_oid: 'red', dfbbje: '-0.00000001' }),
        insert('arap_djfb', { fb_oid: 'nothing', dfbbje: '0.00000000' }),
        insert('arap_djfb', { fb_oid: 'internal', hbbm: 'sister' }),
      );
      expect(ids((await bundleOf('doc1'))?.debts ?? [])).toEqual(['soe:line1']);
    });

    test('a document that is gone has none, nor has one that does not count any more', async () => {
      await given(
        insert('arap_djzb', { djzt: 1 }),
        insert('arap_djzb', { vouchid: 'doc2', dr: 1 }),
        insert('arap_djfb'),
      );
      expect(await source.bundlesByKeys(['doc1', 'doc2', 'doc3'], TODAY)).toEqual([]);
    });

    test('are read by as many statements for one document as for many', async () => {
      const numbers = Array.from({ length: 30 }, (__, i) => i + 10);
      await given(...numbers.map((n) => insert('arap_djzb', { vouchid: `doc${n}` })));
      await given(...numbers.map((n) => insert('arap_djfb', { vouchid: `doc${n}`, fb_oid: `line${n}` })));
      const keys = numbers.map((n) => `doc${n}`);
      await source.bundlesByKeys(keys, TODAY);
      statements.length = 0;
      expect((await source.bundlesByKeys(keys, TODAY)).flatMap(({ debts }) => debts)).toHaveLength(30);
      const count = statements.length;
      statements.length = 0;
      await source.bundlesByKeys(keys.slice(0, 1), TODAY);
      expect(count).toBe(statements.length);
      expect(count).toBeLessThanOrEqual(5 + 2);
    });
  });

  describe('bundles changed since an instant', () => {
    /** 08:00 in Shanghai. */
    const SINCE = new Date('2025-06-30T00:00:00Z');
    const BEFORE = '2025-06-30 07:59:59';
    const AFTER = '2025-06-30 08:00:00';
    const CHANGES: [string, string, string[]][] = [
      ['bd_corp', 'pk_corp', ['corps', 'doc1']],
      ['bd_cubasdoc', 'pk_cubasdoc', ['doc1', 'suppliers']],
      ['arap_djzb', 'vouchid', ['doc1']],
      ['arap_djfb', 'fb_oid', ['doc1']],
      ['arap_verify', 'pk_verify', ['doc1']],
      ['arap_plan', 'pk_plan', []],
      ['arap_attach', 'pk_attach', []],
    ];

    beforeEach(() =>
      given(
        ...CHANGES.map(([table]) => insert(table, { ts: BEFORE })),
        insert('arap_djzb', { vouchid: 'doc2', dwbm: 'x', ts: BEFORE }),
      ),
    );

    test('are none where nothing has', async () => expect(await source.bundleKeysChangedSince(SINCE)).toEqual([]));

    test.each(CHANGES)('by a row of %s', async (table, key, expected) => {
      await given(`UPDATE ${table} SET ts = '${AFTER}' WHERE ${key} <> 'doc2'`);
      expect((await source.bundleKeysChangedSince(SINCE)).sort()).toEqual(expected);
    });

    test('a row that was deleted just now is a change too', async () => {
      await given(`UPDATE arap_verify SET dr = 1, ts = '${AFTER}'`);
      expect(await source.bundleKeysChangedSince(SINCE)).toEqual(['doc1']);
    });
  });

  describe('payable lines', () => {
    const linesOf = async (filter: LineFilter): Promise<string[]> => ids(await source.linesAfter(filter, ALL));

    beforeEach(() =>
      given(
        insert('bd_corp'),
        insert('bd_corp', { pk_corp: 'corp2', unitcode: '0102' }),
        insert('bd_cubasdoc'),
        insert('bd_cubasdoc', { pk_cubasdoc: 'cust2', custcode: 'K002', custprop: 1 }),
        insert('arap_djzb'),
        insert('arap_djzb', { vouchid: 'doc2', djzt: 1, dwbm: 'corp2', djrq: '2025-02-28' }),
        insert('arap_djzb', { vouchid: 'deleted', dr: 1 }),
        insert('arap_djzb', { vouchid: 'payment', djdl: 'fk' }),
        insert('arap_djfb', { zyx1: '货物' }),
        insert('arap_djfb', { fb_oid: 'line2', hbbm: 'cust2', zyx3: 'N' }),
        insert('arap_djfb', { fb_oid: 'line3', vouchid: 'doc2', bzbm: 'USD', zyx3: 'Y', dfbbje: '0.00000001' }),
        insert('arap_djfb', { fb_oid: 'line4', dr: 1 }),
        insert('arap_djfb', { fb_oid: 'line5', dfbbje: '-5.00000000' }),
        insert('arap_djfb', { fb_oid: 'line6', vouchid: 'deleted' }),
        insert('arap_djfb', { fb_oid: 'line7', vouchid: 'payment' }),
        insert('arap_djfb', { fb_oid: 'line8', dfbbje: '0.00000000' }),
      ),
    );

    test.each<[string, LineFilter, string[]]>([
      ['nothing', {}, ['line1', 'line2', 'line3']],
      ['company', { companyCode: '0102' }, ['line3']],
      ['an unknown company', { companyCode: '0' }, []],
      ['supplier', { supplierCode: 'K002' }, ['line2']],
      ['supplier property', { supplierProperty: 'EXTERNAL' }, ['line1', 'line3']],
      ['supplier and its property', { supplierCode: 'K002', supplierProperty: 'EXTERNAL' }, []],
      ['document state', { documentStates: ['AUDITED', 'SIGNED'] }, ['line1', 'line2']],
      ['no document state', { documentStates: [] }, []],
      ['days of the document', { documentFrom: '2025-02-01', documentTo: '2025-02-28' }, ['line3']],
      ['days before', { documentFrom: '2025-01-11', documentTo: '2025-02-27' }, []],
      ['category as typed', { categoryTyped: '货物' }, ['line1']],
      ['currency', { currency: 'USD' }, ['line3']],
      ['disputed', { disputed: true }, ['line3']],
      ['undisputed', { disputed: false }, ['line1', 'line2']],
    ])('are picked by %s', async (__, filter, expected) => expect(await linesOf(filter)).toEqual(expected));

    test('come page by page', async () => {
      expect(ids(await source.linesAfter({}, { after: null, limit: 2 }))).toEqual(['line1', 'line2']);
      expect(ids(await source.linesAfter({}, { after: 'line2', limit: 2 }))).toEqual(['line3']);
    });

    test('have a record by the same rule', async () => {
      const found = await source.linesByIds(['line1', 'line3', 'line4', 'line5', 'line6', 'line7', 'line8', 'line9']);
      expect([...found.keys()].sort()).toEqual(['line1', 'line3']);
      expect(found.get('line3')).toMatchObject({
        currency: 'USD',
        payableAmount: 1n,
        disputed: true,
        effectiveOn: { typed: null, day: null },
      });
    });

    test('that are debts are counted by company: as many as its bundles hold', async () => {
      await given(insert('arap_djfb', { fb_oid: 'line9', hbbm: 'unknown' }), insert('arap_djfb', { fb_oid: 'lineA' }));
      expect([...(await source.debtLineCountsByCompanyIds(['corp1', 'corp2']))]).toEqual([['corp1', 3]]);
      const bundles = await source.bundlesByKeys(['doc1', 'doc2'], TODAY);
      expect(bundles.flatMap(({ debts }) => debts)).toHaveLength(3);
    });
  });

  test('companies, closed or not, but for those deleted', async () => {
    await given(
      insert('bd_corp', { creditcode: ' ', fathercorp: 'corp2' }),
      insert('bd_corp', { pk_corp: 'corp2', seal: 'Y' }),
      insert('bd_corp', { pk_corp: 'corp3', dr: 1 }),
    );
    expect(await source.companiesAfter(null, ALL)).toMatchObject([
      { id: 'corp1', code: '0101', name: '旗水务集团有限公司', creditCode: null, parentId: 'corp2', closed: false },
      { id: 'corp2', parentId: null, closed: true },
    ]);
    expect(ids(await source.companiesAfter(true, ALL))).toEqual(['corp2']);
    expect(ids(await source.companiesAfter(false, ALL))).toEqual(['corp1']);
    expect(ids(await source.companiesAfter(null, { after: 'corp1', limit: 1 }))).toEqual(['corp2']);
    expect([...(await source.companiesByIds(['corp3'])).keys()]).toEqual(['corp3']);
  });

  test('disposals that are earmarked for clearing', async () => {
    await given(
      insert('bd_corp'),
      insert('am_disposal'),
      insert('am_disposal', { pk_disposal: 'disp2', pk_corp: 'x', deal_je: '480.50000000', deal_rq: '2025-04-01' }),
      insert('am_disposal', { pk_disposal: 'disp3', forclear: 'N' }),
      insert('am_disposal', { pk_disposal: 'disp4', dr: 1 }),
    );
    const disposalsOf = async (filter: DisposalFilter): Promise<string[]> =>
      ids(await source.disposalsAfter(filter, ALL));
    expect(await source.disposalsAfter({}, ALL)).toMatchObject([
      {
        id: 'disp1',
        companyId: 'corp1',
        assetName: '旧厂房',
        appraised: 50_000n,
        soldFor: null,
        soldOn: { typed: null, day: null },
      },
      { id: 'disp2', soldFor: 48_050n, soldOn: on('2025-04-01') },
    ]);
    expect(await disposalsOf({ sold: true })).toEqual(['disp2']);
    expect(await disposalsOf({ sold: false })).toEqual(['disp1']);
    expect(await disposalsOf({ companyCode: '0101' })).toEqual(['disp1']);
    expect(ids(await source.disposalsAfter({}, { after: 'disp1', limit: 1 }))).toEqual(['disp2']);
  });

  describe('what hangs on a line', () => {
    test('write-offs that are not deleted', async () => {
      await given(
        insert('arap_verify'),
        insert('arap_verify', { pk_verify: 'ver2', fk_oid: null, hxrq: '2025-2-1', undone: 'Y' }),
        insert('arap_verify', { pk_verify: 'ver3', dr: 1 }),
        insert('arap_verify', { pk_verify: 'ver4', yf_oid: 'line2' }),
      );
      expect((await source.writeOffsByLineIds(['line1'])).get('line1')).toMatchObject([
        {
          id: 'ver1',
          lineId: 'line1',
          paymentLineId: 'pay1',
          amount: 40_000_000_000n,
          settledOn: on('2025-02-10'),
          undone: false,
        },
        {
          id: 'ver2',
          lineId: 'line1',
          paymentLineId: null,
          amount: 40_000_000_000n,
          settledOn: { typed: '2025-2-1', day: null },
          undone: true,
        },
      ]);
    });

    test('the numbers of payments, by payment line', async () => {
      await given(
        insert('arap_djzb', { vouchid: 'fk1', djdl: 'fk', djbh: 'D3-007' }),
        insert('arap_djfb', { fb_oid: 'pay1', vouchid: 'fk1', dfbbje: '0.00000000' }),
      );
      expect([...(await source.paymentNosByLineIds(['pay1', 'pay2']))]).toEqual([['pay1', 'D3-007']]);
    });

    test.each([
      ['自有资金', 'OWN_FUNDS'],
      ['资产处置', 'ASSET_DISPOSAL'],
      ['财政补助', 'FISCAL'],
      ['贷款', 'LOAN'],
      ['借款', 'OTHER'],
      ['', null],
      [null, null],
    ])('its plan; paid out of %s is %s', async (zjly, fundingSource) => {
      await given(insert('arap_plan', { zjly }), insert('arap_plan', { pk_plan: 'gone', dr: 1 }));
      expect((await source.planLinesByLineIds(['line1'])).get('line1')).toEqual([
        { id: 'plan1', lineId: 'line1', dueOn: on('2025-07-31'), amount: 60_000n, fundingSource },
      ]);
    });

    test.each([
      ['合同', 'CONTRACT'],
      ['计划', 'PLAN'],
      ['凭证', 'VOUCHER'],
      ['验收', 'ACCEPTANCE'],
      ['其他', 'OTHER'],
      ['照片', 'OTHER'],
    ])('its file; a %s is %s', async (doctype, kind) => {
      await given(insert('arap_attach', { doctype }), insert('arap_attach', { pk_attach: 'gone', dr: 1 }));
      expect((await source.attachmentsByLineIds(['line1'])).get('line1')).toEqual([
        { id: 'att1', lineId: 'line1', kind, fileName: '合同.pdf' },
      ]);
    });
  });

  test('documents that are not deleted, suppliers deleted or not', async () => {
    await given(
      insert('arap_djzb', { scomment: '补记', djzt: 9, djrq: '2025-1-1' }),
      insert('arap_djzb', { vouchid: 'doc2', dr: 1 }),
      insert('bd_cubasdoc', { custprop: 7, dr: 1 }),
    );
    expect([...(await source.documentsByIds(['doc1', 'doc2'])).values()]).toMatchObject([
      {
        id: 'doc1',
        number: 'D1-001',
        companyId: 'corp1',
        date: { typed: '2025-1-1', day: null },
        state: null,
        comment: '补记',
      },
    ]);
    expect((await source.suppliersByIds(['cust1'])).get('cust1')).toMatchObject({ code: 'K001', property: null });
  });
});
