import { BREAK, visit, type DocumentNode } from 'graphql';
import type { Call } from '../../kit/call.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Question } from '../../kit/question.ts';
import { seesSchema } from './schema-view.ts';
import { smallDocument } from './shape.ts';
import { checkValue } from './values.ts';

/** Refuses what costs more to understand than any question needs, and a look at the schema by those who may not: before it is validated. */
export function inspect({ query, variables }: Question, { viewer }: Call): void {
  for (const [name, value] of Object.entries(variables ?? {})) checkValue(name, value);
  const document = smallDocument(query);
  if (document && !seesSchema(viewer) && asksSchema(document)) {
    throw new Refusal('FORBIDDEN', 'The schema is shown to coordination and supervision.');
  }
}

function asksSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= name.value === '__schema' || name.value === '__type';
      return found ? BREAK : undefined;
    },
  });
  return found;
}
