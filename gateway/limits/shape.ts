import {
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from '../../kit/graphql/errors.ts';
import { checkLiteral } from './values.ts';

/** How large a document may be, in each way in which reading it costs more than it weighs. */
const MOST = {
  tokens: 4_000,
  operations: 10,
  fragments: 50,
  variables: 50,
  /**
   * Fields and fragments, with what is in fragments wherever they are spread, as in all that follow: GraphQL compares
   * each with each.
   */
  selections: 300,
  levels: 20,
  aliases: 30,
  directives: 30,
  'root fields': 20,
};
type Measure = keyof typeof MOST;

/** What a selection set comes to. */
type Shape = Record<'selections' | 'levels' | 'aliases' | 'directives' | 'root fields', number>;

const NOTHING: Shape = { selections: 0, levels: 0, aliases: 0, directives: 0, 'root fields': 0 };

/**
 * Refuses a query whose document is not small. One that is no GraphQL is GraphQL's own to refuse. It is measured in one
 * walk, each fragment once: GraphQL's own checks would compare each field of unfolded fragments with each other.
 */
export function checkDocument(query: string): void {
  const document = parseWithin(query);
  if (!document) return;
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  check('operations', operations.length);
  check('fragments', fragments.length);
  const measurer = new Measurer(fragments);
  for (const { selectionSet } of fragments) checkShape({ ...measurer.shapeOf(selectionSet), 'root fields': 0 });
  for (const { selectionSet, variableDefinitions = [] } of operations) {
    checkShape(measurer.shapeOf(selectionSet));
    check('variables', variableDefinitions.length);
    for (const { variable, defaultValue } of variableDefinitions)
      if (defaultValue) checkLiteral(variable.name.value, defaultValue);
  }
}

function parseWithin(query: string): DocumentNode | null {
  try {
    const lexer = new Lexer(new Source(query));
    for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens++) check('tokens', tokens + 1);
    return parse(query, { noLocation: true });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return null;
  }
}

function checkShape(shape: Shape): void {
  for (const [measure, size] of Object.entries(shape)) check(measure as keyof Shape, size);
}

function check(measure: Measure, size: number): void {
  const most = MOST[measure];
  if (size > most) throw new Refusal('TOO_COSTLY', `A question has at most ${most} ${measure}; this one has more.`);
}

class Measurer {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, Shape>();

  constructor(fragments: readonly FragmentDefinitionNode[]) {
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  shapeOf({ selections }: SelectionSetNode): Shape {
    return selections.map((selection) => this.#shapeOfSelection(selection)).reduce(besides, NOTHING);
  }

  #shapeOfSelection(selection: SelectionNode): Shape {
    const inner = this.#shapeWithin(selection);
    const selections = inner.selections + 1;
    const directives = inner.directives + (selection.directives?.length ?? 0);
    if (selection.kind !== Kind.FIELD) return { ...inner, selections, directives };
    for (const { name, value } of selection.arguments ?? []) checkLiteral(name.value, value);
    const aliases = inner.aliases + (selection.alias ? 1 : 0);
    return { selections, levels: inner.levels + 1, aliases, directives, 'root fields': 1 };
  }

  #shapeWithin(selection: SelectionNode): Shape {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#shapeOfFragment(selection.name.value);
    return selection.selectionSet ? this.shapeOf(selection.selectionSet) : NOTHING;
  }

  /** A fragment that is not there, or holds itself, is nothing here: GraphQL refuses it. */
  #shapeOfFragment(name: string): Shape {
    const [fragment, measured] = [this.#fragments.get(name), this.#measured.get(name)];
    if (measured || !fragment) return measured ?? NOTHING;
    this.#measured.set(name, NOTHING);
    const shape = this.shapeOf(fragment.selectionSet);
    this.#measured.set(name, shape);
    return shape;
  }
}

function besides(one: Shape, other: Shape): Shape {
  return {
    selections: one.selections + other.selections,
    levels: Math.max(one.levels, other.levels),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    'root fields': one['root fields'] + other['root fields'],
  };
}
