import { Kind, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { ReportShape } from './shape.ts';

/**
 * Throws in plain words where a table cannot be made of its question: columns that are there twice, or that nothing of
 * the answer is for.
 */
export function checkShape(file: string, operation: OperationDefinitionNode, shape: ReportShape): void {
  const flaw = flawOf(operation, shape);
  if (flaw !== null) throw new Error(`reports/${file} wants ${flaw}`);
}

/** What is wanted in place of what there is; null: it fits. */
function flawOf(
  { selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
  shape: ReportShape,
): string | null {
  const { rows, pageSize, columns, version, derive } = shape;
  if (!Number.isInteger(version) || version < 1) return 'a version from 1 on';
  const again = (['key', 'zh', 'en'] as const).flatMap((field) => doubles(columns.map((column) => column[field])));
  if (again[0] !== undefined) return `one column ${JSON.stringify(again[0])}`;
  const taken = variableDefinitions.map(({ variable }) => variable.name.value);
  if (pageSize !== undefined && !['first', 'after'].every((name) => taken.includes(name)))
    return '$first and $after, to be read in pages';
  const row = selectionAt(selectionSet, rows);
  if (!row) return `a question with rows at ${rows}`;
  const strange = derive ? undefined : columns.find(({ path }) => typeof path === 'string' && !holds(row, path));
  return strange ? `${strange.key} in its question` : null;
}

const doubles = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) < i);

function holds(set: SelectionSetNode, path: string): boolean {
  const [last, ...before] = path.split('.').reverse();
  const parent = before.length === 0 ? set : selectionAt(set, before.reverse().join('.'));
  return fieldOf(parent, last) !== undefined;
}

/** What is selected at a path of fields; null where nothing is. */
function selectionAt(set: SelectionSetNode, path: string): SelectionSetNode | null {
  let at: SelectionSetNode | null = set;
  for (const name of path.split('.')) {
    at = fieldOf(at, name)?.selectionSet ?? null;
  }
  return at;
}

function fieldOf(set: SelectionSetNode | null, name: string | undefined): FieldNode | undefined {
  const fields = set?.selections.filter((node) => node.kind === Kind.FIELD) ?? [];
  return fields.find((node) => (node.alias ?? node.name).value === name);
}
