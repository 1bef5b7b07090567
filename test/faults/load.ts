import { Agent } from 'undici';
import type { TruthDomain } from '../../demo/truth.ts';
import { QUESTION, type Judge, type LoadAnswer } from './judge.ts';

/** How answers were while a load ran. */
export interface Tally {
  asked: number;
  answered: number;
  /** Each wrong once, with how often it came. */
  wrongs: Map<string, number>;
  /** Milliseconds an answer took, in the order of the answers. */
  latencies: number[];
}

export interface Load {
  /** What came since the last time this was asked. */
  take(): Tally;
  /** How a department stood in the newest answer. */
  stateOf(domain: TruthDomain): string;
  stop(): Promise<void>;
}

interface LoadOptions {
  urls: readonly string[];
  tokens: readonly string[];
  asOf: string;
  perSecond: number;
  judge: Judge;
}

/** Asks again and again, at a steady rate whatever the answers take, each question of another caller. */
export function startLoad({ urls, tokens, asOf, perSecond, judge }: LoadOptions): Load {
  const dispatcher = new Agent({ connections: 128 });
  const body = JSON.stringify({ query: QUESTION, variables: { asOf } });
  let tally = emptyTally();
  let states: Partial<Record<TruthDomain, string>> = {};
  let newest = 0;
  const underWay = new Set<Promise<void>>();
  const ask = async (number: number): Promise<void> => {
    const asked = performance.now();
    const { status, answer } = await post(dispatcher, pick(urls, number), body, pick(tokens, number));
    const verdict = judge(status, answer);
    for (const wrong of verdict.wrongs) tally.wrongs.set(wrong, (tally.wrongs.get(wrong) ?? 0) + 1);
    tally.answered += 1;
    tally.latencies.push(performance.now() - asked);
    if (number > newest) [newest, states] = [number, verdict.states];
  };
  let number = 0;
  const timer = setInterval(() => {
    number += 1;
    tally.asked += 1;
    const asking = ask(number).finally(() => underWay.delete(asking));
    underWay.add(asking);
  }, 1000 / perSecond);
  return {
    take: () => {
      const taken = tally;
      tally = emptyTally();
      return taken;
    },
    stateOf: (domain) => states[domain] ?? 'no answer',
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      await dispatcher.close();
    },
  };
}

const emptyTally = (): Tally => ({ asked: 0, answered: 0, wrongs: new Map(), latencies: [] });

async function post(dispatcher: Agent, url: string, body: string, token: string): Promise<{ status: number; answer: LoadAnswer }> {
  const { origin, pathname: path } = new URL(url);
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` };
  try {
    const response = await dispatcher.request({ origin, path, method: 'POST', headers, body, headersTimeout: 60_000 });
    return { status: response.statusCode, answer: (await response.body.json()) as LoadAnswer };
  } catch (error) {
    return { status: 0, answer: { errors: [{ message: String(error), extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } };
  }
}

function pick(items: readonly string[], number: number): string {
  return items[number % items.length] ?? '';
}
