import { createHash } from 'node:crypto';

/** A digest of facts: equal for equal facts, so that reading everything again writes only what has changed. */
export function fingerprintOf(facts: unknown): string {
  const json = JSON.stringify(facts, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return createHash('sha256').update(json).digest('base64');
}
