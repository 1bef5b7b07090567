import {
  buildASTSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isTypeDefinitionNode,
  isUnionType,
  Kind,
  parse,
  printSchema,
  visit,
  type ASTNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Coordinate } from '../../policy/policy.ts';

/** Whether a field of an object type may be asked for. */
export type MayAskField = (coordinate: Coordinate) => boolean;

/** Fields of object types and interfaces, as `Type.field`. */
type Fields = ReadonlySet<string>;
type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType;

/**
 * A schema without the fields that may not be asked for, nor anything that is reached through them alone: whole in
 * itself, to be looked at and not to be asked. Null where nothing is left to ask.
 */
export function cutSchema(schema: GraphQLSchema, mayAsk: MayAskField): GraphQLSchema | null {
  const shown = shownFields(schema, mayAsk);
  const reached = reachedTypes(schema, shown);
  if (!reached.has('Query')) return null;
  return buildASTSchema(visit(parse(printSchema(schema)), { enter: (node) => cutNode(node, { shown, reached }) }));
}

/** Null where a node goes, undefined where it stays as it is. */
function cutNode(
  node: ASTNode,
  { shown, reached }: { shown: Fields; reached: ReadonlySet<string> },
): ASTNode | null | undefined {
  const named = node.kind === Kind.OPERATION_TYPE_DEFINITION ? node.type : node;
  if ((named.kind === Kind.NAMED_TYPE || isTypeDefinitionNode(named)) && !reached.has(named.name.value)) return null;
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return undefined;
  return { ...node, fields: node.fields?.filter(({ name }) => shown.has(nameOf(node.name.value, name.value))) ?? [] };
}

/**
 * What may be asked for and gives something that can be looked into; of an interface, what each of its implementations
 * shows.
 */
function shownFields(schema: GraphQLSchema, mayAsk: MayAskField): Fields {
  const types = Object.values(schema.getTypeMap()).filter(hasFields);
  const all = types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ type, field, name: nameOf(type.name, field.name) })),
  );
  const asked = all.filter(
    ({ type, field }) => isInterfaceType(type) || mayAsk({ type: type.name, field: field.name }),
  );
  const shown = new Set(asked.map(({ name }) => name));
  // each that goes may take others with it
  for (let before = Infinity; shown.size < before;) {
    before = shown.size;
    for (const { type, field, name } of asked) if (!stands(schema, type, field, shown)) shown.delete(name);
  }
  return shown;
}

function stands(
  schema: GraphQLSchema,
  type: TypeWithFields,
  field: GraphQLField<unknown, unknown>,
  shown: Fields,
): boolean {
  if (isInterfaceType(type) && schema.getPossibleTypes(type).some(({ name }) => !shown.has(nameOf(name, field.name))))
    return false;
  return hasSight(schema, getNamedType(field.type), shown);
}

/** Whether anything of a type is shown; of what has no parts, itself is. */
function hasSight(schema: GraphQLSchema, type: GraphQLNamedType, shown: Fields): boolean {
  if (isUnionType(type)) return type.getTypes().some((member) => hasSight(schema, member, shown));
  return !hasFields(type) || Object.keys(type.getFields()).some((field) => shown.has(nameOf(type.name, field)));
}

/** Types that what is shown gives or takes. */
function reachedTypes(schema: GraphQLSchema, shown: Fields): ReadonlySet<string> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const waiting: GraphQLNamedType[] = [
    ...roots.filter((type) => type !== null && type !== undefined),
    ...directiveTypes(schema),
  ];
  const reached = new Set<string>();
  for (const type of waiting) {
    if (reached.has(type.name) || !hasSight(schema, type, shown)) continue;
    reached.add(type.name);
    waiting.push(...nextTypes(schema, type, shown));
  }
  return reached;
}

function nextTypes(schema: GraphQLSchema, type: GraphQLNamedType, shown: Fields): GraphQLNamedType[] {
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => getNamedType(field.type));
  if (!hasFields(type)) return [...possible];
  const fields = Object.values(type.getFields()).filter(({ name }) => shown.has(nameOf(type.name, name)));
  const types = fields.flatMap((field) => [
    getNamedType(field.type),
    ...field.args.map((argument) => getNamedType(argument.type)),
  ]);
  return [...possible, ...types];
}

const directiveTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  schema.getDirectives().flatMap(({ args }) => args.map(({ type }) => getNamedType(type)));

/** GraphQL's own types are in every schema. */
const hasFields = (type: GraphQLNamedType): type is TypeWithFields =>
  (isObjectType(type) || isInterfaceType(type)) && !isIntrospectionType(type);

const nameOf = (type: string, field: string): string => `${type}.${field}`;
