import type { GraphQLFormattedError } from 'graphql';

export type Path = readonly (string | number)[];

/** What a subgraph says: data, errors, or both. */
export interface Answer {
  data: Record<string, unknown> | null;
  errors: readonly GraphQLFormattedError[];
  /** What a subgraph that puts together what others say could not have of them: codes of domains. */
  incomplete?: readonly unknown[];
}

/** Throws where a text is no answer, or one about fewer or more entities than were asked for: the gateway would make null of it, without an error. */
export function readAnswer(text: string, entities: readonly unknown[] | null): Answer {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('the answer is no object');
  const { data = null, errors, extensions } = value;
  if (data === null && errors === undefined) throw new Error('the answer has neither `data` nor `errors`');
  if (data !== null && !isRecord(data)) throw new Error('`data` is no object');
  if (data && entities) countEntities(data, entities.length);
  return { data, errors: readErrors(errors), incomplete: incompleteIn(extensions) };
}

function incompleteIn(extensions: unknown): readonly unknown[] {
  const incomplete = isRecord(extensions) ? extensions['incomplete'] : undefined;
  return Array.isArray(incomplete) ? incomplete : [];
}

function readErrors(errors: unknown = []): readonly GraphQLFormattedError[] {
  if (!isErrors(errors)) throw new Error('`errors` is no list of errors');
  return errors;
}

function countEntities({ _entities: found }: Record<string, unknown>, asked: number): void {
  if (!Array.isArray(found) || found.length !== asked) throw new Error(`the answer has not the ${asked} entities that were asked for`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isErrors(value: unknown): value is GraphQLFormattedError[] {
  return Array.isArray(value) && value.every((error) => isRecord(error) && typeof error['message'] === 'string');
}
