import { isRecord, type Path } from '../../kit/client/answer/reader.ts';
import { refusalDetailsOf, type RefusalDetails } from '../../kit/graphql/errors.ts';

/** What a subgraph says: data, errors, or both. */
export interface Answer {
  data: Record<string, unknown> | null;
  errors: readonly ToldError[];
  lacks: Lacks;
}

/** What a subgraph that puts together what others say could not have. */
export interface Lacks {
  /** Codes of domains. */
  domains: readonly unknown[];
  /** When decisions by hand were last read, where they may be others by now: an instant. Null: they are not. */
  staleDecisions: string | null;
}

export const LACKS_NOTHING: Lacks = { domains: [], staleDecisions: null };

/** What a subgraph says of something that went wrong. */
export interface ToldError {
  code: unknown;
  /** Its words: they reach nobody unless the subgraph is the house's own. */
  message: string;
  /** Null: it is about no place in particular, or about none that can be. */
  path: Path | null;
  /** Of a value that it does not take, which one. */
  argument: unknown;
  /** The department that it is about, where a subgraph of the house's own says so. */
  domain: unknown;
  /** What it says of its refusal besides. */
  details: RefusalDetails;
}

/** More than a thousand records can have; an answer with more is none. */
export const MOST_ERRORS = 10_000;
const LONGEST_MESSAGE = 1_000;
/** A place is no deeper than a question may be. */
const DEEPEST = 64;
const LONGEST_NAME = 200;

/**
 * Throws where a text is no answer, or one about fewer or more entities than were asked for: the gateway would make
 * null of it, without an error.
 */
export function readAnswer(text: string, entities: readonly unknown[] | null): Answer {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('the answer is no object');
  const { data = null, errors: told = [], extensions } = value;
  if (data !== null && !isRecord(data)) throw new Error('`data` is no object');
  const errors = readErrors(told);
  if (data === null) sayWhy(errors, entities !== null);
  else if (entities) countEntities(data, entities.length);
  return { data, errors, lacks: lacksIn(extensions) };
}

function lacksIn(extensions: unknown): Lacks {
  const { incomplete, staleDecisions } = isRecord(extensions) ? extensions : {};
  return {
    domains: Array.isArray(incomplete) ? incomplete : [],
    staleDecisions: typeof staleDecisions === 'string' ? staleDecisions : null,
  };
}

/** Where there is nothing, an error about all that was asked says why. */
function sayWhy(errors: readonly ToldError[], areEntities: boolean): void {
  const isSaid = areEntities ? errors.some(({ path }) => typeof path?.[1] !== 'number') : errors.length > 0;
  if (!isSaid) throw new Error('there is nothing in it, and no error says why');
}

/** The first at each place. */
function readErrors(errors: unknown): ToldError[] {
  if (!Array.isArray(errors) || !errors.every(isError)) throw new Error('`errors` is no list of errors');
  if (errors.length > MOST_ERRORS) throw new Error(`there are ${errors.length} errors in it`);
  const byPlace = new Map<string, ToldError>();
  for (const { path: told, message, extensions } of errors) {
    const { code, argument, domain, ...more } = isRecord(extensions) ? extensions : {};
    const path = isPath(told) ? told : null;
    const place = JSON.stringify(path);
    if (!byPlace.has(place))
      byPlace.set(place, {
        code,
        message: message.slice(0, LONGEST_MESSAGE),
        path,
        argument,
        domain,
        details: refusalDetailsOf(more),
      });
  }
  return [...byPlace.values()];
}

function isError(error: unknown): error is Record<string, unknown> & { message: string } {
  return isRecord(error) && typeof error['message'] === 'string';
}

function isPath(path: unknown): path is Path {
  return Array.isArray(path) && path.length <= DEEPEST && path.every(isPlace);
}

function isPlace(place: unknown): boolean {
  return typeof place === 'string'
    ? place.length <= LONGEST_NAME
    : Number.isSafeInteger(place) && (place as number) >= 0;
}

function countEntities({ _entities: found }: Record<string, unknown>, asked: number): void {
  if (!Array.isArray(found) || found.length !== asked)
    throw new Error(`the answer has not the ${asked} entities that were asked for`);
}
