import { Pool } from 'undici';
import type { Ledger } from '../../schema/generated/ledger-client.ts';
import { endOf, type Call } from '../../kit/call.ts';
import { signedHeaders, type SigningKeys } from '../../kit/signature.ts';
import { DOMAINS, type DomainEntry } from './domains.ts';

/** A department did not answer a question, or not as its contract says. `message` is for the log, never for the one who asked. */
export class DepartmentFailure extends Error {
  /** The code that the department gave, where it gave one. */
  readonly code: string | null;

  constructor(domain: string, code: string | null, message: string) {
    super(`${domain}: ${message}`);
    this.code = code;
  }
}

/** Past this a department counts as one that does not answer. */
const PATIENCE_MS = 10_000;

/** One department, to be asked for its ledger on somebody's behalf. */
export interface DepartmentClient {
  domain: DomainEntry;
  /** The part of `Query.ledger` that a document selects, as whoever asks may see it; what it does not select is not there. Ten seconds are given it, or as many as are said. */
  ask(query: string, variables?: object, patienceMs?: number): Promise<Ledger>;
}

/** The line to one department, over the network, as any client of the department contract would have. */
export class DepartmentLine {
  readonly domain: DomainEntry;
  readonly #pool: Pool;
  readonly #url: URL;
  readonly #keys: SigningKeys;

  constructor(domain: DomainEntry, url: URL, keys: SigningKeys) {
    this.domain = domain;
    this.#keys = keys;
    this.#url = url;
    this.#pool = new Pool(url.origin, { connections: 16, connectTimeout: 2_000 });
  }

  /** The department as a caller asks it. */
  as(call: () => Call): DepartmentClient {
    return {
      domain: this.domain,
      ask: (query, variables = {}, patienceMs = PATIENCE_MS) => this.#ask(call(), query, variables, patienceMs),
    };
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #ask(call: Call, query: string, variables: object, patienceMs: number): Promise<Ledger> {
    const { data, errors } = await this.#post(call, JSON.stringify({ query, variables }), patienceMs);
    const [error] = errors ?? [];
    if (error) throw new DepartmentFailure(this.domain.code, error.extensions?.code ?? null, error.message);
    if (!data?.ledger) throw new DepartmentFailure(this.domain.code, null, 'an answer without a ledger');
    return data.ledger;
  }

  async #post(call: Call, body: string, patienceMs: number): Promise<LedgerResponse> {
    const { host, pathname: path } = this.#url;
    const [method, audience] = ['POST', this.domain.code] as const;
    try {
      const signed = signedHeaders(this.#keys, { method, host, path, audience, body }, call);
      const headers = { 'content-type': 'application/json', accept: 'application/json', ...signed };
      const signal = AbortSignal.any([endOf(call), AbortSignal.timeout(patienceMs)]);
      const response = await this.#pool.request({
        path,
        method,
        headers,
        body,
        signal,
        headersTimeout: patienceMs,
        bodyTimeout: patienceMs,
      });
      return (await response.body.json()) as LedgerResponse;
    } catch (error) {
      throw new DepartmentFailure(this.domain.code, null, error instanceof Error ? error.message : String(error));
    }
  }
}

interface LedgerResponse {
  data?: { ledger?: Ledger | null } | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** A line to each department whose address is known, in the order of the domains. */
export function departmentLines(urls: Readonly<Record<string, string>>, keys: SigningKeys): DepartmentLine[] {
  return DOMAINS.flatMap((domain) => {
    const url = urls[domain.code];
    return url === undefined ? [] : [new DepartmentLine(domain, new URL(url), keys)];
  });
}
