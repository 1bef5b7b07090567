import type {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLNullableType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLScalarType,
  GraphQLUnionType,
} from 'graphql';

type OutputNonNull = GraphQLNonNull<GraphQLNullableType & GraphQLOutputType>;

/**
 * Types are told apart by their tags: the gateway's packages are CommonJS, and a schema of theirs is none to the
 * library's other copy, which `import` gives.
 */
const hasTag = (type: unknown, name: string): boolean =>
  Object.prototype.toString.call(type) === `[object GraphQL${name}]`;

export const isNonNullType = (type: unknown): type is OutputNonNull => hasTag(type, 'NonNull');
export const isListType = (type: unknown): type is GraphQLList<GraphQLOutputType> => hasTag(type, 'List');
export const isObjectType = (type: unknown): type is GraphQLObjectType => hasTag(type, 'ObjectType');
export const isAbstractType = (type: unknown): type is GraphQLInterfaceType | GraphQLUnionType =>
  hasTag(type, 'InterfaceType') || hasTag(type, 'UnionType');
export const isEnumType = (type: unknown): type is GraphQLEnumType => hasTag(type, 'EnumType');
export const isScalarType = (type: unknown): type is GraphQLScalarType => hasTag(type, 'ScalarType');
export const isInputObjectType = (type: unknown): type is GraphQLInputObjectType => hasTag(type, 'InputObjectType');
