import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Viewer } from '../../kit/viewer.ts';
import type { GatewayContext } from '../department-source/source.ts';

/** Who may look at the schema, and is helped with its names. */
export function seesSchema({ role }: Viewer): boolean {
  return role === 'coordination' || role === 'supervision';
}

/** GraphQL helps who mistypes a name with names that are there: others are told no more than that theirs is not. */
export const SUGGESTION_GUARD: ApolloServerPlugin<Pick<GatewayContext, 'call'>> = {
  requestDidStart: ({ contextValue: { call } }) =>
    Promise.resolve({
      willSendResponse({ response: { body } }) {
        if (seesSchema(call.viewer) || body.kind !== 'single') return Promise.resolve();
        const { singleResult } = body;
        if (singleResult.errors) singleResult.errors = singleResult.errors.map(withoutSuggestion);
        return Promise.resolve();
      },
    }),
};

function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ Did you mean [^]*\?$/, '') };
}
