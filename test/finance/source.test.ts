import { beforeEach, describe, expect, test } from 'vitest';
import { insert } from './books.ts';
import { fine, on, TODAY } from './nouns.ts';
import { describeOnEachDatabase } from './worlds.ts';

const ids = (nouns: readonly { id: string }[]): string[] => nouns.map(({ id }) => id);

await describeOnEachDatabase('finance’s books and records', (world) => {
  describe('bundles', () => {
    test('are those of agencies and taxpayers first, then the contracts in force, page by page', async () => {
      await world.given(...['c3', 'c1', 'c2'].map((id) => insert('CT_CONTRACT_INFO', { CT_ID: id })));
      await world.given(insert('CT_CONTRACT_INFO', { CT_ID: 'c0', IS_DELETED: 1 }));
      const keys: string[] = [];
      for (
        let page = await world.source.bundleKeysAfter(null, 2);
        page.length > 0;
        page = await world.source.bundleKeysAfter(keys.at(-1) ?? null, 2)
      ) {
        keys.push(...page);
      }
      expect(keys).toEqual(['agencies', 'taxpayers', 'c1', 'c2', 'c3', 'orphans']);
      expect(await world.source.bundleKeysAfter('agencies', 2)).toEqual(['taxpayers', 'c1']);
      expect(await world.source.bundleKeysAfter(null, 1)).toEqual(['agencies']);
    });

    test('hold what the columns say', async () => {
      await world.given(
        insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a1', UNIFSOC_CRED_CODE: '91110000802100433B', AGENCY_TYPE_CODE: '3' }),
        insert('CT_CONTRACT_INFO', {
          CT_ID: 'c1',
          SUPPLIER_CRED_CODE: '91350100M000100Y43',
          SUPPLIER_SCALE: 'T',
          SUPPLIER_OWNERSHIP: '4',
          CT_TYPE: 'C',
          PAY_TERM_DAYS: 15,
          LATE_RATE_DAILY: '0.0003000',
        }),
        insert('AP_PAYABLE', {
          PAYABLE_ID: 'p1',
          BILL_NO: 'FP-1',
          PAYABLE_AMT: '999999999999.99',
          IS_WAGE: 1,
          CAUSE_CODE: '03',
          CAUSE_NOTE: '审计中',
          IS_DISPUTED: 1,
          VERIFY_STATE: '1',
        }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'n1', BILL_NO: 'FP-1', PAYABLE_AMT: '-0.99', DELIVER_DATE: '2025-02-01' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', IS_DELETED: 1 }),
      );
      const [bundle] = await world.source.bundlesByKeys(['c1'], TODAY);
      expect(bundle?.debts).toMatchObject([
        {
          id: 'finance:p1',
          debtorKey: '802100433',
          debtorKind: 'TOWN',
          creditorKey: 'M000100Y4',
          scale: 'MICRO',
          ownership: 'INDIVIDUAL',
          category: 'SERVICES',
          wages: true,
          cause: 'SETTLEMENT',
          causeNote: '审计中',
          disputed: true,
          verified: true,
          dueOn: '2025-02-15',
          dueBasis: 'AGREED_TERM',
          lateRate: 3_000n,
          recordedAmount: 99_999_999_999_999n,
          states: [
            { from: '2025-01-31', to: '2025-02-01' },
            { from: '2025-02-01', to: '2025-02-10', amount: 99_999_999_999_900n, paid: 0n },
            { from: '2025-02-10', to: '9999-12-31', paid: 40_000n, outstanding: 99_999_999_959_900n },
          ],
        },
      ]);
    });

    test.each([
      ['A', 'GOODS'],
      ['B', 'WORKS'],
      ['C', 'SERVICES'],
      ['Z', null],
    ])('a contract of type %s is %s', async (type, category) => {
      await world.given(
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1', CT_TYPE: type }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
      );
      expect((await world.source.bundlesByKeys(['c1'], TODAY))[0]?.debts).toMatchObject([{ category }]);
    });

    test.each([
      ['01', 'FUNDS'],
      ['02', 'ACCEPTANCE'],
      ['04', 'DISPUTE'],
      ['05', 'PAPERWORK'],
      ['99', 'OTHER'],
      ['77', 'OTHER'],
      ['', null],
      [null, null],
    ])('cause %s is %s', async (code, cause) => {
      await world.given(
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1', CAUSE_CODE: code }),
      );
      expect((await world.source.bundlesByKeys(['c1'], TODAY))[0]?.debts).toMatchObject([{ cause }]);
    });

    test('see a payable that is not in force only to match credit notes', async () => {
      await world.given(
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1', BILL_NO: 'FP-1', IS_DELETED: 1 }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'n1', BILL_NO: 'FP-1', PAYABLE_AMT: '-1.00' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'n2', BILL_NO: 'FP-2', PAYABLE_AMT: '-1.00' }),
      );
      const [bundle] = await world.source.bundlesByKeys(['c1'], TODAY);
      expect(bundle?.debts).toEqual([]);
      expect(bundle?.issues.map(({ kind, location }) => [kind, location])).toEqual([
        ['DEBTOR_UNIDENTIFIED', 'CT_CONTRACT_INFO CT_ID=c1'],
        ['REFERENCE_MISSING', 'CT_CONTRACT_INFO CT_ID=c1'],
        ['CREDIT_NOTE_UNMATCHED', 'AP_PAYABLE PAYABLE_ID=n2'],
      ]);
    });

    test('a deleted or unknown contract has none; agencies and taxpayers always have theirs', async () => {
      await world.given(
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1', IS_DELETED: 1 }),
        insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a1' }),
        insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a2', IS_DELETED: 1 }),
        insert('TAX_ARREARS', { TAX_ID: 't1' }),
      );
      const bundles = await world.source.bundlesByKeys(['c1', 'c9', 'taxpayers', 'agencies'], TODAY);
      expect(bundles.map(({ key, mentions }) => [key, mentions.map(({ location }) => location)])).toEqual([
        ['agencies', ['BAS_AGENCY_INFO AGENCY_ID=a1']],
        ['taxpayers', ['TAX_ARREARS TAX_ID=t1']],
      ]);
    });

    test('take as many statements for many contracts as for one', async () => {
      const keys = Array.from({ length: 20 }, (__, i) => `c${i}`);
      await world.given(...keys.map((id) => insert('CT_CONTRACT_INFO', { CT_ID: id, AGENCY_CODE: `A-${id}` })));
      await world.given(...keys.map((id) => insert('AP_PAYABLE', { PAYABLE_ID: `p${id}`, CT_ID: id })));
      await world.source.bundlesByKeys(['c1'], TODAY);
      world.statements.splice(0);
      await world.source.bundlesByKeys(['c1'], TODAY);
      const forOne = world.statements.splice(0).length;
      expect(await world.source.bundlesByKeys(keys, TODAY)).toHaveLength(20);
      expect(world.statements).toHaveLength(forOne);
    });
  });

  describe('changes', () => {
    const EARLIER = { UPDATE_TIME: '2025-06-30 07:59:59' };
    /** 2025-06-30 08:00:00 in Asia/Shanghai. */
    const since = new Date('2025-06-30T00:00:00Z');
    const changed = async (): Promise<string[]> => (await world.source.bundleKeysChangedSince(since)).sort();

    beforeEach(() =>
      world.given(
        insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a1', ...EARLIER }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1', ...EARLIER }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c2', AGENCY_CODE: '999', ...EARLIER }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1', ...EARLIER }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p2', ...EARLIER }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', ...EARLIER }),
        insert('TAX_ARREARS', { TAX_ID: 't1', ...EARLIER }),
      ),
    );

    test('none is none', async () => expect(await changed()).toEqual([]));
    test.each([
      ["CT_CONTRACT_INFO SET IS_DELETED = 1, UPDATE_TIME = '2025-06-30 08:00:00' WHERE CT_ID = 'c2'", ['c2']],
      ["AP_PAYABLE SET UPDATE_TIME = '2025-06-30 08:00:00'", ['c1']],
      ["PAY_VOUCHER_BILL SET UPDATE_TIME = '2025-06-30 08:00:00'", ['c1']],
      ["BAS_AGENCY_INFO SET UPDATE_TIME = '2025-06-30 08:00:00'", ['agencies', 'c1']],
      ["TAX_ARREARS SET UPDATE_TIME = '2025-06-30 08:00:00'", ['taxpayers']],
    ])('UPDATE %s', async (update, keys) => {
      await world.given(`UPDATE ${update}`);
      expect(await changed()).toEqual(keys);
    });
  });

  describe('records', () => {
    test('are those of payables in force above zero, also of those found untrue', async () => {
      await world.given(
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1' }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c2', IS_DELETED: 1 }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p2', VERIFY_STATE: '2' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p3', IS_DELETED: 1 }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p4', PAYABLE_AMT: '-1.00' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p5', PAYABLE_AMT: '0.00' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p6', CT_ID: 'c2' }),
      );
      const keys = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p9'];
      expect([...(await world.source.payablesByIds(keys)).keys()].sort()).toEqual(['p1', 'p2']);
    });

    test('have vouchers, plans and documents by payable', async () => {
      await world.given(
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', VOUCHER_STATUS: '0', PAY_DATE: null, FUND_SOURCE: '4' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', IS_DELETED: 1 }),
        insert('REPAY_PLAN', { PLAN_ID: 'l1', APPROVED: 1 }),
        insert('ARCHIVE_DOC', { DOC_ID: 'd1', DOC_TYPE: '4' }),
        insert('ARCHIVE_DOC', { DOC_ID: 'd2', DOC_TYPE: '9', PAYABLE_ID: 'p2', FILE_SHA256: 'ab' }),
      );
      expect((await world.source.vouchersByPayableIds(['p1', 'p2'])).get('p1')).toEqual([
        {
          id: 'v1',
          payableId: 'p1',
          certificateNo: 'Z-1',
          amount: fine(40_000n),
          shownAmount: 40_000n,
          paidOn: on(null),
          status: 'IN_TRANSIT',
          fundingSource: 'BOND_OR_TRANSFER',
          inForce: true,
          flaws: [],
        },
      ]);
      expect((await world.source.planLinesByPayableIds(['p1'])).get('p1')).toMatchObject([
        { revision: 1, sequence: 1, month: '202507', amount: 60_000n, fundingSource: 'FISCAL', signed: true },
      ]);
      const documents = await world.source.documentsByPayableIds(['p1', 'p2']);
      expect(documents.get('p1')).toMatchObject([{ kind: 'ACCEPTANCE', fileName: '合同.pdf', sha256: null }]);
      expect(documents.get('p2')).toMatchObject([{ kind: 'OTHER', sha256: 'ab' }]);
    });
  });

  test('a supplier’s contracts by organisation code, however the code is typed', async () => {
    await world.given(
      insert('CT_CONTRACT_INFO', { CT_ID: 'c1', SUPPLIER_CRED_CODE: '9111OOOO802100433B' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c2', SUPPLIER_CRED_CODE: '91110000802100433b' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c3', SUPPLIER_CRED_CODE: '802100433' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c4', SUPPLIER_CRED_CODE: '91350100M000100Y43' }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c5', SUPPLIER_CRED_CODE: '802100433', IS_DELETED: 1 }),
      insert('CT_CONTRACT_INFO', { CT_ID: 'c6' }),
    );
    const found = await world.source.contractsByOrganisationCodes(['802100433', '000000000']);
    expect([...found.keys()]).toEqual(['802100433']);
    expect(ids(found.get('802100433') ?? []).sort()).toEqual(['c1', 'c2', 'c3']);
  });
});
