import { askAs, askWhile, QUIET } from './crowd.ts';
import { startDemo } from '../support/graph.ts';
import { TRUSTING } from '../support/viewers.ts';

/**
 * What a noisy caller costs a quiet one: the quiet one's answers beside 300 questions at once, or the debts of each of
 * 120 enterprises, of others,
 * against its answers alone. All in one run and one process, since these machines are shared: the ratios say something,
 * the times do not.
 */
const DEBTS = Number(process.argv[2] ?? 400);
const ALONE = 40;
const PARTIES = '{ enterprises(first: 120) { nodes { debts(first: 5) { nodes { id } } } } }';
const SOMETHING =
  'query ($outstanding: Decimal!) { arrears(filter: { minOutstanding: $outstanding }) { totals { count } } }';

const graph = await startDemo({ seed: 8, debts: DEBTS, today: '2026-03-20' }, null, { authentication: TRUSTING });
const quiet = (): ReturnType<typeof askAs> => askAs(graph.url, 'quiet', QUIET);
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;

const alone: number[] = [];
for (let i = 0; i < ALONE; i += 1) {
  const begun = performance.now();
  await quiet();
  alone.push(performance.now() - begun);
}
tell('alone', alone);
await beside(
  '300 questions of one caller',
  Array.from({ length: 300 }, (_, i) => askAs(graph.url, 'noisy', SOMETHING, { outstanding: `${i}.00` })),
);
await beside(
  'the debts of 120 enterprises, for three callers',
  ['a', 'b', 'c'].map((subject) => askAs(graph.url, subject, PARTIES)),
);
await graph.close();

async function beside(what: string, noisy: readonly Promise<unknown>[]): Promise<void> {
  const { times } = await askWhile(Promise.all(noisy), quiet);
  tell(`beside ${what}`, times);
}

function tell(what: string, times: readonly number[]): void {
  console.log(
    `${what}: ${times.length} answers, p95 ${p95(times).toFixed(0)} ms, ratio ${(p95(times) / p95(alone)).toFixed(1)}`,
  );
}
