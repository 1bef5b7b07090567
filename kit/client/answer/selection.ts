import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isAbstractType } from './types.ts';

/**
 * Fields that are asked for of an object; several sets where the same object is asked for in several places of a
 * document.
 */
export type Asked = readonly { set: SelectionSetNode; conditional: boolean }[];

/** A field that was asked for. */
export interface Wanted {
  key: string;
  name: string;
  /** Null where the schema does not show the field: then nothing is promised. */
  type: GraphQLOutputType | null;
  asked: Asked;
  /** It may be left out: a condition stands on it. */
  conditional: boolean;
}

/** What a document asks of objects of a type. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** Each field once, by its key in the answer. */
  wantedOf(asked: Asked, type: GraphQLObjectType): Wanted[] {
    const byKey = new Map<string, Wanted>();
    for (const { set, conditional } of asked) {
      for (const wanted of set.selections.flatMap((selection) => this.#wantedBy(selection, type, conditional))) {
        const known = byKey.get(wanted.key);
        byKey.set(wanted.key, known ? joined(known, wanted) : wanted);
      }
    }
    return [...byKey.values()];
  }

  #wantedBy(selection: SelectionNode, type: GraphQLObjectType, within: boolean): Wanted[] {
    const conditional = within || (selection.directives?.length ?? 0) > 0;
    if (selection.kind === Kind.FIELD) return [wantedField(selection, type, conditional)];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (!fragment || !this.#isOf(type, fragment.typeCondition?.name.value)) return [];
    return this.wantedOf([{ set: fragment.selectionSet, conditional }], type);
  }

  #isOf(type: GraphQLObjectType, condition: string = type.name): boolean {
    const wider = this.#schema.getType(condition);
    return type.name === condition || (isAbstractType(wider) && this.#schema.isSubType(wider, type));
  }
}

function wantedField(
  { name: { value: name }, alias, selectionSet }: FieldNode,
  type: GraphQLObjectType,
  conditional: boolean,
): Wanted {
  const asked = selectionSet ? [{ set: selectionSet, conditional: false }] : [];
  return { key: alias?.value ?? name, name, type: type.getFields()[name]?.type ?? null, asked, conditional };
}

/** Where one of two may be left out, what it alone asks for may be missing. */
function joined(one: Wanted, other: Wanted): Wanted {
  const conditional = one.conditional && other.conditional;
  const askedOf = (wanted: Wanted): Asked =>
    wanted.asked.map((asked) => ({ ...asked, conditional: asked.conditional || (wanted.conditional && !conditional) }));
  return { ...one, asked: [...askedOf(one), ...askedOf(other)], conditional };
}
