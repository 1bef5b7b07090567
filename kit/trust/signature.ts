import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { RequestClaims } from './request-context.ts';
import { writeClaims } from './request-claims.ts';

/** A secret that servers of the house share. */
export interface SigningKey {
  id: string;
  secret: Buffer;
  /** This process made it, and so nothing was signed with it before. */
  isNew?: boolean;
}

/** Keys in force: the first signs, each of them is believed, so that keys are changed without a request lost. */
export type SigningKeys = () => readonly SigningKey[];

/** What is signed of a request beside its body. */
export interface RequestHead {
  method: string;
  /** The address it was sent to, as its `Host` says: a request to one server is worth nothing at another address. */
  host: string;
  path: string;
  /** Name of the subgraph that is asked: a request to one is worth nothing to another. */
  audience: string;
}

export interface SignedRequest extends RequestHead {
  body: string | Buffer;
}

/** What a signed request says in its headers. */
export interface Claims {
  /** Who asks, for what request, until when. */
  call: string;
  /** When it was signed, in ms since 1970. */
  time: string;
  /** Makes each signature one of its own. */
  nonce: string;
  /** Of the body, so that all else is judged before a byte of it is read. */
  digest: string;
  /** Id of the key. */
  key: string;
}

/** Where each claim stands, and the signature over all. */
export const HEADERS: Readonly<Record<keyof Claims | 'signature', string>> = {
  call: 'x-arrears-call',
  time: 'x-arrears-time',
  nonce: 'x-arrears-nonce',
  digest: 'x-arrears-digest',
  key: 'x-arrears-key',
  signature: 'x-arrears-signature',
};

/** Says what is signed, and by which rules: these keys sign nothing else that could be taken for it. */
const VERSION = 'arrears-graph request 1';

/** A key for servers that live in one process, or for as long as a test. */
export function randomKeys(): SigningKeys {
  const key: SigningKey = { id: 'own', secret: randomBytes(32), isNew: true };
  return () => [key];
}

/**
 * Headers that tell a subgraph who is asking, and prove that a server of the house says so. Made anew for each sending:
 * a subgraph takes them once.
 */
export function signedHeaders(
  keys: SigningKeys,
  request: SignedRequest,
  call: RequestClaims,
  now = Date.now(),
): Record<string, string> {
  const [key] = keys();
  if (!key) throw new Error('there is no key to sign with');
  const nonce = randomBytes(16).toString('base64url');
  const claims: Claims = {
    call: writeClaims(call),
    time: String(now),
    nonce,
    digest: digestOf(request.body),
    key: key.id,
  };
  const said = { ...claims, signature: signatureOf(key, request, claims) };
  return Object.fromEntries(Object.entries(HEADERS).map(([part, name]) => [name, said[part as keyof typeof said]]));
}

/** A body in one short word. */
export function digestOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** The signature of a request. What is signed is a list in JSON: no two requests have the same text. */
export function signatureOf(
  { secret }: SigningKey,
  { method, host, path, audience }: RequestHead,
  claims: Claims,
): string {
  const { call, time, nonce, digest, key } = claims;
  const text = JSON.stringify([VERSION, method, host, path, audience, key, time, nonce, digest, call]);
  return createHmac('sha256', secret).update(text).digest('base64url');
}
