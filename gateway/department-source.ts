import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import { ERROR_CODES, type ErrorCode } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';

/** What the gateway's requests carry from field to field. */
export interface GatewayContext {
  /** Aborted when the caller goes away before the answer. */
  gone: AbortSignal;
}

export interface Limits {
  /** Past this a subgraph counts as one that does not answer. */
  deadlineMs: number;
  /** Past this an answer is broken off. */
  maxAnswerBytes: number;
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
}

/** Fewer than a subgraph's keep-alive: no connection is closed under a question on its way. */
const IDLE_MS = 30_000;
const CODES: readonly unknown[] = ERROR_CODES;

/** Asks one subgraph: in time, within a size, at its own address only, and takes nothing for an answer that is none. */
export class DepartmentSource implements GraphQLDataSource<GatewayContext> {
  readonly #name: string;
  readonly #url: URL | null;
  readonly #pool: Pool | null;
  readonly #limits: Limits;
  readonly #log: Log;
  #answering: boolean;

  /** One without an address does not answer, and is not said to have stopped. */
  constructor(name: string, url: URL | null, limits: Limits, log: Log) {
    [this.#name, this.#url, this.#limits, this.#log] = [name, url, limits, log];
    this.#answering = url !== null;
    this.#pool = url && new Pool(url.origin, { connections: 64, keepAliveMaxTimeout: IDLE_MS, maxResponseSize: limits.maxAnswerBytes });
  }

  async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<Answer> {
    const { query, variables, operationName } = request;
    const { gone } = context as GatewayContext;
    try {
      const answer = answerOf(await this.#post(JSON.stringify({ query, variables, operationName }), gone));
      this.#note(true, 'answers again');
      return answer.errors ? { ...answer, errors: answer.errors.map((error) => this.#own(error)) } : answer;
    } catch (error) {
      if (!gone.aborted) this.#note(false, `does not answer: ${String(error)}`);
      throw this.#unavailable();
    }
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }

  /** The pool follows no redirect: it comes back as a status other than 200. */
  async #post(body: string, gone: AbortSignal): Promise<unknown> {
    if (!this.#url || !this.#pool) throw new Error('its address is not given');
    const { statusCode, body: answer } = await this.#pool.request({
      method: 'POST',
      path: this.#url.pathname + this.#url.search,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      signal: AbortSignal.any([gone, AbortSignal.timeout(this.#limits.deadlineMs)]),
    });
    if (statusCode === 200) return answer.json();
    await answer.dump();
    throw new Error(`status ${statusCode}`);
  }

  /** Says so once when the subgraph stops answering, and once when it answers again. */
  #note(answering: boolean, words: string): void {
    if (answering === this.#answering) return;
    this.#answering = answering;
    this.#log.warn(`${this.#name} ${words}`);
  }

  #unavailable(): GraphQLError {
    const code: ErrorCode = 'DEPARTMENT_UNAVAILABLE';
    return new GraphQLError(`${this.#name} does not answer just now.`, { extensions: { code, domain: this.#name } });
  }

  /** A subgraph's error under the house's codes: one by which it refuses the gateway's own question is not the asker's fault. */
  #own(error: GraphQLFormattedError): GraphQLFormattedError {
    const code = CODES.includes(error.extensions?.['code']) ? error.extensions?.['code'] : 'INTERNAL_SERVER_ERROR';
    return { ...error, extensions: { code, domain: this.#name } };
  }
}

/** The gateway would make null of an answer of another shape, without an error. */
function answerOf(value: unknown): Answer {
  if (!isRecord(value)) throw new Error('the answer is no object');
  const { data, errors } = value;
  if (errors !== undefined && !Array.isArray(errors)) throw new Error('`errors` is no list');
  if (!isRecord(data) && errors === undefined) throw new Error('the answer has neither `data` nor `errors`');
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
