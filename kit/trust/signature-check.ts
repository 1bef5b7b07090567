import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../graphql/errors.ts';
import type { TrustedKey, TrustedKeys } from './keys.ts';
import { Nonces } from './nonces.ts';
import { readClaims } from './request-claims.ts';
import type { RequestClaims } from './request-context.ts';
import { digestOf, HEADER, readCompact, type RequestHead, type SignedClaims } from './signature.ts';
import type { Signer, Trust } from './signers.ts';

/** A signature older than this is refused, and one within it is taken once. */
export const WINDOW_MS = 60_000;
/**
 * How far the clock of who signs may be ahead of ours. What was signed before this process started, by a clock as far
 * ahead as that, may have been taken by the one before it, which alone would know: it is refused, and so is everybody
 * in this process's first seconds.
 */
export const AHEAD_MS = 2_000;

/** A minute of many thousand requests a second; about 150 MB. */
const MOST_NONCES = 1_000_000;

interface CheckOptions {
  now?: () => number;
  /** When this process started. */
  since?: number;
  mostNonces?: number;
}

/** Believes requests that signers of the house have signed, on behalf of those they may speak for, each once. */
export class SignatureCheck {
  readonly #keys: TrustedKeys;
  readonly #trust: Trust;
  readonly #now: () => number;
  readonly #since: number;
  readonly #nonces: Nonces;

  constructor(
    keys: TrustedKeys,
    trust: Trust,
    { now = Date.now, since = performance.timeOrigin, mostNonces = MOST_NONCES }: CheckOptions = {},
  ) {
    [this.#keys, this.#trust] = [keys, trust];
    [this.#now, this.#since, this.#nonces] = [now, since, new Nonces(mostNonces)];
  }

  /** Whether what is signed now is believed. */
  get isReady(): boolean {
    return this.#keys().some((key) => this.#isSince(key, this.#now()));
  }

  /** What a request claims, judged before its body is read. Throws where nobody who may signed it just now. */
  claimsOf(request: RequestHead, headers: IncomingHttpHeaders): SignedClaims {
    const compact = readCompact(headers[HEADER]);
    if (!compact) throw unsigned('signed requests of the gateway and of coordination');
    const key = this.#keys().find(({ id, signer }) => id === compact.kid && signer in this.#trust);
    if (!key) throw unsigned('a signature by a key in force');
    if (!compact.isBy(key.key)) throw unsigned(THIS_REQUEST);
    const claims = readClaims(compact.payload());
    if (!claims) throw unsigned('a call of the shape it knows');
    if (!isOf(claims, request, key.signer)) throw unsigned(THIS_REQUEST);
    this.#checkAge(claims);
    if (!this.#isSince(key, timeOf(claims))) throw unsigned('a signature made since it started');
    if (!this.#trust[key.signer]?.(claims.call.viewer)) throw unsigned('what its signer may ask for');
    return claims;
  }

  /** The call that a request carries, once. Throws where its body is another, or came too late, or it came before. */
  take(claims: SignedClaims, body: string | Buffer): RequestClaims {
    const { digest, jti, call } = claims;
    this.#checkAge(claims);
    if (digest !== digestOf(body)) throw unsigned('a signature of this very body');
    this.#takeOnce(jti);
    return call;
  }

  #checkAge(claims: SignedClaims): void {
    const age = this.#now() - timeOf(claims);
    if (age > WINDOW_MS) throw unsigned(`a signature of the last ${WINDOW_MS / 1000} s`);
    if (age < -AHEAD_MS) throw unsigned(`a signature by a clock no more than ${AHEAD_MS / 1000} s ahead of its own`);
  }

  /** Whether what was signed then was signed since this process started, and no other can have taken it. */
  #isSince({ isNew = false }: TrustedKey, time: number): boolean {
    return isNew || time > this.#since + AHEAD_MS;
  }

  /** What could come again is never forgotten to make room. */
  #takeOnce(nonce: string): void {
    const now = this.#now();
    const outcome = this.#nonces.take(nonce, now, now + AHEAD_MS + WINDOW_MS);
    if (outcome === 'known') throw unsigned('a signature that was not used before');
    if (outcome === 'full')
      throw new Refusal('OVERLOADED', 'This server has more requests than it can tell apart.', { 'retry-after': '60' });
  }
}

/** In ms since 1970. */
const timeOf = ({ iat }: SignedClaims): number => Math.round(iat * 1000);

const THIS_REQUEST = 'a signature of this very request';

function isOf(claims: SignedClaims, { method, host, path, audience }: RequestHead, signer: Signer): boolean {
  const said = [claims.iss, claims.aud, claims.method, claims.host, claims.path];
  return [signer, audience, method, host, path].every((part, i) => part === said[i]);
}

function unsigned(wanted: string): Error {
  return new Refusal('UNAUTHENTICATED', `This server takes ${wanted} alone.`);
}
