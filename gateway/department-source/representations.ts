import { isRecord } from '../../kit/client/answer/reader.ts';
import { groupedBy } from '../../kit/rules/group.ts';
import { MOST_ERRORS, type Answer, type ToldError } from './answer.ts';

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
  const distinct: unknown[] = [];
  const places = asked.map((representation: unknown) => {
    const key = JSON.stringify(representation);
    const place = known.get(key) ?? distinct.push(representation) - 1;
    known.set(key, place);
    return place;
  });
  return { asked, distinct, places };
}

/**
 * The answer as if each entity had been sent as often as it was asked for. The gateway writes into what it is given: no
 * two places share an object.
 */
export function spreadEntities(
  { data, errors }: Pick<Answer, 'data' | 'errors'>,
  { places, distinct }: Entities,
): Pick<Answer, 'data' | 'errors'> {
  if (distinct === null) return { data, errors };
  const spread = data && { ...data, _entities: copiesOf(data['_entities'], places) };
  return { data: spread, errors: spreadErrors(errors, places) };
}

function copiesOf(entities: unknown, places: readonly number[]): unknown[] {
  const used = new Set<number>();
  return places.map((place) => {
    const entity: unknown = Array.isArray(entities) ? entities[place] : null;
    const isRepeated = used.has(place);
    used.add(place);
    return isRepeated ? structuredClone(entity) : entity;
  });
}

/**
 * An error of an entity stands at each of its places; one of no entity in particular, at all. Throws where that is more
 * than anybody could use.
 */
function spreadErrors(errors: readonly ToldError[], places: readonly number[]): ToldError[] {
  const everywhere = [...places.keys()];
  const placesOf = groupedBy(everywhere, (i) => places[i]);
  const spread: ToldError[] = [];
  for (const error of errors) {
    const [, sent, ...rest] = error.path ?? [];
    const at = typeof sent === 'number' ? (placesOf.get(sent) ?? []) : everywhere;
    for (const i of at) spread.push({ ...error, path: ['_entities', i, ...rest] });
    if (spread.length > MOST_ERRORS + places.length) throw new Error('there are too many errors in it');
  }
  return spread;
}
