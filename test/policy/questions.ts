import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** Literals to ask with, by `field.argument`, by the name of an argument or of a filter’s field, or by type. */
export type Literals = Readonly<Record<string, readonly string[]>>;

/** A field of a type, and a way to ask for it from the top. */
export interface Place {
  type: string;
  field: GraphQLField<unknown, unknown>;
  /** The coordinates on the way to it, and itself. */
  way: readonly { type: string; field: string }[];
  /** The whole query around a selection of its parent. */
  wrap: (selection: string) => string;
}

type Field = GraphQLField<unknown, unknown>;

/** Roots that find one thing by what is given: nothing would be found below them. */
const FINDERS = ['debt', 'enterprise', 'debtor'];
/**
 * Lists that are not cut in pages, of what every department is asked about: what is below them is found by another way,
 * and by this one costs too much.
 */
const UNPAGED: ReadonlySet<string> = new Set(['Unit.debtors', 'UnclaimedDebtors.debtors']);

/** Every field that can be asked for, each by the shortest way from the root fields that are let pass. */
export function placesIn(
  schema: GraphQLSchema,
  literals: Literals,
  pass: (root: string) => boolean = () => true,
): Place[] {
  const places: Place[] = [];
  const seen = new Set<string>();
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type !== null && type !== undefined);
  const waiting = roots.map((type) => ({
    type,
    way: [] as Place['way'],
    wrap: wrapOf(type === schema.getMutationType()),
  }));
  for (const { type, way, wrap } of waiting) {
    for (const field of Object.values(type.getFields())) {
      if (way.length === 0 && !pass(field.name)) continue;
      const wayToField = [...way, { type: type.name, field: field.name }];
      places.push({ type: type.name, field, way: wayToField, wrap });
      if (isEnd(type, field)) continue;
      for (const [next, condition] of typesOf(schema, field.type)) {
        if (seen.has(next.name)) continue;
        seen.add(next.name);
        const wrapNext = (inner: string): string =>
          wrap(`${asked(field, literals, few(field))} { ${condition ? `... on ${next.name} { ${inner} }` : inner} }`);
        waiting.push({ type: next, way: wayToField, wrap: wrapNext });
      }
    }
  }
  return places;
}

const isEnd = (type: GraphQLObjectType, { name }: Field): boolean =>
  (type.name === 'Query' && FINDERS.includes(name)) || UNPAGED.has(`${type.name}.${name}`);

/** Questions put together, as many as a question may have root fields; each a field of its own name. */
export function together(questions: readonly string[]): string[] {
  const isMutation = (question: string): boolean => question.startsWith('mutation');
  const kinds = [questions.filter((question) => !isMutation(question)), questions.filter(isMutation)];
  return kinds.flatMap((all, kind) =>
    Array.from({ length: Math.ceil(all.length / MOST_TOGETHER) }, (_, i) =>
      wrapOf(kind === 1)(
        all
          .slice(i * MOST_TOGETHER, (i + 1) * MOST_TOGETHER)
          .map(named)
          .join(' '),
      ),
    ),
  );
}
const MOST_TOGETHER = 15;
const named = (question: string, i: number): string =>
  `question${i}: ${question.slice(question.indexOf('{') + 1, question.lastIndexOf('}'))}`;

const wrapOf = (isMutation: boolean) => (selection: string) => `${isMutation ? 'mutation ' : ''}{ ${selection} }`;

/** Object types that a field may give, and whether they have to be asked for by a fragment. */
function typesOf(schema: GraphQLSchema, type: GraphQLOutputType): [GraphQLObjectType, boolean][] {
  const named = getNamedType(type);
  if (isObjectType(named)) return [[named, false]];
  return isAbstractType(named) ? schema.getPossibleTypes(named).map((possible) => [possible, true]) : [];
}

/** Of a long list, a few rows. */
const few = ({ args }: Field): Readonly<Record<string, string>> =>
  args.some(({ name }) => name === 'first') ? { first: '2' } : {};

/** A field with the arguments that it cannot do without. */
export function asked(field: Field, literals: Literals, given: Readonly<Record<string, string>> = {}): string {
  const required = field.args
    .filter(isRequiredArgument)
    .map(({ name, type }) => [name, valuesOf(name, type, literals)[0] ?? 'null'] as const);
  const args = Object.entries({ ...Object.fromEntries(required), ...given });
  return args.length === 0
    ? field.name
    : `${field.name}(${args.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
}

/** What to ask of a field's value: everything so deep, but for what is not let pass. */
export function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  options: {
    depth: number;
    literals: Literals;
    pass: (coordinate: { type: string; field: string }) => boolean;
    told?: Set<string>;
  },
): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  const partOf = (object: GraphQLObjectType): string => {
    const parts = Object.values(object.getFields()).map((field) => partOfField(schema, object, field, options));
    return ['__typename', ...parts.filter((part) => part !== '')].join(' ');
  };
  if (isObjectType(named)) return `{ ${partOf(named)} }`;
  // types of records have fields of the same name and of other types
  const possible = schema.getPossibleTypes(named).map((object) => `... on ${object.name} { ${partOf(object)} }`);
  return `{ __typename ${possible.join(' ')} }`;
}

function partOfField(
  schema: GraphQLSchema,
  object: GraphQLObjectType,
  field: Field,
  options: Parameters<typeof selectionOf>[2],
): string {
  const coordinate = { type: object.name, field: field.name };
  const isLeaf = !isCompositeType(getNamedType(field.type));
  if (!options.pass(coordinate) || (!isLeaf && options.depth === 0)) return '';
  options.told?.add(`${object.name}.${field.name}`);
  const inner = selectionOf(schema, field.type, { ...options, depth: options.depth - 1 });
  const alias = /^(FinancePayable|ConstructionBill|EnergyLedgerRow|SoePayableLine)$/.test(object.name)
    ? `${object.name}_${field.name}: `
    : '';
  return `${alias}${asked(field, options.literals, few(field))} ${inner}`;
}

/** A field asked with each value of each of its arguments, one at a time. */
export function variantsOf(field: Field, literals: Literals): string[] {
  const withOne = ({ name, type }: GraphQLArgument): string[] => {
    const own = `${field.name}.${name}`;
    return valuesOf(own in literals ? own : name, type, literals).map((value) =>
      asked(field, literals, { [name]: value }),
    );
  };
  return [asked(field, literals), ...field.args.flatMap(withOne)];
}

/** Literals of a type for an argument of that name; each field of a filter, and each of its values, by itself. */
function valuesOf(name: string, type: GraphQLInputType, literals: Literals): string[] {
  if (isNonNullType(type)) return valuesOf(name, type.ofType, literals);
  if (isListType(type)) {
    const members = valuesOf(name, type.ofType, literals);
    return [`[${members.join(', ')}]`, ...members.map((member) => `[${member}]`), '[]'];
  }
  const known = literals[name];
  if (known) return [...known];
  if (isEnumType(type)) return type.getValues().map((value) => value.name);
  if (!isInputObjectType(type)) return [...(literals[type.name] ?? [])];
  const fields = Object.values(type.getFields());
  const wanted = fields
    .filter(isRequiredInputField)
    .map((field) => [field.name, valuesOf(field.name, field.type, literals)[0] ?? 'null'] as const);
  return fields.flatMap((field) =>
    valuesOf(field.name, field.type, literals).map((value) =>
      objectOf({ ...Object.fromEntries(wanted), [field.name]: value }),
    ),
  );
}

/** An object with what it cannot do without, and one value more. */
const objectOf = (fields: Readonly<Record<string, string>>): string =>
  `{ ${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
