import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { as, COORD, key, SUPER, type House } from './house.ts';
import { APPOINT, PEOPLE, SAVE_GROUP, SAVE_POST, VACATE } from './organisation.ts';
import {
  changeOf,
  CONFIRM,
  DECIDE,
  DECLARE,
  FILE,
  plannedLine,
  RECEIVE,
  REOPEN,
  SEALED,
  seen,
  SEND_BACK,
  SIGN,
  startBanner,
  step,
  SUBMIT,
  type Thing,
  type ToldReturn,
} from './returns.ts';

/** Declares a plan for every line of the water bureau's draft, and confirms it. */
async function confirmed(house: House): Promise<ToldReturn> {
  const draft = await seen(house, '2026-11');
  const lines = draft.lines.map((line) => plannedLine(line, '2026-12-31'));
  const declared = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(draft), lines });
  const change = changeOf(declared);
  return step<ToldReturn>(house, PEOPLE.waterHead, CONFIRM, { change, digest: declared.booksDigest });
}

const submitted = async (house: House): Promise<Thing> => {
  const { id } = await confirmed(house);
  return step(house, PEOPLE.agriHead, SUBMIT, { key: key(), month: '2026-11', ids: [id] });
};

const summaryOf = async (house: House): Promise<Thing> => {
  const query = '{ summaries { id version digest state } }';
  const { summaries } = await house.done<{ summaries: Thing[] }>(COORD, query);
  const [latest] = summaries.toReversed();
  if (!latest) throw new Error('there is no summary');
  return latest;
};

describe('a step that the state does not allow', () => {
  let house: House;
  beforeAll(async () => {
    house = await startBanner();
  });
  afterAll(() => house.close());

  /** What each step is answered by whoever may take it, on the version that is there. */
  async function answers(): Promise<Record<string, unknown>> {
    const of = await seen(house, '2026-11');
    const summary = await summaryOf(house).catch(() => ({ id: 'none', version: 1, digest: 'x' }));
    const [own, both] = [changeOf(of), changeOf(summary)];
    const asked: [string, Viewer, string, object][] = [
      ['declare', PEOPLE.waterHandler, DECLARE, { change: own, lines: [{ key: 'finance:NONE', answer: 'CONFIRMED' }] }],
      ['confirm', PEOPLE.waterHead, CONFIRM, { change: own, digest: 'x' }],
      [
        'reopen',
        PEOPLE.waterHead,
        REOPEN,
        { change: { ...own, version: own.version + (of.state === 'CONFIRMED' ? 1 : 0) } },
      ],
      [
        'submit',
        PEOPLE.agriHead,
        SUBMIT,
        { key: key(), month: of.state === 'CONFIRMED' ? '2026-10' : '2026-11', ids: [of.id] },
      ],
      ['sign', PEOPLE.leader5, SIGN, { change: both, digest: 'x' }],
      ['send back', PEOPLE.leader5, SEND_BACK, { change: both, ids: ['none'] }],
    ];
    const told: Record<string, unknown> = {};
    for (const [name, viewer, mutation, variables] of asked)
      told[name] = await house.refusal(viewer, mutation, variables);
    return told;
  }

  test('is WRONG_STATE, whatever the state', async () => {
    // what a state allows is refused here for another reason: nothing is meant to happen
    expect(await answers()).toMatchObject({ declare: 'BAD_USER_INPUT', confirm: 'P26', reopen: 'WRONG_STATE' });
    await confirmed(house);
    expect(await answers()).toMatchObject({ declare: 'WRONG_STATE', confirm: 'WRONG_STATE', reopen: 'CONFLICT' });
    const { id } = await seen(house, '2026-11');
    const summary = await step(house, PEOPLE.agriHead, SUBMIT, { key: key(), month: '2026-11', ids: [id] });
    const closed = { declare: 'WRONG_STATE', confirm: 'WRONG_STATE', reopen: 'WRONG_STATE', submit: 'WRONG_STATE' };
    expect(await answers()).toEqual({ ...closed, sign: 'CONFLICT', 'send back': 'BAD_USER_INPUT' });
    const signed = await step(house, PEOPLE.leader5, SIGN, { change: changeOf(summary), digest: summary.digest });
    expect(await answers()).toEqual({ ...closed, sign: 'WRONG_STATE', 'send back': 'BAD_USER_INPUT' });
    const received = await step(house, PEOPLE.receiverHead, RECEIVE, { change: changeOf(signed) });
    expect(await answers()).toEqual({ ...closed, sign: 'WRONG_STATE', 'send back': 'BAD_USER_INPUT' });
    for (const [viewer, mutation, more] of [
      [PEOPLE.leader5, SEND_BACK, { ids: [] }],
      [PEOPLE.receiverHead, RECEIVE, {}],
    ] as const)
      expect(await house.refusal(viewer, mutation, { change: changeOf(received), ...more })).toBe('WRONG_STATE');
  });

  test('a summary that was sent back stays so for good, and a letter that was decided stays decided', async () => {
    house.at('2026-12-02');
    const letter = await step(house, PEOPLE.waterHead, FILE, { key: key(), unit: 'SLJ', kind: 'NIL', files: SEALED });
    const refuse = { accept: false, reason: '账上有欠款' };
    const decided = await step(house, PEOPLE.receiverHead, DECIDE, { change: changeOf(letter), ...refuse });
    expect(await house.refusal(PEOPLE.receiverHead, DECIDE, { change: changeOf(decided), ...refuse })).toBe(
      'WRONG_STATE',
    );
  });
});

describe('P15, P30: who signs is who holds the post on that day', () => {
  let house: House;
  let summary: Thing;
  beforeAll(async () => {
    house = await startBanner();
    summary = await submitted(house);
    house.at('2026-11-10');
    const successor = { postCode: 'FQZ-5', subject: 'xin-fuqizhang', person: '新任副旗长', from: '2026-11-11' };
    await house.done(COORD, APPOINT, { key: key(), ...successor });
  });
  afterAll(() => house.close());

  const successor = as('xin-fuqizhang', 'leader');
  const sign = (viewer: Viewer, version = summary.version): Promise<unknown> =>
    house.refusal(viewer, SIGN, { change: { ...changeOf(summary), version }, digest: summary.digest });

  test('until the day before, the one who leaves; what waits, waits for the post', async () => {
    const waiting = async (viewer: Viewer): Promise<unknown> =>
      (await house.done<{ me: unknown }>(viewer, '{ me { summariesToSign { id } } }')).me;
    const [one, none] = [{ summariesToSign: [{ id: summary.id }] }, { summariesToSign: [] }];
    house.at('2026-11-10T23:59:59+08:00');
    expect([await waiting(PEOPLE.leader5), await waiting(successor)]).toEqual([one, none]);
    expect(await sign(successor)).toBe('FORBIDDEN');
    expect(await sign(PEOPLE.leader5, 99)).toBe('CONFLICT');
    house.at('2026-11-11T00:00:00+08:00');
    expect([await waiting(PEOPLE.leader5), await waiting(successor)]).toEqual([none, one]);
    expect(await sign(PEOPLE.leader5)).toBe('FORBIDDEN');
  });

  test('a vacant post signs nothing; who holds it next does, and is named', async () => {
    house.at('2026-11-12');
    await house.done(COORD, VACATE, { key: key(), postCode: 'FQZ-5', to: '2026-11-12' });
    house.at('2026-11-13');
    expect(await sign(successor)).toBe('FORBIDDEN');
    const next = { postCode: 'FQZ-5', subject: 'zai-fuqizhang', person: '再任副旗长', from: '2026-11-14' };
    await house.done(COORD, APPOINT, { key: key(), ...next });
    house.at('2026-11-14');
    expect(await sign(as('zai-fuqizhang', 'leader'))).toBeNull();
    const query = '{ summaries { state late signedAt history { action person postCode fromState toState at } } }';
    const { summaries } = await house.done<{ summaries: { history: object[] }[] }>(SUPER, query);
    expect(summaries[0]?.history).toMatchObject([
      { action: 'submitSummary', person: 'NMJ-H 任职人', postCode: 'NMJ-H', toState: 'SUBMITTED' },
      { action: 'signSummary', person: '再任副旗长', postCode: 'FQZ-5', fromState: 'SUBMITTED', toState: 'SIGNED' },
    ]);
  });

  test('P30: of several leaders any one signs', async () => {
    house.at('2026-11-15');
    const post = { code: 'FQZ-6', unitCode: null, function: 'OTHER', title: '副旗长' };
    await house.done(COORD, SAVE_POST, { key: key(), post });
    const holder = { postCode: 'FQZ-6', subject: 'fuqizhang-6', person: '另一副旗长', from: '2026-11-01' };
    await house.done(COORD, APPOINT, { key: key(), ...holder });
    const seats = ['FQZ-5', 'FQZ-6'].map((postCode) => ({ postCode, rank: 'LEADER' }));
    const group = { code: '5', version: 2, name: '第5组', memberCodes: ['SLJ', 'SM', 'NMJ'] };
    await house.done(COORD, SAVE_GROUP, {
      key: key(),
      group: { ...group, seats: [...seats, { postCode: 'NMJ-H', rank: 'DEPUTY' }] },
    });
    const back = { change: changeOf(await summaryOf(house)), ids: [] };
    expect(await house.refusal(as('fuqizhang-6', 'leader'), SEND_BACK, back)).toBeNull();
    expect((await seen(house, '2026-11')).state).toBe('CONFIRMED');
  });
});
