import { ApolloServer, type GraphQLRequest } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { scalars } from '../../kit/graphql/scalars.ts';
import { schemaOf } from '../../kit/department/subgraph.ts';
import { department as soe, type Context } from '../../subgraphs/soe/index.ts';
import { insert, sqliteBooks, type TestBooks } from './books.ts';
import { callOf } from '../support/signed.ts';

const TODAY = '2025-06-30';
const today = (): string => TODAY;
const server = new ApolloServer<Context>({
  schema: schemaOf(['department', 'soe'], { ...soe.resolvers, ...scalars }),
  plugins: [ApolloServerPluginInlineTraceDisabled()],
});

const ROWS = [
  insert('bd_corp', { fathercorp: 'corp2', creditcode: '91110000802100433B' }),
  insert('bd_corp', {
    pk_corp: 'corp2',
    unitcode: '01',
    unitname: '旗国有资产投资集团',
    fathercorp: 'nowhere',
    seal: 'Y',
  }),
  insert('bd_cubasdoc', { taxpayerid: '150621M000100Y4' }),
  insert('arap_djzb', { scomment: '一期' }),
  insert('arap_djzb', { vouchid: 'doc2', djzt: 1, djrq: '2025-1-10', djbh: 'D1-002', dwbm: 'nowhere' }),
  insert('arap_djzb', { vouchid: 'fk1', djdl: 'fk', djbh: 'D3-007' }),
  insert('arap_djfb', {
    ...{
      bzbm: 'USD',
      bbhl: '7.14285714',
      dfybje: '140.5',
      qxrq: '2025-01-05',
      dqrq: '2025-02-01',
      jfbbje: '399.99',
      fph: 'FP-1',
    },
    ...{ chmc: '水泵', zyx1: '货物' },
  }),
  insert('arap_djfb', { fb_oid: 'line2', vouchid: 'doc2', flbh: 7, hbbm: 'nobody', dfybje: '-0.5', qxrq: '不详' }),
  insert('arap_djfb', { fb_oid: 'pay1', vouchid: 'fk1', dfbbje: '0' }),
  insert('arap_verify', { hxbbje: '100.005', hxrq: '2025-03-01' }),
  insert('arap_verify', { pk_verify: 'ver2', hxbbje: '100.005', hxrq: '2025-02-11', fk_oid: 'pay2' }),
  insert('arap_verify', { pk_verify: 'ver3', hxbbje: '50', hxrq: '2025-02-21', fk_oid: null }),
  insert('arap_verify', { pk_verify: 'ver4', hxrq: '2025-07-01' }),
  insert('arap_verify', { pk_verify: 'ver5', undone: 'Y' }),
  insert('arap_verify', { pk_verify: 'ver6', hxbbje: '10', hxrq: '不详' }),
  insert('arap_plan', { zjly: '资产处置' }),
  insert('arap_plan', { pk_plan: 'plan2', planrq: '年底' }),
  insert('arap_attach', { pk_attach: 'att2' }),
  insert('arap_attach', { doctype: '凭证', filename: '回单.pdf' }),
  insert('am_disposal', { deal_je: '480.5', deal_rq: '2025-04-01' }),
];

describe('the soe subgraph', () => {
  let books: TestBooks;
  let database: Database;
  let context: () => Context;
  let ledger: Ledger;
  const statements: string[] = [];

  beforeAll(async () => {
    books = sqliteBooks();
    for (const row of ROWS) await books.execute(row);
    database = openDatabase(books.url);
    const source = soe.source(database);
    ledger = await Ledger.open('soe', source, today);
    await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 60 });
    database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    context = () => ({ source, ledger, today, loaders: soe.loaders({ source, ledger, today }), call: callOf() });
  });
  beforeEach(() => void (statements.length = 0));
  afterAll(async () => {
    ledger.close();
    await database.destroy();
    await books.remove();
  });

  async function ask(query: string, variables: GraphQLRequest['variables'] = {}): Promise<FormattedExecutionResult> {
    const { body } = await server.executeOperation({ query, variables }, { contextValue: context() });
    if (body.kind !== 'single') throw new Error('the answer came in parts');
    return JSON.parse(JSON.stringify(body.singleResult)) as FormattedExecutionResult;
  }

  async function dataOf(query: string, variables: GraphQLRequest['variables'] = {}): Promise<unknown> {
    const { data, errors } = await ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  }

  const recordsOf = (ids: string[], fields: string): Promise<unknown> =>
    dataOf(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on SoePayableLine { ${fields} } } }`, {
      of: ids.map((id) => ({ __typename: 'SoePayableLine', id })),
    });

  test('tells of a line in the ERP’s own words', async () => {
    const fields = `id lineNo currency exchangeRate amountInCurrency payableAmount effectiveOn effectiveOnTyped recordedDueOn invoiceNo purchased
      categoryTyped paidByLine document { number date state comment } company { code creditCode closed parent { code closed parent { code } } }
      supplier { code name taxpayerId property }`;
    expect(await recordsOf(['soe:line1'], fields)).toEqual({
      _entities: [
        {
          id: 'soe:line1',
          lineNo: 1,
          currency: 'USD',
          exchangeRate: '7.14285714',
          amountInCurrency: '140.50000000',
          payableAmount: '1000.00',
          effectiveOn: '2025-01-05',
          effectiveOnTyped: '2025-01-05',
          recordedDueOn: '2025-02-01',
          invoiceNo: 'FP-1',
          purchased: '水泵',
          categoryTyped: '货物',
          paidByLine: '399.99',
          document: { number: 'D1-001', date: '2025-01-10', state: 'AUDITED', comment: '一期' },
          company: {
            code: '0101',
            creditCode: '91110000802100433B',
            closed: false,
            parent: { code: '01', closed: true, parent: null },
          },
          supplier: { code: 'K001', name: '草原建材有限公司', taxpayerId: '150621M000100Y4', property: 'EXTERNAL' },
        },
      ],
    });
  });

  test('says what cannot be read as it stands, and nothing of what the books do not have', async () => {
    const fields =
      'amountInCurrency effectiveOn effectiveOnTyped document { date dateTyped state } company { id } supplier { id } lateInterest';
    expect(await recordsOf(['soe:line2'], fields)).toEqual({
      _entities: [
        {
          amountInCurrency: '-0.50000000',
          effectiveOn: null,
          effectiveOnTyped: '不详',
          document: { date: null, dateTyped: '2025-1-10', state: 'SAVED' },
          company: null,
          supplier: null,
          lateInterest: null,
        },
      ],
    });
  });

  test('tells every write-off, what of them counts, and which are payments', async () => {
    const fields = `writeOffs { id amount basis paymentNo settledOn settledOnTyped undone } paidByWriteOffs redLetters
      payments { paidOn amount fundingSource voucherNo }`;
    const writeOff = { basis: 'PAYMENT', paymentNo: 'D3-007', undone: false };
    const settled = (day: string): object => ({ settledOn: day, settledOnTyped: day });
    expect(await recordsOf(['soe:line1'], fields)).toEqual({
      _entities: [
        {
          writeOffs: [
            { ...writeOff, id: 'ver6', amount: '10.00', settledOn: null, settledOnTyped: '不详' },
            { ...writeOff, id: 'ver5', amount: '400.00', ...settled('2025-02-10'), undone: true },
            { ...writeOff, id: 'ver2', amount: '100.01', ...settled('2025-02-11'), paymentNo: null },
            {
              ...writeOff,
              id: 'ver3',
              amount: '50.00',
              ...settled('2025-02-21'),
              basis: 'RED_LETTER',
              paymentNo: null,
            },
            { ...writeOff, id: 'ver1', amount: '100.01', ...settled('2025-03-01') },
            { ...writeOff, id: 'ver4', amount: '400.00', ...settled('2025-07-01') },
          ],
          paidByWriteOffs: '210.01',
          redLetters: '50.00',
          payments: [
            { paidOn: '2025-02-11', amount: '100.01', fundingSource: null, voucherNo: null },
            { paidOn: '2025-03-01', amount: '100.01', fundingSource: null, voucherNo: 'D3-007' },
          ],
        },
      ],
    });
  });

  test('tells plan and file', async () => {
    const fields =
      'plan { dueOn amount fundingSource note } unreadablePlanDates documents { kind fileName sha256 } missingDocuments';
    expect(await recordsOf(['soe:line1', 'soe:line2'], fields)).toEqual({
      _entities: [
        {
          plan: [{ dueOn: '2025-07-31', amount: '600.00', fundingSource: 'ASSET_DISPOSAL', note: null }],
          unreadablePlanDates: ['年底'],
          documents: [
            { kind: 'VOUCHER', fileName: '回单.pdf', sha256: null },
            { kind: 'CONTRACT', fileName: '合同.pdf', sha256: null },
          ],
          missingDocuments: ['PLAN'],
        },
        { plan: [], unreadablePlanDates: [], documents: [], missingDocuments: ['CONTRACT', 'PLAN', 'VOUCHER'] },
      ],
    });
  });

  test('late interest: 10 days on 990.00, 10 on 890.00 (less 100.005, rounded), 8 on 840.00, from 1 March on 739.99', async () => {
    // 2 to 10 February: 9 days on 990.00 (ver6 counts from the first day); 11 to 20 February: 10 on 990.00 - 100.005 →
    // 890.00 - 0.01;
    // paid is 110.005 → 110.01, so 889.99; 21 to 28 February: 8 on 839.99; 1 March: 210.01 paid, 1 on 739.99.
    // (9 × 99000 + 10 × 88999 + 8 × 83999 + 73999) × 0.0005 = 2526981 × 0.0005 = 1263.4905 → 1263 fen.
    expect(
      await recordsOf(['soe:line1'], 'feb: lateInterest(asOf: "2025-02-01") march: lateInterest(asOf: "2025-03-01")'),
    ).toEqual({
      _entities: [{ feb: '0.00', march: '12.63' }],
    });
  });

  test('knows no record of another department or of a line that is none', async () => {
    const of = ['finance:line1', 'soe:pay1', 'soe:LINE1', 'soe:'].map((id) => ({ __typename: 'SoePayableLine', id }));
    const { data, errors } = await ask(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on SoePayableLine { id } } }',
      {
        of,
      },
    );
    expect(data).toEqual({ _entities: [null, null, null, null] });
    expect(errors?.map(({ message }) => message).sort()).toEqual(
      of.map(({ id }) => `The books have no record ${id}.`).sort(),
    );
  });

  test('takes as many statements for many records as for one', async () => {
    const fields = `document { id } company { parent { id } debtLineCount } supplier { id } writeOffs { paymentNo } paidByWriteOffs payments { amount }
      plan { amount } documents { kind } missingDocuments lateInterest`;
    await recordsOf(['soe:line1'], fields);
    statements.length = 0;
    await recordsOf(['soe:line1'], fields);
    const count = statements.length;
    statements.length = 0;
    await recordsOf(['soe:line1', 'soe:line2'], fields);
    expect(statements).toHaveLength(count);
    expect(count).toBe(12);
  });

  test('lists lines by the bureau’s own filters', async () => {
    const query = `query ($where: SoePayableLineFilter, $first: Int!, $after: ID) { soePayableLines(where: $where, first: $first, after: $after) { id } }`;
    const [one, two] = [{ id: 'soe:line1' }, { id: 'soe:line2' }];
    expect(await dataOf(query, { first: 500 })).toEqual({ soePayableLines: [one, two] });
    expect(await dataOf(query, { first: 1 })).toEqual({ soePayableLines: [one] });
    expect(await dataOf(query, { first: 0 })).toEqual({ soePayableLines: [] });
    expect(await dataOf(query, { first: 1, after: 'soe:line1' })).toEqual({ soePayableLines: [two] });
    expect(await dataOf(query, { first: 9, where: { documentMonth: '2025-01', companyCode: '0101' } })).toEqual({
      soePayableLines: [one],
    });
    expect(await dataOf(query, { first: 9, where: { documentMonth: '2024-12' } })).toEqual({ soePayableLines: [] });
  });

  test.each([
    'first: -1',
    'first: 501',
    'after: "finance:1"',
    'where: { documentMonth: "2025-13" }',
    'where: { documentMonth: "202501" }',
  ])('refuses %s', async (argument) => {
    const { data, errors } = await ask(`{ soePayableLines(${argument}) { id } }`);
    expect(data).toEqual({ soePayableLines: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('lists companies with the number of their debts', async () =>
    expect(
      await dataOf(
        '{ soeCompanies { code name closed debtLineCount parent { code } } closed: soeCompanies(closed: true) { code } }',
      ),
    ).toEqual({
      soeCompanies: [
        { code: '0101', name: '旗水务集团有限公司', closed: false, debtLineCount: 1, parent: { code: '01' } },
        { code: '01', name: '旗国有资产投资集团', closed: true, debtLineCount: 0, parent: null },
      ],
      closed: [{ code: '01' }],
    }));

  test('lists asset disposals', async () =>
    expect(
      await dataOf(
        '{ soeAssetDisposals(where: { sold: true }) { id company { code } assetName appraised soldFor soldOn soldOnTyped } }',
      ),
    ).toEqual({
      soeAssetDisposals: [
        {
          id: 'disp1',
          company: { code: '0101' },
          assetName: '旧厂房',
          appraised: '500.00',
          soldFor: '480.50',
          soldOn: '2025-04-01',
          soldOnTyped: '2025-04-01',
        },
      ],
    }));
});
