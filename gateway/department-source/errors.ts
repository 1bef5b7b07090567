import { Kind, type DocumentNode, type FieldNode, type GraphQLFormattedError } from 'graphql';
import type { Path } from '../../kit/client/answer/reader.ts';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { ERROR_CODES, type ErrorCode, type RefusalDetails } from '../../kit/graphql/errors.ts';
import type { ToldError } from './answer.ts';
import type { Entities } from './representations.ts';

/**
 * What is said of a department's error, by its code. By any other code it refuses the gateway's own question, and that
 * is not the asker's fault.
 */
const WORDS = {
  BAD_USER_INPUT: (domain) => `${domain} does not take a value of this question.`,
  BAD_CURSOR: () => 'after wants a cursor of this list. Ask for the first page again.',
  FORBIDDEN: () => 'This is not for you.',
  NOT_FOUND: (domain) => `${domain} has no such record any more.`,
  OVERLOADED: (domain) => `${domain} is asked too much just now.`,
  DEPARTMENT_UNAVAILABLE: (domain) => `${domain} does not answer just now.`,
  INTERNAL_SERVER_ERROR: () => 'Internal server error',
} satisfies Partial<Record<ErrorCode, (domain: string) => string>>;
type DepartmentCode = keyof typeof WORDS;

const CODES: readonly unknown[] = ERROR_CODES;
/** Codes after which the same question may well be answered a little later. */
const RETRYABLE: readonly unknown[] = [
  'DEPARTMENT_UNAVAILABLE',
  'OVERLOADED',
  'TOO_MANY_REQUESTS',
] satisfies ErrorCode[];

/**
 * An error of a department. Its own words reach nobody: `wanted` is what the schema says of the value that it does not
 * take.
 */
export function errorOfDepartment(
  { code, path }: ToldError,
  domain: string,
  wanted: string | null,
): GraphQLFormattedError {
  const told = isDepartmentCode(code) ? code : 'INTERNAL_SERVER_ERROR';
  return errorOf(told, domain, path, wanted ?? WORDS[told](domain));
}

/**
 * An error of a subgraph that is the house's own: it speaks for the house, and may say that a department is missing.
 */
export function errorOfOurs(
  { code, path, message, domain, details }: ToldError,
  subgraph: string,
): GraphQLFormattedError {
  const about = DOMAIN_CODES.find((known) => known === domain) ?? subgraph;
  return errorOf(CODES.includes(code) ? code : 'INTERNAL_SERVER_ERROR', about, path, message, details);
}

const isDepartmentCode = (code: unknown): code is DepartmentCode =>
  typeof code === 'string' && Object.hasOwn(WORDS, code);

function errorOf(
  code: unknown,
  domain: string,
  path: Path | null,
  message: string,
  details: RefusalDetails = {},
): GraphQLFormattedError {
  return {
    message,
    ...(path && { path }),
    extensions: { code, domain, retryable: RETRYABLE.includes(code), ...details },
  };
}

/** Errors alone, where there is no answer: one for each field that was asked, or for each entity. */
export function failures(
  code: 'DEPARTMENT_UNAVAILABLE' | 'OVERLOADED',
  domain: string,
  { document, entities: { places } }: { document: DocumentNode; entities: Pick<Entities, 'places'> },
): GraphQLFormattedError[] {
  const paths =
    places.length > 0 ? places.map((_, i): Path => ['_entities', i]) : rootKeys(document).map((key): Path => [key]);
  const message =
    code === 'OVERLOADED'
      ? `You ask too much of ${domain} at once: ask again when you have your other answers.`
      : WORDS[code](domain);
  return paths.map((path) => errorOf(code, domain, path, message));
}

function rootKeys(document: DocumentNode): string[] {
  const selections = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : [],
  );
  return selections
    .filter((node): node is FieldNode => node.kind === Kind.FIELD)
    .map(({ alias, name }) => (alias ?? name).value);
}
