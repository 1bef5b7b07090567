import { createHash } from 'node:crypto';
import { userError } from '../../../kit/graphql/errors.ts';

/** A request that is to be carried out once, however often it is sent: what it is known by, and what it is for. */
export interface Once {
  id: string;
  body: string;
}

/**
 * A caller's request under an `Idempotency-Key`; another caller's of the same key is another. Digests: no database
 * takes two keys for one.
 */
export function onceOf(caller: string, key: string, wish: unknown): Once {
  return { id: digestOf([caller, key]), body: digestOf(wish) };
}

/** Refuses a request under a key that was used for something else. */
export function assertSame({ body }: Once, before: string): void {
  if (body !== before)
    throw userError('BAD_USER_INPUT', 'Idempotency-Key wants a key for each decision; this one was used for another.');
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
