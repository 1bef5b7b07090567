import type { Request, RequestHandler } from 'express';
import { Refusal } from '../graphql/errors.ts';

/** Headers that decide who asks and what: of two, one server would believe the first and another the second. */
const ONCE = ['authorization', 'content-length', 'content-type', 'host', 'x-api-key', 'x-purpose'];

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;
/** What an answer can be sent as; the first where the asker does not mind. */
export const ANSWER_TYPES = ['application/json', 'application/graphql-response+json'];

/** Refuses a request by its head alone, before its body is read. */
export const checkHead: RequestHandler = (request, _response, next) => {
  const twice = ONCE.find((name) => countOf(request, name) > 1);
  if (twice !== undefined) throw new Refusal('BAD_REQUEST', `The header ${twice} may be given once.`);
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'content-type wants application/json, in UTF-8.');
  }
  if (request.headers['content-encoding'] !== undefined)
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The body may not be compressed.');
  if (request.accepts(ANSWER_TYPES) === false) {
    throw new Refusal('NOT_ACCEPTABLE', `accept wants ${ANSWER_TYPES.join(' or ')}.`);
  }
  next();
};

/** `request.headers` has one of each: the doubles are in the list as it came, names and values in turn. */
function countOf({ rawHeaders }: Request, name: string): number {
  return rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length;
}
