import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from './context.ts';

/**
 * Every answer tells the gateway which departments it lacks, in `extensions.incomplete`: who asked may not have asked
 * for `complete`.
 */
export const TELL_LACKING: ApolloServerPlugin<Context> = {
  requestDidStart: ({ contextValue: { session } }) =>
    Promise.resolve({
      willSendResponse({ response: { body } }) {
        if (body.kind === 'single' && session.lacking.size > 0)
          body.singleResult.extensions = { incomplete: [...session.lacking] };
        return Promise.resolve();
      },
    }),
};
