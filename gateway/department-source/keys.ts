import { Kind, parse, print, visit, type DocumentNode, type SelectionNode } from 'graphql';
import { isRecord } from '../../kit/client/answer/reader.ts';

/** A question about entities that asks for their keys as well. */
export interface KeyedQuestion {
  query: string;
  /** Before the names under which keys are answered. */
  prefix: string;
}

const known = new WeakMap<DocumentNode, Map<string, KeyedQuestion>>();

/**
 * The question of a plan with the keys of these entities asked back. Plans are few and used again: each is changed
 * once.
 */
export function askKeysBack(document: DocumentNode, query: string, representations: readonly unknown[]): KeyedQuestion {
  const keys = keysOf(representations);
  const questions = known.get(document) ?? new Map<string, KeyedQuestion>();
  known.set(document, questions);
  const of = JSON.stringify([...keys]);
  const question = questions.get(of) ?? withKeys(document, query, keys);
  questions.set(of, question);
  return question;
}

/**
 * Whether an entity is the one that was asked for, as far as it says itself. One that is not there is as good as any.
 */
export function isTheOne(entity: unknown, representation: unknown, { prefix }: KeyedQuestion): boolean {
  if (!isRecord(entity) || !isRecord(representation)) return true;
  return fieldsOf(representation).every((field) => entity[prefix + field] === representation[field]);
}

/** By type, the fields by which its entities are told apart, its name among them. */
function keysOf(representations: readonly unknown[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const representation of representations) {
    if (isRecord(representation)) keys.set(String(representation['__typename']), fieldsOf(representation));
  }
  return keys;
}

const fieldsOf = (representation: Record<string, unknown>): string[] =>
  Object.keys(representation).filter((field) => typeof representation[field] === 'string');

/** The prefix is one that nobody who asks has used. */
function withKeys(document: DocumentNode, query: string, keys: ReadonlyMap<string, readonly string[]>): KeyedQuestion {
  let prefix = 'key_';
  while (query.includes(prefix)) prefix = `key_${prefix}`;
  const fragments = [...keys].map(
    ([type, fields]) => `... on ${type} { ${fields.map((field) => `${prefix}${field}: ${field}`).join(' ')} }`,
  );
  const added = selectionsIn(parse(`{ ${fragments.join(' ')} }`, { noLocation: true }));
  const changed = visit(document, {
    Field: ({ selectionSet, ...node }) =>
      selectionSet && node.name.value === '_entities'
        ? { ...node, selectionSet: { ...selectionSet, selections: [...selectionSet.selections, ...added] } }
        : false,
  });
  return { query: print(changed), prefix };
}

function selectionsIn({ definitions }: DocumentNode): SelectionNode[] {
  return definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : []));
}
