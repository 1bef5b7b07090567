import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { agency, payable } from './books.ts';
import { insert as intoFinance } from '../finance/books.ts';
import { COORD, key, SOON, startHouse, type House } from './house.ts';
import { APPOINT, PEOPLE, SAVE_GROUP, SAVE_ROUTES, SAVE_UNIT, setUp, VACATE } from './organisation.ts';
import {
  changeOf,
  CONFIRM,
  DECIDE,
  DECLARE,
  FILE,
  receive,
  SEALED,
  seen,
  startBanner,
  step,
  takeIn,
  type ToldReturn,
} from './returns.ts';

const WATER_UNIT = { code: 'SLJ', name: '旗水利局', kind: 'DEPARTMENT', functions: [] };

const keysOf = ({ lines }: ToldReturn): unknown[] =>
  lines.map(({ key: line, basis, declared }) => [line, basis, declared['outstanding']]);

describe('lines of a draft (P23 to P26)', () => {
  let house: House;
  beforeAll(async () => {
    house = await startBanner();
    await receive(house, '2026-11', { planBy: '2026-12-31' });
    house.at('2026-12-02');
    // the bureau no longer stands for the debtor: to it, what it reported has left the books
    const unit = { ...WATER_UNIT, debtorIds: [], version: 1 };
    await house.done(COORD, SAVE_UNIT, { key: key(), unit });
  });
  afterAll(() => house.close());

  const confirm = (of: ToldReturn): Promise<unknown> =>
    house.refusal(PEOPLE.waterHead, CONFIRM, { change: changeOf(of), digest: of.booksDigest });
  const declare = async (...lines: readonly object[]): Promise<ToldReturn> =>
    step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(await seen(house, '2026-12')), lines });

  test('what was reported and is owed no more is CLEARED where its record is, else LEFT, with nothing outstanding', async () => {
    const of = await seen(house, '2026-12');
    expect(keysOf(of)).toEqual([
      ['finance:F1', 'LEFT', '0.00'],
      ['finance:F2', 'CLEARED', '0.00'],
      ['finance:F4', 'LEFT', '0.00'],
    ]);
    expect(of.lines[0]?.books).toMatchObject({ amount: '300000.00', paid: '150000.00', outstanding: '150000.00' });
    expect(of.totals).toMatchObject({ count: 0, outstanding: '0.00', clearedCount: 1, clearedAmount: '80000.00' });
  });

  test('P26: what left wants a reason, each key named; corrected it is owed still', async () => {
    const { errors } = await house.ask(PEOPLE.waterHead, CONFIRM, {
      change: changeOf(await seen(house, '2026-12')),
      digest: 'x',
    });
    expect(errors).toMatchObject([{ extensions: { rule: 'P26', lines: ['finance:F1', 'finance:F4'] } }]);
    const corrected = await declare(
      { key: 'finance:F1', answer: 'CORRECTED', reason: '已移交他局', amount: '160000.00', paid: '150000.00' },
      { key: 'finance:F2', answer: 'CORRECTED', reason: '笔误', amount: '90000.00' },
      { key: 'finance:F4', answer: 'CONFIRMED', reason: '已移交他局' },
    );
    // what is cleared stays so, whatever its figures are said to be
    expect(keysOf(corrected).map((line) => (line as string[])[2])).toEqual(['10000.00', '0.00', '0.00']);
    expect(corrected.totals).toMatchObject({
      count: 1,
      amount: '160000.00',
      paid: '150000.00',
      outstanding: '10000.00',
    });
  });

  test('P39: what left is removed; what left and is corrected is adjusted', async () => {
    const of = await seen(house, '2026-12');
    expect(await confirm(of)).toBeNull();
    await takeIn(house, '2026-12');
    const query =
      '{ snapshotDifference(unitCode: "SLJ", groupCode: "5", fromMonth: "2026-11", toMonth: "2026-12") { opening added adjusted repaid removed closing lines { key kind } } }';
    expect(await house.done(PEOPLE.agriHead, query)).toEqual({
      snapshotDifference: {
        ...{ opening: '580000.00', added: '0.00', adjusted: '-140000.00', repaid: '130000.00', removed: '300000.00' },
        closing: '10000.00',
        lines: [
          { key: 'finance:F1', kind: 'REPAID' },
          { key: 'finance:F2', kind: 'CLEARED' },
          { key: 'finance:F4', kind: 'REMOVED' },
        ],
      },
    });
    expect(await house.done(PEOPLE.townHead, query)).toEqual({ snapshotDifference: null });
  });

  test('P26, P15: a unit without a handler’s post that somebody holds cannot confirm', async () => {
    house.at('2027-01-05');
    const of = await seen(house, '2027-01');
    await house.done(COORD, VACATE, { key: key(), postCode: 'SLJ-Z', to: '2027-01-05' });
    expect(await confirm(of)).toBe('P26');
    house.at('2027-01-06');
    const { errors } = await house.ask(PEOPLE.waterHead, CONFIRM, { change: changeOf(of), digest: of.booksDigest });
    expect(errors).toMatchObject([{ extensions: { rule: 'P26', lines: [] } }]);
    const next = { postCode: 'SLJ-Z', subject: 'shuili-xin', person: '新专责人', from: '2027-01-07' };
    await house.done(COORD, APPOINT, { key: key(), ...next });
    house.at('2027-01-07');
    expect((await seen(house, '2027-01')).lines[0]).toMatchObject({ handler: { code: 'SLJ-Z' } });
  });
});

describe('books that are read anew', () => {
  let house: House;
  beforeAll(async () => {
    house = await startBanner({ reread: 1 });
  });
  afterAll(() => house.close());

  test('P27: what the books say by now counts, not what was looked at', async () => {
    const looked = await seen(house, '2026-11');
    const lines = looked.lines.map(({ key: line, declared }) => ({
      ...{ key: line, answer: 'CONFIRMED', plan: [{ dueOn: '2026-12-31', amount: declared['outstanding'] }] },
    }));
    const declared = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(looked), lines });
    const late = { VOUCHER_ID: 'late', PAYABLE_ID: 'F1', PAY_AMT: '1000.00', PAY_DATE: '2026-10-30' };
    house.write('finance', intoFinance('PAY_VOUCHER_BILL', late));
    const now = await vi.waitFor(async () => {
      const of = await seen(house, '2026-11');
      expect(of.booksDigest).not.toBe(looked.booksDigest);
      return of;
    }, SOON);
    const confirm = (digest: string): Promise<unknown> =>
      house.refusal(PEOPLE.waterHead, CONFIRM, { change: changeOf(declared), digest });
    // the plan is above what is outstanding by now: a return that does not add up is not confirmed
    expect(await confirm(now.booksDigest)).toBe('P24');
    const less = { key: 'finance:F1', answer: 'CONFIRMED', plan: [{ dueOn: '2026-12-31', amount: '199000.00' }] };
    const again = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, {
      change: changeOf(declared),
      lines: [less],
    });
    const change = changeOf(again);
    expect(await house.refusal(PEOPLE.waterHead, CONFIRM, { change, digest: looked.booksDigest })).toBe('CONFLICT');
    expect(await house.refusal(PEOPLE.waterHead, CONFIRM, { change, digest: again.booksDigest })).toBeNull();
  });

  test('P10, P36: a return takes stale books, and says so; a letter wants live ones', async () => {
    const wish = { key: key(), unit: 'SM', kind: 'NIL', files: SEALED };
    const letter = await step(house, PEOPLE.townHead, FILE, wish);
    house.write('finance', 'ALTER TABLE AP_PAYABLE RENAME COLUMN BILL_NO TO BILL_NUMBER');
    await house.until('finance', 'STALE');
    const { errors } = await house.ask(PEOPLE.receiverHead, DECIDE, { change: changeOf(letter), accept: true });
    expect(errors).toMatchObject([{ extensions: { code: 'DEPARTMENT_UNAVAILABLE', domain: 'finance' } }]);
    const of = await seen(house, '2026-11', { unit: 'SM', viewer: PEOPLE.townHead });
    expect(of['books']).toMatchObject({ complete: true, stale: ['finance'] });
    const confirmed = { change: changeOf(of), digest: of.booksDigest };
    expect(await house.refusal(PEOPLE.townHead, CONFIRM, confirmed)).toBeNull();
    house.write('finance', 'ALTER TABLE AP_PAYABLE RENAME COLUMN BILL_NUMBER TO BILL_NO');
    await house.until('finance', 'LIVE');
    expect(await house.refusal(PEOPLE.receiverHead, DECIDE, { change: changeOf(letter), accept: true })).toBeNull();
  });
});

test(
  'P17, P23: a debt stands on the return of the route that names its book, else on the main one',
  { timeout: 180_000 },
  async () => {
    const house = await startHouse({
      at: '2026-11-02',
      books: {
        finance: [agency('101001', '旗水利局'), ...payable({ id: 'F1', amount: '100.00', deliveredOn: '2026-01-01' })],
      },
    });
    onTestFinished(() => house.close());
    await setUp(house, { from: '2026-01-01', month: '2026-11' });
    const seats = [{ postCode: 'NMJ-H', rank: 'DEPUTY' }];
    const group = { code: '6', version: 1, name: '第6组', memberCodes: [], seats };
    await house.done(COORD, SAVE_GROUP, { key: key(), group });
    const routes = [
      { groupCode: '5', leadBureauCode: 'NMJ', main: true, domains: [] },
      { groupCode: '6', leadBureauCode: 'NMJ', main: false, domains: ['finance'] },
    ];
    await house.done(COORD, SAVE_ROUTES, { key: key(), unitCode: 'SLJ', fromMonth: '2026-11', routes });
    const query =
      '{ a: monthlyReturn(month: "2026-11", unitCode: "SLJ") { id lines { key } } b: monthlyReturn(month: "2026-11", unitCode: "SLJ", groupCode: "6") { id missing lines { key } } }';
    expect(await house.done(PEOPLE.waterHead, query)).toEqual({
      a: { id: '2026-11:SLJ:5', lines: [] },
      // it is owed once a daily run has found lines for it (P21)
      b: { id: '2026-11:SLJ:6', missing: false, lines: [{ key: 'finance:F1' }] },
    });
  },
);
