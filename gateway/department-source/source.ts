import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Call } from '../../kit/call.ts';
import { Line, type LineLimits } from '../../kit/line/line.ts';
import { Crowded } from '../../kit/line/places.ts';
import type { Log } from '../../kit/log.ts';
import type { SigningKeys } from '../../kit/signature.ts';
import { readAnswer, type Answer, type Path } from './answer.ts';
import type { EntityPlaces } from './entity-places.ts';
import { failures, ownError } from './errors.ts';
import { distinctEntities, nameTypes, spreadEntities, type Entities } from './representations.ts';
import { flawsOf } from './shape.ts';

/** What the gateway's requests carry from field to field. */
export interface GatewayContext {
  call: Call;
  entityPlaces: EntityPlaces;
  /** Codes of domains whose part the answer lacks, as those say who were asked. */
  lacking: Set<unknown>;
}

export interface Limits extends LineLimits {
  /** Past this a subgraph that is asked for entities counts as one that does not answer: its records are missing, and the rest is there in time. */
  entityPatienceMs: number;
}

interface SourceParts {
  limits: Limits;
  keys: SigningKeys;
  log: Log;
}

/** A question as the gateway's plan has it. */
interface Planned {
  query: string;
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
  readonly #line: Line | null;
  readonly #limits: Limits;
  readonly #log: Log;
  #answering: boolean;

  /** One without an address does not answer, and is not said to have stopped. */
  constructor(name: string, url: URL | null, { limits, keys, log }: SourceParts) {
    [this.#name, this.#limits, this.#log] = [name, limits, log];
    this.#answering = url !== null;
    this.#line = url && new Line({ name, url, keys, limits, sharedBy: 'CALLER' });
  }

  async process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<Answer> {
    const [planned, context] = [plannedOf(options), options.context as GatewayContext];
    const { data, errors, incomplete = [] } = await this.#answer(planned, context.call);
    for (const domain of incomplete) context.lacking.add(domain);
    const { asked } = planned.entities;
    if (asked) return { data, errors: context.entityPlaces.correct(errors, asked, planned.path) };
    context.entityPlaces.note(data);
    return { data, errors };
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  async #answer(planned: Planned, call: Call): Promise<Answer> {
    try {
      const answer = readAnswer(await this.#ask(planned, call), planned.entities.distinct);
      this.#note(true, 'answers again');
      return { ...spreadEntities(this.#checked(answer, planned), planned.entities), incomplete: answer.incomplete ?? [] };
    } catch (error) {
      const isCrowded = error instanceof Crowded;
      if (!isCrowded && !call.signal.aborted) this.#note(false, `does not answer: ${String(error)}`);
      const code = isCrowded ? 'OVERLOADED' : 'DEPARTMENT_UNAVAILABLE';
      return failures({ code, domain: this.#name }, planned.document, planned.entities.places);
    }
  }

  async #ask({ query, entities, body }: Planned, call: Call): Promise<string> {
    if (!this.#line) throw new Error('its address is not given');
    const patienceMs = entities.distinct === null ? Infinity : this.#limits.entityPatienceMs;
    const { status, text } = await this.#line.ask({ body, patienceMs, repeatable: !query.startsWith('mutation') }, call);
    if (status !== 200) throw new Error(`status ${status}`);
    return text;
  }

  /** The answer with its errors under the house's codes, and with those it should have had. */
  #checked({ data, errors }: Answer, { document, schema, entities }: Planned): Answer {
    if (data) nameTypes(data['_entities'], entities.distinct);
    const flaws = data ? flawsOf(data, document, schema) : [];
    const own = (error: GraphQLFormattedError): GraphQLFormattedError => ownError(error, this.#name);
    return { data, errors: [...errors, ...flaws].map(own) };
  }

  /** Says so once when the subgraph stops answering, and once when it answers again. */
  #note(answering: boolean, words: string): void {
    if (answering === this.#answering) return;
    this.#answering = answering;
    this.#log.warn(`${this.#name} ${words}`);
  }
}

function plannedOf(options: GraphQLDataSourceProcessOptions<GatewayContext>): Planned {
  const { query, variables, operationName } = options.request;
  if (!('incomingRequestContext' in options) || !options.document || query === undefined) throw new Error('a plan wants its documents');
  const entities = distinctEntities(variables);
  const sent = entities.distinct === null ? variables : { ...variables, representations: entities.distinct };
  const body = JSON.stringify({ query, variables: sent, operationName });
  const { document, incomingRequestContext, pathInIncomingRequest: path = [] } = options;
  return { query, document, schema: incomingRequestContext.schema, entities, path, body };
}
