import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeInto } from './books.ts';
import { as, COORD, key, SUPER, type House } from './house.ts';
import { PEOPLE, SAVE_ROUTES } from './organisation.ts';
import {
  changeOf,
  CONFIRM,
  DECLARE,
  receive,
  RECEIVE,
  REOPEN,
  returnOf,
  seen,
  SEND_BACK,
  SIGN,
  startBanner,
  step,
  SUBMIT,
  type ToldReturn,
} from './returns.ts';

describe('a month and the next, as the example of P40 has them', () => {
  let house: House;
  let november: ToldReturn;
  beforeAll(async () => {
    house = await startBanner();
  });
  afterAll(() => house.close());

  test('P22 to P27: the draft shows the last day of the month before, to the digit', async () => {
    november = await seen(house, '2026-11');
    expect(november).toMatchObject({
      id: '2026-11:SLJ:5',
      version: 0,
      state: 'DRAFT',
      revision: 0,
      asOf: '2026-10-31',
      deadline: '2026-11-20T12:00:00+08:00',
    });
    expect(november.booksDigest).toBe('22b03e09410ac1e0ce272d7a409fa261710e971a571cc2a54206b44e6dbc131b');
    expect(november.totals).toMatchObject({
      count: 3,
      amount: '880000.00',
      paid: '300000.00',
      outstanding: '580000.00',
      disputed: '0.00',
      planned: '0.00',
      unplanned: '580000.00',
    });
    expect(november.lines.map((line) => [line.key, line.basis, line.books?.['cause']])).toEqual(
      ['F1', 'F2', 'F4'].map((id) => [`finance:${id}`, 'OWED', 'FUNDS']),
    );
  });

  test('P26 to P32: declared, confirmed, put together, signed and received, it is a snapshot for good', async () => {
    expect(
      await house.refusal(PEOPLE.waterHead, CONFIRM, { change: changeOf(november), digest: november.booksDigest }),
    ).toBe('P26');
    november = await receive(house, '2026-11', { planBy: '2026-12-31' });
    expect(november).toMatchObject({
      state: 'RECEIVED',
      revision: 1,
      intact: true,
      late: false,
      missing: false,
      firstConfirmedAt: '2026-11-02T10:00:00+08:00',
    });
    expect(november.totals).toMatchObject({ planned: '580000.00', unplanned: '0.00' });
    for (const [viewer, mutation, more] of [
      [PEOPLE.waterHandler, DECLARE, { lines: [{ key: 'finance:F1', answer: 'CONFIRMED' }] }],
      [PEOPLE.waterHead, CONFIRM, { digest: november.booksDigest }],
      [PEOPLE.waterHead, REOPEN, {}],
    ] as const)
      expect(await house.refusal(viewer, mutation, { change: changeOf(november), ...more })).toBe('WRONG_STATE');
  });

  test('P39, P40: the difference of the next month, to the fen', async () => {
    house.at('2026-12-02');
    const december = await receive(house, '2026-12', { planBy: '2027-06-30' });
    expect(december.lines.map(({ key: line, basis }) => [line, basis])).toEqual([
      ['finance:F1', 'OWED'],
      ['finance:F2', 'CLEARED'],
      ['finance:F4', 'OWED'],
      ['finance:F9', 'OWED'],
    ]);
    expect(december.totals).toMatchObject({
      count: 3,
      outstanding: '440000.00',
      clearedCount: 1,
      clearedAmount: '80000.00',
    });
    const query =
      '{ snapshotDifference(unitCode: "SLJ", groupCode: "5", fromMonth: "2026-11", toMonth: "2026-12") { opening added adjusted repaid removed closing complete lines { key kind opening closing repaid adjusted } } }';
    const { snapshotDifference } = await house.done<{ snapshotDifference: { lines: object[] } }>(
      PEOPLE.waterHead,
      query,
    );
    const { lines, ...sums } = snapshotDifference;
    expect(sums).toEqual({
      opening: '580000.00',
      added: '10000.00',
      adjusted: '-20000.00',
      repaid: '130000.00',
      removed: '0.00',
      closing: '440000.00',
      complete: true,
    });
    expect(lines).toEqual([
      {
        key: 'finance:F1',
        kind: 'REPAID',
        opening: '200000.00',
        closing: '150000.00',
        repaid: '50000.00',
        adjusted: '0.00',
      },
      {
        key: 'finance:F2',
        kind: 'CLEARED',
        opening: '80000.00',
        closing: '0.00',
        repaid: '80000.00',
        adjusted: '0.00',
      },
      {
        key: 'finance:F4',
        kind: 'ADJUSTED',
        opening: '300000.00',
        closing: '280000.00',
        repaid: '0.00',
        adjusted: '-20000.00',
      },
      { key: 'finance:F9', kind: 'ADDED', opening: '0.00', closing: '10000.00', repaid: '0.00', adjusted: '0.00' },
    ]);
  });

  test('P23, P10: a book that is missing makes carried lines UNSEEN, as they were declared; a return may say that it lacks it', async () => {
    house.at('2027-01-05');
    house.away('finance');
    const january = await seen(house, '2027-01');
    expect(january['books']).toEqual({ complete: false, missing: ['finance'], stale: [] });
    expect(january.lines.map(({ key: line, basis, declared }) => [line, basis, declared['outstanding']])).toEqual([
      ['finance:F1', 'UNSEEN', '150000.00'],
      ['finance:F4', 'UNSEEN', '280000.00'],
      ['finance:F9', 'UNSEEN', '10000.00'],
    ]);
    expect(january.totals).toMatchObject({ outstanding: '440000.00' });
    expect(
      await house.refusal(PEOPLE.waterHead, CONFIRM, { change: changeOf(january), digest: january.booksDigest }),
    ).toBe('DEPARTMENT_UNAVAILABLE');
    const confirmed = await step<ToldReturn>(house, PEOPLE.waterHead, CONFIRM, {
      change: changeOf(january),
      digest: january.booksDigest,
      accept: true,
    });
    house.away();
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', books: { complete: false, missing: ['finance'] } });
  });

  test('P11, P28: a digit that is changed in the database shows', async () => {
    writeInto(join(house.folder, 'campaign.db'), [
      `UPDATE campaign_frozen SET body = replace(body, '"30000000"', '"30000001"') WHERE id = '2026-11:SLJ:5'`,
    ]);
    expect((await seen(house, '2026-11'))['intact']).toBe(false);
    expect((await seen(house, '2026-12'))['intact']).toBe(true);
  });

  test('P11, P23: what was frozen and cannot be read is no return without lines', async () => {
    house.at('2027-02-02');
    const draft = '{ monthlyReturn(month: "2027-02", unitCode: "SLJ") { lines { key } } }';
    expect(await house.refusal(PEOPLE.waterHandler, draft)).toBeNull();
    writeInto(join(house.folder, 'campaign.db'), [
      `UPDATE campaign_frozen SET body = 'none' WHERE id = '2026-12:SLJ:5'`,
    ]);
    expect(await house.refusal(PEOPLE.waterHandler, draft)).toBe('INTERNAL_SERVER_ERROR');
  });
});

describe('steps of returns', () => {
  let house: House;
  beforeAll(async () => {
    house = await startBanner();
  });
  afterAll(() => house.close());

  const declare = (line: object, viewer = PEOPLE.waterHandler): Promise<unknown> =>
    seen(house, '2026-11').then((of) =>
      house.refusal(viewer, DECLARE, {
        change: changeOf(of),
        lines: [{ key: 'finance:F1', answer: 'CONFIRMED', ...line }],
      }),
    );

  test.each<[string, object]>([
    ['an unknown key', { key: 'finance:NONE' }],
    ['a correction without a reason', { answer: 'CORRECTED', amount: '1.00' }],
    ['a denial without a reason', { answer: 'DENIED' }],
    ['figures without a correction', { amount: '1.00' }],
    ['more paid than the amount', { answer: 'CORRECTED', reason: '笔误', amount: '1.00', paid: '2.00' }],
    ['more in dispute than outstanding', { answer: 'CORRECTED', reason: '笔误', disputedAmount: '200000.01' }],
    ['an instalment on the day of the return', { plan: [{ dueOn: '2026-10-31', amount: '1.00' }] }],
    ['an instalment of nothing', { plan: [{ dueOn: '2026-11-30', amount: '0.00' }] }],
    ['a plan above what is outstanding', { plan: [{ dueOn: '2026-11-30', amount: '200000.01' }] }],
    ['a post that is no handler’s', { handlerCode: 'SLJ-H' }],
    ['a digest that is none', { attachments: [{ kind: 'VOUCHER', fileName: '凭证.pdf', sha256: 'abc' }] }],
  ])('P25: %s is BAD_USER_INPUT', async (_, line) => {
    expect(await declare(line)).toBe('BAD_USER_INPUT');
  });

  test('P25: more paid than the books say wants a voucher; staff declare, and nobody else', async () => {
    const paid = { answer: 'CORRECTED', reason: '账未记', paid: '150000.00' };
    expect(await declare(paid)).toBe('P25');
    for (const [viewer, refusal] of [
      [PEOPLE.agriHead, 'BAD_USER_INPUT'],
      [COORD, 'FORBIDDEN'],
      [SUPER, 'FORBIDDEN'],
      [PEOPLE.leader5, 'FORBIDDEN'],
    ] as const)
      expect(await declare({}, viewer)).toBe(refusal);
    expect(
      await declare({ ...paid, attachments: [{ kind: 'VOUCHER', fileName: '凭证.pdf', sha256: 'a'.repeat(64) }] }),
    ).toBeNull();
    const [f1] = (await seen(house, '2026-11')).lines;
    expect(f1).toMatchObject({
      answer: 'CORRECTED',
      declared: { amount: '300000.00', paid: '150000.00', outstanding: '150000.00' },
    });
    expect(await declare({ answer: 'DENIED', reason: '不属实' })).toBeNull();
    expect((await seen(house, '2026-11')).totals).toMatchObject({ count: 2, outstanding: '380000.00' });
  });

  test('P6, P27: what was looked at counts, of the return and of the books', async () => {
    const of = await seen(house, '2026-11');
    expect(
      await house.refusal(PEOPLE.waterHandler, DECLARE, {
        change: changeOf({ ...of, version: 0 }),
        lines: [{ key: 'finance:F1', answer: 'CONFIRMED' }],
      }),
    ).toBe('CONFLICT');
    const plans = of.lines.map(({ key: line }) => ({
      key: line,
      answer: 'CONFIRMED',
      plan: [{ dueOn: '2026-12-31', amount: '1.00' }],
    }));
    const declared = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, {
      change: changeOf(of),
      lines: plans,
    });
    expect(await house.refusal(PEOPLE.waterHead, CONFIRM, { change: changeOf(declared), digest: 'another' })).toBe(
      'CONFLICT',
    );
    expect(
      await house.refusal(PEOPLE.waterHandler, CONFIRM, { change: changeOf(declared), digest: declared.booksDigest }),
    ).toBe('FORBIDDEN');
  });

  test('P33: in time is up to and including the deadline; a unit that takes its return back gives that up, its lead bureau does not take it away', async () => {
    const standing = async (): Promise<unknown[]> => {
      const { late, missing, firstConfirmedAt } = await seen(house, '2026-11');
      return [late, missing, firstConfirmedAt];
    };
    house.at('2026-11-20T12:00:00+08:00');
    expect(await standing()).toEqual([false, false, null]);
    house.at('2026-11-20T12:00:01+08:00');
    expect(await standing()).toEqual([false, true, null]);
    house.at('2026-11-20T12:00:00+08:00');
    const confirm = async (): Promise<ToldReturn> => {
      const of = await seen(house, '2026-11');
      return step<ToldReturn>(house, PEOPLE.waterHead, CONFIRM, { change: changeOf(of), digest: of.booksDigest });
    };
    const confirmed = await confirm();
    house.at('2026-11-21');
    expect(await standing()).toEqual([false, false, '2026-11-20T12:00:00+08:00']);
    expect(await house.refusal(PEOPLE.townHead, REOPEN, { change: changeOf(confirmed) })).toBe('BAD_USER_INPUT');
    await step(house, PEOPLE.agriHead, REOPEN, { change: changeOf(confirmed) });
    expect(await standing()).toEqual([false, false, '2026-11-20T12:00:00+08:00']);
    const again = await confirm();
    await step(house, PEOPLE.waterHead, REOPEN, { change: changeOf(again) });
    expect(await standing()).toEqual([false, true, null]);
    await confirm();
    expect(await standing()).toEqual([true, false, '2026-11-21T10:00:00+08:00']);
    expect(await seen(house, '2026-11', { revision: 1 })).toMatchObject({ revision: 1, intact: true });
  });

  test('P21, P17: a return begins with its month; routes change after the last that is confirmed', async () => {
    expect(await house.refusal(PEOPLE.waterHead, '{ monthlyReturn(month: "2026-12", unitCode: "SLJ") { id } }')).toBe(
      'P21',
    );
    const routes = {
      key: key(),
      unitCode: 'SLJ',
      fromMonth: '2026-11',
      routes: [{ groupCode: '5', leadBureauCode: 'NMJ', main: true }],
    };
    expect(await house.refusal(COORD, SAVE_ROUTES, routes)).toBe('P17');
  });

  test('P29 to P31: put together by the lead bureau, signed by a leader as it was seen, sent back and put together again', async () => {
    const of = await seen(house, '2026-11');
    const submit = (viewer = PEOPLE.agriHead, more: object = {}): Promise<unknown> =>
      house.refusal(viewer, SUBMIT, { key: key(), month: '2026-11', ids: [of.id], ...more });
    expect(await submit(PEOPLE.waterHead)).toBe('FORBIDDEN');
    expect(await submit(PEOPLE.agriHead, { month: '2026-12' })).toBe('BAD_USER_INPUT');
    expect(await submit(PEOPLE.agriHead, { ids: ['2026-11:SM:5'] })).toBe('BAD_USER_INPUT');
    const summary = await step(house, PEOPLE.agriHead, SUBMIT, { key: key(), month: '2026-11', ids: [of.id] });
    expect(await submit()).toBe('WRONG_STATE');
    expect(summary).toMatchObject({ id: '2026-11:5:NMJ:1', version: 1 });
    const { summaries } = await house.done<{ summaries: unknown }>(
      PEOPLE.leader5,
      '{ summaries { id lacking { code } complete totals { count } returns { id } } me { summariesToSign { id } } }',
    );
    expect(summaries).toMatchObject([
      { id: '2026-11:5:NMJ:1', lacking: [{ code: 'SM' }], complete: true, returns: [{ id: of.id }] },
    ]);
    const sign = (viewer: Parameters<House['refusal']>[0], digest = summary.digest): Promise<unknown> =>
      house.refusal(viewer, SIGN, { change: changeOf(summary), digest });
    expect(await sign(PEOPLE.chief)).toBe('FORBIDDEN');
    expect(await sign(PEOPLE.agriHead)).toBe('FORBIDDEN');
    expect(await sign(PEOPLE.leader5, 'another')).toBe('CONFLICT');
    expect(await house.refusal(PEOPLE.receiverHead, RECEIVE, { change: changeOf(summary) })).toBe('BAD_USER_INPUT');
    expect(await sign(PEOPLE.leader5)).toBeNull();
    const signed = { ...summary, version: 2 };
    expect(
      await house.refusal(PEOPLE.receiverHead, SEND_BACK, { change: changeOf(signed), ids: ['2026-11:SM:5'] }),
    ).toBe('BAD_USER_INPUT');
    await step(house, PEOPLE.receiverHead, SEND_BACK, { change: changeOf(signed), ids: [] });
    expect((await seen(house, '2026-11')).state).toBe('CONFIRMED');
    const further = await step(house, PEOPLE.agriHead, SUBMIT, { key: key(), month: '2026-11', ids: [of.id] });
    await step(house, PEOPLE.leader5, SEND_BACK, { change: changeOf(further), ids: [of.id] });
    expect(await seen(house, '2026-11')).toMatchObject({ state: 'DRAFT', reopenedBecause: '退回' });
    expect(further.id).toBe('2026-11:5:NMJ:2');
  });

  test('P90: a unit’s return is its own, and its lead bureau’s once it is confirmed', async () => {
    expect(await returnOf(house, '2026-11', { viewer: PEOPLE.townHead })).toBeNull();
    expect(await returnOf(house, '2026-11', { viewer: PEOPLE.agriHead })).toBeNull();
    for (const viewer of [COORD, SUPER, PEOPLE.chief])
      expect(await returnOf(house, '2026-11', { viewer })).not.toBeNull();
    const matrix = async (viewer: Parameters<House['done']>[0]): Promise<unknown> =>
      (
        await house.done<{ m: unknown }>(
          viewer,
          '{ m: returnMatrix(fromMonth: "2026-11", toMonth: "2026-12") { month unit { code } missing } }',
        )
      ).m;
    expect(await matrix(PEOPLE.townHead)).toEqual([{ month: '2026-11', unit: { code: 'SM' }, missing: true }]);
    expect(await matrix(COORD)).toEqual(
      ['SLJ', 'SM'].map((code) => ({ month: '2026-11', unit: { code }, missing: code === 'SM' })),
    );
    expect(await house.refusal(as('ak_1', 'reporting'), '{ letters { id } }')).toBe('FORBIDDEN');
  });
});
