import {
  isAbstractType,
  isIntrospectionType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Coordinate } from '../policy/policy.ts';

export interface AskedField {
  node: FieldNode;
  /**
   * What it may turn out to be: of an interface, the field of every type that implements it. Null: it asks about the
   * schema.
   */
  coordinates: readonly Coordinate[] | null;
}

/**
 * Every field that an operation asks for, in fragments too, however it is named in the answer. `__typename` is nobody's
 * secret.
 */
export function fieldsIn(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
): AskedField[] {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  const typeInfo = new TypeInfo(schema);
  const asked: AskedField[] = [];
  const visitor = visitWithTypeInfo(typeInfo, {
    Field: (node) => {
      const parent = typeInfo.getParentType();
      if (parent && node.name.value !== '__typename')
        asked.push({ node, coordinates: coordinatesOf(schema, parent, node) });
    },
    FragmentSpread: ({ name }) => {
      const fragment = fragments.find((known) => known.name.value === name.value);
      if (fragment) reached.add(fragment);
    },
  });
  for (const definition of reached) visit(definition, visitor);
  return asked;
}

function coordinatesOf(schema: GraphQLSchema, parent: GraphQLCompositeType, { name }: FieldNode): Coordinate[] | null {
  if (isIntrospectionType(parent) || name.value.startsWith('__')) return null;
  const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
  return types.map((type) => ({ type: type.name, field: name.value }));
}
