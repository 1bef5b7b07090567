import type { EnterpriseScale, Ownership } from './fact.ts';

/**
 * Whom the campaign protects, by what the record's own book says: private or individual, or not large, or of whom
 * nothing is known.
 */
export function isProtected(ownership: Ownership | null, scale: EnterpriseScale | null): boolean {
  if (ownership === 'PRIVATE' || ownership === 'INDIVIDUAL') return true;
  if (scale === 'MEDIUM' || scale === 'SMALL' || scale === 'MICRO') return true;
  return ownership === null && scale === null;
}
