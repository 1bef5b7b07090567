import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from './errors.ts';
import type { Log } from './log.ts';

/** Codes by which GraphQL itself tells what is wrong with a question: their messages speak of the question alone. */
const REFUSALS = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE'];
const TOLD: readonly unknown[] = [...ERROR_CODES.filter((code) => code !== 'INTERNAL_SERVER_ERROR'), ...REFUSALS];

/** What the asker is told of an error: those of a known code as they are, any other without a word of what went wrong, which is for the log. */
export function errorMasker(log: Log): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const { locations, path, extensions } = formatted;
    const told = TOLD.includes(extensions?.['code']);
    if (!told) log.error(detailsOf(path, error));
    return {
      message: told ? formatted.message : 'Internal server error',
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code: told ? extensions?.['code'] : 'INTERNAL_SERVER_ERROR', ...domainOf(extensions) },
    };
  };
}

function detailsOf(path: GraphQLFormattedError['path'], error: unknown): string {
  const cause = unwrapResolverError(error);
  const words = cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause);
  return path ? `${path.join('.')}: ${words}` : words;
}

/** Which department it is about, where that was said. */
function domainOf(extensions: GraphQLFormattedError['extensions']): { domain?: string } {
  const domain = extensions?.['domain'];
  return typeof domain === 'string' ? { domain } : {};
}
