import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
} from 'graphql';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/**
 * Where a subgraph's SDL breaks the laws of federation that composing lets pass.
 * - What another subgraph answers may be missing, and must not take the rest of an answer with it. So a field whose
 * type belongs to another subgraph
 * is nullable, or the members of a list of them are; so is a field that one subgraph adds to another's type; so is a
 * department's root field.
 * - `@requires` with arguments, on the field or in what it asks for, gives silently wrong data: forbidden.
 */
export function brokenLaws(subgraph: string, sdl: string): string[] {
  const objects = parse(sdl).definitions.filter(isObject);
  const foreign = foreignTypes(objects);
  return objects.flatMap((object) =>
    (object.fields ?? []).flatMap((field) => brokenBy(subgraph, object, field, foreign)),
  );
}

function brokenBy(
  subgraph: string,
  object: ObjectNode,
  field: FieldDefinitionNode,
  foreign: ReadonlySet<string>,
): string[] {
  const isRoot = object.name.value === 'Query';
  const isRequired = field.type.kind === Kind.NON_NULL_TYPE;
  const isAdded = isForeign(object) && !isRoot && !hasDirective(field, 'external') && !isKey(object, field);
  const laws: [boolean, string][] = [
    [
      foreign.has(named(field.type)) && hasRequiredMember(field.type),
      'is answered by another subgraph and must be nullable',
    ],
    [isAdded && isRequired, 'is added to another subgraph’s type and must be nullable'],
    [isRoot && subgraph !== 'coordination' && isRequired, 'is a department’s root field and must be nullable'],
    [requiresArguments(field), 'has @requires with arguments'],
  ];
  return laws.filter(([broken]) => broken).map(([, law]) => `${object.name.value}.${field.name.value} ${law}`);
}

function isObject(node: DefinitionNode): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

/** Types of other subgraphs, and interfaces that one of them implements. */
function foreignTypes(objects: readonly ObjectNode[]): Set<string> {
  const others = objects.filter((object) => isForeign(object) && object.name.value !== 'Query');
  return new Set(
    others.flatMap(({ name, interfaces }) => [
      name.value,
      ...(interfaces ?? []).map((implemented) => implemented.name.value),
    ]),
  );
}

/** An extension of a type, or a stub of one that is resolved elsewhere. */
function isForeign({ kind, directives }: ObjectNode): boolean {
  const keys = (directives ?? []).filter(({ name }) => name.value === 'key');
  return (
    kind === Kind.OBJECT_TYPE_EXTENSION ||
    (keys.length > 0 && keys.every((key) => argumentOf(key, 'resolvable') === false))
  );
}

function isKey({ directives }: ObjectNode, field: FieldDefinitionNode): boolean {
  const keys = (directives ?? []).filter(({ name }) => name.value === 'key');
  return keys.some((key) => String(argumentOf(key, 'fields')).split(/\W+/).includes(field.name.value));
}

function requiresArguments(field: FieldDefinitionNode): boolean {
  const requires = field.directives?.find(({ name }) => name.value === 'requires');
  if (!requires) return false;
  return (field.arguments ?? []).length > 0 || String(argumentOf(requires, 'fields')).includes('(');
}

function argumentOf({ arguments: given }: ConstDirectiveNode, name: string): string | boolean | null {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.BOOLEAN ? value.value : null;
}

const hasDirective = ({ directives }: FieldDefinitionNode, name: string): boolean =>
  (directives ?? []).some((directive) => directive.name.value === name);

function named(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);
}

/**
 * Whether what is answered elsewhere stands in a place that cannot be empty: a list around it may be required, itself
 * it may not.
 */
function hasRequiredMember(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return false;
  return type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.NAMED_TYPE ? true : hasRequiredMember(type.type);
}
