import { Kind, type OperationDefinitionNode, type TypeNode } from 'graphql';
import { Refusal } from '../../kit/graphql/errors.ts';

/**
 * The variables that an address's parameters give a report: `?asOf=2025-06-30`; lists as parameters that come again.
 * Throws BAD_USER_INPUT where it takes none of that name.
 */
export function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: URLSearchParams,
): Record<string, unknown> {
  const types = new Map(variableDefinitions.map(({ variable, type }) => [variable.name.value, type]));
  const names = [...new Set(given.keys())];
  return Object.fromEntries(names.map((name) => [name, valueOf(name, types, given.getAll(name))]));
}

function valueOf(name: string, types: ReadonlyMap<string, TypeNode>, texts: readonly string[]): unknown {
  const type = types.get(name);
  if (!type)
    throw refusal(
      `The report wants variables among ${[...types.keys()].join(', ') || '(none)'}; got ${JSON.stringify(name)}.`,
    );
  const wanted = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  if (wanted.kind === Kind.LIST_TYPE) return texts.map((text) => scalarOf(wanted.type, text));
  if (texts.length > 1) throw refusal(`The report wants ${name} once; got it ${texts.length} times.`);
  return scalarOf(wanted, texts[0] ?? '');
}

/** What does not fit its type is left as it is, for GraphQL to refuse in its own words. */
function scalarOf(type: TypeNode, text: string): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return scalarOf(type.type, text);
  const name = type.kind === Kind.NAMED_TYPE ? type.name.value : '';
  if (name === 'Int' && /^-?\d{1,10}$/.test(text)) return Number(text);
  return name === 'Boolean' && /^(true|false)$/.test(text) ? text === 'true' : text;
}

function refusal(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}
