import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { energySource, type EnergySource } from '../../subgraphs/energy/source/source.ts';
import { insert, type OpenBooks } from './books.ts';
import { databases } from './databases.ts';

const TODAY = '2025-04-10';
const UNIT = '星河能源公司';
const [DIRECTORY, UNITS] = [' directory', ' units'];

describe.each(await databases())('the books on %s', (kind, open) => {
  let books: OpenBooks;
  let source: EnergySource;
  beforeEach(async () => {
    books = await open();
    source = energySource(books.database);
  });
  afterEach(() => books.remove());

  const given = (...rows: string[]): Promise<void> => books.write(rows);
  const line = (values: Parameters<typeof insert>[1] = {}): string => insert('清欠台账', values);

  describe('bundles', () => {
    test('are the two small tables first, then the units, page by page', async () => {
      await given(...['丙', '甲', '乙'].map((name) => line({ 填报单位: name })));
      const keys: string[] = [];
      for (
        let page = await source.bundleKeysAfter(null, 2);
        page.length > 0;
        page = await source.bundleKeysAfter(keys.at(-1) ?? null, 2)
      ) {
        keys.push(...page);
      }
      expect(keys).toEqual([DIRECTORY, UNITS, '丙', '乙', '甲']);
    });

    test('hold what the columns say', async () => {
      await given(
        insert('企业名录', { 曾用名: '旧名', 统一社会信用代码: '91150600MA0N2K7P28' }),
        insert('填报单位', { 统一社会信用代码: 'X' }),
        line({
          导入批次: 2,
          序号: null,
          欠款单位: '分公司',
          统一社会信用代码: '９１１５０６００MA0N2K7P28',
          合同名称: '线路',
          合同编号: 'NY-1',
          欠款类型: '货款',
          '已付金额（万元）': '1',
          '未付金额（万元）': '9',
          约定付款时间: '2025.3',
          是否有分歧: '是',
          拖欠原因: '资金困难',
        }),
      );
      const [directory, units, unit] = await source.bundlesByKeys([DIRECTORY, UNITS, UNIT], TODAY);
      expect(directory).toMatchObject({
        key: DIRECTORY,
        debts: [],
        issues: [],
        mentions: [
          {
            role: 'CREDITOR',
            formerName: '旧名',
            scale: 'SMALL',
            ownership: 'PRIVATE',
            inForce: true,
            location: '企业名录 企业名称=草原安装公司',
          },
        ],
      });
      expect(units).toMatchObject({
        key: UNITS,
        mentions: [{ role: 'DEBTOR', kind: 'SOE', party: { name: UNIT, organisationCode: null } }],
        issues: [{ kind: 'CREDIT_CODE_INVALID', location: `填报单位 单位名称=${UNIT}`, found: 'X' }],
      });
      expect(unit?.debts).toMatchObject([
        {
          debtor: { name: '分公司' },
          debtorKind: 'OTHER',
          creditorKey: 'MA0N2K7P2',
          scale: 'SMALL',
          contractNo: 'NY-1',
          contractName: '线路',
          category: 'GOODS',
          disputed: true,
          cause: 'FUNDS',
          incurredOn: '2025-01-01',
          dueOn: '2025-03-31',
          states: [{ from: '2025-02-01', amount: 10_000_000n, paid: 1_000_000n, outstanding: 9_000_000n }],
        },
      ]);
      expect(unit?.mentions[0]?.location).toBe(`清欠台账 填报月份=202502 填报单位=${UNIT} 导入批次=2 序号=`);
    });

    test('of the units’ list say where a copy without keys has a name twice', async () => {
      if (kind === 'MariaDB') await given('ALTER TABLE `填报单位` DROP PRIMARY KEY');
      else
        await given(
          'CREATE TABLE copy AS SELECT * FROM `填报单位`',
          'DROP TABLE `填报单位`',
          'ALTER TABLE copy RENAME TO `填报单位`',
        );
      await given(
        insert('填报单位', { 单位名称: 'Ａ公司' }),
        insert('填报单位', { 单位名称: 'A公司' }),
        insert('填报单位', { 单位名称: 'a公司 ' }),
      );
      const [units] = await source.bundlesByKeys([UNITS], TODAY);
      expect(units?.issues).toMatchObject([
        { kind: 'DUPLICATE_KEY', location: '填报单位 单位名称=A公司', found: '2 rows' },
      ]);
    });

    test('know nothing of persons', async () => {
      await given(line(), insert('填报单位'));
      const bundles = await source.bundlesByKeys([DIRECTORY, UNITS, UNIT], TODAY);
      const text = JSON.stringify(bundles, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      expect(text).not.toMatch(/某人|13800000000/);
    });

    test('hold the rows of all the ways in which the unit’s name is typed, and of no other unit', async () => {
      await given(
        line({ 填报单位: 'ＡＢ（集团）公司', 债权企业: '一' }),
        line({ 填报单位: 'AB〔集团〕公司 ', 债权企业: '二' }),
        line({ 填报单位: 'ab(集 团)公司', 债权企业: '三' }),
        line({ 填报单位: 'AB公司', 债权企业: '四' }),
      );
      expect(await source.bundleKeysAfter(UNITS, 9)).toEqual(['AB(集团)公司', 'AB公司']);
      const [one, other] = await source.bundlesByKeys(['AB(集团)公司', 'AB公司'], TODAY);
      expect(one?.debts.map(({ creditor }) => creditor.name).sort()).toEqual(['一', '三', '二']);
      expect(other?.debts.map(({ creditor }) => creditor.name)).toEqual(['四']);
    });

    test('have one ledger a month, whatever the names of its imports', async () => {
      await given(
        line({ 填报单位: 'AB公司', '欠款金额（万元）': '10' }),
        line({ 填报单位: 'ab公司', 导入批次: 2, '欠款金额（万元）': '7' }),
      );
      const bundles = await source.bundlesByKeys(await source.bundleKeysAfter(UNITS, 9), TODAY);
      expect(bundles.flatMap(({ debts }) => debts.map(({ recordedAmount }) => recordedAmount))).toEqual([7_000_000n]);
    });

    test('that are gone are absent', async () => {
      await given(line());
      expect((await source.bundlesByKeys([UNIT, '没有'], TODAY)).map(({ key }) => key)).toEqual([UNIT]);
    });

    test('cost four statements for up to fifty units, however many rows', async () => {
      for (const month of ['202501', '202502'])
        for (let i = 0; i < 50; i += 1) await given(line({ 填报月份: month, 填报单位: `单位${i}` }));
      const keys = (await source.bundleKeysAfter(null, 500)).filter((key) => key.startsWith('单位'));
      books.statements.length = 0;
      expect(await source.bundlesByKeys(keys, TODAY)).toHaveLength(50);
      expect(books.statements).toHaveLength(4);
    });
  });

  describe('changes', () => {
    const since = new Date('2025-04-10T00:00:00Z');
    const later = (seconds: number): Date => new Date(since.getTime() + seconds * 1000);

    test('are none as long as nothing is imported', async () => {
      await given(line(), insert('填报单位'));
      await source.bundleKeysAfter(null, 9);
      expect(await source.bundleKeysChangedSince(since)).toEqual([]);
      expect(await source.bundleKeysChangedSince(later(1))).toEqual([]);
    });

    test.each([
      ['another row', [line({ 序号: 2 })]],
      [
        'another import that replaces as many',
        ["UPDATE `清欠台账` SET `导入批次` = 2 WHERE `填报单位` = '星河能源公司'"],
      ],
      ['a month’s first ledger', [line({ 填报月份: '202504' })]],
      ['rows that are gone', ["DELETE FROM `清欠台账` WHERE `填报单位` = '星河能源公司'"]],
      ['a name typed otherwise', [line({ 填报单位: '星河能源公司 ' })]],
    ])('are found by %s, once', async (_kind, change) => {
      await given(line(), line({ 填报单位: '别处' }));
      await source.bundleKeysAfter(null, 9);
      await given(...change);
      expect(await source.bundleKeysChangedSince(since)).toEqual([UNIT]);
      expect(await source.bundleKeysChangedSince(later(1))).toEqual([]);
    });

    test('between the start of the first reading and its end are found', async () => {
      await given(line());
      const [, , unit] = await source.bundleKeysAfter(null, 9);
      await source.bundlesByKeys([unit ?? ''], TODAY);
      await given(line({ 序号: 2 }));
      await source.bundleKeysAfter(UNIT, 9);
      expect(await source.bundleKeysChangedSince(since)).toEqual([UNIT]);
    });

    test('are named again to one who asks about the same instant again: what was named may not have been read', async () => {
      await given(line());
      await source.bundleKeysAfter(null, 9);
      await given(line({ 序号: 2 }));
      expect(await source.bundleKeysChangedSince(since)).toEqual([UNIT]);
      await given(line({ 填报单位: '别处' }));
      expect((await source.bundleKeysChangedSince(since)).sort()).toEqual(['别处', UNIT].sort());
      expect(await source.bundleKeysChangedSince(later(1))).toEqual([]);
    });

    test('of the small tables change every unit too', async () => {
      await given(line(), line({ 填报单位: '别处' }));
      await source.bundleKeysAfter(null, 9);
      await given(insert('企业名录'));
      expect((await source.bundleKeysChangedSince(since)).sort()).toEqual([DIRECTORY, '别处', UNIT].sort());
      await given(insert('填报单位'));
      expect((await source.bundleKeysChangedSince(later(1))).sort()).toEqual([UNITS, '别处', UNIT].sort());
    });

    test('of months longer ago are left to the next reading of everything', async () => {
      await given(line(), line({ 填报月份: '202401', 填报单位: '别处' }));
      await source.bundleKeysAfter(null, 9);
      await given(line({ 填报月份: '202401', 填报单位: '别处', 序号: 2 }));
      expect(await source.bundleKeysChangedSince(since)).toEqual([]);
    });
  });
});
