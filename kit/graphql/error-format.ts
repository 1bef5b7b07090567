import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../trust/request-context.ts';
import { isSilence } from '../database/silence.ts';
import { ERROR_CODES, QUESTION_CODES, refusalDetailsOf } from './errors.ts';
import type { Log } from '../telemetry/log.ts';

const TOLD: readonly unknown[] = [...ERROR_CODES.filter((code) => code !== 'INTERNAL_SERVER_ERROR'), ...QUESTION_CODES];

const SILENT = {
  message: 'The department’s database does not answer just now.',
  extensions: { code: 'DEPARTMENT_UNAVAILABLE' },
};

/** GraphQL repeats in its messages what it was given. */
const MOST_CHARACTERS = 1_000;

/** Of one request: the others are like them. */
const MOST_LOGGED = 10;

/**
 * What the asker is told of an error: those of a known code as they are, a database that does not answer as its
 * department, any other without a word of what went wrong, which is for the log.
 */
export function formatError(given: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const formatted: GraphQLFormattedError = isSilence(unwrapResolverError(error)) ? { ...given, ...SILENT } : given;
  const { locations, path, extensions } = formatted;
  const told = isTold(formatted);
  return {
    message: told ? formatted.message.slice(0, MOST_CHARACTERS) : 'Internal server error',
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: {
      code: told ? extensions?.['code'] : 'INTERNAL_SERVER_ERROR',
      ...circumstancesOf(extensions),
      ...(told && refusalDetailsOf(extensions)),
    },
  };
}

/** Logs what askers are not told, and names the request in each error that they are. */
export function errorReporter(log: Log): ApolloServerPlugin<{ call: RequestContext }> {
  return {
    requestDidStart: ({ contextValue: { call } }) =>
      Promise.resolve({
        didEncounterErrors({ errors }: { errors: readonly GraphQLError[] }) {
          const untold = errors.filter((error) => !isTold(error));
          for (const error of untold.slice(0, MOST_LOGGED)) log.error(detailsOf(error), call.requestId);
          if (untold.length > MOST_LOGGED) log.error(`and ${untold.length - MOST_LOGGED} errors more`, call.requestId);
          return Promise.resolve();
        },
        willSendResponse({ response: { body } }: { response: { body: Body } }) {
          if (body.kind === 'single') nameRequest(body.singleResult, call);
          return Promise.resolve();
        },
      }),
  };
}

type Body = { kind: 'single'; singleResult: Result } | { kind: 'incremental' };

interface Result {
  errors?: readonly GraphQLFormattedError[];
}

function nameRequest(result: Result, { requestId }: RequestContext): void {
  if (result.errors)
    result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

function isTold({ extensions }: { extensions?: Readonly<Record<string, unknown>> | undefined }): boolean {
  return TOLD.includes(extensions?.['code']);
}

function detailsOf(error: GraphQLError): string {
  const cause = unwrapResolverError(error);
  const words = cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause);
  return error.path ? `${error.path.join('.')}: ${words}` : words;
}

/**
 * Which department it is about, whether to ask again is of use, and which argument it is about, where that was said.
 */
function circumstancesOf(extensions: GraphQLFormattedError['extensions']): {
  domain?: string;
  retryable?: boolean;
  argument?: string;
} {
  const { domain, retryable, argument } = extensions ?? {};
  return {
    ...(typeof domain === 'string' && { domain }),
    ...(typeof retryable === 'boolean' && { retryable }),
    ...(isArgument(argument) && { argument }),
  };
}

const isArgument = (argument: unknown): argument is string =>
  typeof argument === 'string' && /^[\w.]{1,200}$/.test(argument);
