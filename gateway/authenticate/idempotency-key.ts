import { Refusal } from '../../kit/graphql/errors.ts';
import type { HeaderValues } from './credential.ts';

/**
 * What a caller calls a change by, so that it is made once however often it is sent; nothing where it calls it by
 * nothing. Throws BAD_REQUEST.
 */
export function idempotencyKeyOf({ 'idempotency-key': given = [] }: HeaderValues): { idempotencyKey?: string } {
  const [key, ...more] = given;
  if (key === undefined) return {};
  if (more.length === 0 && /^[\x21-\x7e]{1,200}$/.test(key)) return { idempotencyKey: key };
  throw new Refusal(
    'BAD_REQUEST',
    'Idempotency-Key wants one text of 1 to 200 letters, digits and signs of ASCII, without blanks.',
  );
}
