import { isDeepStrictEqual } from 'node:util';

/** What is asked: for the message where the answer differs, and to ask it again. */
export interface Asked {
  endpointUrl: string;
  query: string;
  variables: Record<string, unknown>;
}

/** Asks a graph over HTTP. An answer with errors is no answer. */
export async function ask<Data>({ endpointUrl, query, variables }: Asked): Promise<Data> {
  const response = await fetch(endpointUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.text();
  const answer = readAnswer<Data>(body);
  if (!answer?.data || answer.errors)
    throw new Error(difference({ endpointUrl, query, variables }, 'an answer without errors', body));
  return answer.data;
}

interface Answer<Data> {
  data?: Data;
  errors?: unknown[];
}

function readAnswer<Data>(body: string): Answer<Data> | null {
  try {
    return JSON.parse(body) as Answer<Data>;
  } catch {
    return null;
  }
}

/** Throws unless they are the same in every field. */
export function compareAnswers(asked: Asked, expected: unknown, got: unknown): void {
  if (!isDeepStrictEqual(expected, got)) throw new Error(difference(asked, expected, got));
}

/**
 * Throws at the first place where two lists are not the same; before that, for ids that are missing, strange or there
 * twice.
 */
export function compareLists<Item>(
  asked: Asked,
  expected: readonly Item[],
  got: readonly Item[],
  idOf: (item: Item) => string,
): void {
  const [expectedIds, gotIds] = [expected.map(idOf), got.map(idOf)];
  const [wanted, came] = [new Set(expectedIds), new Set(gotIds)];
  const missing = expectedIds.filter((id) => !came.has(id));
  const strange = gotIds.filter((id) => !wanted.has(id));
  const twice = came.size === gotIds.length ? [] : gotIds.filter((id, i) => gotIds.indexOf(id) !== i);
  compareAnswers(asked, { missing: [], strange: [], twice: [] }, { missing, strange, twice });
  for (const [i, item] of expected.entries()) compareAnswers(asked, { at: i, item }, { at: i, item: got[i] });
}

/** Lists of which the order does not matter. */
export function compareSets<Item>(
  asked: Asked,
  expected: readonly Item[],
  got: readonly Item[],
  idOf: (item: Item) => string,
): void {
  const sorted = (items: readonly Item[]): Item[] => items.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  compareLists(asked, sorted(expected), sorted(got), idOf);
}

function difference({ query, variables }: Asked, expected: unknown, got: unknown): string {
  const [question, wanted, came] = [variables, expected, got].map((part) => textOf(part));
  return `The graph and the oracle differ.\nQuestion: ${query.trim()}\nwith: ${question}\nExpected: ${wanted}\nGot: ${came}`;
}

function textOf(part: unknown): string {
  const text = typeof part === 'string' ? part : JSON.stringify(part, null, 2);
  return text.length > 4000 ? `${text.slice(0, 4000)} …` : text;
}
