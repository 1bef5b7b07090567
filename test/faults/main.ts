import { setMaxListeners } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { localDay } from '../../kit/rules/dates.ts';
import { abortMany } from './aborts.ts';
import { ACCOUNT, startHouse, type House } from './house.ts';
import { makeJudge } from './judge.ts';
import { startLoad, type Load } from './load.ts';
import { QUESTIONS } from './questions.ts';
import { trialsIn, type Trial } from './trials.ts';

/** How a fault was taken. */
interface Result extends Pick<Trial, 'fault' | 'whom'> {
  asked: number;
  shed: number;
  slowest: number;
  /** How the one it befell stood just before the repair. */
  during: string;
  /** Milliseconds from the repair until it was `LIVE`; null: it did not come. */
  backAfter: number | null;
  /** At its database at once. */
  mostConnections: number;
  wrongs: string[];
}

const BACK_WITHIN_MS = 5_000;
/** From a caller's going away to the end of its statement. */
const ENDED_WITHIN_MS = 200;
const GIVE_UP_MS = 40_000;
const POLLING_MS = 50;
const MOST_CONNECTIONS = 4;
/** Callers among whom the load is spread. */
const CALLERS = 50;

/**
 * `npm run test:faults`: every fault on everyone in a house of processes, under load; prints a line for each and ends
 * with 1 where one was not taken well.
 */
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
  setMaxListeners(0, process);
  const today = localDay(new Date());
  const house = await startHouse({ debts: Number(values.debts), seed: 11, today, gateways: 2 });
  const tokens = await Promise.all(
    Array.from({ length: CALLERS }, (_, i) => house.issuer.tokenOf(`caller-${i}`, ['coordination'])),
  );
  const judge = makeJudge(house.truth, today);
  const load = startLoad({
    gateways: house.gateways,
    tokens,
    questions: QUESTIONS,
    asOf: today,
    perSecond: Number(values.rate),
    judge,
  });
  const all = trialsIn(house, load);
  await Promise.all(all.map(untilLive));
  load.take();
  const results: Result[] = [];
  for (const trial of all.filter(({ fault, whom }) => fault.includes(values.fault) && whom.includes(values.domain))) {
    const result = await suffer(trial, { house, load, ms: Number(values.seconds) * 1000 });
    results.push(result);
    console.log(lineOf(result));
  }
  await load.stop();
  const lingering = await reportAborts(house);
  await house.stop();
  const bad = results.filter(isBad);
  console.log(`${results.length - bad.length} of ${results.length} faults taken well`);
  process.exit(bad.length + lingering === 0 ? 0 : 1);
}

/** How many of the statements whose callers went away ran on for too long. */
async function reportAborts(house: House): Promise<number> {
  const taken = await abortMany(house);
  const lingering = taken.filter((ms) => ms > ENDED_WITHIN_MS).length;
  const longest = Math.max(...taken).toFixed(0);
  console.log(
    `${taken.length - lingering} of ${taken.length} aborted requests left no statement after ${ENDED_WITHIN_MS} ms; longest ${longest} ms`,
  );
  return lingering;
}

async function suffer(trial: Trial, { house, load, ms }: { house: House; load: Load; ms: number }): Promise<Result> {
  const { fault, whom } = trial;
  const watch = watchConnections(house);
  const repair = await trial.befall();
  await rest(ms);
  const during = await trial.status();
  await repair();
  const backAfter = await untilLive(trial);
  const { asked, shed, wrongs: found, latencies } = load.take();
  const wrongs = [...found].map(([wrong, times]) => `${times} × ${wrong}`);
  const mostConnections = watch.stop();
  if (mostConnections > MOST_CONNECTIONS) wrongs.push(`${mostConnections} connections at a database`);
  const parts = [...house.gateways, ...house.sites.map(({ department }) => department)].map((part) => part.program());
  for (const { name, exit } of [house.coordination, ...parts])
    if (exit() !== null) wrongs.push(`${name} ended: ${exit() ?? ''}`);
  return { fault, whom, asked, shed, slowest: Math.max(0, ...latencies), during, backAfter, mostConnections, wrongs };
}

async function untilLive({ status }: Trial): Promise<number | null> {
  const repaired = performance.now();
  while (performance.now() - repaired < GIVE_UP_MS) {
    if ((await status()) === 'LIVE') return performance.now() - repaired;
    await rest(20);
  }
  return null;
}

/**
 * Counts the departments' connections at their databases, 20 times a second, as far as the databases answer: the most
 * that one had at once.
 */
function watchConnections({ sites }: House): { stop: () => number } {
  let most = 0;
  const asking = new Set<string>();
  const look = async ({ domain, server }: House['sites'][number]): Promise<void> => {
    if (asking.has(domain)) return;
    asking.add(domain);
    most = Math.max(most, await server.connectionsOf(ACCOUNT).catch(() => 0));
    asking.delete(domain);
  };
  const timer = setInterval(() => sites.forEach((site) => void look(site)), POLLING_MS);
  const stop = (): number => {
    clearInterval(timer);
    return most;
  };
  return { stop };
}

const isBad = ({ wrongs, backAfter }: Result): boolean =>
  wrongs.length > 0 || backAfter === null || backAfter > BACK_WITHIN_MS;

function lineOf(result: Result): string {
  const { fault, whom, asked, shed, slowest, during, backAfter, mostConnections, wrongs } = result;
  const back = backAfter === null ? 'not back' : `back in ${(backAfter / 1000).toFixed(1)} s`;
  const load = `${asked} asked, ${shed} sent away, slowest ${(slowest / 1000).toFixed(1)} s`;
  const verdict = isBad(result) ? 'BAD ' : 'well';
  return `${verdict} | ${fault} | ${whom} | ${load} | ${during} | ${back} | ${mostConnections} connections${wrongs.map((wrong) => `\n       ${wrong}`).join('')}`;
}

await main();
