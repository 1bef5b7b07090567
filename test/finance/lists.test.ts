import { beforeEach, describe, expect, test } from 'vitest';
import type { PayableFilter, ProjectFilter } from '../../subgraphs/finance/model.ts';
import { insert } from './books.ts';
import { TODAY } from './nouns.ts';
import { describeOnEachDatabase } from './worlds.ts';

const ALL = { after: null, limit: 500 };
const ids = (nouns: readonly { id: string }[]): string[] => nouns.map(({ id }) => id);

await describeOnEachDatabase('finance’s lists for the bureau', (world) => {
  describe('payables of the bureau', () => {
    const payablesOf = async (filter: Partial<PayableFilter>): Promise<string[]> =>
      ids(await world.source.payablesAfter({ paidUntil: TODAY, ...filter }, ALL));

    beforeEach(() =>
      world.given(
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1', PRO_CODE: 'P1' }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c2', CONTRACT_NO: 'X-2', AGENCY_CODE: '202' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p1', DELIVER_DATE: '2025-01-31', CAUSE_CODE: '01' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p2', CT_ID: 'c2', DELIVER_DATE: '2025-02-01', VERIFY_STATE: '1' }),
        insert('AP_PAYABLE', { PAYABLE_ID: 'p3', CT_ID: 'c2', DELIVER_DATE: '2025-02-28', VERIFY_STATE: '2' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAYABLE_ID: 'p1', FUND_SOURCE: '2' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAYABLE_ID: 'p2', FUND_SOURCE: '2', VOUCHER_STATUS: '2' }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v3', PAYABLE_ID: 'p2', FUND_SOURCE: '2', PAY_DATE: null }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v4', PAYABLE_ID: 'p2', FUND_SOURCE: '2', IS_DELETED: 1 }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v5', PAYABLE_ID: 'p3', FUND_SOURCE: '3', PAY_DATE: TODAY }),
        insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v6', PAYABLE_ID: 'p3', FUND_SOURCE: '2', PAY_DATE: '2025-07-01' }),
      ),
    );

    test.each<[string, Partial<PayableFilter>, string[]]>([
      ['nothing', {}, ['p1', 'p2', 'p3']],
      ['the agency', { agencyCode: '202' }, ['p2', 'p3']],
      ['the contract, however its brackets are typed', { contractNo: '达财采合[2024]015号' }, ['p1']],
      ['the project', { projectCode: 'P1' }, ['p1']],
      ['the state of verification', { verifyStates: ['UNTRUE', 'UNVERIFIED'] }, ['p1', 'p3']],
      ['the cause', { causeCodes: ['01'] }, ['p1']],
      ['nothing of an empty list', { causeCodes: [] }, []],
      ['the source of what has been paid', { paidFrom: ['TAX_RECOVERY'] }, ['p1']],
      ['today’s payments too', { paidFrom: ['ASSET_DISPOSAL'] }, ['p3']],
      ['the days of delivery, both included', { deliveredFrom: '2025-02-01', deliveredTo: '2025-02-28' }, ['p2', 'p3']],
      ['all that is given', { agencyCode: '202', verifyStates: ['VERIFIED'] }, ['p2']],
    ])('are picked by %s', async (__, filter, expected) => expect(await payablesOf(filter)).toEqual(expected));

    test('come page by page', async () => {
      expect(ids(await world.source.payablesAfter({ paidUntil: TODAY }, { after: null, limit: 2 }))).toEqual([
        'p1',
        'p2',
      ]);
      expect(ids(await world.source.payablesAfter({ paidUntil: TODAY }, { after: 'p2', limit: 2 }))).toEqual(['p3']);
    });
  });

  describe('projects without approval or proof of funds', () => {
    const projectsOf = async (filter: ProjectFilter): Promise<string[]> =>
      (await world.source.unsecuredProjectsAfter(filter, ALL)).map(({ code, fiscalYear }) => `${code} ${fiscalYear}`);
    const secured = { APPROVE_DATE: '2024-01-01', FUND_PROOF_NO: '达财字1号' };

    beforeEach(() =>
      world.given(
        insert('PM_PROJECT_INFO', { PRO_ID: '1', PRO_CODE: 'P1', FISCAL_YEAR: '2023', ...secured }),
        insert('PM_PROJECT_INFO', { PRO_ID: '2', PRO_CODE: 'P1', FISCAL_YEAR: '2024', ...secured, APPROVE_DATE: null }),
        insert('PM_PROJECT_INFO', { PRO_ID: '3', PRO_CODE: 'P1', FISCAL_YEAR: '2025', ...secured, IS_DELETED: 1 }),
        insert('PM_PROJECT_INFO', { PRO_ID: '4', PRO_CODE: 'P2', FISCAL_YEAR: '2023' }),
        insert('PM_PROJECT_INFO', { PRO_ID: '5', PRO_CODE: 'P2', FISCAL_YEAR: '2024', ...secured }),
        insert('PM_PROJECT_INFO', {
          PRO_ID: '6',
          PRO_CODE: 'P3',
          ...secured,
          FUND_PROOF_NO: 'x',
          AGENCY_CODE: '202',
          IS_ADVANCED: 1,
        }),
        insert('PM_PROJECT_INFO', {
          PRO_ID: '7',
          PRO_CODE: 'P3',
          AGENCY_CODE: '202',
          ...secured,
          FUND_PROOF_NO: ' ',
          IS_ADVANCED: 1,
        }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c1', PRO_CODE: 'P1' }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c2', PRO_CODE: 'P3', IS_DELETED: 1 }),
        insert('CT_CONTRACT_INFO', { CT_ID: 'c3' }),
      ),
    );

    test.each<[string, ProjectFilter, string[]]>([
      ['their current rows', {}, ['P1 2024', 'P3 2024']],
      ['agency', { agencyCode: '202' }, ['P3 2024']],
      ['contracts on them', { underContract: true }, ['P1 2024']],
      ['no contracts on them', { underContract: false }, ['P3 2024']],
      ['advance funding', { advanced: true }, ['P3 2024']],
      ['no advance funding', { advanced: false }, ['P1 2024']],
    ])('are picked by %s', async (__, filter, expected) => expect(await projectsOf(filter)).toEqual(expected));

    test('any project is known by its current row, with its contracts in force', async () => {
      expect((await world.source.projectsByCodes(['P2'])).get('P2')).toMatchObject({
        fiscalYear: '2024',
        totalAmount: 500_000_000n,
      });
      expect(ids((await world.source.contractsByProjectCodes(['P1', 'P3'])).get('P1') ?? [])).toEqual(['c1']);
      expect((await world.source.contractsByProjectCodes(['P3'])).size).toBe(0);
    });
  });

  test('clearing funds by year and source', async () => {
    await world.given(
      insert('CLEAR_FUND', { FUND_ID: 'f1' }),
      insert('CLEAR_FUND', { FUND_ID: 'f2', FUND_SOURCE: '3' }),
      insert('CLEAR_FUND', { FUND_ID: 'f3', FISCAL_YEAR: '2024' }),
    );
    expect(await world.source.clearingFundsAfter({ fiscalYear: '2025', fundingSource: 'FISCAL' }, ALL)).toMatchObject([
      { id: 'f1', fiscalYear: '2025', fundingSource: 'FISCAL', name: '清欠专项', arranged: 10_000n, allocated: 4_000n },
    ]);
    expect(ids(await world.source.clearingFundsAfter({}, { after: 'f1', limit: 1 }))).toEqual(['f2']);
  });

  test('tax arrears, those still open or not', async () => {
    await world.given(
      insert('TAX_ARREARS', { TAX_ID: 't1', RECOVERED_AMT: '9.00' }),
      insert('TAX_ARREARS', { TAX_ID: 't2', RECOVERED_AMT: '100.00' }),
    );
    expect(ids(await world.source.taxArrearsAfter(null, ALL))).toEqual(['t1', 't2']);
    expect(await world.source.taxArrearsAfter(true, ALL)).toMatchObject([{ id: 't1', owed: 10_000n, recovered: 900n }]);
    expect(ids(await world.source.taxArrearsAfter(false, ALL))).toEqual(['t2']);
  });
});
