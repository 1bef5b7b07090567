import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { scalars } from '../../kit/graphql/scalars.ts';
import { schemaOf } from '../../kit/department/subgraph.ts';
import { department as housingConstruction, type Context } from '../../subgraphs/housing-construction/index.ts';
import type { HousingConstructionSource } from '../../subgraphs/housing-construction/source/source.ts';
import { CONTRACT_ROWS, insert, sqliteBooks, type TestBooks } from './books.ts';
import { callOf } from '../support/signed.ts';

const TODAY = '2025-06-30';
const today = (): string => TODAY;
const server = new ApolloServer<Context>({
  schema: schemaOf(['department', 'housing-construction'], { ...scalars, ...housingConstruction.resolvers }),
  plugins: [ApolloServerPluginInlineTraceDisabled()],
});

const ROWS = [
  ...CONTRACT_ROWS,
  insert('hc_project', {
    id: 11,
    owner_org_id: 2,
    started_at: '2025-06-01 00:00:00',
    settled_at: '2025-06-02 00:00:00',
  }),
  insert('hc_project', { id: 12, started_at: '2025-06-29 00:00:00' }),
  insert('hc_project', { id: 13, started_at: '2025-01-01 00:00:00', accepted_at: '2025-04-30 00:00:00' }),
  insert('hc_contract', { id: 101, project_id: 13, late_rate_daily: '0.0003000', retention_months: 2 }),
  insert('hc_bill', { status: 2, bill_no: 'B-1' }),
  insert('hc_bill', { id: 1001, contract_id: 101, bill_type: 3, status: 3, due_on: '2025-06-20' }),
  insert('hc_bill', { id: 1002, confirmed_at: null }),
  insert('hc_payment', { id: 1, paid_at: '2025-03-12 04:00:00', voucher_no: 'Z-1' }),
  insert('hc_payment', { id: 2, paid_at: '2025-02-12 04:00:00', amount_fen: 50 }),
  insert('hc_payment', { id: 3, paid_at: '2025-06-30 16:00:00' }),
  insert('hc_payment', { id: 4, reversed: 1 }),
  insert('hc_repay_plan', { id: 1, seq: 2, funding: '自筹' }),
  insert('hc_repay_plan', { id: 2, seq: 1, funding: '债券' }),
  insert('hc_document', { id: 1, kind: 'PLAN', uploaded_at: '2025-02-01 00:00:00' }),
  insert('hc_document', { id: 2, kind: 'SETTLEMENT' }),
  insert('hc_deposit', { id: 1, kind: '诚信' }),
  insert('hc_deposit', { id: 2, kind: '诚信', returned_on: '2025-01-01' }),
  insert('hc_deposit', { id: 3, contract_id: 101 }),
  insert('hc_deposit', { id: 4, contract_id: 101, kind: '工程质量' }),
];

describe('the housing-construction subgraph', () => {
  let books: TestBooks;
  let database: Database;
  let source: HousingConstructionSource;
  let ledger: Ledger;
  const statements: string[] = [];

  beforeAll(async () => {
    books = await sqliteBooks();
    for (const row of ROWS) await books.execute(row);
    database = openDatabase(books.url);
    source = housingConstruction.source(database);
    ledger = await Ledger.open('housing-construction', source, today);
    await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 60 });
    database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  });
  beforeEach(() => void (statements.length = 0));
  afterAll(async () => {
    ledger.close();
    await database.destroy();
    await books.remove();
  });

  interface Answer {
    data?: Record<string, unknown> | null;
    errors?: readonly GraphQLFormattedError[];
  }

  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const contextValue = {
      source,
      ledger,
      today,
      loaders: housingConstruction.loaders({ source, ledger, today }),
      call: callOf(),
    };
    const { body } = await server.executeOperation({ query, variables }, { contextValue });
    if (body.kind !== 'single') throw new Error(`wanted a single answer, got ${body.kind}`);
    return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
  }

  async function dataOf(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { data, errors } = await ask(query, variables);
    expect(errors).toBeUndefined();
    return data ?? {};
  }

  const recordsOf = async (ids: string[], fields: string): Promise<unknown> => {
    const of = ids.map((id) => ({ __typename: 'ConstructionBill', id: `housing-construction:${id}` }));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ConstructionBill { ${fields} } } }`;
    return (await dataOf(query, { of }))['_entities'];
  };

  test('hands out a bill with its payments, plan, documents and what its file lacks', async () => {
    const fields = `id payments { paidOn amount fundingSource voucherNo } plan { dueOn amount fundingSource note }
      documents { kind fileName } missingDocuments`;
    expect(await recordsOf(['1000'], fields)).toEqual([
      {
        id: 'housing-construction:1000',
        payments: [
          { paidOn: '2025-02-12', amount: '0.50', fundingSource: null, voucherNo: null },
          { paidOn: '2025-03-12', amount: '400.00', fundingSource: null, voucherNo: 'Z-1' },
        ],
        plan: [
          { dueOn: '2025-09-30', amount: '600.00', fundingSource: 'BOND_OR_TRANSFER', note: null },
          { dueOn: '2025-09-30', amount: '600.00', fundingSource: 'OTHER', note: '自筹' },
        ],
        documents: [
          { kind: 'SETTLEMENT', fileName: '合同.pdf' },
          { kind: 'PLAN', fileName: '合同.pdf' },
        ],
        missingDocuments: ['CONTRACT', 'VOUCHER'],
      },
    ]);
  });

  test('says of a bill what the platform says, and what the payments say', async () => {
    const fields = `billNo billType confirmedAt recordedDueOn recordedStatus statusByPayments reversedPaymentCount
      project { projectNo } contract { contractNo dailyLateRate } owner { name kind } contractor { id name kind mergedInto }`;
    expect(await recordsOf(['1000', '1001'], fields)).toEqual([
      {
        billNo: 'B-1',
        billType: 'PROGRESS',
        confirmedAt: '2025-01-31T12:00:00+08:00',
        recordedDueOn: null,
        recordedStatus: 'PARTLY_PAID',
        statusByPayments: 'PARTLY_PAID',
        reversedPaymentCount: 1,
        project: { projectNo: 'XM-10' },
        contract: { contractNo: 'GC-100', dailyLateRate: null },
        owner: { name: '旗教育局', kind: 'GOVERNMENT' },
        contractor: { id: '2', name: '蒙新建筑有限公司', kind: 'PRIVATE_ENTERPRISE', mergedInto: null },
      },
      expect.objectContaining({
        billType: 'RETENTION',
        recordedDueOn: '2025-06-20',
        recordedStatus: 'PAID',
        statusByPayments: 'UNPAID',
        contract: { contractNo: 'GC-100', dailyLateRate: '0.0003000' },
      }),
    ]);
  });

  test('knows no record of an unknown bill, of another department’s, or of something else', async () => {
    const of = ['housing-construction:404', 'housing-construction:x', 'finance:1000'].map((id) => ({
      __typename: 'ConstructionBill',
      id,
    }));
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on ConstructionBill { billNo } } }';
    const { data, errors } = await ask(query, { of });
    expect(data).toEqual({ _entities: [null, null, null] });
    expect(errors?.map(({ message }) => message).sort()).toEqual(
      of.map(({ id }) => `The books have no record ${id}.`).sort(),
    );
  });

  test('counts late interest at the agreed rate, up to today or the day asked for; a clue has none', async () => {
    const fields = 'lateInterest first: lateInterest(asOf: "2025-06-21") before: lateInterest(asOf: "2025-06-20")';
    // 1000.00 yuan, due 20 June: ten days to the 30th at 0.03 % a day.
    expect(await recordsOf(['1001', '1002'], fields)).toEqual([
      { lateInterest: '3.00', first: '0.30', before: '0.00' },
      { lateInterest: null, first: null, before: null },
    ]);
  });

  test('takes as many statements for many bills as for one', async () => {
    const fields = `statusByPayments payments { amount } plan { amount } documents { kind } missingDocuments lateInterest reversedPaymentCount
      project { name owner { name } } contract { amount contractor { name } } owner { name } contractor { name }`;
    await recordsOf(['1001'], fields);
    const few = statements.length;
    statements.length = 0;
    await recordsOf(['1000', '1001', '1002'], fields);
    // One a table, and a second for the units: a bill's contractor is known one step before its owner.
    expect([few, statements.length]).toEqual([8, 8]);
  });

  test('lists debts, and clues where they are asked for', async () => {
    expect(await dataOf('{ constructionBills { id } }')).toEqual({
      constructionBills: [{ id: 'housing-construction:1000' }, { id: 'housing-construction:1001' }],
    });
    expect(
      await dataOf(`{
        clues: constructionBills(where: { confirmed: false }) { id confirmedAt }
        next: constructionBills(first: 1, after: "housing-construction:1000") { id }
        january: constructionBills(where: { confirmedIn: "2025-01", billTypes: [RETENTION] }) { id }
        february: constructionBills(where: { confirmedIn: "2025-02" }) { id }
      }`),
    ).toEqual({
      clues: [{ id: 'housing-construction:1002', confirmedAt: null }],
      next: [{ id: 'housing-construction:1001' }],
      january: [{ id: 'housing-construction:1001' }],
      february: [],
    });
  });

  test('lists projects that were begun and are not accepted, with how long', async () => {
    const query = `query ($where: UnacceptedConstructionProjectFilter) {
      unacceptedConstructionProjects(where: $where) { id daysUnaccepted settledOn owner { name } } }`;
    const [eleven, twelve] = [
      { id: '11', daysUnaccepted: 29, settledOn: '2025-06-02', owner: { name: '蒙新建筑有限公司' } },
      { id: '12', daysUnaccepted: 1, settledOn: null, owner: { name: '旗教育局' } },
    ];
    expect(await dataOf(query)).toEqual({ unacceptedConstructionProjects: [eleven, twelve] });
    expect(await dataOf(query, { where: { minDays: 1 } })).toEqual({
      unacceptedConstructionProjects: [eleven, twelve],
    });
    expect(await dataOf(query, { where: { minDays: 2 } })).toEqual({ unacceptedConstructionProjects: [eleven] });
    expect(await recordsOf(['1001'], 'project { daysUnaccepted }')).toEqual([{ project: { daysUnaccepted: null } }]);
  });

  test('lists deposits by legal basis and return', async () => {
    const listed = async (where: string): Promise<unknown> =>
      (await dataOf(`{ constructionDeposits(where: ${where}) { id legalBasis returnDueOn daysReturnOverdue } }`))[
        'constructionDeposits'
      ];
    const [one, two, three] = [
      { id: '1', legalBasis: false, returnDueOn: '2024-03-02', daysReturnOverdue: 485 },
      { id: '2', legalBasis: false, returnDueOn: '2024-03-02', daysReturnOverdue: null },
      { id: '3', legalBasis: true, returnDueOn: '2025-04-30', daysReturnOverdue: 61 },
    ];
    const four = { id: '4', legalBasis: true, returnDueOn: '2025-06-30', daysReturnOverdue: null };
    expect(await listed('{}')).toEqual([one, two, three, four]);
    expect(await listed('{ legalBasis: false }')).toEqual([one, two]);
    expect(await listed('{ legalBasis: false, returned: false }')).toEqual([one]);
    expect(await listed('{ returnOverdue: true }')).toEqual([one, three]);
    expect(await listed('{ returnOverdue: false, returned: false }')).toEqual([four]);
  });

  test('a page of none has none', async () => {
    const { data } = await ask('{ constructionBills(first: 0) { id } constructionDeposits(first: 0) { id } }');
    expect(data).toEqual({ constructionBills: [], constructionDeposits: [] });
  });

  test.each([
    ['constructionBills(first: 501) { id }', 'first wants a number from 0 to 500; got 501'],
    ['constructionDeposits(first: -1) { id }', 'first wants a number from 0 to 500; got -1'],
    ['constructionBills(after: "1000") { id }', 'after wants the id of a bill, "housing-construction:…"; got "1000"'],
    ['constructionBills(after: "housing-construction:x") { id }', 'after wants the last id of a page; got "x"'],
    ['constructionDeposits(after: "x") { id }', 'after wants the last id of a page; got "x"'],
    ['constructionBills(where: { confirmedIn: "2025-13" }) { id }', 'confirmedIn wants YYYY-MM; got "2025-13"'],
    ['unacceptedConstructionProjects(where: { minDays: -1 }) { id }', 'minDays wants 0 to 36500; got -1'],
  ])('says what is wrong with %s', async (field, message) => {
    const { errors } = await ask(`{ ${field} }`);
    expect(errors?.map((error) => [error.message, error.extensions?.['code']])).toEqual([[message, 'BAD_USER_INPUT']]);
  });
});
