import type { ApolloServerPlugin } from '@apollo/server';
import { localInstant } from '../../kit/rules/dates.ts';
import type { DepartmentSession } from './session/department-session.ts';
import type { Context } from './context.ts';

/**
 * Every answer tells the gateway what it lacks, in `extensions`: who asked may not have asked for `complete`, nor for
 * `decisionsReadAt`.
 */
export const TELL_LACKING: ApolloServerPlugin<Context> = {
  requestDidStart: ({ contextValue: { session } }) =>
    Promise.resolve({
      willSendResponse({ response: { body } }) {
        const lacking = lackingOf(session);
        if (body.kind === 'single' && Object.keys(lacking).length > 0)
          body.singleResult.extensions = { ...body.singleResult.extensions, ...lacking };
        return Promise.resolve();
      },
    }),
};

function lackingOf({ lacking, staleDecisions }: DepartmentSession): Record<string, unknown> {
  return {
    ...(lacking.size > 0 && { incomplete: [...lacking] }),
    ...(staleDecisions && { staleDecisions: localInstant(staleDecisions) }),
  };
}
