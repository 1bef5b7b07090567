import { GraphQLError } from 'graphql';

/** The closed set of codes that an answer's `errors[].extensions.code` may hold, beside those by which GraphQL itself refuses a question. */
export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'NOT_IMPLEMENTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TOO_COSTLY',
  'TOO_MANY_REQUESTS',
  'OVERLOADED',
  'DEPARTMENT_UNAVAILABLE',
  'EXCLUSIONS_UNKNOWN',
  'BODY_TOO_LARGE',
  'BAD_REQUEST',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error for the person who asked: what was wanted, and what came. */
export function userError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** HTTP statuses of requests that are refused whole; 400 where none is given. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BODY_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  OVERLOADED: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** An error for which a request is refused whole, before any of it is done. */
export class Refusal extends GraphQLError {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;

  constructor(code: ErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    const [status, given] = [STATUSES[code] ?? 400, new Map(Object.entries(headers))];
    super(message, { extensions: { code, http: { status, headers: given } } });
    [this.status, this.headers] = [status, given];
  }
}
