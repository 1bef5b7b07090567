import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DemoGraph } from '../support/graph.ts';
import { logLines } from '../gateway/graphs.ts';
import { startWithLiar, type Liar, type Answer, type Lie, type Question } from './liar.ts';
import { ask, judge, QUESTIONS, type Told } from './questions.ts';

let graph: DemoGraph;
let liar: Liar;

beforeAll(async () => {
  ({ graph, liar } = await startWithLiar('soe', { seed: 8, debts: 120, today: '2026-03-20' }));
});
afterAll(async () => {
  await graph.close();
  liar.stop();
});
beforeEach(() => void logLines());

const GONE: Answer = { data: null, errors: [{ message: 'it is gone', extensions: { code: 'STATE_GONE' } }] };

/** That the state which is asked for is gone, so many times; the truth from then on. */
function goneTimes(times: number): Lie {
  let left = times;
  return (answer, { variables }) => (variables['at'] && left-- > 0 ? GONE : answer);
}

/** An answer of a state that is not the one that was asked for. */
const ofAnotherState: Lie = (answer, { variables }: Question) => {
  const { freshness } = answer.data?.['ledger'] as { freshness?: { lastChange: number } };
  if (variables['at'] && freshness) freshness.lastChange += 1;
  return answer;
};

/** One debt fewer than was asked for. */
const aDebtFewer: Lie = (answer) => {
  (answer.data?.['ledger'] as { debts?: unknown[] } | undefined)?.debts?.pop();
  return answer;
};

const LISTS = Object.entries(QUESTIONS);
const lackingWords = ({ data }: Told): unknown =>
  (data?.answer.sources as { domain: { code: string }; message?: string }[] | undefined)?.find(
    ({ domain }) => domain.code === 'soe',
  )?.message;

test.each(LISTS)('a department that has gone on past a state is asked again: %s', async (_, query) => {
  const truth = await ask(graph.url, query);
  expect(judge(await liar.whileLying(goneTimes(1), () => ask(graph.url, query)), truth, 'soe')).toBe('true');
});

test.each(LISTS)(
  'one that never has the state that it is asked in is missing, and the others’ answer is there: %s',
  async (_, query) => {
    const truth = await ask(graph.url, query);
    expect(judge(await liar.whileLying(goneTimes(Infinity), () => ask(graph.url, query)), truth, 'soe')).toBe(
      'named as missing',
    );
  },
);

test('and says why', async () => {
  const query = QUESTIONS['arrears']?.replace('state }', 'state message }') ?? '';
  const told = await liar.whileLying(goneTimes(Infinity), () => ask(graph.url, query));
  expect(lackingWords(told)).toBe('Its books change faster than they can be compared with the others; ask again.');
});

test.each(LISTS)('an answer of another state than was asked for is none: %s', async (_, query) => {
  const truth = await ask(graph.url, query);
  expect(judge(await liar.whileLying(ofAnotherState, () => ask(graph.url, query)), truth, 'soe')).toBe(
    'named as missing',
  );
});

test('a debt that a department has told of and does not give is not left out without a word', async () => {
  const query = QUESTIONS['reconciliation'] ?? '';
  const truth = await ask(graph.url, query);
  expect(judge(await liar.whileLying(aDebtFewer, () => ask(graph.url, query)), truth, 'soe')).toBe('named as missing');
});
