import { askAs, askWhile, QUIET } from './crowd.ts';
import { startDemo } from '../support/graph.ts';
import { TRUSTING } from '../support/viewers.ts';

/**
 * What a noisy caller costs a quiet one: the quiet one's answers beside 300 questions at once, or the debts of each of
 * 120 enterprises, of others, against its answers alone. All in one run and one process, and by the time that this
 * process has worked between a question and its answer, since these machines are shared: the ratios say something, the
 * times do not.
 */
const DEBTS = Number(process.argv[2] ?? 400);
const LEAST = 40;
const PARTIES = '{ enterprises(first: 120) { nodes { debts(first: 5) { nodes { id } } } } }';
const SOMETHING =
  'query ($outstanding: Decimal!) { arrears(filter: { minOutstanding: $outstanding }) { totals { count } } }';

const graph = await startDemo({ seed: 8, debts: DEBTS, today: '2026-03-20' }, null, { authentication: TRUSTING });
const quiet = (): ReturnType<typeof askAs> => askAs(graph.url, 'quiet', QUIET);
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;

await worked(() => Promise.resolve());
await worked(several);
await worked(parties);
const alone = await worked(() => Promise.resolve());
tell('alone', alone);
tell('beside 300 questions of one caller', await worked(several));
tell('beside the debts of 120 enterprises, for three callers', await worked(parties));
await graph.close();

function several(round: number): Promise<unknown> {
  return Promise.all(
    Array.from({ length: 300 }, (_, i) =>
      askAs(graph.url, 'noisy', SOMETHING, { outstanding: `${300 * round + i}.00` }),
    ),
  );
}

function parties(): Promise<unknown> {
  return Promise.all(['a', 'b', 'c'].map((subject) => askAs(graph.url, subject, PARTIES)));
}

/** The quiet one's answers, so many at least, beside noise that begins anew as it ends. */
async function worked(noise: (round: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; all.length < LEAST; round += 1) all.push(...(await askWhile(noise(round), quiet)).times);
  return all;
}

function tell(what: string, times: readonly number[]): void {
  console.log(
    `${what}: ${times.length} answers, p95 ${p95(times).toFixed(0)} ms of work, ratio ${(p95(times) / p95(alone)).toFixed(1)}`,
  );
}
