import type { Ledger } from '../../../schema/generated/ledger-client.ts';
import type { RequestContext } from '../../../kit/trust/request-context.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import { SubgraphClient } from '../../../kit/client/subgraph-client.ts';
import { BulkheadFull } from '../../../kit/client/places.ts';
import type { SigningKeys } from '../../../kit/trust/keys.ts';
import { withoutContacts } from '../../../kit/trust/signers.ts';
import { holdToPromises } from './contract/promises.ts';
import { readLedger } from './contract/reading.ts';
import { readResponse } from './contract/response.ts';
import { DOMAINS, type Domain } from '../../../kit/departments.ts';

/** Of what a department says is wrong with it. */
const MOST_CHARACTERS = 500;

/**
 * A department did not answer a question, or not as its contract says. `message` is for the log, never for the one who
 * asked.
 */
export class DepartmentFailure extends Error {
  /** The code that the department gave, where it gave one. */
  readonly code: string | null;

  constructor(domain: string, code: string | null, message: string) {
    super(`${domain}: ${message.slice(0, MOST_CHARACTERS)}`);
    this.code = code;
  }
}

/** Past this a department counts as one that does not answer. */
const PATIENCE_MS = 5_000;
/**
 * What is left of the caller's time when a department has not answered, for saying so: a tenth of it, and no more than
 * this.
 */
const MARGIN_MS = 500;
/**
 * A department works on a question or two at a time: what is under way beyond that waits there, for its patience, and
 * not in the queue here, in its turn.
 */
const LIMITS = { maxAnswerBytes: 64 * 1024 * 1024, maxUnderWay: 8, maxWaiting: 512 };

/** One department, to be asked for its ledger on somebody's behalf. */
export interface DepartmentClient {
  domain: Domain;
  /**
   * The part of `Query.ledger` that a document selects, as whoever asks may see it; what it does not select is not
   * there. Five seconds are given it, or as many as are said.
   */
  ask(query: string, variables?: object, patienceMs?: number): Promise<Ledger>;
}

/** The line to one department, over the network, as any client of the department contract would have. */
export class DepartmentConnection {
  readonly domain: Domain;
  readonly #client: SubgraphClient;

  constructor(domain: Domain, url: URL, keys: SigningKeys) {
    this.domain = domain;
    this.#client = new SubgraphClient({ name: domain.code, url, keys, limits: LIMITS, sharedBy: 'RIGHTS' });
  }

  /** The department as a caller asks it. */
  as(call: () => RequestContext): DepartmentClient {
    return {
      domain: this.domain,
      ask: (query, variables = {}, patienceMs = PATIENCE_MS) => this.#ask(call(), query, variables, patienceMs),
    };
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** Whatever is wrong with what comes back is the department's failure. */
  async #ask(call: RequestContext, query: string, variables: object, patienceMs: number): Promise<Ledger> {
    const { code: domain } = this.domain;
    try {
      const { data, errors } = readResponse(await this.#post(call, JSON.stringify({ query, variables }), patienceMs));
      const [error] = errors;
      if (error) throw new DepartmentFailure(domain, error.code, error.message);
      const ledger = readLedger(query, data);
      holdToPromises(domain, ledger, variables);
      return ledger;
    } catch (error) {
      // whoever has gone away says nothing of the department
      if (call.signal.aborted) throw userError('OVERLOADED', 'Nobody waits for this any more.');
      if (error instanceof BulkheadFull) throw ownCrowd(this.domain);
      if (error instanceof DepartmentFailure) throw error;
      throw new DepartmentFailure(domain, null, error instanceof Error ? error.message : String(error));
    }
  }

  async #post(call: RequestContext, body: string, patienceMs: number): Promise<string> {
    const deadline = call.deadline - Math.min(MARGIN_MS, (call.deadline - Date.now()) / 10);
    const asked = { ...call, viewer: withoutContacts(call.viewer), deadline };
    return (await this.#client.ask({ body, patienceMs, repeatable: true }, asked)).text;
  }
}

/** An error of who asked: the department is not missing, and nobody else is told so. */
function ownCrowd({ name }: Domain): Error {
  return userError('OVERLOADED', `You ask too much of ${name} at once: ask again when you have your other answers.`);
}

/** A line to each department whose address is known, in the order of the domains. */
export function departmentConnections(
  urls: Readonly<Record<string, string>>,
  keys: SigningKeys,
): DepartmentConnection[] {
  return DOMAINS.flatMap((domain) => {
    const url = urls[domain.code];
    return url === undefined ? [] : [new DepartmentConnection(domain, new URL(url), keys)];
  });
}
