import { Pool } from 'undici';
import { callForProbe, withinTime, type Call } from '../call.ts';
import { measureLine } from '../metrics/lines.ts';
import { signedHeaders, type SigningKeys } from '../signature.ts';
import { traceHeaders, traced } from '../tracing.ts';
import { Breaker } from './breaker.ts';

/** What a server may cost those who wait for it. */
export interface LineLimits {
  /** Past this an answer is broken off. */
  maxAnswerBytes: number;
  /** Questions under way at once, those that wait for a connection included; more are refused at once. */
  maxUnderWay: number;
}

interface LineParts {
  /** What requests are signed for. */
  name: string;
  url: URL;
  keys: SigningKeys;
  limits: LineLimits;
}

/** A question to a server. */
export interface Question {
  body: string;
  /** Past this the server counts as one that does not answer; the call's own deadline holds beside it. */
  patienceMs: number;
  /** It changes nothing, and may be sent again when a connection broke before any answer. */
  repeatable: boolean;
}

interface LineAnswer {
  status: number;
  text: string;
}

/** The server has as many questions under way as it may have. */
export class Crowded extends Error {}

/** Fewer than a server's keep-alive: no connection is closed under a question on its way. */
const IDLE_MS = 30_000;
const CONNECT_MS = 2_000;
const CONNECTIONS = 256;
const LEFT_ALONE = 'it is left alone until it answers again';
const PROBE: Question = { body: '{"query":"{__typename}"}', patienceMs: 1_000, repeatable: false };

/** The line to one server of the house: signed, in time, within a size, at its own address only, and gentle on one that is in trouble. */
export class Line {
  readonly #parts: LineParts;
  readonly #path: string;
  readonly #pool: Pool;
  readonly #breaker = new Breaker(() => this.#probe());
  readonly #forget: () => void;
  /** Ends the wait of those under way who may ask again. */
  readonly #waits = new Set<AbortController>();
  #underWay = 0;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#path = parts.url.pathname + parts.url.search;
    const { maxAnswerBytes: maxResponseSize } = parts.limits;
    const connect = { timeout: CONNECT_MS };
    this.#pool = new Pool(parts.url.origin, { connections: CONNECTIONS, keepAliveMaxTimeout: IDLE_MS, maxResponseSize, connect });
    this.#forget = measureLine(() => ({ server: parts.name, open: this.#breaker.isOpen, underWay: this.#underWay }));
  }

  /** What the server answers, be it a refusal. Throws where it does not answer, is left alone for that, or is crowded. */
  async ask(question: Question, call: Call): Promise<LineAnswer> {
    const { name, limits } = this.#parts;
    if (this.#breaker.isOpen) throw new Error(LEFT_ALONE);
    if (this.#underWay >= limits.maxUnderWay) throw new Crowded(`${limits.maxUnderWay} questions are under way`);
    this.#underWay += 1;
    try {
      return await traced(`ask ${name}`, { requestId: call.requestId }, () => this.#watch(question, call));
    } finally {
      this.#underWay -= 1;
    }
  }

  async close(): Promise<void> {
    this.#forget();
    this.#breaker.close();
    await this.#pool.destroy();
  }

  /** A caller who goes away says nothing of the server. */
  async #watch(question: Question, call: Call): Promise<LineAnswer> {
    const wait = new AbortController();
    if (question.repeatable) this.#waits.add(wait);
    try {
      const send = (end: AbortSignal): Promise<LineAnswer> => this.#send(question, call, AbortSignal.any([end, wait.signal]));
      const answer = await withinTime(call, question.patienceMs, send);
      if (answer.status >= 500) this.#fail();
      else this.#breaker.succeed();
      return answer;
    } catch (error) {
      if (!call.signal.aborted) this.#fail();
      throw error;
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** Nobody waits for a server that is left alone, those under way neither: they would all come back at once when it does. */
  #fail(): void {
    this.#breaker.fail();
    if (this.#breaker.isOpen) for (const wait of this.#waits) wait.abort(new Error(LEFT_ALONE));
  }

  /** The pool follows no redirect: it comes back as a status. */
  async #send({ body, repeatable }: Question, call: Call, signal: AbortSignal): Promise<LineAnswer> {
    const begin = (): ReturnType<Pool['request']> => {
      const headers = { 'content-type': 'application/json', accept: 'application/json', ...traceHeaders(), ...this.#sign(body, call) };
      return this.#pool.request({ method: 'POST', path: this.#path, headers, body, signal });
    };
    const answer = await begin().catch((error: unknown) => {
      if (repeatable && isBrokenConnection(error)) return begin();
      throw error;
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  #sign(body: string, call: Call): Record<string, string> {
    const { keys, name: audience } = this.#parts;
    return signedHeaders(keys, { method: 'POST', host: this.#parts.url.host, path: this.#path, audience, body }, call);
  }

  async #probe(): Promise<void> {
    const call = callForProbe(PROBE.patienceMs);
    const { status } = await withinTime(call, PROBE.patienceMs, (signal) => this.#send(PROBE, call, signal));
    if (status !== 200) throw new Error(`status ${status}`);
  }
}

/** A server may close a kept connection just when a question is sent on it. */
function isBrokenConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String(error.code));
}
