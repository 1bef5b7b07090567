import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { agency, payable } from './books.ts';
import { COORD, key, startHouse, type House } from './house.ts';
import { PEOPLE, SAVE_UNIT, setUp } from './organisation.ts';
import { changeOf, DECIDE, FILE, receive, SEALED, startBanner, step, type Thing } from './returns.ts';

describe('letters', () => {
  let house: House;
  beforeAll(async () => {
    house = await startBanner();
  });
  afterAll(() => house.close());

  const file = (viewer: Viewer, unit: string, more: object = {}): Promise<unknown> =>
    house.refusal(viewer, FILE, { key: key(), unit, kind: 'NIL', files: SEALED, ...more });
  const obligations = async (): Promise<unknown> =>
    (
      await house.done<{ units: { code: string; obligation: string }[] }>(COORD, '{ units { code obligation } }')
    ).units.filter(({ code }) => code.startsWith('S'));

  test('P34 to P37: a nil letter that the books bear out pauses the unit’s returns', async () => {
    expect(await file(PEOPLE.townHead, 'SM', { files: [] })).toBe('BAD_USER_INPUT');
    expect(await file(PEOPLE.waterHead, 'SM')).toBe('BAD_USER_INPUT');
    const letter = await step(house, PEOPLE.townHead, FILE, { key: key(), unit: 'SM', kind: 'NIL', files: SEALED });
    expect(letter).toMatchObject({ number: '清欠函〔2026〕1号', state: 'FILED' });
    expect(await file(PEOPLE.townHead, 'SM')).toBe('WRONG_STATE');
    const decide = (viewer: Viewer, more: object): Promise<unknown> =>
      house.refusal(viewer, DECIDE, { change: changeOf(letter), ...more });
    expect(await decide(PEOPLE.townHead, { accept: true })).toBe('FORBIDDEN');
    expect(await decide(PEOPLE.receiverHead, { accept: false })).toBe('BAD_USER_INPUT');
    house.away('energy');
    expect(await decide(PEOPLE.receiverHead, { accept: true })).toBe('DEPARTMENT_UNAVAILABLE');
    house.away();
    await house.until('energy', 'LIVE');
    expect(await decide(PEOPLE.receiverHead, { accept: true })).toBeNull();
    expect(await decide(PEOPLE.receiverHead, { accept: true })).toBe('CONFLICT');
    expect(await obligations()).toEqual([
      { code: 'SLJ', obligation: 'OBLIGED' },
      { code: 'SM', obligation: 'PAUSED' },
    ]);
  });

  test('P36: a letter of a unit in arrears is not accepted, and stays filed; refused, it says what was found', async () => {
    const letter = await step(house, PEOPLE.waterHead, FILE, {
      key: key(),
      unit: 'SLJ',
      kind: 'ZERO_OUT',
      files: SEALED,
    });
    const { errors } = await house.ask(PEOPLE.receiverHead, DECIDE, { change: changeOf(letter), accept: true });
    expect(errors).toMatchObject([
      { extensions: { code: 'REFUSED_BY_RULE', rule: 'P36', count: 3, outstanding: '580000.00' } },
    ]);
    const refused = await step<object>(house, PEOPLE.receiverHead, DECIDE, {
      change: changeOf(letter),
      accept: false,
      reason: '账上有欠款',
    });
    expect(refused).toMatchObject({ state: 'REFUSED', arrearsCount: 3, arrearsOutstanding: '580000.00' });
    expect(await file(PEOPLE.waterHead, 'SLJ')).toBeNull();
  });
});

describe('P36: what was reported before', () => {
  let house: House;
  beforeAll(async () => {
    house = await startBanner();
    await receive(house, '2026-11', { planBy: '2026-12-31' });
    house.at('2026-12-02');
    // the books have nothing of it in arrears any more: it stands for no debtor
    const unit = { code: 'SLJ', name: '旗水利局', kind: 'DEPARTMENT', functions: [], debtorIds: [], version: 1 };
    await house.done(COORD, SAVE_UNIT, { key: key(), unit });
  });
  afterAll(() => house.close());

  test.each(['NIL', 'ZERO_OUT'])(
    'stands against a letter that is %s where it is not cleared in the books',
    async (kind) => {
      const letter = await step(house, PEOPLE.waterHead, FILE, { key: key(), unit: 'SLJ', kind, files: SEALED });
      const accepted = { change: changeOf(letter), accept: true };
      const { errors } = await house.ask(PEOPLE.receiverHead, DECIDE, accepted);
      expect(errors).toMatchObject([{ extensions: { rule: 'P36', count: 0, outstanding: '0.00' } }]);
      const refused = { change: changeOf(letter), accept: false, reason: '台账未核销' };
      await step(house, PEOPLE.receiverHead, DECIDE, refused);
    },
  );
});

test(
  'P36, P37: a zero-out letter of a unit that has paid; a month is paused by what is accepted by its deadline',
  { timeout: 180_000 },
  async () => {
    const paid = [{ on: '2026-11-26', amount: '80000.00' }];
    const debt = payable({ id: 'F2', amount: '80000.00', deliveredOn: '2026-04-01', dueOn: '2026-05-01', paid });
    const finance = [agency('101001', '旗水利局'), agency('101002', '巴音苏木', '3'), ...debt];
    const house = await startHouse({ at: '2026-11-02', books: { finance } });
    onTestFinished(() => house.close());
    await setUp(house, { from: '2026-01-01', month: '2026-11' });
    await receive(house, '2026-11', { planBy: '2026-12-31' });

    house.at('2026-12-20T12:00:00+08:00');
    const file = (viewer: Viewer, unit: string, kind: string): Promise<Thing> =>
      step(house, viewer, FILE, { key: key(), unit, kind, files: SEALED });
    const accept = (letter: Thing): Promise<unknown> =>
      house.refusal(PEOPLE.receiverHead, DECIDE, { change: changeOf(letter), accept: true });
    expect(await accept(await file(PEOPLE.waterHead, 'SLJ', 'ZERO_OUT'))).toBeNull();
    house.at('2026-12-20T12:00:01+08:00');
    expect(await accept(await file(PEOPLE.townHead, 'SM', 'NIL'))).toBeNull();

    const owed = async (): Promise<unknown> => {
      const query = '{ returnMatrix(fromMonth: "2026-12", toMonth: "2027-01") { month unit { code } missing } }';
      return (await house.done<{ returnMatrix: unknown }>(COORD, query)).returnMatrix;
    };
    expect(await owed()).toEqual([{ month: '2026-12', unit: { code: 'SM' }, missing: true }]);
    house.at('2027-01-25');
    // what is missing already stays so; the months after it are paused
    expect(await owed()).toEqual([{ month: '2026-12', unit: { code: 'SM' }, missing: true }]);
    const query = '{ unit: units(filter: { search: "SM" }) { obligation reliefLetter { kind state arrearsCount } } }';
    expect(await house.done(COORD, query)).toEqual({
      unit: [{ obligation: 'PAUSED', reliefLetter: { kind: 'NIL', state: 'ACCEPTED', arrearsCount: 0 } }],
    });
  },
);
