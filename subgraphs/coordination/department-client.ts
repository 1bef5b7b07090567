import { Pool } from 'undici';
import type { Ledger } from '../../schema/generated/ledger-client.ts';
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

/** Asks one department for its ledger over the network, as any client of the department contract would. */
export class DepartmentClient {
  readonly domain: DomainEntry;
  readonly #pool: Pool;
  readonly #path: string;

  constructor(domain: DomainEntry, url: URL) {
    this.domain = domain;
    this.#path = url.pathname;
    this.#pool = new Pool(url.origin, { connections: 16, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS, connectTimeout: 2_000 });
  }

  /** The part of `Query.ledger` that a document selects; what it does not select is not there. */
  async ask(query: string, variables: object = {}): Promise<Ledger> {
    const { data, errors } = await this.#post(JSON.stringify({ query, variables }));
    const [error] = errors ?? [];
    if (error) throw new DepartmentFailure(this.domain.code, error.extensions?.code ?? null, error.message);
    if (!data?.ledger) throw new DepartmentFailure(this.domain.code, null, 'an answer without a ledger');
    return data.ledger;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #post(body: string): Promise<LedgerResponse> {
    try {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const response = await this.#pool.request({
        path: this.#path,
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
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

/** A client for each department whose address is known, in the order of the domains. */
export function departmentClients(urls: Readonly<Record<string, string>>): DepartmentClient[] {
  return DOMAINS.flatMap((domain) => {
    const url = urls[domain.code];
    return url === undefined ? [] : [new DepartmentClient(domain, new URL(url))];
  });
}
