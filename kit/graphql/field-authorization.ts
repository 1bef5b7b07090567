import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../trust/request-context.ts';
import { userError } from './errors.ts';
import type { Viewer } from '../trust/viewer.ts';

/** A subgraph's rule: whether a caller may see a field. */
export type Decider = (coordinate: { type: string; field: string }, viewer: Viewer) => 'ALLOW' | 'DENY';

interface Guarded {
  call: RequestContext;
}

type Resolver = GraphQLFieldResolver<unknown, Guarded, Record<string, unknown>>;

/**
 * Makes every field of a schema, federation's own too, ask first whether the caller may see it: what is refused is not
 * read.
 */
export function authorizeFields(schema: GraphQLSchema, decide: Decider): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = { type: type.name, field: field.name };
      const resolve = (field.resolve ?? defaultFieldResolver) as Resolver;
      field.resolve = guarded(
        decide,
        coordinate,
        field.name === '_entities' ? guardedEntities(decide, resolve) : resolve,
      );
    }
  }
  return schema;
}

function guarded(decide: Decider, coordinate: { type: string; field: string }, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    if (decide(coordinate, context.call.viewer) === 'DENY') throw forbidden(coordinate);
    return resolve(source, args, context, info);
  };
}

/** An entity is reached by its key: whoever may not see the key does not learn whether it is there. */
function guardedEntities(decide: Decider, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    for (const { __typename: type, ...keys } of args['representations'] as { __typename: string }[]) {
      for (const field of Object.keys(keys)) {
        if (decide({ type, field }, context.call.viewer) === 'DENY') throw forbidden({ type, field });
      }
    }
    return resolve(source, args, context, info);
  };
}

function forbidden({ type, field }: { type: string; field: string }): Error {
  return userError('FORBIDDEN', `${type}.${field} is not for this caller.`);
}
