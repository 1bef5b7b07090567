import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestClaims } from './request-context.ts';
import { readClaims } from './request-claims.ts';
import { Refusal } from '../graphql/errors.ts';
import { Nonces } from './nonces.ts';
import {
  digestOf,
  HEADERS,
  signatureOf,
  type Claims,
  type RequestHead,
  type SignedRequest,
  type SigningKey,
  type SigningKeys,
} from './signature.ts';

/** A signature older than this is refused, and one within it is taken once. */
export const WINDOW_MS = 60_000;
/**
 * How far the clock of who signs may be ahead of ours. What was signed before this process started, by a clock as far
 * ahead as that, may have been taken
 * by the one before it, which alone would know: it is refused, and so is everybody in this process's first seconds.
 */
export const AHEAD_MS = 2_000;

/** A minute of many thousand requests a second; about 150 MB. */
const MOST_NONCES = 1_000_000;

/** What each header looks like; two of a name are joined by a comma, and so look like none. */
const SHAPES: Readonly<Record<keyof typeof HEADERS, RegExp>> = {
  call: /^[\w-]{1,8192}$/,
  time: /^\d{13}$/,
  nonce: /^[\w-]{22}$/,
  digest: /^[\w-]{43}$/,
  key: /^[\w-]{1,64}$/,
  signature: /^[\w-]{43}$/,
};

interface CheckOptions {
  now?: () => number;
  /** When this process started. */
  since?: number;
  mostNonces?: number;
}

/** Believes requests that a server of the house has signed, each once. */
export class SignatureCheck {
  readonly #keys: SigningKeys;
  readonly #now: () => number;
  readonly #since: number;
  readonly #nonces: Nonces;

  constructor(
    keys: SigningKeys,
    { now = Date.now, since = performance.timeOrigin, mostNonces = MOST_NONCES }: CheckOptions = {},
  ) {
    [this.#keys, this.#now, this.#since, this.#nonces] = [keys, now, since, new Nonces(mostNonces)];
  }

  /** Whether what is signed now is believed. */
  get isReady(): boolean {
    return this.#keys().some((key) => this.#isSince(key, this.#now()));
  }

  /**
   * What a request claims, before its body is read; what is cheap to judge is judged first. Throws where nobody of the
   * house signed it just now.
   */
  claimsOf(request: RequestHead, headers: IncomingHttpHeaders): Claims {
    const { signature, ...claims } = readHeaders(headers);
    const key = this.#keys().find(({ id }) => id === claims.key);
    if (!key) throw unsigned('a signature by a key in force');
    this.#checkTime(key, Number(claims.time));
    if (!sameSignature(signature, signatureOf(key, request, claims)))
      throw unsigned('a signature of this very request');
    return claims;
  }

  #checkTime(key: SigningKey, time: number): void {
    const age = this.#now() - time;
    if (age > WINDOW_MS) throw unsigned(`a signature of the last ${WINDOW_MS / 1000} s`);
    if (age < -AHEAD_MS) throw unsigned(`a signature by a clock no more than ${AHEAD_MS / 1000} s ahead of its own`);
    if (!this.#isSince(key, time)) throw unsigned('a signature made since it started');
  }

  /** Whether what was signed then was signed since this process started, and no other can have taken it. */
  #isSince({ isNew = false }: SigningKey, time: number): boolean {
    return isNew || time > this.#since + AHEAD_MS;
  }

  /** The call that a request carries. Throws where nobody of the house signed it just now, or where it came before. */
  callOf(request: SignedRequest, headers: IncomingHttpHeaders): RequestClaims {
    const { digest, nonce, call } = this.claimsOf(request, headers);
    if (digest !== digestOf(request.body)) throw unsigned('a signature of this very body');
    const carried = readClaims(call);
    if (!carried) throw unsigned('a call of the shape it knows');
    this.#takeOnce(nonce);
    return carried;
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

function readHeaders(headers: IncomingHttpHeaders): Claims & { signature: string } {
  const read = (part: keyof typeof HEADERS): string => {
    const value = headers[HEADERS[part]];
    if (typeof value === 'string' && SHAPES[part].test(value)) return value;
    throw unsigned('signed requests of the gateway and of coordination');
  };
  const [time, key, nonce] = [read('time'), read('key'), read('nonce')];
  return { time, key, nonce, digest: read('digest'), signature: read('signature'), call: read('call') };
}

function unsigned(wanted: string): Error {
  return new Refusal('UNAUTHENTICATED', `This server takes ${wanted} alone.`);
}

/** Both of one length, by their shape. */
function sameSignature(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
