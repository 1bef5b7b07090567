import { Kind, type DocumentNode, type FieldNode, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import type { Path } from '../../kit/client/answer/reader.ts';
import { isInputObjectType, isListType, isNonNullType } from '../../kit/client/answer/types.ts';

/**
 * What a schema says of a value that a root field takes: an argument, or a field of one, as `where.deliveredMonth`.
 * Null where it has none of this name.
 */
export function wantedBy(schema: GraphQLSchema, document: DocumentNode, path: Path, argument: unknown): string | null {
  const field = rootFields(document).find(({ alias, name }) => (alias ?? name).value === path[0]);
  const name = field?.name.value ?? '';
  const names = typeof argument === 'string' ? argument.split('.') : [];
  const fields = schema.getQueryType()?.getFields() ?? {};
  const taken = fields[name]?.args.find((arg) => arg.name === names[0]);
  const found = names.slice(1).reduce<Taken | undefined>((outer, inner) => fieldsOf(outer)[inner], taken);
  return found?.description ? `${name}: ${names.join('.')} wants another value: ${found.description}` : null;
}

interface Taken {
  type: GraphQLInputType;
  description?: string | null | undefined;
}

function fieldsOf(taken: Taken | undefined): Readonly<Record<string, Taken>> {
  let type: unknown = taken?.type;
  while (isNonNullType(type) || isListType(type)) type = type.ofType;
  return isInputObjectType(type) ? { ...type.getFields() } : {};
}

function rootFields({ definitions }: DocumentNode): FieldNode[] {
  const selections = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : [],
  );
  return selections.filter((node) => node.kind === Kind.FIELD);
}
