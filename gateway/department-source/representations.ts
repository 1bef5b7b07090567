import type { GraphQLFormattedError } from 'graphql';
import { isRecord, type Answer } from './answer.ts';

/** Entities as they are sent: each once. */
export interface Entities {
  /** As they are asked for. Null: the question is not about entities. */
  asked: readonly unknown[] | null;
  distinct: readonly unknown[] | null;
  /** For each entity that was asked for, its place among those that are sent. */
  places: readonly number[];
}

/** The gateway asks for an entity as often as it stands in an answer. */
export function distinctEntities(variables: unknown): Entities {
  const asked = isRecord(variables) ? variables['representations'] : undefined;
  if (!Array.isArray(asked)) return { asked: null, distinct: null, places: [] };
  const known = new Map<string, number>();
  const places = asked.map((representation) => {
    const key = JSON.stringify(representation);
    const place = known.get(key) ?? known.size;
    known.set(key, place);
    return place;
  });
  return { asked, distinct: [...known.values()].map((place) => asked[places.indexOf(place)] as unknown), places };
}

/** Not every plan asks for the type of what it knows the type of. */
export function nameTypes(entities: unknown, representations: readonly unknown[] | null): void {
  if (!Array.isArray(entities)) return;
  for (const [i, entity] of entities.entries()) {
    const representation = representations?.[i];
    if (isRecord(entity) && isRecord(representation)) entity['__typename'] ??= representation['__typename'];
  }
}

/** The answer as if each entity had been sent as often as it was asked for. The gateway writes into what it is given: no two places share an object. */
export function spreadEntities({ data, errors }: Answer, { places, distinct }: Entities): Answer {
  if (distinct === null) return { data, errors };
  const spread = data && { ...data, _entities: places.map((place, i) => copyOf(data['_entities'], place, places.indexOf(place) < i)) };
  return { data: spread, errors: errors.flatMap((error) => spreadError(error, places)) };
}

function copyOf(entities: unknown, place: number, isRepeated: boolean): unknown {
  const entity: unknown = Array.isArray(entities) ? entities[place] : null;
  return isRepeated ? structuredClone(entity) : entity;
}

/** An error of an entity stands at each of its places; one of no entity in particular, at all. */
function spreadError(error: GraphQLFormattedError, places: readonly number[]): GraphQLFormattedError[] {
  const [, sent, ...rest] = error.path ?? [];
  return places.flatMap((place, i) => (sent === undefined || place === sent ? [{ ...error, path: ['_entities', i, ...rest] }] : []));
}
