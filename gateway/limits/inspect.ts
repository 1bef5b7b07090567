import type { GraphqlRequest } from '../../kit/graphql/request.ts';
import { checkDocument } from './shape.ts';
import { checkVariable } from './values.ts';

/** Refuses what costs more to understand than any question needs, before it is validated. */
export function inspect({ query, variables }: GraphqlRequest): void {
  for (const [name, value] of Object.entries(variables ?? {})) checkVariable(name, value);
  checkDocument(query);
}
