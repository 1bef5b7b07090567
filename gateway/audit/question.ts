import { createHash } from 'node:crypto';
import { visit, type DocumentNode } from 'graphql';
import type { AuditEntry } from './entry.ts';

/** Fields of personal data. */
const PERSONAL: ReadonlySet<string> = new Set(['contact']);
/** Characters that are recorded of an operation, and of its variables. */
const [MOST_OPERATION, MOST_VARIABLES] = [8_000, 4_000];

/** What is recorded of a question: itself, and nothing of its answer. */
export function questionOf({
  query,
  operationName,
  variables,
}: {
  query?: string | undefined;
  operationName?: string | undefined;
  variables?: object | undefined;
}): Pick<AuditEntry, 'operation' | 'operationDigest' | 'operationName' | 'variables'> {
  return {
    operationName: operationName?.slice(0, 200) ?? null,
    operation: query?.slice(0, MOST_OPERATION) ?? null,
    operationDigest: query === undefined ? null : createHash('sha256').update(query).digest('base64url'),
    variables: variables ? JSON.stringify(variables).slice(0, MOST_VARIABLES) : null,
  };
}

/** Whether a question has a field of personal data anywhere, included or skipped. */
export function asksPersonalData(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      asks ||= PERSONAL.has(name.value);
    },
  });
  return asks;
}

/** Members of lists in an answer. A page's rows stand in `nodes` or in `edges`, and count once where they stand in both. */
export function rowsOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + 1 + rowsOf(member), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { nodes, ...others } = value as Record<string, unknown>;
  const rest = 'edges' in others ? [] : [nodes];
  return [...Object.values(others), ...rest].reduce<number>((sum, field) => sum + rowsOf(field), 0);
}
