import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { demoAuthentication } from '../../gateway/authenticate/authentication.ts';
import { mintDemoToken } from '../../gateway/authenticate/demo.ts';
import { startGateway } from '../../gateway/server.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { ask, type Answer } from '../gateway/graphs.ts';
import { trailFolder } from '../gateway/trails.ts';
import { startMariadb } from '../support/mariadb.ts';
import { KEYS, UNHURRIED } from '../support/signed.ts';
import { bundleOf, SmallDepartment } from './small-department.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const CONFIRM =
  'mutation ($ids: [ID!]!, $reason: String!) { decision: confirmSameDebt(debtIds: $ids, reason: $reason) { id } }';
const UNDO =
  'mutation ($id: ID!, $reason: String!) { decision: undoDecision(id: $id, reason: $reason) { id undone { reason } } }';
const WISH = { ids: ['finance:1', 'soe:1'], reason: '核对了合同' };

describe.each(['SQLite', 'MariaDB'])('a change under an Idempotency-Key, kept on %s,', (kind) => {
  describe.skipIf(kind === 'MariaDB' && server === null)('', () => {
    let databaseUrl: string;
    let departments: Record<string, string>;
    let url: string;

    /** Starts coordination, and the gateway over it, with the policy of the house. */
    async function start(): Promise<string> {
      const coordination = await startCoordination({
        departments,
        databaseUrl,
        keys: KEYS.coordination,
        trusted: KEYS.trusted,
        today: () => '2026-03-20',
      });
      onTestFinished(() => coordination.close());
      await coordination.loaded;
      const gateway = await startGateway({
        ...{
          authentication: await demoAuthentication(logOf('gateway')),
          keys: KEYS.gateway,
          auditDir: trailFolder(),
          limits: UNHURRIED,
        },
        ...{ subgraphUrl: (name) => (name === 'coordination' ? coordination.url : null), port: 0, host: '127.0.0.1' },
      });
      onTestFinished(() => gateway.close());
      return gateway.url;
    }

    beforeEach(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'once-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      if (kind === 'MariaDB') await server?.createDatabase(`own_${folder.slice(-6)}`);
      databaseUrl =
        kind === 'MariaDB' ? (server?.url(`own_${folder.slice(-6)}`) ?? '') : `sqlite:${join(folder, 'own.db')}`;
      const [finance, soe] = [new SmallDepartment(), new SmallDepartment()];
      finance.tell(bundleOf('b', '单位', 'finance:1'), bundleOf('c', '单位', 'finance:2'));
      soe.tell(bundleOf('b', '单位', 'soe:1'));
      departments = { finance: await finance.start(), soe: await soe.start() };
      onTestFinished(() => Promise.all([finance.stop(), soe.stop()]).then(() => undefined));
      url = await start();
    });

    const decide = (
      key: string,
      wish: object = WISH,
      query = CONFIRM,
      more: Record<string, string> = {},
    ): Promise<Answer> => ask(url, query, wish, { 'idempotency-key': key, ...more });
    const idOf = ({ data }: Answer): string => (data as { decision: { id: string } }).decision.id;
    const codeOf = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];
    const stored = async (): Promise<number> => {
      const { data } = await ask(url, '{ sameDebtDecisions { id } }');
      return (data as { sameDebtDecisions: object[] }).sameDebtDecisions.length;
    };

    test('is made once, however often it is sent, also after a restart', async () => {
      const first = idOf(await decide('k1'));
      expect(idOf(await decide('k1'))).toBe(first);
      expect(idOf(await decide('k1', { ...WISH, ids: ['soe:1', 'finance:1', 'soe:1'] }))).toBe(first);
      url = await start();
      expect(idOf(await decide('k1'))).toBe(first);
      expect(await stored()).toBe(1);
      expect(idOf(await decide('k2'))).not.toBe(first);
      expect(idOf(await decide('K1'))).not.toBe(first);
      expect(await stored()).toBe(3);
    });

    test('is made once where it is sent several times at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => decide('k1')));
      expect(new Set(answers.map(idOf)).size).toBe(1);
      expect(await stored()).toBe(1);
    });

    test('is refused where the key was used for something else, and nothing is stored', async () => {
      const decision = idOf(await decide('k1'));
      const others = [
        decide('k1', { ...WISH, reason: '另一个' }),
        decide('k1', { ...WISH, ids: ['finance:2', 'soe:1'] }),
      ];
      others.push(
        decide('k1', WISH, CONFIRM.replace('confirmSameDebt', 'separateDebts')),
        decide('k1', { id: decision, reason: '又查了' }, UNDO),
      );
      for (const answer of await Promise.all(others)) expect(codeOf(answer)).toBe('BAD_USER_INPUT');
      expect(await stored()).toBe(1);
    });

    test('of one caller is nobody else’s', async () => {
      const token = await mintDemoToken({ sub: 'another', roles: ['coordination'], domains: [] }, 60);
      const other = await decide('k1', { ...WISH, reason: '另一个' }, CONFIRM, { authorization: `Bearer ${token}` });
      expect(idOf(await decide('k1'))).not.toBe(idOf(other));
      expect(await stored()).toBe(2);
    });

    test('may be that a decision is taken back; what was refused may be sent again', async () => {
      const wish = { id: idOf(await decide('k1')), reason: '又查了合同' };
      expect(codeOf(await decide('k2', { ...wish, id: 'nothing' }, UNDO))).toBe('BAD_USER_INPUT');
      const answers = [await decide('k2', wish, UNDO), await decide('k2', wish, UNDO)];
      for (const { data } of answers)
        expect(data).toEqual({ decision: { id: wish.id, undone: { reason: wish.reason } } });
      expect(codeOf(await decide('k3', wish, UNDO))).toBe('BAD_USER_INPUT');
      expect(codeOf(await decide('k3', { ...wish, id: wish.id.toUpperCase() }, UNDO))).toBe('BAD_USER_INPUT');
    });

    test.each(['', ' ', 'a b', 'ö', 'x'.repeat(201)])('is BAD_REQUEST under %j', async (key) => {
      const answer = await decide(encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'));
      expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
    });

    test('is one change', async () => {
      const two = CONFIRM.replace('}', '} other: confirmSameDebt(debtIds: $ids, reason: $reason) { id }');
      expect(codeOf(await decide('k1', WISH, two))).toBe('BAD_USER_INPUT');
      expect(await stored()).toBe(0);
    });
  });
});
