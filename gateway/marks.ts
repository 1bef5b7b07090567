import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { DOMAIN_CODES } from '../kit/departments.ts';
import type { ErrorCode } from '../kit/graphql/errors.ts';
import type { GatewayContext } from './department-source/source.ts';

/**
 * Codes of errors in whose place something of a department's would have stood; what is forbidden is not missing. Nobody
 * asks a department for a record but by its own ledger: one that it does not find is missing too.
 */
const LACKING: readonly unknown[] = [
  'DEPARTMENT_UNAVAILABLE',
  'OVERLOADED',
  'NOT_FOUND',
  'INTERNAL_SERVER_ERROR',
] satisfies ErrorCode[];

/**
 * Marks answers, whatever was asked: `extensions.incomplete`, and the header `x-incomplete`, with the codes of the
 * domains whose part is missing in them; `extensions.staleDecisions`, when decisions by hand were last read, where
 * their database has not answered since; `extensions.demo` where the books are invented.
 */
export function markAnswers(demo: boolean): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: ({ contextValue: context }) =>
      Promise.resolve({
        willSendResponse({ response: { body, http } }) {
          if (body.kind !== 'single') return Promise.resolve();
          const incomplete = domainsLackingIn(context.lacking, body.singleResult.errors ?? []);
          const { staleDecisions } = context;
          const marks = {
            ...(incomplete.length > 0 && { incomplete }),
            ...(staleDecisions && { staleDecisions }),
            ...(demo && { demo }),
          };
          if (Object.keys(marks).length > 0)
            body.singleResult.extensions = { ...body.singleResult.extensions, ...marks };
          if (incomplete.length > 0) http.headers.set('x-incomplete', incomplete.join(', '));
          return Promise.resolve();
        },
      }),
  };
}

function domainsLackingIn(lacking: ReadonlySet<unknown>, errors: readonly GraphQLFormattedError[]): string[] {
  const failed = errors
    .filter(({ extensions }) => LACKING.includes(extensions?.['code']))
    .map(({ extensions }) => extensions?.['domain']);
  return DOMAIN_CODES.filter((code) => lacking.has(code) || failed.includes(code));
}
