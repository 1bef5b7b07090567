import { createHash, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import type { SigningKeys } from './keys.ts';
import type { RequestClaims } from './request-context.ts';
import type { Signer } from './signers.ts';

/** The header that says who asks, and proves that a server of the house says so. */
export const HEADER = 'x-arrears-signature';

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

/** What a signature says: the payload of a compact JWS (RFC 7515), in its words and ours. */
export interface SignedClaims {
  iss: Signer;
  /** Name of the subgraph that is asked. */
  aud: string;
  /** When it was signed, in seconds since 1970, with three places. */
  iat: number;
  /** Makes each signature one of its own. */
  jti: string;
  method: string;
  host: string;
  path: string;
  /** Of the body, so that all else is judged before a byte of it is read. */
  digest: string;
  /** Who asks, for what request, until when. */
  call: RequestClaims;
}

/** Says by which rules it is signed: these keys sign nothing else that could be taken for it. */
const TYPE = 'arrears-request+jws';
const ALGORITHM = 'EdDSA';
const MOST_CHARACTERS = 10_240;
/** 64 bytes are 86 characters. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/;

/** The header of a request, made anew for each sending: a subgraph takes it once. */
export function signedHeader(
  keys: SigningKeys,
  { method, host, path, audience: aud, body }: SignedRequest,
  { viewer, requestId, deadline, today, idempotencyKey }: RequestClaims,
  now = Date.now(),
): Record<string, string> {
  const [key] = keys();
  if (!key) throw new Error('there is no key to sign with');
  const call = { viewer, requestId, deadline, today, idempotencyKey } as RequestClaims;
  const jti = randomBytes(16).toString('base64url');
  const of = { method, host, path, digest: digestOf(body) };
  const claims: SignedClaims = { iss: key.signer, aud, iat: now / 1000, jti, ...of, call };
  const open = `${encoded({ alg: ALGORITHM, typ: TYPE, kid: key.id })}.${encoded(claims)}`;
  return { [HEADER]: `${open}.${sign(null, Buffer.from(open), key.key).toString('base64url')}` };
}

/** A body in one short word. */
export function digestOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** A signature as it came: believed by nobody yet. */
interface Compact {
  /** Id of the key. */
  kid: string;
  /** Whether this key made it. */
  isBy: (key: KeyObject) => boolean;
  /** What it says, whatever that is. */
  payload: () => unknown;
}

/** The parts of a signature; null where it is none of ours, by its look. */
export function readCompact(text: unknown): Compact | null {
  if (typeof text !== 'string' || text.length > MOST_CHARACTERS) return null;
  const [, head = '', payload = '', signature = ''] = COMPACT.exec(text) ?? [];
  const kid = kidOf(decoded(head));
  if (kid === null) return null;
  const open = Buffer.from(`${head}.${payload}`);
  return {
    kid,
    isBy: (key) => verify(null, open, key, Buffer.from(signature, 'base64url')),
    payload: () => decoded(payload),
  };
}

/** The key that a head names; null where it says anything else than heads of ours do. */
function kidOf(head: unknown): string | null {
  if (typeof head !== 'object' || head === null) return null;
  const { alg, typ, kid, ...more } = head as Record<string, unknown>;
  const isOurs = alg === ALGORITHM && typ === TYPE && Object.keys(more).length === 0;
  return isOurs && typeof kid === 'string' ? kid : null;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    return null;
  }
}
