import { setMaxListeners } from 'node:events';
import { Agent } from 'undici';
import type { Part } from './program.ts';

/** Sends questions to gateways in turn, and to none that is away, as what stands before gateways does. */
export interface Balancer {
  /** A question whose gateway goes away before its answer is sent to the next. */
  ask(body: string, headers: Record<string, string>): Promise<Reply>;
  /** Whether a gateway is sent questions. */
  has(gateway: Part): boolean;
  close(): Promise<void>;
}

export interface Reply {
  status: number;
  text: string;
}

const [LOOK_MS, PATIENCE_MS] = [250, 1_000];
/** So many looks in vain, and a gateway is away. */
const MISSES = 3;
const ANSWER_MS = 60_000;
const TRIES = 5;

interface Behind {
  part: Part;
  misses: number;
  /** Aborted when it goes away. */
  leaving: AbortController;
}

export function startBalancer(parts: readonly Part[]): Balancer {
  const dispatcher = new Agent({ connections: 256, headersTimeout: ANSWER_MS });
  const behind = parts.map((part): Behind => ({ part, misses: 0, leaving: newLeaving() }));
  const timers = behind.map((one) => setInterval(() => void look(one), LOOK_MS));
  const candidates = (): Behind[] => {
    const sound = behind.filter(isIn);
    return sound.length > 0 ? sound : behind;
  };
  let questions = 0;
  const send = async (body: string, headers: Record<string, string>, turn: number, tries: number): Promise<Reply> => {
    const [one] = candidates().slice(turn % candidates().length);
    if (!one) throw new Error('there is no gateway');
    try {
      const { origin, pathname: path } = new URL(one.part.program().url);
      const reply = await dispatcher.request({
        origin,
        path,
        method: 'POST',
        headers,
        body,
        signal: one.leaving.signal,
      });
      return { status: reply.statusCode, text: await reply.body.text() };
    } catch (error) {
      if (tries === 1) throw error;
      return send(body, headers, turn + 1, tries - 1);
    }
  };
  const ask: Balancer['ask'] = (body, headers) => send(body, headers, (questions += 1), TRIES);
  const close = async (): Promise<void> => {
    for (const timer of timers) clearInterval(timer);
    await dispatcher.destroy();
  };
  return { ask, has: (gateway) => behind.some((one) => one.part === gateway && isIn(one)), close };
}

const isIn = ({ misses }: Behind): boolean => misses < MISSES;

/** Every question under way listens. */
function newLeaving(): AbortController {
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  return leaving;
}

async function look(one: Behind): Promise<void> {
  const { origin } = new URL(one.part.program().url);
  const alive = await fetch(`${origin}/livez`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  one.misses = alive?.ok === true ? 0 : one.misses + 1;
  if (isIn(one) || one.leaving.signal.aborted) return;
  one.leaving.abort();
  one.leaving = newLeaving();
}
