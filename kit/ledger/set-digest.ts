import { createHash } from 'node:crypto';

/**
 * What a set of ids to leave out is known by: SHA-256, in hexadecimal, of the ids in the order of their code units, one
 * a line.
 */
export function digestOfIds(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');
}
