import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { startMariadb } from '../support/mariadb.ts';
import { COORD, key, type House } from './house.ts';
import { PEOPLE } from './organisation.ts';
import {
  changeOf,
  CONFIRM,
  DECLARE,
  FILE,
  plannedLine,
  RECEIVE,
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

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

/**
 * Of several who decide at once one has decided, and the others are told; who repeats a key is answered alike (P5, P6).
 */
describe.each(['SQLite', 'MariaDB'])('at once, on %s', (kind) => {
  describe.skipIf(kind === 'MariaDB' && server === null)('', () => {
    let house: House;
    beforeAll(async () => {
      const name = `returns_${process.pid}`;
      if (kind === 'MariaDB') await server?.createDatabase(name);
      house = await startBanner(kind === 'MariaDB' ? { databaseUrl: server?.url(name) ?? '' } : {});
    });
    afterAll(() => house.close());

    type Wish = readonly [Viewer, string, object];
    const atOnce = async (...wishes: readonly Wish[]): Promise<unknown[]> =>
      (await Promise.all(wishes.map((wish) => house.refusal(...wish)))).toSorted();
    /** How often a step stands in a life. */
    const times = async (of: 'summaries' | 'letters', action: string): Promise<number> => {
      const query = `{ things: ${of} { history { action } } }`;
      const { things } = await house.done<{ things: { history: { action: string }[] }[] }>(COORD, query);
      return things.flatMap(({ history }) => history).filter((taken) => taken.action === action).length;
    };

    test('a declaration and a confirmation: what is confirmed is what was looked at', async () => {
      const draft = await seen(house, '2026-11');
      const lines = draft.lines.map((line) => plannedLine(line, '2026-12-31'));
      const of = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(draft), lines });
      const another = [{ key: 'finance:F1', answer: 'DENIED', reason: '不属实' }];
      const told = await atOnce(
        [PEOPLE.waterHead, CONFIRM, { change: changeOf(of), digest: of.booksDigest }],
        [PEOPLE.waterHandler, DECLARE, { change: changeOf(of), lines: another }],
      );
      expect(told).toEqual(['CONFLICT', null]);
      const after = await seen(house, '2026-11');
      expect(after.totals['outstanding']).toBe(after.state === 'CONFIRMED' ? '580000.00' : '380000.00');
      if (after.state === 'CONFIRMED') return;
      const again = await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(after), lines });
      await step(house, PEOPLE.waterHead, CONFIRM, { change: changeOf(again), digest: again.booksDigest });
    });

    test('a return is in one summary', async () => {
      const ids = [(await seen(house, '2026-11')).id];
      const submit = (): Wish => [PEOPLE.agriHead, SUBMIT, { key: key(), month: '2026-11', ids }];
      expect(await atOnce(submit(), submit(), submit())).toEqual(['WRONG_STATE', 'WRONG_STATE', null]);
      expect(await times('summaries', 'submitSummary')).toBe(1);
    });

    test('a signature that is sent many times under one key is one', async () => {
      const { summaries } = await house.done<{ summaries: Thing[] }>(COORD, '{ summaries { id version digest } }');
      const [summary = { id: '', version: 0 }] = summaries;
      const wish = { change: changeOf(summary), digest: summary.digest };
      const sign = (): Promise<Thing> => step(house, PEOPLE.leader5, SIGN, wish);
      const answers = await Promise.all(Array.from({ length: 6 }, sign));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await times('summaries', 'signSummary')).toBe(1);
      expect(await sign()).toEqual(answers[0]);
      const other = { ...wish, digest: 'x' };
      expect(await house.refusal(PEOPLE.leader5, SIGN, other)).toBe('CONFLICT');
    });

    test('a summary is received or sent back, and its returns with it', async () => {
      const { summaries } = await house.done<{ summaries: Thing[] }>(COORD, '{ summaries { id version } }');
      const [summary = { id: '', version: 0 }] = summaries;
      const told = await atOnce(
        [PEOPLE.receiverHead, RECEIVE, { change: changeOf(summary) }],
        [PEOPLE.leader5, SEND_BACK, { change: changeOf(summary), ids: ['2026-11:SLJ:5'] }],
      );
      expect(told).toEqual(['CONFLICT', null]);
      const query = '{ summaries { state } monthlyReturn(month: "2026-11", unitCode: "SLJ") { state } }';
      const { monthlyReturn, ...after } = await house.done<Record<string, { state: string }>>(COORD, query);
      const [{ state }] = after['summaries'] as unknown as [{ state: string }];
      expect([state, monthlyReturn?.state]).toEqual(
        state === 'RECEIVED' ? ['RECEIVED', 'RECEIVED'] : ['SENT_BACK', 'DRAFT'],
      );
    });

    test('a unit has one letter open', async () => {
      const file = (): Wish => [PEOPLE.townHead, FILE, { key: key(), unit: 'SM', kind: 'NIL', files: SEALED }];
      expect(await atOnce(file(), file(), file(), file())).toEqual(['WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE', null]);
      expect(await times('letters', 'fileLetter')).toBe(1);
    });
  });
});
