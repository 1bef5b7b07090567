import {
  Kind,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isRecord, type Path } from './answer.ts';
import { Selections, type Wanted } from './selection.ts';
import { getNamedType, isListType, isNonNullType, isObjectType } from './types.ts';

/** What an answer lacks of what was asked and promised. */
interface Flaw {
  path: Path;
  message: string;
}

/** Holds an answer to the selection and to the schema; what is of another shape becomes null in it, and is told. */
export function flawsOf(data: Record<string, unknown>, document: DocumentNode, schema: GraphQLSchema): Flaw[] {
  const operation = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return [];
  const check = new Check(schema, document);
  check.object(data, operation.selectionSet, schema.getRootType(operation.operation) ?? null);
  return check.flaws;
}

type Expected = Pick<Wanted, 'type' | 'selections'>;

class Check {
  readonly flaws: Flaw[] = [];
  readonly #schema: GraphQLSchema;
  readonly #selections: Selections;
  readonly #path: (string | number)[] = [];

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    [this.#schema, this.#selections] = [schema, new Selections(schema, document)];
  }

  /** Of a type that the schema does not show nothing is known. */
  object(value: Record<string, unknown>, selections: SelectionSetNode, declared: GraphQLNamedType | null): void {
    const typename = value['__typename'];
    const type = (typeof typename === 'string' ? this.#schema.getType(typename) : null) ?? declared;
    if (!isObjectType(type)) return;
    for (const wanted of this.#selections.wantedOf(selections, type)) {
      if (value[wanted.key] !== undefined || !wanted.conditional) this.#entry(value, wanted.key, wanted);
    }
  }

  #entry<Key extends string | number>(holder: Record<Key, unknown>, key: Key, expected: Expected): void {
    this.#path.push(key);
    const checked = this.#value(holder[key], expected);
    if (checked !== holder[key]) holder[key] = checked;
    this.#path.pop();
  }

  /** The value, or null where it is not of the shape that was asked for. */
  #value(value: unknown, { type, selections }: Expected): unknown {
    if (value === undefined) return this.#flaw('it is missing');
    if (isNonNullType(type)) return value === null ? this.#flaw('it is null') : this.#value(value, { type: type.ofType, selections });
    if (value === null) return null;
    if (type && isListType(type) !== Array.isArray(value)) return this.#flaw(isListType(type) ? 'it is no list' : 'it is a list');
    return Array.isArray(value) ? this.#list(value, { type, selections }) : this.#single(value, { type, selections });
  }

  #list(items: unknown[], { type, selections }: Expected): unknown[] {
    const itemType = isListType(type) ? (type.ofType as GraphQLOutputType) : null;
    for (const i of items.keys()) this.#entry(items, i, { type: itemType, selections });
    return items;
  }

  #single(value: unknown, { type, selections }: Expected): unknown {
    if (isRecord(value) !== (selections !== undefined)) return this.#flaw(selections ? 'it is no object' : 'it is an object');
    if (isRecord(value) && selections) this.object(value, selections, type && getNamedType(type));
    return value;
  }

  #flaw(message: string): null {
    this.flaws.push({ path: [...this.#path], message });
    return null;
  }
}
