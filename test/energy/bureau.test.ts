import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerRowFilter } from '../../subgraphs/energy/model.ts';
import { energySource, type EnergySource } from '../../subgraphs/energy/source/source.ts';
import { insert, type OpenBooks } from './books.ts';
import { databases } from './databases.ts';

const TODAY = '2025-04-10';
const ANY: LedgerRowFilter = {
  reportingUnit: null,
  month: null,
  debtor: null,
  creditor: null,
  debtType: null,
  disputed: null,
};

describe.each(await databases())('the bureau’s reads on %s', (_, open) => {
  let books: OpenBooks;
  let source: EnergySource;
  beforeEach(async () => {
    books = await open();
    source = energySource(books.database);
  });
  afterEach(() => books.remove());

  const given = (...rows: string[]): Promise<void> => books.write(rows);
  const line = (values: Parameters<typeof insert>[1] = {}): string => insert('清欠台账', values);

  describe('ledger rows', () => {
    beforeEach(() =>
      given(
        line({ 填报单位: '乙', 债权企业: '草原安装公司', 欠款类型: '货款', 填报月份: '202501' }),
        line({ 填报单位: '乙', 债权企业: '牧野运输公司', 欠款类型: '运费', 填报月份: '202502', 是否有分歧: '有' }),
        line({ 填报单位: '甲', 欠款单位: '甲的分公司', 债权企业: '草原商贸公司', 欠款类型: '货物' }),
        line({ 填报单位: '甲', 债权企业: '老公司', 导入批次: 0 }),
        line({ 填报单位: '丙', 债权企业: null, '欠款金额（万元）': null, 备注: '清零' }),
      ),
    );
    const creditors = async (filter: Partial<LedgerRowFilter>): Promise<(string | null)[]> =>
      (await source.ledgerRows({ ...ANY, ...filter }, 50, null, TODAY)).map(({ creditor }) => creditor);

    test.each<[Partial<LedgerRowFilter>, string[]]>([
      [{}, ['牧野运输公司', '草原商贸公司']],
      [{ reportingUnit: ' 乙' }, ['牧野运输公司']],
      [{ month: '202501' }, ['草原安装公司']],
      [{ month: '202502' }, ['牧野运输公司', '草原商贸公司']],
      [{ month: '203001' }, []],
      [{ creditor: '草原' }, ['草原商贸公司']],
      [{ creditor: '草原', month: '202501' }, ['草原安装公司']],
      [{ debtor: '甲的' }, ['草原商贸公司']],
      [{ debtor: '乙' }, ['牧野运输公司']],
      [{ debtType: '货' }, ['草原商贸公司']],
      [{ disputed: true }, ['牧野运输公司']],
      [{ disputed: false }, ['草原商贸公司']],
      [{ creditor: '老公司' }, []],
      [{ creditor: '%' }, []],
      [{ creditor: '😀' }, []],
      [{ debtor: '😀', debtType: '货' }, []],
    ])('%j', async (filter, names) => {
      expect(await creditors(filter)).toEqual(names);
    });

    test('come page by page, none missing and none twice', async () => {
      for (let i = 0; i < 7; i += 1) await given(line({ 填报单位: i < 4 ? '乙' : '甲', 债权企业: `公司${i}` }));
      const seen: string[] = [];
      for (let bound = null as { unit: string; id: string } | null; ;) {
        const page = await source.ledgerRows(ANY, 2, bound, TODAY);
        seen.push(...page.map(({ creditor }) => creditor ?? ''));
        const last = page.at(-1);
        if (!last) break;
        bound = { unit: last.reportingUnit, id: last.id };
      }
      expect(seen.slice(0, 5).sort()).toEqual(['公司0', '公司1', '公司2', '公司3', '牧野运输公司']);
      expect(seen.slice(5).sort()).toEqual(['公司4', '公司5', '公司6', '草原商贸公司']);
    });

    test('that left the ledger', async () => {
      const left = await source.debtsLeft(null, 50, null, TODAY);
      expect(left).toMatchObject([{ creditor: '草原安装公司', month: '202501', standing: 'LEFT' }]);
      expect(await source.debtsLeft('甲', 50, null, TODAY)).toEqual([]);
    });

    test('of some units cost two statements', async () => {
      books.statements.length = 0;
      expect(await source.ledgerRowsByUnits(['甲', '乙', '丙', '没有'], TODAY)).toHaveLength(3);
      expect(books.statements).toHaveLength(2);
    });
  });

  test('know a unit by its name in normal form, and call it as the list does', async () => {
    await given(insert('填报单位', { 单位名称: 'AB（集团）公司', 单位类别: '苏木镇' }));
    await given(
      line({ 填报单位: 'ab(集团)公司', 填报月份: '202503' }),
      line({ 填报单位: 'ＡＢ(集团) 公司', 填报月份: '202504' }),
    );
    expect(await source.reportingUnits(null, 50, null, TODAY)).toMatchObject([
      { name: 'AB(集团)公司', category: '苏木镇', lastMonth: '202504', debtCount: 1 },
    ]);
    expect(await source.reportingUnits(null, 50, 'ab【集团】公司', TODAY)).toEqual([]);
    expect((await source.ledgerRows({ ...ANY, reportingUnit: 'ab【集团】公司' }, 50, null, TODAY)).length).toBe(1);
  });

  test('reporting units, with their last report', async () => {
    await given(
      insert('填报单位', { 单位名称: '从未填报' }),
      insert('填报单位', { 单位名称: '甲', 单位类别: '苏木镇' }),
      line({ 填报单位: '甲', 填报月份: '202501' }),
      line({ 填报单位: '甲', 填报月份: '202502' }),
      line({ 填报单位: '甲', 填报月份: '202502', 债权企业: '第二家' }),
      line({ 填报单位: '甲', 填报月份: '202505' }),
      line({ 填报单位: '丙', 填报月份: '202401', 债权企业: null, '欠款金额（万元）': null, 备注: '清零' }),
      line({ 填报单位: '丁', 填报月份: '202503' }),
    );
    const [, , third, fourth] = await source.reportingUnits(null, 50, null, TODAY);
    const units = await source.reportingUnits(null, 50, null, TODAY);
    expect(units.map(({ name }) => name)).toEqual(['丁', '丙', '从未填报', '甲']);
    expect(units[0]).toMatchObject({
      category: null,
      lastMonth: '202503',
      monthsBehind: 1,
      reportOverdue: false,
      debtCount: 1,
    });
    expect(units[1]).toMatchObject({
      lastMonth: '202401',
      nilReport: 'CLEARED',
      monthsBehind: 15,
      reportOverdue: false,
      debtCount: 0,
    });
    expect(third).toMatchObject({
      category: '国有企业',
      lastMonth: null,
      nilReport: null,
      monthsBehind: null,
      reportOverdue: false,
    });
    expect(fourth).toEqual({
      name: '甲',
      category: '苏木镇',
      lastMonth: '202502',
      nilReport: null,
      debtCount: 2,
      monthsBehind: 2,
      reportOverdue: true,
    });
    expect((await source.reportingUnits(true, 50, null, TODAY)).map(({ name }) => name)).toEqual(['甲']);
    expect((await source.reportingUnits(false, 1, '丁', TODAY)).map(({ name }) => name)).toEqual(['丙']);
  });
});
