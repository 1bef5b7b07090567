import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { as, COORD, key, SUPER, type House } from './house.ts';
import { PEOPLE } from './organisation.ts';
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

/**
 * Who may take which step of a return, a summary and a letter, and who is told that there is none. Refusals come in
 * their order (P9): whoever is told CONFLICT of a version that nobody has, or WRONG_STATE, has the power.
 */
const EVERYBODY: Readonly<Record<string, Viewer>> = {
  ...PEOPLE,
  coordination: COORD,
  supervision: SUPER,
  stranger: as('nobody', 'unit'),
  reporting: as('ak_1', 'reporting'),
};

/** What each is answered: those of `may` that they have the power, those of `blind` that there is no such thing. */
async function expectPowers(
  house: House,
  mutation: string,
  variablesOf: () => object,
  { may, blind, told = 'CONFLICT' }: { may: readonly string[]; blind: readonly string[]; told?: string },
): Promise<void> {
  const answers: Record<string, unknown> = {};
  const wanted: Record<string, string> = {};
  for (const [name, viewer] of Object.entries(EVERYBODY)) {
    answers[name] = await house.refusal(viewer, mutation, variablesOf());
    wanted[name] = may.includes(name) ? told : blind.includes(name) ? 'BAD_USER_INPUT' : 'FORBIDDEN';
  }
  expect(answers).toEqual(wanted);
}

/** As nobody has seen it. */
const unseen =
  ({ id }: { id: string }) =>
  (): object => ({ change: { key: key(), id, version: 99 } });
const withMore =
  (of: { id: string }, more: object): (() => object) =>
  () => ({ ...unseen(of)(), ...more });

/** Units that have nothing to do with the water bureau's returns. */
const OTHER_UNITS = ['townHead', 'hotlineHead', 'petitions', 'funds', 'assets', 'stranger'];

let house: House;
let draft: ToldReturn;
let summary: Thing;
beforeAll(async () => {
  house = await startBanner();
  draft = await seen(house, '2026-11');
});
afterAll(() => house.close());

test('P25, P26: the unit’s staff declare, its head confirms; a draft is the unit’s alone to see', async () => {
  const blind = [...OTHER_UNITS, 'agriHead', 'receiverHead'];
  const lines = [{ key: 'finance:F1', answer: 'CONFIRMED' }];
  await expectPowers(house, DECLARE, withMore(draft, { lines }), { may: ['waterHead', 'waterHandler'], blind });
  await expectPowers(house, CONFIRM, withMore(draft, { digest: 'x' }), { may: ['waterHead'], blind });
});

test('P33: the head of the unit or of its lead bureau takes a confirmed return back', async () => {
  const lines = draft.lines.map((line) => plannedLine(line, '2026-12-31'));
  const declared = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(draft), lines });
  const change = changeOf(declared);
  const confirmed = await step<ToldReturn>(house, PEOPLE.waterHead, CONFIRM, {
    change,
    digest: declared.booksDigest,
  });
  const blind = [...OTHER_UNITS, 'receiverHead'];
  await expectPowers(house, REOPEN, unseen(confirmed), { may: ['waterHead', 'agriHead'], blind });
});

test('P29 to P31: the lead bureau’s head puts together, a leader of the group signs or sends back', async () => {
  const wish = { month: '2026-11', ids: [draft.id] };
  summary = await step(house, PEOPLE.agriHead, SUBMIT, { key: key(), ...wish });
  const blind = [...OTHER_UNITS, 'receiverHead'];
  const again = (): object => ({ key: key(), ...wish });
  await expectPowers(house, SUBMIT, again, { may: ['agriHead'], blind, told: 'WRONG_STATE' });
  await expectPowers(house, SIGN, withMore(summary, { digest: 'x' }), { may: ['leader5'], blind: [] });
  // the water bureau sees its return, and not the summary that it is in
  const away = [...blind, 'waterHead', 'waterHandler'];
  await expectPowers(house, SEND_BACK, withMore(summary, { ids: [] }), { may: ['leader5'], blind: away });
});

test('P31, P32: once it is signed, the bureau that receives takes it in or sends it back', async () => {
  await step(house, PEOPLE.leader5, SIGN, { change: changeOf(summary), digest: summary.digest });
  const blind = [...OTHER_UNITS, 'waterHead', 'waterHandler'];
  await expectPowers(house, SEND_BACK, withMore(summary, { ids: [] }), { may: ['leader5', 'receiverHead'], blind });
  await expectPowers(house, RECEIVE, unseen(summary), { may: ['receiverHead'], blind });
});

test('P34, P35: the unit’s head files a letter, the bureau that receives decides it', async () => {
  const filing = (unit: string) => (): object => ({ key: key(), unit, kind: 'ZERO_OUT', files: SEALED });
  const letter = await step(house, PEOPLE.waterHead, FILE, filing('SLJ')());
  const others = [...OTHER_UNITS, 'agriHead', 'receiverHead'];
  await expectPowers(house, FILE, filing('SLJ'), { may: ['waterHead'], blind: others, told: 'WRONG_STATE' });
  await expectPowers(house, DECIDE, withMore(letter, { accept: true }), { may: ['receiverHead'], blind: OTHER_UNITS });
});

test('P35: of the receiving bureau’s own letter coordination decides, and nobody of that bureau', async () => {
  const wish = { key: key(), unit: 'GXJ', kind: 'NIL', files: SEALED };
  const letter = await step(house, PEOPLE.receiverHead, FILE, wish);
  const blind = [...OTHER_UNITS, 'agriHead', 'waterHead', 'waterHandler'];
  await expectPowers(house, DECIDE, withMore(letter, { accept: true }), { may: ['coordination'], blind });
  const inside = as(PEOPLE.receiverHead.subject, 'coordination');
  expect(await house.refusal(inside, DECIDE, withMore(letter, { accept: true })())).toBe('FORBIDDEN');
});
