import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { startGateway } from '../../gateway/server.ts';
import { logLines } from '../gateway/graphs.ts';
import { trailFolder } from '../gateway/trails.ts';
import { startMariadb } from '../support/mariadb.ts';
import { KEYS, UNHURRIED, viewerOf } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';
import { bundleOf, SmallDepartment } from './small-department.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const RECORDINGS = '{ debt(id: "finance:1") { decisionsReadAt recordings { debtId } } }';
const SEPARATE = 'mutation { separateDebts(debtIds: ["finance:1", "soe:1"], reason: "r") { id } }';
const CONFIRM = 'mutation { confirmSameDebt(debtIds: ["finance:1", "soe:1"], reason: "r") { id } }';

interface Debt {
  decisionsReadAt: string;
  recordings: object[];
}
interface Answer {
  data: { debt: Debt } | null;
  errors?: { extensions: { code: string } }[];
  extensions?: object;
}

describe.skipIf(server === null)('while coordination’s own database is silent', () => {
  let told: string[];
  let ask: (query: string) => Promise<Answer>;
  let databases = 0;

  beforeEach(async () => {
    told = logLines();
    await server?.createDatabase(`own_${(databases += 1)}`);
    const [finance, soe] = [new SmallDepartment(), new SmallDepartment()];
    finance.tell(bundleOf('b', '单位', 'finance:1'));
    soe.tell(bundleOf('b', '单位', 'soe:1'));
    const departments = { finance: await finance.start(), soe: await soe.start() };
    const databaseUrl = server?.url(`own_${databases}`) ?? '';
    const coordination = await startCoordination({
      departments,
      databaseUrl,
      keys: KEYS.coordination,
      trusted: KEYS.trusted,
      today: () => '2026-03-20',
    });
    onTestFinished(async () => {
      await server?.signal('SIGCONT');
      await coordination.close();
      await Promise.all([finance.stop(), soe.stop()]);
    });
    await coordination.loaded;
    const subgraphUrl = (name: string): string | null => (name === 'coordination' ? coordination.url : null);
    const where = { subgraphUrl, keys: KEYS.gateway, auditDir: trailFolder(), port: 0, host: '127.0.0.1' };
    const gateway = await startGateway({ ...where, authentication: TRUSTING, limits: UNHURRIED });
    onTestFinished(() => gateway.close());
    const headers = {
      'content-type': 'application/json',
      viewer: JSON.stringify(viewerOf('coordination', ['finance', 'soe'])),
    };
    ask = async (query) =>
      (await (await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()) as Answer;
  });

  const debtNow = async (): Promise<Debt> => {
    const { data } = await ask(RECORDINGS);
    if (!data) throw new Error('no debt');
    return data.debt;
  };
  const complaints = () => told.filter((line) => line.includes('own database does not answer'));

  test('questions go on by what was read, say when that was, and do not wait each', async () => {
    await ask(CONFIRM);
    const before = await debtNow();
    expect(before.recordings).toHaveLength(2);
    expect((await ask(RECORDINGS)).extensions).toBeUndefined();
    await server?.signal('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const since = performance.now();
    const answers: Debt[] = [];
    for (let i = 0; i < 40; i += 1) answers.push(await debtNow());
    // a minute if each waited for the shortest of the waits
    expect(performance.now() - since).toBeLessThan(50_000);
    expect(new Set(answers.map(({ recordings }) => recordings.length))).toEqual(new Set([2]));
    expect(new Set(answers.map(({ decisionsReadAt }) => decisionsReadAt)).size).toBe(1);
    expect((await ask(RECORDINGS)).extensions).toEqual({ staleDecisions: answers[0]?.decisionsReadAt });
    expect((await ask('{ domains { code } }')).extensions).toBeUndefined();
    expect(Date.parse(answers[0]?.decisionsReadAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before.decisionsReadAt));
    await expect.poll(complaints, { timeout: 20_000 }).toHaveLength(1);
    await server?.signal('SIGCONT');
    const later = async () =>
      Date.parse((await debtNow()).decisionsReadAt) > Date.parse(answers[0]?.decisionsReadAt ?? '');
    await expect.poll(later, { timeout: 40_000, interval: 200 }).toBe(true);
    expect(complaints()).toHaveLength(1);
    expect((await ask(RECORDINGS)).extensions).toBeUndefined();
  }, 120_000);

  test('a decision is refused as such, and the next one is what questions are answered by', async () => {
    await ask(CONFIRM);
    await server?.signal('SIGSTOP');
    expect((await ask(SEPARATE)).errors?.[0]?.extensions.code).toBe('DEPARTMENT_UNAVAILABLE');
    expect((await ask('{ sameDebtDecisions { id } }')).errors?.[0]?.extensions.code).toBe('DEPARTMENT_UNAVAILABLE');
    expect((await debtNow()).recordings).toHaveLength(2);
    await server?.signal('SIGCONT');
    await expect.poll(async () => (await ask(SEPARATE)).errors, { timeout: 30_000, interval: 200 }).toBeUndefined();
    expect((await debtNow()).recordings).toHaveLength(1);
  }, 120_000);
});
