import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import {
  executeSync,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { Refusal } from '../../kit/graphql/errors.ts';
import type { RequestGuard } from '../../kit/graphql/request-guards.ts';
import { fieldsIn, type AskedField } from '../asked-fields.ts';
import type { GatewayContext } from '../department-source/source.ts';
import type { ShownSchemas } from './shown.ts';

/** A valid document, and the operation of it that is asked. */
interface Asked {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** Whether a question is about the schema. */
export function looksAtSchema({ schema, document, operation }: Asked): boolean {
  return fieldsIn(schema, document, operation).some(isAboutSchema);
}

/**
 * Refuses looks at the schema that have other questions beside them, or ask for the same again and again under other
 * names: GraphQL's own rule holds how deep they go, and so what one can cost. Types are asked for by name one by one.
 */
export function lookGuard(shown: ShownSchemas): RequestGuard<GatewayContext> {
  return ({ schema, document, operation, contextValue: { call } }) => {
    const fields = fieldsIn(schema, document, operation);
    if (!fields.some(isAboutSchema)) return;
    if (!fields.every(isAboutSchema))
      throw refusal('A look at the schema stands alone: ask for data in another question.');
    if (fields.some(isRenamed)) throw refusal('A look at the schema takes no aliases, but of __type.');
    if (!shown.of(schema, call.viewer))
      throw new Refusal('FORBIDDEN', 'There is nothing in this graph that you may ask for.');
  };
}

const isAboutSchema = ({ coordinates }: AskedField): boolean => coordinates === null;
const isRenamed = ({ node: { alias, name } }: AskedField): boolean => alias !== undefined && name.value !== '__type';
const refusal = (message: string): Refusal => new Refusal('BAD_USER_INPUT', message);

/** Answers looks at the schema by what the caller is shown of it. */
export function introspection(shown: ShownSchemas): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation({ schema, document, operation, request, contextValue: { call } }) {
          const seen = looksAtSchema({ schema, document, operation }) ? shown.of(schema, call.viewer) : null;
          const { operationName, variables: variableValues } = request;
          return Promise.resolve(seen && answerTo({ schema: seen.schema, document, operationName, variableValues }));
        },
      }),
  };
}

/** All that can go wrong are its variables. */
function answerTo(question: ExecutionArgs): GraphQLResponse {
  const { data, errors } = executeSync(question);
  const told = errors?.map(({ message, path }) => ({
    message,
    ...(path && { path }),
    extensions: { code: 'BAD_USER_INPUT' },
  }));
  const singleResult = { ...(data !== undefined && { data }), ...(told && { errors: told }) };
  return {
    http: { status: data === undefined ? 400 : 200, headers: new HeaderMap() },
    body: { kind: 'single', singleResult },
  };
}
