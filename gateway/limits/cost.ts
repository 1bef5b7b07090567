import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from '../../kit/graphql/errors.ts';
import { pageSize } from '../../kit/graphql/page-size.ts';

/** What a list counts for that is not cut in pages: payments, recordings, groups. */
const USUAL_LIST = 10;
/** What a look at the schema counts for, whatever it looks at. */
const INTROSPECTION = 5_000;
/** Fields by which a page gives what `first` asked it for. */
const ROWS = ['nodes', 'edges'];

/** A valid document, and what it is asked with. */
export interface ValidQuestion {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
}

/** What is counted of a question. */
export interface Measure {
  /**
   * What a field counts for by itself, each time it is there. It gives so many rows at most, 1 where it is no list of
   * them; `args` are as given, with their defaults.
   */
  own: (coordinate: string, rows: number, args: () => Record<string, unknown>) => number;
  /** What a look at the schema counts for. */
  introspection: number;
  /** What a list counts for that is not cut in pages. */
  usualList: number;
}

const COST: Measure = { own: (_, rows) => rows, introspection: INTROSPECTION, usualList: USUAL_LIST };

/**
 * What a question costs: fields, each as many times as the pages and lists around it have members at most. As
 * `measured` has it.
 */
export function costOf(question: ValidQuestion): number | null {
  return measured(question, COST);
}

/**
 * What a question counts for in all, each field as many times as the pages and lists around it have members at most.
 * BAD_USER_INPUT where `first` is larger than any page. Null where its variables are not of their types: that is
 * refused when it is carried out.
 */
export function measured({ schema, document, operation, variables }: ValidQuestion, measure: Measure): number | null {
  const { coerced } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    { ...variables },
    { maxErrors: 1 },
  );
  const root = schema.getRootType(operation.operation);
  return coerced && root
    ? new Measuring(schema, document, coerced, measure).ofSet(operation.selectionSet, root, null)
    : null;
}

type Fragment = Pick<InlineFragmentNode, 'selectionSet' | 'typeCondition'>;

class Measuring {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;
  readonly #measure: Measure;

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>, measure: Measure) {
    [this.#schema, this.#variables, this.#measure] = [schema, variables, measure];
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** `page` is what `first` asked for of the field that the set belongs to; null where it takes none. */
  ofSet({ selections }: SelectionSetNode, type: GraphQLNamedType, page: number | null): number {
    let sum = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) sum += this.#ofField(selection, type, page);
      else if (selection.kind === Kind.INLINE_FRAGMENT) sum += this.#ofFragment(selection, type, page);
      else sum += this.#ofFragment(this.#fragments.get(selection.name.value), type, page);
    }
    return sum;
  }

  #ofFragment(fragment: Fragment | undefined, type: GraphQLNamedType, page: number | null): number {
    if (!fragment) return 0;
    const condition = fragment.typeCondition?.name.value;
    return this.ofSet(
      fragment.selectionSet,
      (condition === undefined ? null : this.#schema.getType(condition)) ?? type,
      page,
    );
  }

  #ofField(node: FieldNode, type: GraphQLNamedType, page: number | null): number {
    const field = fieldOf(type, node);
    const { own, introspection, usualList } = this.#measure;
    if (!field) return node.selectionSet ? introspection : own(`${type.name}.${node.name.value}`, 1, () => ({}));
    const first = firstOf(field, node, this.#variables);
    const rows = rowsOf(field, first ?? (ROWS.includes(field.name) ? page : null) ?? usualList);
    const within = node.selectionSet
      ? this.ofSet(node.selectionSet, getNamedType(field.type), rows === null ? first : null)
      : 0;
    return (
      own(`${type.name}.${field.name}`, rows ?? 1, () => argumentsOf(field, node, this.#variables)) +
      within * (rows ?? 1)
    );
  }
}

/** Undefined for those that every type has, which tell of the schema: `__typename`, `__schema`. */
function fieldOf(type: GraphQLNamedType, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
}

/** How many rows a field gives at most; null where it is no list of rows. */
function rowsOf({ type }: GraphQLField<unknown, unknown>, most: number): number | null {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type)) ? most : null;
}

function firstOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Record<string, unknown>,
): number | null {
  const { first } = argumentsOf(field, node, variables);
  return typeof first === 'number' ? refusing(() => pageSize(first)) : null;
}

const argumentsOf = (
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Record<string, unknown>,
): Record<string, unknown> => refusing(() => getArgumentValues(field, node, variables));

/** What is wrong with an argument is wrong with the whole question. */
function refusing<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof GraphQLError ? new Refusal('BAD_USER_INPUT', error.message) : error;
  }
}
