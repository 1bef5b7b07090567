import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { scalars } from '../../kit/graphql/scalars.ts';
import { schemaOf } from '../../kit/department/subgraph.ts';
import { department as energy, type Context } from '../../subgraphs/energy/index.ts';
import { energyLoaders } from '../../subgraphs/energy/loaders.ts';
import { insert, openSqliteBooks, type OpenBooks } from './books.ts';
import { personalNumber } from '../support/personal-number.ts';
import { callOf } from '../support/signed.ts';

const today = (): string => '2025-04-10';
const server = new ApolloServer<Context>({
  schema: schemaOf(['department', 'energy'], { ...scalars, ...energy.resolvers }),
  plugins: [ApolloServerPluginInlineTraceDisabled()],
});

describe('the energy bureau’s own words', () => {
  let books: OpenBooks;
  let ledger: Ledger;
  const line = (values: Parameters<typeof insert>[1] = {}): Promise<void> => books.write([insert('清欠台账', values)]);

  beforeEach(async () => {
    books = await openSqliteBooks();
  });
  afterEach(async () => {
    ledger.close();
    await books.remove();
  });

  async function ask<Answer>(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const given = { source: energy.source(books.database), ledger, today };
    const { body } = await server.executeOperation(
      { query, variables },
      { contextValue: { ...given, loaders: energyLoaders(given), call: callOf() } },
    );
    if (body.kind !== 'single') throw new Error('the answer came in parts');
    const { data, errors } = body.singleResult;
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return JSON.parse(JSON.stringify(data)) as Answer;
  }

  async function load(): Promise<void> {
    ledger = await Ledger.open('energy', energy.source(books.database), today);
    await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 3600 });
  }

  const idsOfToday = async (): Promise<string[]> =>
    (await ask<{ energyLedgerRows: { id: string }[] }>('{ energyLedgerRows { id } }')).energyLedgerRows.map(
      ({ id }) => id,
    );

  const RECORDS = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on EnergyLedgerRow {
    id month batch rowNumber reportingUnit debtor creditor amountAsTyped amount paid outstanding incurredOn agreedOn standing clearedByNilReport remarks
    repaymentPlan history { month paid } lateInterest early: lateInterest(asOf: "2024-01-01")
    payments { paidOn amount fundingSource } plan { dueOn amount note } documents { kind } missingDocuments } } }`;
  const recordsByIds = async (ids: string[]): Promise<unknown[]> =>
    (await ask<{ _entities: unknown[] }>(RECORDS, { ids: ids.map((id) => ({ __typename: 'EnergyLedgerRow', id })) }))
      ._entities;

  test('a personal identity number is shown in no record', async () => {
    const number = personalNumber('15062119800101123');
    await line({ 债权企业: `李某${number}`, 统一社会信用代码: number });
    await load();
    const { energyLedgerRows: rows } = await ask<{ energyLedgerRows: unknown[] }>(
      '{ energyLedgerRows { creditor creditCode } }',
    );
    const hidden = `公民身份号码…${number.slice(-2)}`;
    expect(rows).toEqual([{ creditor: `李某${hidden}`, creditCode: hidden }]);
  });

  test('a record, found by its id', async () => {
    await line({ 填报月份: '202502', 还款计划: '2025年6月底前支付2万元，12月底前付清' });
    await line({
      填报月份: '202503',
      导入批次: 4,
      '已付金额（万元）': '4',
      还款计划: '2025年6月底前支付2万元，12月底前付清',
    });
    await load();
    const [id = ''] = await idsOfToday();
    expect(await recordsByIds([id])).toEqual([
      {
        id,
        month: '202503',
        batch: 4,
        rowNumber: 1,
        reportingUnit: '星河能源公司',
        debtor: null,
        creditor: '草原安装公司',
        amountAsTyped: '10',
        amount: '100000.00',
        paid: '40000.00',
        outstanding: '60000.00',
        incurredOn: '2025-01-01',
        agreedOn: null,
        standing: 'LISTED',
        clearedByNilReport: false,
        remarks: null,
        repaymentPlan: '2025年6月底前支付2万元，12月底前付清',
        history: [
          { month: '202502', paid: '0.00' },
          { month: '202503', paid: '40000.00' },
        ],
        // Due 2025-01-31: 58 days on 100,000.00 and 11 days on 60,000.00, at 0.0005 a day.
        lateInterest: '3230.00',
        early: null,
        payments: [{ paidOn: '2025-03-31', amount: '40000.00', fundingSource: null }],
        plan: [
          { dueOn: '2025-06-30', amount: '20000.00', note: '2025年6月底前支付2万元' },
          { dueOn: '2025-12-31', amount: '40000.00', note: '12月底前付清' },
        ],
        documents: [],
        missingDocuments: ['CONTRACT', 'PLAN', 'VOUCHER'],
      },
    ]);
    await expect(recordsByIds(['energy:none'])).rejects.toThrow('The books have no record energy:none.');
  });

  test('a debt that a nil report cleared stays findable', async () => {
    await line({ 填报月份: '202502' });
    await load();
    const ids = await idsOfToday();
    await line({ 填报月份: '202503', 债权企业: null, '欠款金额（万元）': null, 备注: '清零' });
    await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 0 });
    expect(await recordsByIds(ids)).toMatchObject([
      {
        month: '202502',
        standing: 'CLEARED',
        clearedByNilReport: true,
        outstanding: '0.00',
        payments: [{ paidOn: '2025-03-31', amount: '100000.00' }],
      },
    ]);
    expect(await idsOfToday()).toEqual([]);
  });

  test('records cost as many statements for many as for one', async () => {
    for (let i = 0; i < 30; i += 1) await line({ 填报单位: `单位${i % 5}`, 债权企业: `公司${i}` });
    await load();
    const ids = await idsOfToday();
    expect(ids).toHaveLength(30);
    const costs: number[] = [];
    for (const some of [ids.slice(0, 1), ids]) {
      books.statements.length = 0;
      expect(await recordsByIds(some)).toHaveLength(some.length);
      costs.push(books.statements.length);
    }
    expect(costs).toEqual([2, 2]);
  });

  test('pages go on behind the id of the last row', async () => {
    for (let i = 0; i < 5; i += 1) await line({ 填报单位: `单位${i % 2}`, 债权企业: `公司${i}` });
    await load();
    const all = await idsOfToday();
    const pages: string[] = [];
    for (let after: string | null = null; ; after = pages.at(-1) ?? null) {
      const page = await ask<{ energyLedgerRows: { id: string }[] }>(
        'query ($after: ID) { energyLedgerRows(first: 2, after: $after) { id } }',
        { after },
      );
      if (page.energyLedgerRows.length === 0) break;
      pages.push(...page.energyLedgerRows.map(({ id }) => id));
    }
    expect(pages).toEqual(all);
    await expect(ask('{ energyLedgerRows(after: "energy:none") { id } }')).rejects.toThrow(
      'after wants the id of a row',
    );
    expect(await ask('{ energyLedgerRows(first: 0) { id } }')).toEqual({ energyLedgerRows: [] });
    await expect(ask('{ energyLedgerRows(first: 501) { id } }')).rejects.toThrow(
      'first wants a number from 0 to 500; got 501',
    );
  });

  test('debts that left, and which month each unit last reported', async () => {
    await line({ 填报月份: '202501' });
    await line({ 填报月份: '202502', 债权企业: '另一家' });
    await load();
    expect(
      await ask(
        '{ energyDebtsLeft { creditor month standing } energyReportingUnits(overdue: true) { name lastMonth monthsBehind debtCount } }',
      ),
    ).toEqual({
      energyDebtsLeft: [{ creditor: '草原安装公司', month: '202501', standing: 'LEFT' }],
      energyReportingUnits: [{ name: '星河能源公司', lastMonth: '202502', monthsBehind: 2, debtCount: 1 }],
    });
  });
});
