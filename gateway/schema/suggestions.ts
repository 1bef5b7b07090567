import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../department-source/source.ts';
import { seesWholeSchema } from './shown.ts';

/**
 * GraphQL helps who mistypes a name with names that are there: those who see a part of them are told no more than that
 * theirs is not.
 */
export const SUGGESTION_GUARD: ApolloServerPlugin<Pick<GatewayContext, 'call'>> = {
  requestDidStart: ({ contextValue: { call } }) =>
    Promise.resolve({
      willSendResponse({ response: { body } }) {
        if (seesWholeSchema(call.viewer) || body.kind !== 'single') return Promise.resolve();
        const { singleResult } = body;
        if (singleResult.errors) singleResult.errors = singleResult.errors.map(withoutSuggestion);
        return Promise.resolve();
      },
    }),
};

function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ Did you mean [^]*\?$/, '') };
}
