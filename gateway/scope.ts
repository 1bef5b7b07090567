import {
  isAbstractType,
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
import { Refusal } from '../kit/errors.ts';
import type { QuestionGuard } from '../kit/question-guards.ts';
import type { Viewer } from '../kit/viewer.ts';
import { policies } from '../policy/policies.ts';
import { decideAmong, type Coordinate } from '../policy/policy.ts';
import type { GatewayContext } from './department-source/source.ts';

/** Whether a caller may ask for a field. */
export type MayAsk = (coordinate: Coordinate, viewer: Viewer) => boolean;

const RULES = Object.values(policies);

/** As the subgraphs' own tables have it. */
export const mayAskByPolicy: MayAsk = (coordinate, viewer) => decideAmong(RULES, coordinate, viewer) === 'ALLOW';

/** Refuses a question for a field that its caller may not see, before anybody is asked for anything. */
export function scopeGuard(mayAsk: MayAsk): QuestionGuard<GatewayContext> {
  return ({ schema, document, operation, contextValue: { call } }) => {
    const asked = askedFields(schema, document, operation);
    const refused = asked.find(({ coordinates }) => coordinates.some((coordinate) => !mayAsk(coordinate, call.viewer)));
    if (refused) throw refusalOf(refused.node, call.viewer);
  };
}

interface AskedField {
  node: FieldNode;
  /** What it may turn out to be: of an interface, the field of every type that implements it. */
  coordinates: Coordinate[];
}

/** Every field that an operation asks for, in fragments too, however it is named in the answer. GraphQL's own are nobody's secret. */
function askedFields(schema: GraphQLSchema, { definitions }: DocumentNode, operation: OperationDefinitionNode): AskedField[] {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  const typeInfo = new TypeInfo(schema);
  const asked: AskedField[] = [];
  const visitor = visitWithTypeInfo(typeInfo, {
    Field: (node) => {
      const parent = typeInfo.getParentType();
      if (parent && !node.name.value.startsWith('__')) asked.push({ node, coordinates: coordinatesOf(schema, parent, node) });
    },
    FragmentSpread: ({ name }) => {
      const fragment = fragments.find((known) => known.name.value === name.value);
      if (fragment) reached.add(fragment);
    },
  });
  for (const definition of reached) visit(definition, visitor);
  return asked;
}

function coordinatesOf(schema: GraphQLSchema, parent: GraphQLCompositeType, { name }: FieldNode): Coordinate[] {
  const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
  return types.map((type) => ({ type: type.name, field: name.value }));
}

/** Names the field as the caller wrote it. */
function refusalOf({ alias, name }: FieldNode, { role, domains }: Viewer): Refusal {
  const field = alias ? `${alias.value}: ${name.value}` : name.value;
  const asking = `as ${role ?? 'nobody we know'}, for ${domains.join(', ') || 'no domain'}`;
  return new Refusal('FORBIDDEN', `${field} is not for you: you ask ${asking}.`);
}
