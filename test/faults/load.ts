import type { TruthDomain } from '../../demo/truth.ts';
import { startBalancer, type Balancer } from './balancer.ts';
import type { Judge, LoadAnswer } from './judge.ts';
import type { Part } from './program.ts';

/** How answers were while a load ran. */
export interface Tally {
  asked: number;
  answered: number;
  /** Sent away with 503 and when to come again. */
  shed: number;
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
  /** What stands before the gateways. */
  balancer: Balancer;
  stop(): Promise<void>;
}

interface LoadOptions {
  gateways: readonly Part[];
  tokens: readonly string[];
  /** Asked in turn. */
  questions: readonly string[];
  asOf: string;
  perSecond: number;
  judge: Judge;
}

/** Asks again and again, at a steady rate whatever the answers take, each question of another caller. */
export function startLoad({ gateways, tokens, questions, asOf, perSecond, judge }: LoadOptions): Load {
  const balancer = startBalancer(gateways);
  const bodies = questions.map((query) => JSON.stringify({ query, variables: { asOf } }));
  let tally = emptyTally();
  let states: Partial<Record<TruthDomain, string>> = {};
  let newest = 0;
  const underWay = new Set<Promise<void>>();
  const ask = async (number: number): Promise<void> => {
    const asked = performance.now();
    const { status, answer } = await post(balancer, pick(bodies, number), pick(tokens, number));
    tally.answered += 1;
    tally.latencies.push(performance.now() - asked);
    if (isShed(status, answer)) {
      tally.shed += 1;
      return;
    }
    const verdict = judge(status, answer);
    for (const wrong of verdict.wrongs) tally.wrongs.set(wrong, (tally.wrongs.get(wrong) ?? 0) + 1);
    if (number > newest) [newest, states] = [number, verdict.states];
  };
  const started = performance.now();
  let number = 0;
  const timer = setInterval(() => {
    for (const due = ((performance.now() - started) * perSecond) / 1000; number < due;) {
      number += 1;
      tally.asked += 1;
      const asking = ask(number).finally(() => underWay.delete(asking));
      underWay.add(asking);
    }
  }, 1000 / perSecond);
  return {
    take: () => {
      const taken = tally;
      tally = emptyTally();
      return taken;
    },
    stateOf: (domain) => states[domain] ?? 'no answer',
    balancer,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      await balancer.close();
    },
  };
}

const emptyTally = (): Tally => ({ asked: 0, answered: 0, shed: 0, wrongs: new Map(), latencies: [] });

async function post(balancer: Balancer, body: string, token: string): Promise<{ status: number; answer: LoadAnswer }> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` };
  try {
    const { status, text } = await balancer.ask(body, headers);
    return { status, answer: JSON.parse(text) as LoadAnswer };
  } catch (error) {
    return { status: 0, answer: { errors: [{ message: String(error) }] } };
  }
}

function isShed(status: number, { errors = [] }: LoadAnswer): boolean {
  return status === 503 && errors[0]?.extensions?.code === 'OVERLOADED';
}

function pick(items: readonly string[], number: number): string {
  return items[number % items.length] ?? '';
}
