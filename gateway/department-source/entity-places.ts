import type { GraphQLFormattedError } from 'graphql';
import { isRecord, type Path } from '../../kit/client/answer/reader.ts';

type Data = Record<string, unknown>;

/**
 * Where entities stand in what one question has been answered with so far. @apollo/gateway takes the index in an error
 * of `_entities` for a place among everything at the plan's path, though only entities of some types there were sent:
 * with records of several departments in one list it blames the wrong one.
 */
export class EntityPlaces {
  /** The gateway writes what comes later into what it was given first. */
  readonly #roots: Data = {};

  /** To be told what a question's root fields were answered with. */
  note(data: Data | null): void {
    for (const [key, value] of Object.entries(data ?? {})) this.#roots[key] ??= value;
  }

  /** Errors of entities, with the indexes that the gateway takes them for. */
  correct(errors: readonly GraphQLFormattedError[], sent: readonly unknown[], path: Path): GraphQLFormattedError[] {
    if (errors.length === 0) return [];
    const places = placesOf(sent, entitiesAt(this.#roots, path));
    return errors.map((error) => {
      const [root, index, ...rest] = error.path ?? [];
      const place = typeof index === 'number' ? places[index] : undefined;
      return root === '_entities' && place !== undefined ? { ...error, path: [root, place, ...rest] } : error;
    });
  }
}

/** Everything that stands at a path of a plan, in the gateway's order; `@` is each item of a list. */
function entitiesAt(value: unknown, path: Path): unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => entitiesAt(item, path[0] === '@' ? path.slice(1) : path));
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  return isRecord(value) ? entitiesAt(value[head], rest) : [];
}

/** The place of each representation among the entities, which are in the same order: the next one that it fits. */
function placesOf(sent: readonly unknown[], entities: readonly unknown[]): (number | undefined)[] {
  let from = 0;
  return sent.map((representation) => {
    let place = from;
    while (place < entities.length && !fits(representation, entities[place])) place += 1;
    if (place === entities.length) return undefined;
    from = place + 1;
    return place;
  });
}

function fits(representation: unknown, entity: unknown): boolean {
  if (!isRecord(representation) || !isRecord(entity)) return false;
  return Object.entries(representation).every(([key, value]) => JSON.stringify(entity[key]) === JSON.stringify(value));
}
