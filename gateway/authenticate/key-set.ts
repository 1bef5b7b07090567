import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { KeyFinder } from './token.ts';

/** An issuer's public keys at one time. */
export interface KeySet {
  has: (kid: string) => boolean;
  /** Throws where no key of that name suits the algorithm, or several do. */
  keyFor: KeyFinder;
}

/** The keys of a JWKS's text. Throws where it is none, or no key in it has a name. */
export function keySetOf(text: string): KeySet {
  const set = JSON.parse(text) as JSONWebKeySet;
  const find = createLocalJWKSet(set);
  const kids = new Set(set.keys.map(({ kid }) => kid).filter((kid) => typeof kid === 'string'));
  if (kids.size === 0) throw new Error('a JWKS wants a key with a `kid` at least');
  return { has: (kid) => kids.has(kid), keyFor: (header) => find(header) };
}
