import { Kind, print, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { groupedBy } from '../../kit/rules/group.ts';
import { dataOf, incompleteOf, type Answer } from './answer.ts';
import type { Row } from './shape.ts';

/**
 * What stands in a department's own record is asked for with so many debts of it at once: some books are read whole
 * units at a time.
 */
const AT_ONCE = 250;
/** Rows that are kept until their records are there. */
const WINDOW = 2_000;

/** The question for what a report wants of the records of some debts; null: it wants nothing of them. */
export function recordsQuestion({ selectionSet }: OperationDefinitionNode): string | null {
  const record = selectionIn(selectionIn(selectionIn(selectionSet, 'debts'), 'nodes'), 'record');
  if (!record) return null;
  return `query Records($ids: [ID!]!, $asOf: Date!) {
  debts(filter: { ids: $ids, scope: ALL }, asOf: $asOf, first: ${AT_ONCE}, counting: AS_RECORDED) { nodes { id record ${print(record)} } }
}`;
}

/** Debts with their records, in their order. Whose records are missing is noted before the debts are told. */
export async function* withRecords(
  rows: AsyncIterable<Row>,
  ask: (ids: readonly string[]) => Promise<Answer>,
  note: (incomplete: readonly unknown[]) => void,
): AsyncIterable<Row> {
  for await (const window of windowsOf(rows)) {
    const [records, incomplete] = [new Map<unknown, unknown>(), [] as unknown[]];
    const read = async (ids: readonly string[]): Promise<void> => {
      const answer = await ask(ids);
      const { nodes } = dataOf(answer)['debts'] as { nodes: readonly Row[] };
      incomplete.push(...incompleteOf(answer));
      for (const { id, record } of nodes) records.set(id, record);
    };
    // departments side by side, each a part at a time
    await Promise.all([...groupedBy(window, domainOf).values()].map((own) => inParts(own.map(idOf), read)));
    note(incomplete);
    for (const row of window) yield { ...row, record: records.get(row['id']) ?? null };
  }
}

async function* windowsOf(rows: AsyncIterable<Row>): AsyncIterable<Row[]> {
  let window: Row[] = [];
  for await (const row of rows) {
    window.push(row);
    if (window.length < WINDOW) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}

const idOf = ({ id }: Row): string => id as string;
const domainOf = ({ domain }: Row): string => (domain as { code: string }).code;

async function inParts(ids: readonly string[], read: (part: readonly string[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) await read(ids.slice(from, from + AT_ONCE));
}

function selectionIn(set: SelectionSetNode | null, name: string): SelectionSetNode | null {
  const field = set?.selections.find((node) => node.kind === Kind.FIELD && node.name.value === name);
  return field?.kind === Kind.FIELD ? (field.selectionSet ?? null) : null;
}
