import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import { endOf, type Call } from '../kit/call.ts';
import { ERROR_CODES, type ErrorCode } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { signedHeaders, type SigningKeys } from '../kit/signature.ts';

/** What the gateway's requests carry from field to field. */
export interface GatewayContext {
  call: Call;
}

export interface Limits {
  /** Past this an answer is broken off. */
  maxAnswerBytes: number;
}

interface SourceParts {
  limits: Limits;
  keys: SigningKeys;
  log: Log;
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
  readonly #log: Log;
  readonly #keys: SigningKeys;
  #answering: boolean;

  /** One without an address does not answer, and is not said to have stopped. */
  constructor(name: string, url: URL | null, { limits, keys, log }: SourceParts) {
    [this.#name, this.#url, this.#keys, this.#log] = [name, url, keys, log];
    this.#answering = url !== null;
    this.#pool = url && new Pool(url.origin, { connections: 64, keepAliveMaxTimeout: IDLE_MS, maxResponseSize: limits.maxAnswerBytes });
  }

  async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<Answer> {
    const { query, variables, operationName } = request;
    const { call } = context as GatewayContext;
    try {
      const answer = answerOf(await this.#post(JSON.stringify({ query, variables, operationName }), call));
      this.#note(true, 'answers again');
      return answer.errors ? { ...answer, errors: answer.errors.map((error) => this.#own(error)) } : answer;
    } catch (error) {
      if (!call.signal.aborted) this.#note(false, `does not answer: ${String(error)}`);
      throw this.#unavailable();
    }
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }

  /** The pool follows no redirect: it comes back as a status other than 200. */
  async #post(body: string, call: Call): Promise<unknown> {
    if (!this.#url || !this.#pool) throw new Error('its address is not given');
    const path = this.#url.pathname + this.#url.search;
    const signed = signedHeaders(this.#keys, { method: 'POST', host: this.#url.host, path, audience: this.#name, body }, call);
    const { statusCode, body: answer } = await this.#pool.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...signed },
      body,
      signal: endOf(call),
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
