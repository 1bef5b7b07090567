import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { CarriedCall } from './call.ts';
import { Refusal } from './errors.ts';

/** A secret that servers of the house share. */
export interface SigningKey {
  id: string;
  secret: Buffer;
}

/** Keys in force: the first signs, each of them is believed, so that keys are changed without a request lost. */
export type SigningKeys = () => readonly SigningKey[];

/** What is signed of a request. */
export interface SignedRequest {
  method: string;
  path: string;
  /** Name of the subgraph that is asked: a request to one is worth nothing to another. */
  audience: string;
  body: string | Buffer;
}

/** A signature older or newer than this is refused, and one within it is taken once. */
export const WINDOW_MS = 60_000;

const HEADERS = {
  call: 'x-arrears-call',
  time: 'x-arrears-time',
  nonce: 'x-arrears-nonce',
  key: 'x-arrears-key',
  signature: 'x-arrears-signature',
} as const;

/** A key for servers that live in one process, or for as long as a test. */
export function randomKeys(): SigningKeys {
  const key = { id: 'own', secret: randomBytes(32) };
  return () => [key];
}

/** Headers that tell a subgraph who is asking, and prove that a server of the house says so. */
export function signedHeaders(
  keys: SigningKeys,
  request: SignedRequest,
  { viewer, requestId, deadline }: CarriedCall,
): Record<string, string> {
  const [key] = keys();
  if (!key) throw new Error('there is no key to sign with');
  const call = Buffer.from(JSON.stringify({ viewer, requestId, deadline })).toString('base64url');
  const parts = { call, time: String(Date.now()), nonce: randomBytes(16).toString('base64url') };
  return {
    [HEADERS.call]: call,
    [HEADERS.time]: parts.time,
    [HEADERS.nonce]: parts.nonce,
    [HEADERS.key]: key.id,
    [HEADERS.signature]: signatureOf(key, request, parts),
  };
}

interface SignedParts {
  call: string;
  time: string;
  nonce: string;
}

function signatureOf({ secret }: SigningKey, { method, path, audience, body }: SignedRequest, { call, time, nonce }: SignedParts): string {
  const digest = createHash('sha256').update(body).digest('base64url');
  const lines = [method, path, audience, time, nonce, digest, call];
  return createHmac('sha256', secret).update(lines.join('\n')).digest('base64url');
}

/** Believes requests that a server of the house has signed, each once. */
export class SignatureCheck {
  readonly #keys: SigningKeys;
  /** Nonces of the window, and when each may be forgotten. */
  readonly #seen = new Map<string, number>();

  constructor(keys: SigningKeys) {
    this.#keys = keys;
  }

  /** The call that a request carries. Throws where nobody of the house signed it just now, or where it came before. */
  callOf(request: SignedRequest, headers: IncomingHttpHeaders): CarriedCall {
    const { call, time, nonce, key: keyId, signature } = readHeaders(headers);
    const key = this.#keys().find(({ id }) => id === keyId);
    if (!key) throw unsigned('a signature by a key in force');
    if (Math.abs(Date.now() - Number(time)) > WINDOW_MS) throw unsigned(`a signature of the last ${WINDOW_MS / 1000} s`);
    if (!sameText(signature, signatureOf(key, request, { call, time, nonce }))) throw unsigned('a signature of this very request');
    this.#takeOnce(nonce);
    return JSON.parse(Buffer.from(call, 'base64url').toString()) as CarriedCall;
  }

  #takeOnce(nonce: string): void {
    const now = Date.now();
    for (const [seen, until] of this.#seen) {
      if (until > now) break;
      this.#seen.delete(seen);
    }
    if (this.#seen.has(nonce)) throw unsigned('a signature that was not used before');
    this.#seen.set(nonce, now + 2 * WINDOW_MS);
  }
}

type Headers = Record<keyof typeof HEADERS, string>;

function readHeaders(headers: IncomingHttpHeaders): Headers {
  const entries = Object.entries(HEADERS).map(([part, name]) => [part, headers[name]] as const);
  if (entries.every(([, value]) => typeof value === 'string' && value !== '')) return Object.fromEntries(entries) as Headers;
  throw unsigned('signed requests of the gateway and of coordination');
}

function unsigned(wanted: string): Error {
  return new Refusal('UNAUTHENTICATED', `This server takes ${wanted} alone.`);
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
