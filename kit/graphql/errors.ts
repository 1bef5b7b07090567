import { GraphQLError } from 'graphql';

/** The closed set of codes that an answer's `errors[].extensions.code` may hold, beside `QUESTION_CODES`. */
export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'NOT_IMPLEMENTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TOO_COSTLY',
  'TOO_MANY_REQUESTS',
  'OVERLOADED',
  'AUDIT_UNAVAILABLE',
  'DEPARTMENT_UNAVAILABLE',
  'CONFLICT',
  'WRONG_STATE',
  'REFUSED_BY_RULE',
  'EXCLUSIONS_UNKNOWN',
  'STATE_GONE',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'NOT_ACCEPTABLE',
  'METHOD_NOT_ALLOWED',
  'NOT_FOUND',
  'BAD_REQUEST',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The rest of the set: codes by which GraphQL itself refuses a question. Of a subgraph they are not passed on: it was
 * the gateway's own question.
 */
export const QUESTION_CODES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
] as const;

/** An error for the person who asked: what was wanted, and what came. */
export function userError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/**
 * What a refusal may say beside its words, for programs: which rule, which version there is, which lines or how much
 * stand in the way.
 */
export interface RefusalDetails {
  /** `P26`. */
  rule?: string;
  version?: number;
  lines?: readonly string[];
  count?: number;
  /** Yuan, two places. */
  outstanding?: string;
}

/** Of anything, what is such a detail. */
export function refusalDetailsOf(extensions: Readonly<Record<string, unknown>> | undefined): RefusalDetails {
  const { rule, version, lines, count, outstanding } = extensions ?? {};
  const isText = (text: unknown): text is string => typeof text === 'string' && text.length <= MOST_DETAIL;
  return {
    ...(isText(rule) && { rule }),
    ...(Number.isSafeInteger(version) && { version: version as number }),
    ...(Array.isArray(lines) && { lines: lines.filter(isText).slice(0, MOST_LINES) }),
    ...(Number.isSafeInteger(count) && { count: count as number }),
    ...(isText(outstanding) && { outstanding }),
  };
}

/** Characters of a detail, and lines of a refusal. */
const [MOST_DETAIL, MOST_LINES] = [200, 20];

/**
 * An error about the value of an argument, or of a field of one (`where.deliveredMonth`): the gateway says what the
 * schema says of it, in place of a department's words.
 */
export function argumentError(argument: string, wanted: string, got: unknown): GraphQLError {
  const message = `${argument.slice(argument.lastIndexOf('.') + 1)} wants ${wanted}; got ${JSON.stringify(got)}`;
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument } });
}

/** HTTP statuses of requests that are refused whole; 400 where none is given. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  OVERLOADED: 503,
  AUDIT_UNAVAILABLE: 503,
  DEPARTMENT_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** An error for which a request is refused whole, before any of it is done. */
export class Refusal extends GraphQLError {
  readonly status: number;
  /** A header with several values has a line for each. */
  readonly headers: ReadonlyMap<string, string | string[]>;

  constructor(code: ErrorCode, message: string, headers: Readonly<Record<string, string | string[]>> = {}) {
    const [status, given] = [STATUSES[code] ?? 400, new Map(Object.entries(headers))];
    super(message, { extensions: { code, http: { status, headers: given } } });
    [this.status, this.headers] = [status, given];
  }
}
