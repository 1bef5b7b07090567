import { setTimeout as rest } from 'node:timers/promises';
import { request } from 'undici';
import { lockTable } from './faults.ts';
import type { House, Site } from './house.ts';

const TIMES = 100;
/** An abort has taken longer than this when it counts as one that never came through. */
const GIVE_UP_MS = 10_000;
const QUESTION = `{ debts(first: 3, filter: { domains: ["finance"] }) { nodes { record { ... on FinancePayable { causeCode } } } } }`;

/**
 * Lets callers go away one after the other while the database is busy with their question: how many milliseconds later
 * it is not.
 */
export async function abortMany({ sites, gateways, issuer }: House): Promise<number[]> {
  const [site, gateway] = [sites.find(({ domain }) => domain === 'finance'), gateways[0]];
  if (!site || !gateway) throw new Error('the house has no finance, or no gateway');
  const token = await issuer.tokenOf('leaver', ['coordination']);
  const unlock = await lockTable(site);
  const taken: number[] = [];
  for (let i = 0; i < TIMES; i += 1) taken.push(await abortOne(site, gateway.program().url, token));
  await unlock();
  return taken;
}

async function abortOne({ server }: Site, url: string, token: string): Promise<number> {
  const leaving = new AbortController();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const asked = request(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: QUESTION }),
    signal: leaving.signal,
  });
  const over = asked.then(({ body }) => body.text()).catch(() => undefined);
  const isBusy = async (): Promise<boolean> => (await server.statementsWith('request=')) > 0;
  await until(isBusy);
  if (!(await isBusy())) throw new Error('the question has reached no database');
  leaving.abort();
  const left = performance.now();
  await until(async () => !(await isBusy()));
  const took = performance.now() - left;
  await over;
  return took;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (!(await isSo()) && performance.now() < end) await rest(5);
}
