import { Refusal } from './errors.ts';

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

/** The question in a request's body: one, whole, with nothing beside it. */
export function requestOf(body: Buffer): GraphqlRequest {
  const value = jsonOf(body);
  if (!isMap(value)) throw refusal('The body wants one question, an object; questions are not taken in batches.');
  for (const [key, part] of Object.entries(value)) {
    const [is, wanted] = PARTS.get(key) ?? [];
    if (!is) throw refusal(`A question has ${[...PARTS.keys()].join(', ')}, and nothing else.`);
    if (!is(part)) throw refusal(`${key} wants ${wanted}.`);
  }
  if (!Object.hasOwn(value, 'query')) throw refusal('A question wants a query.');
  if (isMap(value['extensions']) && 'persistedQuery' in value['extensions'])
    throw refusal('Questions are not kept here: send the query itself.');
  return value as unknown as GraphqlRequest;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw refusal('The question is not JSON in UTF-8.');
  }
}

const refusal = (message: string): Refusal => new Refusal('BAD_REQUEST', message);
