import { createHash } from 'node:crypto';
import { argumentError } from '../../kit/graphql/errors.ts';

/**
 * What a mutation under a caller's key is known by, and what it is: digests, so that no database takes two keys for one
 * (P5).
 */
export function onceOf(subject: string, key: string, mutation: string, args: unknown): { id: string; body: string } {
  if (!/^[\x21-\x7e]{8,64}$/.test(key))
    throw argumentError('key', '8 to 64 letters, digits and signs of ASCII, without blanks', key.slice(0, 80));
  return { id: digestOf([subject, key]), body: digestOf([mutation, plain(args)]) };
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * Arguments as they are compared: texts trimmed, what is not given and what is null alike, amounts by their value,
 * fields in one order.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value as Record<string, unknown>).filter(
    ([, field]) => field !== null && field !== undefined,
  );
  return fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, plain(field)]);
}
