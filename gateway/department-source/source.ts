import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { LEAVES } from '../../kit/client/answer/leaves.ts';
import { AnswerReader, isRecord, type Flaw, type Path, type Reading } from '../../kit/client/answer/reader.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { SubgraphClient, type ClientLimits } from '../../kit/client/subgraph-client.ts';
import { BulkheadFull } from '../../kit/client/places.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import type { SigningKeys } from '../../kit/trust/keys.ts';
import { seesDomain, type Viewer } from '../../kit/trust/viewer.ts';
import { LACKS_NOTHING, readAnswer, type Answer, type Lacks, type ToldError } from './answer.ts';
import type { EntityPlaces } from './entity-places.ts';
import { errorOfDepartment, errorOfOurs, failures } from './errors.ts';
import { askKeysBack, isTheOne, type KeyedQuestion } from './keys.ts';
import { distinctEntities, spreadEntities, type Entities } from './representations.ts';
import { wantedBy } from './wanted.ts';

/** What the gateway's requests carry from field to field. */
export interface GatewayContext {
  call: RequestContext;
  entityPlaces: EntityPlaces;
  /** Codes of domains whose part the answer lacks, as those say who were asked. */
  lacking: Set<unknown>;
  /** When the decisions by hand were read that the answer goes by, where they may be others by now. */
  staleDecisions: string | null;
  /** It is a part of something larger, which was paid for when it began. */
  isPart: boolean;
}

export interface Limits extends ClientLimits {
  /**
   * Past this a subgraph that is asked for entities counts as one that does not answer: its records are missing, and
   * the rest is there in time.
   */
  entityPatienceMs: number;
}

interface SourceParts {
  limits: Limits;
  keys: SigningKeys;
  log: Log;
  /** Whether it is the house's own, whose words are for those who ask; no department's are. */
  isOurOwn: boolean;
}

/** What the gateway passes on of an answer. */
interface Passed {
  data: Record<string, unknown> | null;
  errors: GraphQLFormattedError[];
  /** What the house's own subgraph could not have; a department says nothing of others. */
  lacks: Lacks;
}

/** A question as the gateway's plan has it. */
interface Planned {
  question: KeyedQuestion;
  document: DocumentNode;
  schema: GraphQLSchema;
  entities: Entities;
  /** Where in the answer the entities stand. */
  path: Path;
  body: string;
}

/** Asks one subgraph: each thing once, and takes nothing for an answer that is none. */
export class DepartmentSource implements GraphQLDataSource<GatewayContext> {
  readonly #name: string;
  readonly #line: SubgraphClient | null;
  readonly #limits: Limits;
  readonly #log: Log;
  readonly #isOurOwn: boolean;
  /** Plans are few, and used again. */
  readonly #readers = new WeakMap<DocumentNode, AnswerReader>();
  #answering: boolean;

  /** One without an address does not answer, and is not said to have stopped. */
  constructor(name: string, url: URL | null, { limits, keys, log, isOurOwn }: SourceParts) {
    [this.#name, this.#limits, this.#log, this.#isOurOwn] = [name, limits, log, isOurOwn];
    this.#answering = url !== null;
    this.#line = url && new SubgraphClient({ name, url, keys, limits, sharedBy: 'CALLER' });
  }

  async process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<Passed> {
    const [planned, context] = [plannedOf(options), options.context as GatewayContext];
    const { data, errors, lacks } = await this.#answer(planned, context.call);
    for (const domain of lacks.domains) context.lacking.add(domain);
    context.staleDecisions ??= lacks.staleDecisions;
    const { asked } = planned.entities;
    if (asked) return { data, errors: context.entityPlaces.correct(errors, asked, planned.path), lacks };
    context.entityPlaces.note(data);
    return { data, errors, lacks };
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  async #answer(planned: Planned, call: RequestContext): Promise<Passed> {
    try {
      const answer = this.#held(readAnswer(await this.#ask(planned, call), planned.entities.distinct), planned);
      const { data, errors } = spreadEntities(answer, planned.entities);
      this.#note(true, 'answers again');
      return {
        data,
        errors: errors.map((error) => this.#told(error, planned)),
        lacks: this.#isOurOwn ? answer.lacks : LACKS_NOTHING,
      };
    } catch (error) {
      const isBulkheadFull = error instanceof BulkheadFull;
      if (!isBulkheadFull && !call.signal.aborted) this.#note(false, `does not answer: ${String(error)}`);
      const errors = failures(isBulkheadFull ? 'OVERLOADED' : 'DEPARTMENT_UNAVAILABLE', this.#name, planned);
      return {
        data: null,
        errors,
        lacks: { ...LACKS_NOTHING, domains: this.#isOurOwn ? domainsSeenBy(call.viewer) : [] },
      };
    }
  }

  async #ask({ question: { query }, entities, body }: Planned, call: RequestContext): Promise<string> {
    if (!this.#line) throw new Error('its address is not given');
    const patienceMs = entities.distinct === null ? Infinity : this.#limits.entityPatienceMs;
    const { status, text } = await this.#line.ask(
      { body, patienceMs, repeatable: !query.startsWith('mutation') },
      call,
    );
    if (status !== 200) throw new Error(`status ${status}`);
    return text;
  }

  /** The answer, held to what was asked and to the schema: what is wrong is null, with an error at its place. */
  #held(answer: Answer, planned: Planned): Answer {
    const { data, errors } = answer;
    if (!data) return answer;
    const reader = this.#readers.get(planned.document) ?? new AnswerReader(planned.schema, planned.document, LEAVES);
    this.#readers.set(planned.document, reader);
    const { value, flaws } = planned.entities.distinct
      ? this.#heldEntities(answer, planned, reader)
      : reader.read(data);
    const [flaw] = flaws;
    if (flaw) this.#log.warn(`${this.#name} answers what it cannot: ${flaw.path.join('.')}: ${flaw.message}`);
    return { ...answer, data: value as Record<string, unknown>, errors: [...errors, ...flaws.map(brokenAt)] };
  }

  /**
   * Each entity that is the one that was asked for, held to its type. A department is asked for a record since its
   * ledger has said that there is one: none, without a word, is no answer. The house's own subgraph may well know of
   * none.
   */
  #heldEntities(
    { data, errors }: Answer,
    { entities: { distinct }, question }: Planned,
    reader: AnswerReader,
  ): Reading {
    const found = data?.['_entities'];
    const entities: readonly unknown[] = Array.isArray(found) ? found : [];
    const readings = entities.map((entity, i): Reading => {
      const representation = distinct?.[i];
      if (entity === null && !this.#isOurOwn && !isExplained(errors, i))
        return noEntity(i, 'it is not there, and nothing says why');
      if (!isTheOne(entity, representation, question)) return noEntity(i, 'it is another one');
      return reader.readEntity(entity, String(isRecord(representation) && representation['__typename']), i);
    });
    return { value: { _entities: readings.map(({ value }) => value) }, flaws: readings.flatMap(({ flaws }) => flaws) };
  }

  #told(error: ToldError, { schema, document }: Planned): GraphQLFormattedError {
    if (this.#isOurOwn) return errorOfOurs(error, this.#name);
    const { code, path, argument } = error;
    const wanted = code === 'BAD_USER_INPUT' && path ? wantedBy(schema, document, path, argument) : null;
    return errorOfDepartment(error, this.#name, wanted);
  }

  /** Says so once when the subgraph stops answering, and once when it answers again. */
  #note(answering: boolean, words: string): void {
    if (answering === this.#answering) return;
    this.#answering = answering;
    this.#log.warn(`${this.#name} ${words}`);
  }
}

/** Where the house's own subgraph does not answer, everything is missing that it would have put together. */
function domainsSeenBy(viewer: Viewer): readonly string[] {
  return DOMAIN_CODES.filter((code) => seesDomain(viewer, code));
}

function plannedOf(options: GraphQLDataSourceProcessOptions<GatewayContext>): Planned {
  const { query, variables, operationName } = options.request;
  if (!('incomingRequestContext' in options) || !options.document || query === undefined)
    throw new Error('a plan wants its documents');
  const { document, incomingRequestContext, pathInIncomingRequest: path = [] } = options;
  const entities = distinctEntities(variables);
  const question = entities.distinct ? askKeysBack(document, query, entities.distinct) : { query, prefix: '' };
  const sent = entities.distinct === null ? variables : { ...variables, representations: entities.distinct };
  const body = JSON.stringify({ query: question.query, variables: sent, operationName });
  return { question, document, schema: incomingRequestContext.schema, entities, path, body };
}

/** That an error says why an entity is not there: one about it, or about no place or all of them. */
function isExplained(errors: readonly ToldError[], place: number): boolean {
  return errors.some(({ path }) => path?.[0] !== '_entities' || path[1] === undefined || path[1] === place);
}

const noEntity = (place: number, message: string): Reading => ({
  value: null,
  flaws: [{ path: ['_entities', place], message }],
});

/** What is not as it was asked for is not there. */
const brokenAt = ({ path }: Flaw): ToldError => ({
  code: 'DEPARTMENT_UNAVAILABLE',
  path,
  message: BROKEN,
  argument: null,
  domain: null,
  details: {},
});
const BROKEN = 'A part of the answer is not there.';
