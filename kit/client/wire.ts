import type { Readable } from 'node:stream';
import { Pool } from 'undici';
import type { RequestContext } from '../trust/request-context.ts';
import type { SigningKeys } from '../trust/keys.ts';
import { signedHeader } from '../trust/signature.ts';
import { traceHeaders } from '../telemetry/tracing.ts';

/** Where a server is asked, and as whom. */
export interface Address {
  /** What requests are signed for. */
  name: string;
  url: URL;
  keys: SigningKeys;
}

interface Sent {
  body: string;
  /** It may be sent again when a connection broke before any answer. */
  repeatable: boolean;
}

export interface WireAnswer {
  status: number;
  text: string;
}

interface WireStream {
  status: number;
  body: Readable;
}

/** A stream that says nothing for so long has ended. */
const QUIET_MS = 30_000;
/** Fewer than a server's keep-alive: no connection is closed under a question on its way. */
const IDLE_MS = 30_000;
const CONNECT_MS = 2_000;
const CONNECTIONS = 256;

/** Connections to one server of the house: signed, within a size, at its own address only. */
export class Wire {
  readonly #address: Address;
  readonly #path: string;
  readonly #pool: Pool;

  /** Past the size an answer is broken off. */
  constructor(address: Address, { maxAnswerBytes: maxResponseSize }: { maxAnswerBytes: number }) {
    this.#address = address;
    this.#path = address.url.pathname + address.url.search;
    const connect = { timeout: CONNECT_MS };
    this.#pool = new Pool(address.url.origin, {
      connections: CONNECTIONS,
      keepAliveMaxTimeout: IDLE_MS,
      maxResponseSize,
      connect,
    });
  }

  /** The pool follows no redirect: it comes back as a status. */
  async post({ body, repeatable }: Sent, call: RequestContext, signal: AbortSignal): Promise<WireAnswer> {
    const begin = (): ReturnType<Pool['request']> => {
      const headers = {
        'content-type': 'application/json',
        accept: 'application/json',
        ...traceHeaders(),
        ...this.#sign(body, call),
      };
      return this.#pool.request({ method: 'POST', path: this.#path, headers, body, signal });
    };
    const answer = await begin().catch((error: unknown) => {
      if (repeatable && isBrokenConnection(error)) return begin();
      throw error;
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  /** Sends a question whose answer is read as it comes; broken off when nothing has come for a while. */
  async open(body: string, call: RequestContext, signal: AbortSignal): Promise<WireStream> {
    const headers = { 'content-type': 'application/json', ...traceHeaders(), ...this.#sign(body, call) };
    const waits = { headersTimeout: QUIET_MS, bodyTimeout: QUIET_MS };
    const answer = await this.#pool.request({ method: 'POST', path: this.#path, headers, body, signal, ...waits });
    return { status: answer.statusCode, body: answer.body };
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #sign(body: string, call: RequestContext): Record<string, string> {
    const { keys, name: audience, url } = this.#address;
    return signedHeader(keys, { method: 'POST', host: url.host, path: this.#path, audience, body }, call);
  }
}

/** A server may close a kept connection just when a question is sent on it. */
function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String(error.code))
  );
}
