import type { Ledger, LedgerStateInput } from '../../../schema/generated/ledger-client.ts';
import type { RequestContext } from '../../../kit/trust/request-context.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import { SubgraphClient } from '../../../kit/client/subgraph-client.ts';
import { BulkheadFull } from '../../../kit/client/places.ts';
import type { SigningKeys } from '../../../kit/trust/keys.ts';
import { withoutContacts } from '../../../kit/trust/signers.ts';
import { holdToPromises } from './contract/promises.ts';
import { readLedger } from './contract/reading.ts';
import { readResponse } from './contract/response.ts';
import { documentOf, nameIn, TELL_EXCLUSIONS, type Question } from './ledger-queries.ts';
import { askedTogether, type AskedAt, type DebtSet } from './together.ts';
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
/** Ids of debts that one question may send: some megabytes. */
const MOST_IDS = 100_000;
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
   * What a question asks of `Query.ledger`, as whoever asks may see it. Five seconds are given it, or as many as are
   * said.
   */
  ask(question: Question, variables?: object, patienceMs?: number): Promise<Ledger>;
  /** The same of a state of its books; what is asked of one state in the same moment goes as one question. */
  askAt(at: LedgerStateInput, asked: AskedAt): Promise<Ledger>;
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
    const together = askedTogether((at, asked) => this.#askAt(call(), at, asked));
    return {
      domain: this.domain,
      ask: async (question, variables = {}, patienceMs = PATIENCE_MS) =>
        this.#read(
          question,
          await this.#post(call(), { query: documentOf([question]), variables }, patienceMs),
          0,
          variables,
        ),
      askAt: together,
    };
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #askAt(call: RequestContext, at: LedgerStateInput, asked: readonly AskedAt[]): Promise<Ledger[]> {
    const variables = Object.assign({ at }, ...asked.map(({ variables = {} }, i) => renamed(variables, i))) as object;
    const body = { query: documentOf(asked.map(({ question }) => question)), variables };
    const data = await this.#post(call, body, PATIENCE_MS).catch(async (error: unknown) => {
      if (!(error instanceof DepartmentFailure) || error.code !== 'EXCLUSIONS_UNKNOWN') throw error;
      await this.#send(
        call,
        asked.flatMap(({ exclusions = [] }) => exclusions),
      );
      return this.#post(call, body, PATIENCE_MS);
    });
    return asked.map(({ question, variables = {} }, i) => this.#read(question, data, i, { ...variables, at }));
  }

  /** Sends each set once, as many at a time as a question may hold. */
  async #send(call: RequestContext, exclusions: readonly DebtSet[]): Promise<void> {
    const distinct = new Map(exclusions.map(({ digest, ids }) => [digest, { digest, ids }]));
    for (const part of partsOf([...distinct.values()])) {
      await this.#post(call, { query: TELL_EXCLUSIONS, variables: { exclusions: part } }, PATIENCE_MS);
    }
  }

  /** What a department says of its ledger. Whatever is wrong with what comes back is the department's failure. */
  async #post(call: RequestContext, body: { query: string; variables: object }, patienceMs: number): Promise<unknown> {
    return this.#holding(call, async () => {
      const deadline = call.deadline - Math.min(MARGIN_MS, (call.deadline - Date.now()) / 10);
      const asked = { body: JSON.stringify(body), patienceMs, repeatable: true };
      const caller = { ...call, viewer: withoutContacts(call.viewer), deadline };
      const { data, errors } = readResponse((await this.#client.ask(asked, caller)).text);
      const [error] = errors;
      if (error) throw new DepartmentFailure(this.domain.code, error.code, error.message);
      return data;
    });
  }

  #read(question: Question, data: unknown, place: number, variables: object): Ledger {
    try {
      const ledger = readLedger(question, data, place);
      holdToPromises(this.domain.code, ledger, variables);
      return ledger;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** A caller who has gone away says nothing of the department. */
  async #holding<T>({ signal }: RequestContext, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw userError('OVERLOADED', 'Nobody waits for this any more.');
      if (error instanceof BulkheadFull) throw ownCrowd(this.domain);
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): DepartmentFailure {
    if (error instanceof DepartmentFailure) return error;
    return new DepartmentFailure(this.domain.code, null, error instanceof Error ? error.message : String(error));
  }
}

/** Variables as they are called in the document of several questions. */
const renamed = (variables: object, place: number): object =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [nameIn(place, name), value as unknown]));

/** Sets in parts of about so many ids; one at least. */
function partsOf(exclusions: readonly DebtSet[]): DebtSet[][] {
  const parts: DebtSet[][] = [];
  let room = 0;
  for (const exclusion of exclusions) {
    if (exclusion.ids.length > room) [room] = [MOST_IDS, parts.push([])];
    parts.at(-1)?.push(exclusion);
    room -= exclusion.ids.length;
  }
  return parts;
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
