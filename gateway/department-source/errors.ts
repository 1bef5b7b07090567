import { Kind, type DocumentNode, type FieldNode, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES, type ErrorCode } from '../../kit/errors.ts';
import type { Answer, Path } from './answer.ts';

const CODES: readonly unknown[] = ERROR_CODES;
/** Codes after which the same question may well be answered a little later. */
const RETRYABLE: readonly unknown[] = ['DEPARTMENT_UNAVAILABLE', 'OVERLOADED', 'TOO_MANY_REQUESTS'] satisfies ErrorCode[];

/** Why a subgraph gave no answer. */
interface Failure {
  code: 'DEPARTMENT_UNAVAILABLE' | 'OVERLOADED';
  domain: string;
}

/** An answer of errors alone: one for each field that was asked, or for each entity. */
export function failures({ code, domain }: Failure, document: DocumentNode, entities: readonly number[]): Answer {
  const message =
    code === 'OVERLOADED'
      ? `You ask too much of ${domain} at once: ask again when you have your other answers.`
      : `${domain} does not answer just now.`;
  const extensions = { code, domain, retryable: true };
  const paths = entities.length > 0 ? entities.map((_, i): Path => ['_entities', i]) : rootKeys(document).map((key): Path => [key]);
  return { data: null, errors: paths.map((path) => ({ message, path, extensions })) };
}

function rootKeys(document: DocumentNode): string[] {
  const selections = document.definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : []));
  return selections.filter((node): node is FieldNode => node.kind === Kind.FIELD).map(({ alias, name }) => (alias ?? name).value);
}

/** A subgraph's error under the house's codes: one by which it refuses the gateway's own question is not the asker's fault. */
export function ownError({ message, path, extensions }: GraphQLFormattedError, domain: string): GraphQLFormattedError {
  const given = extensions?.['code'];
  const code = CODES.includes(given) ? given : 'INTERNAL_SERVER_ERROR';
  const told = { code, domain, retryable: RETRYABLE.includes(code) };
  return { message, ...(path && { path }), extensions: told };
}
