import { GraphQLError } from 'graphql';

/** The closed set of codes that an answer's `errors[].extensions.code` may hold, beside those by which GraphQL itself refuses a question. */
export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'NOT_IMPLEMENTED',
  'DEPARTMENT_UNAVAILABLE',
  'EXCLUSIONS_UNKNOWN',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error for the person who asked: what was wanted, and what came. */
export function userError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
