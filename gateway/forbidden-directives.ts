import { Kind, parse, type ConstDirectiveNode, type DefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { isDepartment } from '../kit/graphql/sdl.ts';

/**
 * What a department may not have, by the argument of `@join__field` that it becomes, whatever name it was imported
 * under.
 */
const FORBIDDEN: Readonly<Record<string, string>> = {
  requires: '@requires: it would be handed what other books say',
  contextArguments: '@fromContext: it would be handed what other books say',
  override: '@override: it would answer in the place of another',
};

/**
 * Throws where a department would be handed other subgraphs' fields, or answer in their place: it answers out of its
 * own books alone, and for them alone. Composition itself refuses keys of what is not shared.
 */
export function assertNothingForbidden(supergraphSdl: string): void {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const nameOf = namesByGraph(definitions);
  const types = definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const faults = types.flatMap((type) => fieldFaults(type, nameOf));
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

type NameOf = (directive: ConstDirectiveNode) => string;

/** The subgraph that a directive is of, by the supergraph's own list. */
function namesByGraph(definitions: readonly DefinitionNode[]): NameOf {
  const graphs = definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph' ? (node.values ?? []) : [],
  );
  const names = new Map(graphs.map(({ name, directives }) => [name.value, textIn(directives?.[0], 'name')]));
  return (directive) => names.get(textIn(directive, 'graph') ?? '') ?? '';
}

function fieldFaults({ name: type, fields = [] }: ObjectTypeDefinitionNode, nameOf: NameOf): string[] {
  return fields.flatMap(({ name: field, directives = [] }) =>
    directives.flatMap((directive) => {
      const subgraph = nameOf(directive);
      const given = directive.name.value === 'join__field' ? (directive.arguments ?? []) : [];
      const faults = isDepartment(subgraph) ? given.flatMap(({ name }) => FORBIDDEN[name.value] ?? []) : [];
      return faults.map((fault) => `${subgraph}: ${type.value}.${field.value} may not have ${fault}`);
    }),
  );
}

function textIn(directive: ConstDirectiveNode | undefined, argument: string): string | null {
  const value = directive?.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}
