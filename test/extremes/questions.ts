import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { EXTREMES, WIDEST } from './values.ts';

/** One argument of a field at an extreme, beside what the field cannot do without. */
export interface Question {
  name: string;
  query: string;
  variables: Record<string, unknown>;
}

type Field = GraphQLField<unknown, unknown>;
/** A value, and where in an argument it stands. */
type Placed = [where: string, value: unknown];

/**
 * Makes questions of every argument at every extreme; of an input that stands in many places, all its texts in one and
 * its numbers in each.
 */
export class Asker {
  readonly #tried = new Set<string>();

  /** `around` is the question that a field of the type stands in. */
  questionsOf(type: GraphQLObjectType, around: (field: string) => string): Question[] {
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((argument) => this.#ofArgument(type, field, argument, around)),
    );
  }

  #ofArgument(
    type: GraphQLObjectType,
    field: Field,
    argument: GraphQLArgument,
    around: (field: string) => string,
  ): Question[] {
    const all = [argument, ...field.args.filter((other) => other !== argument && isRequiredArgument(other))];
    const given = all.map(({ name }) => `${name}: $${name}`).join(', ');
    const declared = all.map(({ name, type: of }) => `$${name}: ${String(of)}`).join(', ');
    const kind = type.name === 'Mutation' ? 'mutation' : 'query';
    const query = `${kind} (${declared}) { ${around(`${field.name}(${given})${selectionOf(field.type)}`)} }`;
    const usual = usualFields(all);
    return this.#extremesOf(argument.type, EXTREMES).map(([where, value]) => ({
      name: `${type.name}.${field.name}(${argument.name}${where}: ${JSON.stringify(value).slice(0, 60)})`,
      query,
      variables: { ...usual, [argument.name]: value },
    }));
  }

  #extremesOf(type: GraphQLInputType, extremes: typeof EXTREMES): Placed[] {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return listsOf(this.#extremesOf(nullable.ofType, extremes));
    if (isEnumType(nullable)) return nullable.getValues().map(({ name }) => ['', name]);
    if (!isInputObjectType(nullable)) return (extremes[getNamedType(nullable).name] ?? []).map((value) => ['', value]);
    const within = this.#tried.has(nullable.name) ? WIDEST : EXTREMES;
    this.#tried.add(nullable.name);
    const fields = Object.values(nullable.getFields());
    const usual = usualFields(fields.filter(({ type: of }) => isNonNullType(of)));
    const placed = (name: string, of: GraphQLInputType): Placed[] =>
      this.#extremesOf(of, within).map(([where, value]) => [`.${name}${where}`, { ...usual, [name]: value }]);
    return fields.flatMap(({ name, type: of }) => placed(name, of));
  }
}

function listsOf(members: readonly Placed[]): Placed[] {
  if (members.length === 0) return [];
  const long = Array.from({ length: 500 }, () => members[0]?.[1]);
  return [['', []], ['', long], ...members.map(([where, value]): Placed => [`${where}[]`, [value, value]])];
}

function usualFields(fields: readonly { name: string; type: GraphQLInputType }[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, type }) => [name, usualOf(name, type)]));
}

function usualOf(name: string, type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return ['finance:1', 'soe:1'];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  return name.endsWith('Month') ? '2026-01' : name === 'id' ? 'finance:1' : '1';
}

/** What makes a field be worked out: whether it is complete, its first rows, its figures. */
function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return 'getFields' in named ? ' { __typename }' : '';
  const has = (name: string): boolean => named.getFields()[name]?.args.length === 0;
  const leaves = ['id', 'code', 'complete', 'totalCount', 'hasNextPage', 'outstanding', 'asOf'].filter(has);
  const nodes = has('nodes') ? ['nodes { __typename }'] : [];
  const totals = has('totals') ? ['totals { outstanding }'] : [];
  const sources = has('sources') ? ['sources { state message }'] : [];
  return ` { ${['__typename', ...leaves, ...nodes, ...totals, ...sources].join(' ')} }`;
}
