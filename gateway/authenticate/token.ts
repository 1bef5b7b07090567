import { errors, jwtVerify, type CryptoKey, type JWTPayload, type JWTHeaderParameters } from 'jose';
import { unauthenticated } from './refusals.ts';

/** Finds the issuer's key that a token's header names; throws where there is none. */
export type KeyFinder = (header: NamedKey) => Promise<CryptoKey>;
/** A key's name, and the algorithm it is wanted for. */
export type NamedKey = JWTHeaderParameters & { kid: string };

interface TokenRules {
  issuer: string;
  audience: string;
  keyFor: KeyFinder;
  /** The present instant, in ms since 1970. */
  now: () => number;
}

const MOST_CHARACTERS = 8_192;
const SKEW_SECONDS = 30;
/** Asymmetric ones alone: with a shared secret, whoever can check a token can make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** What a token that opens doors may call itself; absent will do. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];

/**
 * The claims of a token that is believed. Throws UNAUTHENTICATED; only what its own signature vouches for is told of
 * it.
 */
export async function claimsOfToken(token: string, { keyFor, now, ...rules }: TokenRules): Promise<JWTPayload> {
  if (token.length > MOST_CHARACTERS) throw unauthenticated(`A token wants at most ${MOST_CHARACTERS} characters.`);
  const options = { ...rules, algorithms: ALGORITHMS, requiredClaims: ['exp'], clockTolerance: SKEW_SECONDS };
  try {
    const find = (header: JWTHeaderParameters): Promise<CryptoKey> => keyFor(soundHeader(header));
    return (await jwtVerify(token, find, { ...options, currentDate: new Date(now()) })).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthenticated('The token has expired.');
    throw unauthenticated('The token is not one that this graph accepts.');
  }
}

/** Whatever else a header holds, `jwk`, `jku` and `x5u` among it, is not looked at: keys come from the issuer alone. */
function soundHeader(header: JWTHeaderParameters): NamedKey {
  const { kid, typ, crit } = header;
  if (typeof kid === 'string' && crit === undefined && TYPES.includes(typ?.toLowerCase())) return { ...header, kid };
  throw new errors.JWTInvalid('the header names no key, or wants what is not understood');
}
