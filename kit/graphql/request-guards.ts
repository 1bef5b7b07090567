import type { ApolloServerPlugin, BaseContext, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';

/** A valid question, and who asks it. */
export type ValidRequest<Context extends BaseContext> = GraphQLRequestContextDidResolveOperation<Context> & {
  operation: OperationDefinitionNode;
};

/** Holds a question to something before any of it is done. A refusal is thrown. */
export type RequestGuard<Context extends BaseContext> = (question: ValidRequest<Context>) => void | Promise<void>;

/**
 * Asks guards in their order, each when the one before has let the question pass. It is the one such hook of the house:
 * Apollo asks those of all plugins at once, and where one refuses, nobody hears of another's rejection, which would end
 * the process.
 */
export function guardRequests<Context extends BaseContext>(
  guards: readonly RequestGuard<Context>[],
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        // eslint-disable-next-line no-restricted-syntax -- the one
        async didResolveOperation(question) {
          requireOperation(question);
          for (const guard of guards) await guard(question);
        },
      }),
  };
}

/**
 * A gateway's executor would fall over a document in which the operation asked for is not there, or a graph that has
 * none of its kind.
 */
function requireOperation<Context extends BaseContext>(
  question: GraphQLRequestContextDidResolveOperation<Context>,
): asserts question is ValidRequest<Context> {
  const { operation, schema } = question;
  if (operation && schema.getRootType(operation.operation)) return;
  const extensions = { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } };
  throw new GraphQLError('operationName wants one of the operations of the document, of a kind that the graph has.', {
    extensions,
  });
}
