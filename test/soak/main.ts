import { setMaxListeners } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { localDay } from '../../kit/rules/dates.ts';
import { startHouse } from '../faults/house.ts';
import { makeJudge } from '../faults/judge.ts';
import { startLoad } from '../faults/load.ts';
import type { Program } from '../faults/program.ts';
import { mixedQuestions } from './questions.ts';

/** What a process holds at one moment. */
interface Sample {
  megabytes: number;
  descriptors: number;
}

const BETWEEN_MS = 10_000;
const CALLERS = 50;
/** Part of the time after which a process should have grown into its work. */
const WARM_UP = 0.2;
/** Growth between the middle of the first half after the warm-up and that of the second that is more than noise. */
const MOST_GROWTH = { megabytes: 0.1, descriptors: 0.1 };

/**
 * `npm run test:soak -- --minutes 30`: a load on a house of processes; prints what each process holds by and by, and
 * ends with 1 where one grows or an answer is wrong.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      rate: { type: 'string', default: '8' },
      debts: { type: 'string', default: '200' },
    },
  });
  setMaxListeners(0, process);
  const today = localDay(new Date());
  const house = await startHouse({ debts: Number(values.debts), seed: 12, today, gateways: 2 });
  const tokens = await Promise.all(
    Array.from({ length: CALLERS }, (_, i) => house.issuer.tokenOf(`caller-${i}`, ['coordination'])),
  );
  const load = startLoad({
    gateways: house.gateways,
    tokens,
    questions: mixedQuestions(),
    asOf: today,
    perSecond: Number(values.rate),
    judge: makeJudge(house.truth, today),
  });
  const parts = [...house.gateways, ...house.sites.map(({ department }) => department)];
  const programs = [house.coordination, ...parts.map((part) => part.program())];
  while (house.sites.some(({ domain }) => load.stateOf(domain) !== 'LIVE')) await rest(100);
  load.take();
  const samples = await sampleFor(programs, Number(values.minutes) * 60_000);
  const { asked, answered, wrongs, latencies } = load.take();
  await load.stop();
  const sorted = latencies.sort((a, b) => a - b);
  const quantile = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0);
  console.log(
    `${asked} asked, ${answered} answered, median ${quantile(0.5)} ms, 99 of 100 within ${quantile(0.99)} ms`,
  );
  for (const [wrong, times] of wrongs) console.log(`${times} × ${wrong}`);
  const growing = programs.filter((program) => isGrowing(program, samples.get(program) ?? []));
  await house.stop();
  process.exit(growing.length + wrongs.size === 0 ? 0 : 1);
}

async function sampleFor(programs: readonly Program[], ms: number): Promise<Map<Program, Sample[]>> {
  const samples = new Map(programs.map((program) => [program, [] as Sample[]]));
  const end = performance.now() + ms;
  while (performance.now() < end) {
    for (const [program, taken] of samples) taken.push(sampleOf(program.pid));
    await rest(BETWEEN_MS);
  }
  return samples;
}

function sampleOf(pid: number): Sample {
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { megabytes: Number(resident) / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

function isGrowing({ name, pid }: Program, samples: readonly Sample[]): boolean {
  const warm = samples.slice(Math.ceil(samples.length * WARM_UP));
  const half = Math.floor(warm.length / 2);
  const grown = (['megabytes', 'descriptors'] as const).map((measure) => {
    const [before, after] = [median(warm.slice(0, half), measure), median(warm.slice(half), measure)];
    console.log(`${name} ${pid}: ${measure} ${before.toFixed(0)} in the first half, ${after.toFixed(0)} in the second`);
    return after > before * (1 + MOST_GROWTH[measure]);
  });
  return grown.includes(true);
}

function median(samples: readonly Sample[], measure: keyof Sample): number {
  const sorted = samples.map((sample) => sample[measure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

await main();
