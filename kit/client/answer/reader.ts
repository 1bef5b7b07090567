import {
  Kind,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Leaves } from './leaves.ts';
import { Selections, type Asked, type Wanted } from './selection.ts';
import { isAbstractType, isEnumType, isListType, isNonNullType, isObjectType, isScalarType } from './types.ts';

export type Path = readonly (string | number)[];

/** What an answer lacks of what was asked and promised. */
export interface Flaw {
  path: Path;
  message: string;
}

/** What was asked for of an answer, and nothing beside; null at the place of each flaw. */
export interface Reading {
  value: unknown;
  flaws: readonly Flaw[];
}

type Read = (value: unknown, trail: Trail) => unknown;

/**
 * Holds answers to one question to its selection and to a schema. What that comes to is found out once, not for each
 * answer.
 */
export class AnswerReader {
  readonly #schema: GraphQLSchema;
  readonly #leaves: Leaves;
  readonly #selections: Selections;
  readonly #asked: Asked;
  readonly #root: GraphQLNamedType | null;
  readonly #entities = new Map<string, Read>();
  #reads: Read | null = null;

  constructor(schema: GraphQLSchema, document: DocumentNode, leaves: Leaves) {
    [this.#schema, this.#leaves, this.#selections] = [schema, leaves, new Selections(schema, document)];
    const operation = document.definitions.find(
      (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
    );
    this.#asked = operation ? [{ set: operation.selectionSet, conditional: false }] : [];
    this.#root = (operation && schema.getRootType(operation.operation)) ?? null;
  }

  /** The data of an answer. */
  read(data: unknown): Reading {
    this.#reads ??= this.#objectOf(this.#root, this.#asked);
    return readingOf(this.#reads, data, []);
  }

  /** One of an answer's entities, of the type that was asked for. */
  readEntity(entity: unknown, type: string, place: number): Reading {
    const reads = this.#entities.get(type) ?? this.#entityOf(this.#schema.getType(type) ?? null);
    this.#entities.set(type, reads);
    return readingOf(reads, entity, ['_entities', place]);
  }

  /** The schema shows no `_entities`: what is asked of them stands beneath it. */
  #entityOf(type: GraphQLNamedType | null): Read {
    const sets = this.#asked.flatMap(({ set }) =>
      set.selections.flatMap((node) => (node.kind === Kind.FIELD ? (node.selectionSet ?? []) : [])),
    );
    const asked = sets.map((set) => ({ set, conditional: false }));
    return nullable(this.#objectOf(type, asked));
  }

  #reading(type: GraphQLOutputType | null, asked: Asked): Read {
    if (!isNonNullType(type)) return nullable(this.#present(type, asked));
    const read = this.#present(type.ofType, asked);
    return (value, trail) => (value === null ? trail.flaw('it is null') : read(value, trail));
  }

  #present(type: GraphQLOutputType | null, asked: Asked): Read {
    if (isListType(type)) return listOf(this.#reading(type.ofType, asked));
    if (isEnumType(type))
      return leafOf(type.name, (value) =>
        type.getValue(String(value)) && typeof value === 'string' ? value : undefined,
      );
    if (isScalarType(type)) return leafOf(type.name, this.#leaves[type.name] ?? anyValue);
    return this.#objectOf(type, asked);
  }

  /** Of a type that the schema does not show nothing is known. */
  #objectOf(declared: GraphQLNamedType | null, asked: Asked): Read {
    if (isObjectType(declared)) return recordOf(this.#fieldsReader(declared, asked));
    return isAbstractType(declared) ? recordOf(this.#anyOf(declared.name, asked)) : (value) => value;
  }

  #anyOf(abstract: string, asked: Asked): Read {
    const known = new Map<string, Read>();
    const possible = this.#schema.getType(abstract);
    return (value, trail) => {
      const name = String((value as Record<string, unknown>)['__typename']);
      const type = this.#schema.getType(name);
      if (!isObjectType(type) || !isAbstractType(possible) || !this.#schema.isSubType(possible, type))
        return trail.flaw(`it is no ${abstract}`);
      const read = known.get(name) ?? this.#fieldsReader(type, asked);
      known.set(name, read);
      return read(value, trail);
    };
  }

  #fieldsReader(type: GraphQLObjectType, asked: Asked): Read {
    const fields = this.#selections
      .wantedOf(asked, type)
      .map((wanted) => ({ ...wanted, read: this.#fieldOf(type, wanted) }));
    return (value, trail) => {
      const given = value as Record<string, unknown>;
      const read: Record<string, unknown> = {};
      for (const { key, conditional, read: readField } of fields) {
        const field = Object.hasOwn(given, key) ? given[key] : undefined;
        if (field === undefined && conditional) continue;
        read[key] = trail.at(key, field, readField);
      }
      return read;
    };
  }

  #fieldOf({ name: type }: GraphQLObjectType, wanted: Wanted): Read {
    const read =
      wanted.name === '__typename'
        ? leafOf(type, (value) => (value === type ? value : undefined))
        : this.#reading(wanted.type, wanted.asked);
    return (value, trail) => (value === undefined ? trail.flaw('it is missing') : read(value, trail));
  }
}

/** Where a reading is, and what it has found wanting. */
class Trail {
  readonly flaws: Flaw[] = [];
  readonly #path: (string | number)[];

  constructor(path: Path) {
    this.#path = [...path];
  }

  at(place: string | number, value: unknown, read: Read): unknown {
    this.#path.push(place);
    const found = read(value, this);
    this.#path.pop();
    return found;
  }

  flaw(message: string): null {
    this.flaws.push({ path: [...this.#path], message });
    return null;
  }
}

function readingOf(read: Read, value: unknown, path: Path): Reading {
  const trail = new Trail(path);
  return { value: read(value, trail), flaws: trail.flaws };
}

const nullable =
  (read: Read): Read =>
  (value, trail) =>
    value === null ? null : read(value, trail);

const listOf =
  (read: Read): Read =>
  (value, trail) =>
    Array.isArray(value) ? value.map((item, i) => trail.at(i, item, read)) : trail.flaw('it is no list');

const recordOf =
  (read: Read): Read =>
  (value, trail) =>
    isRecord(value) ? read(value, trail) : trail.flaw('it is no object');

const leafOf =
  (type: string, valueOf: (value: unknown) => unknown): Read =>
  (value, trail) => {
    const read = valueOf(value);
    return read === undefined ? trail.flaw(`it is no ${type}`) : read;
  };

/** A scalar of which nothing is said is one value. */
const anyValue = (value: unknown): unknown => (typeof value === 'object' ? undefined : value);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
