import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb, type MariadbServer } from '../support/mariadb.ts';
import { ask, logLines, type Answer } from './graphs.ts';

const RECORDS =
  '{ debts(first: 3, filter: { domains: ["finance"], scope: ALL }) { complete nodes { id record { id payments { amount } } } } }';
const OWN = '{ financePayables(first: 3) { id payableAmount } }';
const UNAVAILABLE = { code: 'DEPARTMENT_UNAVAILABLE', domain: 'finance', retryable: true };

/** Longer than a database is waited for. */
const settled = { timeout: 30_000, interval: 200 };

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

/** The figures come of the ledger, which goes on; a record's own are read live. */
describe.skipIf(!server)('a database that is down', () => {
  let graph: DemoGraph;

  beforeEach(logLines);
  afterEach(() => graph.close());

  const isSound = ({ data, errors, extensions }: Answer): void =>
    expect([data === null, errors, extensions]).toEqual([false, undefined, undefined]);

  test.each<[string, NodeJS.Signals, number, (server: MariadbServer) => Promise<void>]>([
    ['killed', 'SIGKILL', 3, (server) => server.revive()],
    ['silent', 'SIGSTOP', 4, (server) => server.signal('SIGCONT')],
  ])('%s is its department that does not answer, for records and its own fields', async (_, signal, seed, repair) => {
    if (!server) throw new Error('there is no MariaDB');
    graph = await startDemo({ seed, debts: 30, today: '2026-03-20' }, server);
    isSound(await ask(graph.url, RECORDS));
    isSound(await ask(graph.url, OWN));
    await server.signal(signal);
    const { data, errors = [], extensions } = await ask(graph.url, RECORDS);
    expect(data).toMatchObject({ debts: { complete: true, nodes: [{}, {}, {}] } });
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error.extensions).toEqual(UNAVAILABLE);
    expect(extensions).toEqual({ incomplete: ['finance'] });
    const own = await ask(graph.url, OWN);
    expect(own.errors?.map((error) => error.extensions)).toEqual([UNAVAILABLE]);
    expect(own.extensions).toEqual({ incomplete: ['finance'] });
    await repair(server);
    await vi.waitFor(async () => isSound(await ask(graph.url, RECORDS)), settled);
    isSound(await ask(graph.url, OWN));
  });
});
