import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { localDay } from '../../kit/dates.ts';
import { faults, type Fault } from './faults.ts';
import { ACCOUNT, startHouse, type House, type Site } from './house.ts';
import { makeJudge } from './judge.ts';
import { startLoad, type Load } from './load.ts';

/** How a department and the answers took a fault. */
interface Result {
  fault: string;
  domain: string;
  asked: number;
  slowest: number;
  during: string;
  /** Milliseconds from the repair to the first answer that has it as LIVE; null: it did not come. */
  backAfter: number | null;
  wrongs: string[];
}

const BACK_WITHIN_MS = 5_000;
const GIVE_UP_MS = 40_000;
const POLLING_MS = 50;
const MOST_CONNECTIONS = 4;
/** Callers among whom the load is spread. */
const CALLERS = 50;

/** `npm run test:faults`: every fault on every department of a house of processes, under load; prints a line for each and ends with 1 where one was not taken well. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      debts: { type: 'string', default: '150' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '6' },
      fault: { type: 'string', default: '' },
      domain: { type: 'string', default: '' },
    },
  });
  const today = localDay(new Date());
  const house = await startHouse({ debts: Number(values.debts), seed: 11, today, gateways: 1 });
  const tokens = await Promise.all(Array.from({ length: CALLERS }, (_, i) => house.issuer.tokenOf(`caller-${i}`, 'coordination')));
  const judge = makeJudge(house.truth, today);
  const load = startLoad({ urls: house.gateways.map(({ url }) => url), tokens, asOf: today, perSecond: Number(values.rate), judge });
  await Promise.all(house.sites.map((site) => untilLive(load, site)));
  load.take();
  const results: Result[] = [];
  const chosen = faults.filter(({ name }) => name.includes(values.fault));
  for (const fault of chosen) {
    for (const site of house.sites.filter(({ domain }) => domain.includes(values.domain))) {
      const result = await suffer(fault, site, { house, load, ms: Number(values.seconds) * 1000 });
      results.push(result);
      console.log(lineOf(result));
    }
  }
  await load.stop();
  await house.stop();
  const bad = results.filter(isBad);
  console.log(`${results.length - bad.length} of ${results.length} faults taken well`);
  process.exit(bad.length === 0 ? 0 : 1);
}

async function suffer(fault: Fault, site: Site, { house, load, ms }: { house: House; load: Load; ms: number }): Promise<Result> {
  const watch = watchConnections(site);
  const repair = await fault.befall(site);
  await rest(ms);
  const during = load.stateOf(site.domain);
  await repair();
  const backAfter = await untilLive(load, site);
  const tally = load.take();
  const wrongs = [...tally.wrongs].map(([wrong, times]) => `${times} × ${wrong}`);
  const most = watch.stop();
  if (most > MOST_CONNECTIONS) wrongs.push(`${most} connections at its database`);
  const parts = [house.coordination, ...house.gateways, ...house.sites.map(({ department }) => department())];
  for (const { name, exit } of parts) if (exit() !== null) wrongs.push(`${name} ended: ${exit() ?? ''}`);
  return {
    fault: fault.name,
    domain: site.domain,
    asked: tally.asked,
    slowest: Math.max(0, ...tally.latencies),
    during,
    backAfter,
    wrongs,
  };
}

async function untilLive(load: Load, { domain }: Site): Promise<number | null> {
  const repaired = performance.now();
  while (performance.now() - repaired < GIVE_UP_MS) {
    if (load.stateOf(domain) === 'LIVE') return performance.now() - repaired;
    await rest(20);
  }
  return null;
}

/** Counts a department's connections at its database, 20 times a second, as far as the database answers. */
function watchConnections({ server }: Site): { stop: () => number } {
  let [most, asking] = [0, false];
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const seen = await server.connectionsOf(ACCOUNT).catch(() => 0);
    [most, asking] = [Math.max(most, seen), false];
  };
  const timer = setInterval(() => void look(), POLLING_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

const isBad = ({ wrongs, backAfter }: Result): boolean => wrongs.length > 0 || backAfter === null || backAfter > BACK_WITHIN_MS;

function lineOf(result: Result): string {
  const { fault, domain, asked, slowest, during, backAfter, wrongs } = result;
  const back = backAfter === null ? 'not back' : `back in ${(backAfter / 1000).toFixed(1)} s`;
  const verdict = isBad(result) ? 'BAD ' : 'well';
  return `${verdict} | ${fault} | ${domain} | ${asked} asked, slowest ${(slowest / 1000).toFixed(1)} s | ${during} | ${back}${wrongs.map((wrong) => `\n       ${wrong}`).join('')}`;
}

await main();
