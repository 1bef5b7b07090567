import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { insert as intoEnergy } from '../energy/books.ts';
import { agency, payable } from './books.ts';
import { as, COORD, startHouse, SUPER, type House } from './house.ts';
import { PEOPLE, setUp } from './organisation.ts';
import { changeOf, CONFIRM, DECLARE, plannedLine, seen, step, type ToldReturn } from './returns.ts';

/** The water bureau owes by two departments' books; its lead bureau sees the finance bureau's alone. */
let house: House;
beforeAll(async () => {
  const ledger = { 填报月份: '202610', 填报单位: '旗水利局', 约定付款时间: '2025-06-30', 拖欠原因: '资金不足' };
  const finance = [agency('101001', '旗水利局'), ...payable({ id: 'F1', amount: '100.00', deliveredOn: '2026-01-01' })];
  const energy = [intoEnergy('企业名录'), intoEnergy('清欠台账', ledger)];
  house = await startHouse({ at: '2026-11-02', books: { finance, energy } });
  await setUp(house, { from: '2026-01-01', month: '2026-11' });
  const draft = await seen(house, '2026-11');
  const lines = draft.lines.map((line) => ({ ...plannedLine(line, '2026-12-31'), cause: 'FUNDS' }));
  const of = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(draft), lines });
  await step(house, PEOPLE.waterHead, CONFIRM, { change: changeOf(of), digest: of.booksDigest });
});
afterAll(() => house.close());

interface ToldLines {
  monthlyReturn: { lines: { key: string; bookIds: string[]; debt: { id: string } | null }[] } | null;
}

/** What somebody is told of each line: where it stands, and what leads to the books. */
async function linesFor(viewer: Viewer): Promise<unknown[] | null> {
  const query = '{ monthlyReturn(month: "2026-11", unitCode: "SLJ") { lines { key bookIds debt { id } } } }';
  const { monthlyReturn } = await house.done<ToldLines>(viewer, query);
  return (
    monthlyReturn?.lines.map(({ key, bookIds, debt }) => [key.split(':')[0], bookIds.length, debt !== null]) ?? null
  );
}

test('P8: a unit’s draft has its debts of all books, whoever looks', async () => {
  expect(await linesFor(COORD)).toEqual([
    ['energy', 1, true],
    ['finance', 1, true],
  ]);
});

test('P90: ids of books that a caller may not see are left out, unless an own unit owes them', async () => {
  expect((await linesFor(PEOPLE.agriHead))?.map((line) => (line as unknown[]).slice(0, 2))).toEqual([
    ['energy', 0],
    ['finance', 1],
  ]);
  expect((await linesFor(PEOPLE.waterHead))?.map((line) => (line as unknown[]).slice(0, 2))).toEqual([
    ['energy', 1],
    ['finance', 1],
  ]);
});

test('P8: the debt itself is the graph’s to show or not', async () => {
  const query = '{ monthlyReturn(month: "2026-11", unitCode: "SLJ") { lines { debt { id outstanding } } } }';
  expect(await house.refusal(PEOPLE.waterHead, query)).toBe('FORBIDDEN');
  const { monthlyReturn } = await house.done<{ monthlyReturn: { lines: { debt: object | null }[] } }>(
    PEOPLE.agriHead,
    query,
  );
  expect(monthlyReturn.lines.map(({ debt }) => debt)).toEqual([null, { id: 'finance:F1', outstanding: '100.00' }]);
});

test('P20, P90: reporting, and who asks as nobody of the campaign, see no return', async () => {
  for (const viewer of [PEOPLE.townHead, PEOPLE.hotlineHead, as('nobody', 'unit'), as('nobody', 'bureau', ['finance'])])
    expect(await linesFor(viewer)).toBeNull();
  for (const viewer of [SUPER, PEOPLE.chief]) expect(await linesFor(viewer)).toHaveLength(2);
  const asked = '{ monthlyReturn(month: "2026-11", unitCode: "SLJ") { id } }';
  expect(await house.refusal(as('ak_1', 'reporting'), asked)).toBe('FORBIDDEN');
});
