import { Refusal } from '../../kit/graphql/errors.ts';
import type { HeaderValues } from './credential.ts';
import { isShortText } from './short-text.ts';

/**
 * What a caller says in `X-Purpose` that it wants personal data for; null where it says nothing. Throws BAD_REQUEST.
 */
export function purposeOf({ 'x-purpose': given = [] }: HeaderValues): string | null {
  const [header, ...more] = given;
  if (header === undefined) return null;
  const purpose = more.length > 0 ? null : decoded(header)?.trim();
  if (purpose === '') return null;
  if (typeof purpose === 'string' && isShortText(purpose)) return purpose;
  throw new Refusal('BAD_REQUEST', 'X-Purpose wants one text of at most 200 characters, in percent-encoded UTF-8.');
}

/** Null where it is no percent-encoding, or has bytes that only another encoding could explain. */
function decoded(header: string): string | null {
  try {
    return /^[\x20-\x7e]*$/.test(header) ? decodeURIComponent(header) : null;
  } catch {
    return null;
  }
}
