import { Refusal } from './errors.ts';

/** A question that is kept where it is asked, by its name or by the SHA-256 of its text, in hexadecimal. */
export type KeptQuestion = { name: string } | { digest: string };

/** The text of a kept question. What is wrong with it is thrown. */
type TextOf = (kept: KeptQuestion) => string;

/** What may be asked with, as GraphQL over HTTP has it. */
export interface GraphqlRequest {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each part of a question is, and in what words. */
const PARTS = new Map<string, [is: Check, wanted: string]>([
  ['query', [(value) => isText(value) && value !== '', 'a text that is not empty']],
  ['operationName', [(value) => value === null || isText(value), 'a text or null']],
  ['variables', [(value) => value === null || isMap(value), 'an object or null']],
  ['extensions', [(value) => value === null || isMap(value), 'an object or null']],
]);

/** The question in a request's body: one, whole or by what it is kept under, with nothing beside it. */
export function requestOf(body: Buffer, textOf: TextOf = noneKept): GraphqlRequest {
  const value = jsonOf(body);
  if (!isMap(value)) throw refusal('The body wants one question, an object; questions are not taken in batches.');
  for (const [key, part] of Object.entries(value)) {
    const [is, wanted] = PARTS.get(key) ?? [];
    if (!is) throw refusal(`A question has ${[...PARTS.keys()].join(', ')}, and nothing else.`);
    if (!is(part)) throw refusal(`${key} wants ${wanted}.`);
  }
  const question = value as unknown as GraphqlRequest;
  const kept = keptIn(value);
  return kept ? { ...question, query: textOf(kept), extensions: null } : question;
}

/** What a question is kept under, where it is not there itself. */
function keptIn({ query, operationName, extensions }: Record<string, unknown>): KeptQuestion | null {
  const persisted = isMap(extensions) ? extensions['persistedQuery'] : undefined;
  if (persisted !== undefined) {
    const { sha256Hash: digest } = isMap(persisted) ? persisted : {};
    if (query === undefined && typeof digest === 'string') return { digest };
    throw refusal(
      'A kept question is asked by its digest alone, `persistedQuery.sha256Hash`; none is taken to be kept.',
    );
  }
  if (query !== undefined) return null;
  if (typeof operationName === 'string') return { name: operationName };
  throw refusal('A question wants a query.');
}

function noneKept(): never {
  throw refusal('A question wants a query: none is kept here.');
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw refusal('The question is not JSON in UTF-8.');
  }
}

const refusal = (message: string): Refusal => new Refusal('BAD_REQUEST', message);
