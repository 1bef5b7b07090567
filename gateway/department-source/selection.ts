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

/** A field that was asked for. */
export interface Wanted {
  key: string;
  /** Null where the schema does not show the field, as for entities: then nothing is promised. */
  type: GraphQLOutputType | null;
  selections: SelectionSetNode | undefined;
  /** It may be left out: a condition stands on it. */
  conditional: boolean;
}

/** What a document asks of objects of a type. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #known = new Map<SelectionSetNode, Map<string, Wanted[]>>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    [this.#schema, this.#document] = [schema, document];
  }

  wantedOf(selections: SelectionSetNode, type: GraphQLObjectType): readonly Wanted[] {
    const byType = this.#known.get(selections) ?? new Map<string, Wanted[]>();
    this.#known.set(selections, byType);
    const wanted = byType.get(type.name) ?? selections.selections.flatMap((selection) => this.#wantedBy(selection, type));
    byType.set(type.name, wanted);
    return wanted;
  }

  #wantedBy(selection: SelectionNode, type: GraphQLObjectType): Wanted[] {
    const conditional = (selection.directives?.length ?? 0) > 0;
    if (selection.kind === Kind.FIELD) return [{ ...fieldOf(selection, type), conditional }];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragment(selection.name.value);
    if (!fragment || !this.#isOf(type, fragment.typeCondition?.name.value)) return [];
    return this.wantedOf(fragment.selectionSet, type).map((wanted) => (conditional ? { ...wanted, conditional } : wanted));
  }

  #fragment(name: string): FragmentDefinitionNode | undefined {
    return this.#document.definitions.find(
      (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name,
    );
  }

  #isOf(type: GraphQLObjectType, condition: string = type.name): boolean {
    const wider = this.#schema.getType(condition);
    return type.name === condition || (isAbstractType(wider) && this.#schema.isSubType(wider, type));
  }
}

function fieldOf({ name, alias, selectionSet }: FieldNode, type: GraphQLObjectType): Omit<Wanted, 'conditional'> {
  return { key: (alias ?? name).value, type: type.getFields()[name.value]?.type ?? null, selections: selectionSet };
}
