import { createHash } from 'node:crypto';
import { visit, type DocumentNode } from 'graphql';
import type { AuditEntry } from './entry.ts';
import { plainJson } from './plain-json.ts';

/** Fields of personal data. */
const PERSONAL: ReadonlySet<string> = new Set(['contact']);
/** Bytes that a question's texts may take in a line: whoever asks much cannot fill the disk with it. */
const MOST = { operation: 2_000, variables: 1_000, operationName: 200 };

interface Asked {
  query?: string | undefined;
  operationName?: string | undefined;
  variables?: object | undefined;
}

/**
 * What is recorded of a question: itself, shortened where it is long beside the digest of the whole; and nothing of its
 * answer.
 */
export function questionOf({
  query = null,
  operationName = null,
  variables = null,
}: Nullable<Asked>): Pick<
  AuditEntry,
  'operation' | 'operationDigest' | 'operationName' | 'variables' | 'variablesDigest'
> {
  const given = variables && JSON.stringify(variables);
  return {
    operationName: shortened(operationName, MOST.operationName),
    operation: shortened(query, MOST.operation),
    operationDigest: digestOf(query),
    variables: shortened(given, MOST.variables),
    variablesDigest: digestOf(given),
  };
}

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

/** As much of a text's beginning as takes so many bytes in a line at most. */
export function shortened(text: string | null, most: number): string | null {
  if (text === null) return null;
  let [size, end] = [0, 0];
  for (const character of text.slice(0, most)) {
    size += Buffer.byteLength(plainJson(character)) - '""'.length;
    if (size > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function digestOf(text: string | null): string | null {
  return text === null ? null : createHash('sha256').update(text).digest('base64url');
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

/**
 * Members of lists in an answer. A page's rows stand in `nodes` or in `edges`, and count once where they stand in both.
 */
export function rowsOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + 1 + rowsOf(member), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { nodes, ...others } = value as Record<string, unknown>;
  const rest = 'edges' in others ? [] : [nodes];
  return [...Object.values(others), ...rest].reduce<number>((sum, field) => sum + rowsOf(field), 0);
}
