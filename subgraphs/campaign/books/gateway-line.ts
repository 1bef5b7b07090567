import type { RequestContext } from '../../../kit/trust/request-context.ts';
import { userError, ERROR_CODES, type ErrorCode } from '../../../kit/graphql/errors.ts';
import { SubgraphClient } from '../../../kit/client/subgraph-client.ts';
import { BulkheadFull } from '../../../kit/client/places.ts';
import type { Log } from '../../../kit/telemetry/log.ts';
import type { SigningKeys } from '../../../kit/trust/keys.ts';

/** What the graph answered of a question: nothing of it is believed before it is read. */
interface GraphAnswer {
  data: Readonly<Record<string, unknown>> | null;
  errors: readonly { code: string; message: string }[];
}

const LIMITS = { maxAnswerBytes: 64 * 1024 * 1024, maxUnderWay: 16, maxWaiting: 512 };
const PATIENCE_MS = 25_000;
const NO_GRAPH = 'The graph does not answer the campaign just now.';
/** Refusals that are the asker's to hear; any other fault of a question is ours. */
const TOLD: readonly string[] = [
  'OVERLOADED',
  'TOO_MANY_REQUESTS',
  'TOO_COSTLY',
  'FORBIDDEN',
  'BAD_USER_INPUT',
] satisfies ErrorCode[];

/**
 * The line to the gateway: the campaign asks the public API as anybody would, in the name of the viewer whose call it
 * is (P8).
 */
export class GatewayLine {
  readonly #urlOf: () => string | null;
  readonly #keys: SigningKeys;
  readonly #log: Log;
  #line: SubgraphClient | null = null;

  /** Where the gateway is may be known later than the campaign starts. */
  constructor(urlOf: () => string | null, keys: SigningKeys, log: Log) {
    [this.#urlOf, this.#keys, this.#log] = [urlOf, keys, log];
  }

  /** Throws DEPARTMENT_UNAVAILABLE where the graph does not answer, and what it refuses. */
  async ask(query: string, variables: object, call: RequestContext): Promise<GraphAnswer> {
    const answer = readAnswer(await this.#post(JSON.stringify({ query, variables }), call));
    const [error] = answer.errors;
    if (error && TOLD.includes(error.code)) throw userError(error.code as ErrorCode, error.message);
    if (error) this.#log.warn(`the graph answers the campaign with ${error.code}: ${error.message}`);
    return answer;
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  async #post(body: string, call: RequestContext): Promise<string> {
    const url = this.#urlOf();
    if (url === null) throw userError('DEPARTMENT_UNAVAILABLE', `${NO_GRAPH} GATEWAY_URL is not given.`);
    this.#line ??= new SubgraphClient({
      name: 'gateway',
      url: new URL(url),
      keys: this.#keys,
      limits: LIMITS,
      sharedBy: 'CALLER',
    });
    try {
      return (await this.#line.ask({ body, patienceMs: PATIENCE_MS, repeatable: true }, call)).text;
    } catch (error) {
      if (error instanceof BulkheadFull)
        throw userError(
          'OVERLOADED',
          'You ask too much of the books at once: ask again when you have your other answers.',
        );
      this.#log.error(
        `the graph does not answer: ${error instanceof Error ? error.message : String(error)}`,
        call.requestId,
      );
      throw userError('DEPARTMENT_UNAVAILABLE', NO_GRAPH);
    }
  }
}

function readAnswer(text: string): GraphAnswer {
  const { data = null, errors = [] } = JSON.parse(text) as {
    data?: GraphAnswer['data'];
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const codeOf = (code: string | undefined): string =>
    ERROR_CODES.find((known) => known === code) ?? 'INTERNAL_SERVER_ERROR';
  return { data, errors: errors.map(({ message, extensions }) => ({ code: codeOf(extensions?.code), message })) };
}
