import { ApolloServer, type GraphQLRequest } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { scalars } from '../../kit/graphql/scalars.ts';
import { schemaOf } from '../../kit/department/subgraph.ts';
import { department as finance, type Context } from '../../subgraphs/finance/index.ts';
import type { FinanceSource } from '../../subgraphs/finance/source/source.ts';
import { insert, sqliteBooks, type TestBooks } from './books.ts';
import { callOf } from '../support/signed.ts';

const today = (): string => '2025-06-30';
const server = new ApolloServer<Context>({
  schema: schemaOf(['department', 'finance'], { ...scalars, ...finance.resolvers }),
  plugins: [ApolloServerPluginInlineTraceDisabled()],
});

const ROWS = [
  insert('BAS_AGENCY_INFO', { AGENCY_ID: 'a1' }),
  insert('PM_PROJECT_INFO', { PRO_ID: '1', IS_ADVANCED: 1 }),
  insert('CT_CONTRACT_INFO', {
    CT_ID: 'c1',
    PRO_CODE: 'P1',
    SUPPLIER_CRED_CODE: '91350100M000100Y43',
    LATE_RATE_DAILY: '0.0003',
  }),
  insert('CT_CONTRACT_INFO', { CT_ID: 'c2', AGENCY_CODE: '404' }),
  insert('AP_PAYABLE', { PAYABLE_ID: 'p1', BILL_NO: 'FP-1', CAUSE_CODE: '01' }),
  insert('AP_PAYABLE', { PAYABLE_ID: 'n1', BILL_NO: 'FP-1', PAYABLE_AMT: '-100.00', DELIVER_DATE: '2025-06-30' }),
  insert('AP_PAYABLE', { PAYABLE_ID: 'n2', BILL_NO: 'FP-1', PAYABLE_AMT: '-50.00', DELIVER_DATE: '2025-07-01' }),
  insert('AP_PAYABLE', { PAYABLE_ID: 'p2', CT_ID: 'c2', VERIFY_STATE: '2' }),
  insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1', PAY_DATE: '2025-03-12', FUND_SOURCE: '2' }),
  insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAY_DATE: '2025-02-12', PAY_AMT: '0.50' }),
  insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v3', PAY_DATE: '2025-07-01' }),
  insert('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v4', PAY_DATE: null, VOUCHER_STATUS: '0' }),
  insert('REPAY_PLAN', { PLAN_ID: 'l1' }),
  insert('REPAY_PLAN', { PLAN_ID: 'l2', REVISION: 2, APPROVED: 1, PLAN_AMT: '500.00' }),
  insert('ARCHIVE_DOC', { DOC_ID: 'd1', DOC_TYPE: '2' }),
  insert('TAX_ARREARS', { TAX_ID: 't1', TAXPAYER_CODE: 'M000100Y4', RECOVERED_AMT: '30.00' }),
  insert('TAX_ARREARS', { TAX_ID: 't2', RECOVERED_AMT: '130.00' }),
  insert('CLEAR_FUND', { FUND_ID: 'f1' }),
];

describe('the finance subgraph', () => {
  let books: TestBooks;
  let database: Database;
  let source: FinanceSource;
  let ledger: Ledger;
  const statements: string[] = [];

  beforeAll(async () => {
    books = await sqliteBooks();
    for (const row of ROWS) await books.execute(row);
    database = openDatabase(books.url);
    source = finance.source(database);
    ledger = await Ledger.open('finance', source, today);
    await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 60 });
    database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  });
  beforeEach(() => void (statements.length = 0));
  afterAll(async () => {
    ledger.close();
    await database.destroy();
    await books.remove();
  });

  async function ask(query: string, variables: GraphQLRequest['variables'] = {}): Promise<FormattedExecutionResult> {
    const given = { source, ledger, today };
    const { body } = await server.executeOperation(
      { query, variables },
      { contextValue: { ...given, loaders: finance.loaders(given), call: callOf() } },
    );
    if (body.kind !== 'single') throw new Error('the answer came in parts');
    return JSON.parse(JSON.stringify(body.singleResult)) as FormattedExecutionResult;
  }

  async function dataOf(query: string, variables: GraphQLRequest['variables'] = {}): Promise<unknown> {
    const { data, errors } = await ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  }

  const recordsOf = (ids: string[], fields: string): Promise<unknown> =>
    dataOf(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on FinancePayable { ${fields} } } }`, {
      of: ids.map((id) => ({ __typename: 'FinancePayable', id })),
    });

  const EVERYTHING = `
    id billNo payableAmount deliveredOn recordedDueOn verifyState causeCode
    contract { number category amount lateRateDaily agency { name } project { code advanced contracts { id } } }
    agency { code kind } creditNotes { amount deliveredOn } vouchers { certificateNo status paidOn fundingSource }
    planRevision { number signed unreadableMonths } plan { dueOn amount fundingSource }
    payments { paidOn amount fundingSource voucherNo } documents { kind fileName } missingDocuments lateInterest`;

  test('a record in the department’s own words', async () => {
    expect(await recordsOf(['finance:p1'], EVERYTHING)).toEqual({
      _entities: [
        {
          id: 'finance:p1',
          billNo: 'FP-1',
          payableAmount: '1000.00',
          deliveredOn: '2025-01-31',
          recordedDueOn: null,
          verifyState: 'UNVERIFIED',
          causeCode: '01',
          contract: {
            number: '达财采合〔2024〕015号',
            category: 'GOODS',
            amount: '10000.00',
            lateRateDaily: '0.0003000',
            agency: { name: '旗教育局' },
            project: { code: 'P1', advanced: true, contracts: [{ id: 'c1' }] },
          },
          agency: { code: '101001', kind: 'GOVERNMENT' },
          creditNotes: [{ amount: '100.00', deliveredOn: '2025-06-30' }],
          vouchers: [
            { certificateNo: 'Z-1', status: 'PAID', paidOn: '2025-02-12', fundingSource: 'FISCAL' },
            { certificateNo: 'Z-1', status: 'PAID', paidOn: '2025-03-12', fundingSource: 'TAX_RECOVERY' },
            { certificateNo: 'Z-1', status: 'PAID', paidOn: '2025-07-01', fundingSource: 'FISCAL' },
            { certificateNo: 'Z-1', status: 'IN_TRANSIT', paidOn: null, fundingSource: 'FISCAL' },
          ],
          planRevision: { number: 2, signed: true, unreadableMonths: [] },
          plan: [{ dueOn: '2025-07-31', amount: '500.00', fundingSource: 'FISCAL' }],
          payments: [
            { paidOn: '2025-02-12', amount: '0.50', fundingSource: 'FISCAL', voucherNo: 'Z-1' },
            { paidOn: '2025-03-12', amount: '400.00', fundingSource: 'TAX_RECOVERY', voucherNo: 'Z-1' },
          ],
          documents: [{ kind: 'PLAN', fileName: '合同.pdf' }],
          missingDocuments: ['CONTRACT', 'VOUCHER'],
          // Due 2025-03-02. 999.50 on 9 days, 599.50 on 110, 499.50 on the day of the credit note: 75 440.00 × 0.0003.
          lateInterest: '22.63',
        },
      ],
    });
  });

  test('late interest up to any day', async () => {
    const fields =
      'before: lateInterest(asOf: "2025-01-30") due: lateInterest(asOf: "2025-03-02") next: lateInterest(asOf: "2025-03-03")';
    expect(await recordsOf(['finance:p1', 'finance:p2'], fields)).toEqual({
      _entities: [
        { before: null, due: '0.00', next: '0.30' },
        { before: null, due: null, next: null },
      ],
    });
  });

  test('an agency that the books do not have is null; a record that is not there is an error', async () => {
    expect(await recordsOf(['finance:p2'], 'id agency { code }')).toEqual({
      _entities: [{ id: 'finance:p2', agency: null }],
    });
    const of = ['finance:n1', 'finance:p9', 'p1'].map((id) => ({ __typename: 'FinancePayable', id }));
    const { data, errors } = await ask(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on FinancePayable { id } } }',
      {
        of,
      },
    );
    expect(data).toEqual({ _entities: [null, null, null] });
    expect(errors?.map(({ message }) => message).sort()).toEqual(
      of.map(({ id }) => `The books have no record ${id}.`).sort(),
    );
  });

  test('takes as many statements for many records as for one', async () => {
    await recordsOf(['finance:p1'], EVERYTHING);
    const forOne = statements.splice(0).length;
    await recordsOf(['finance:p1', 'finance:p2'], EVERYTHING);
    expect(statements).toHaveLength(forOne);
  });

  test('lists for the bureau itself', async () => {
    const query = `{
      financePayables(where: { deliveredMonth: "2025-01", paidFrom: [TAX_RECOVERY] }, first: 1) { id }
      next: financePayables(after: "finance:p1") { id verifyState }
      financeUnsecuredProjects(where: { underContract: true }) { code approvedOn fundProofNo agency { name } contracts { id } }
      financeClearingFunds(fiscalYear: "2025") { name fundingSource arranged allocated }
      financeTaxArrears { id organisationCode owed recovered open contracts { id } }
    }`;
    expect(await dataOf(query)).toEqual({
      financePayables: [{ id: 'finance:p1' }],
      next: [{ id: 'finance:p2', verifyState: 'UNTRUE' }],
      financeUnsecuredProjects: [
        { code: 'P1', approvedOn: null, fundProofNo: null, agency: { name: '旗教育局' }, contracts: [{ id: 'c1' }] },
      ],
      financeClearingFunds: [{ name: '清欠专项', fundingSource: 'FISCAL', arranged: '100.00', allocated: '40.00' }],
      financeTaxArrears: [
        {
          id: 't1',
          organisationCode: 'M000100Y4',
          owed: '100.00',
          recovered: '30.00',
          open: '70.00',
          contracts: [{ id: 'c1' }],
        },
        { id: 't2', organisationCode: null, owed: '100.00', recovered: '130.00', open: '0.00', contracts: [] },
      ],
    });
  });

  test('a page of none has none', async () =>
    expect((await ask('{ financePayables(first: 0) { id } }')).data).toEqual({ financePayables: [] }));

  test.each([
    ['first: -1', 'first wants a number from 0 to 500; got -1'],
    ['first: 501', 'first wants a number from 0 to 500; got 501'],
    ['after: "soe:1"', 'after wants the id of a payable, "finance:…"; got "soe:1"'],
    ['where: { deliveredMonth: "2025-13" }', 'deliveredMonth wants YYYY-MM; got "2025-13"'],
  ])('%s is refused in plain words', async (question, message) => {
    const { data, errors } = await ask(`{ financePayables(${question}) { id } }`);
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(data).toEqual({ financePayables: null });
  });
});
