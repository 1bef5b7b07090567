import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { SIGNERS, SIGNERS_NAMED, type Signer } from './signers.ts';

/** A private key of one signer. */
export interface SigningKey {
  id: string;
  signer: Signer;
  key: KeyObject;
  /** What it is made of, for other secrets of the same signer to be made from. */
  secret: Buffer;
}

/** Keys in force: the first signs. */
export type SigningKeys = () => readonly SigningKey[];

/** A public key, and whose it is. */
export interface TrustedKey {
  id: string;
  signer: Signer;
  key: KeyObject;
  /** This process made it, and so nothing was signed with it before. */
  isNew?: boolean;
}

/** Keys in force: each of them is believed, so that keys are changed without a request lost. */
export type TrustedKeys = () => readonly TrustedKey[];

/** An Ed25519 key as a JWK (RFC 8037), with the name of its signer. */
export interface Jwk {
  kty: string;
  crv: string;
  x: string;
  /** In private ones alone. */
  d?: string;
  kid: string;
  signer: Signer;
}

const ID = /^[\w-]{1,64}$/;
const WANTED = 'as npm run signing-key writes it';

/** Both parts of a new key. Throws where the id is none. */
export function newKey(signer: Signer, id: string): { secret: Jwk; open: Jwk } {
  const kid = `${signer}-${id}`;
  if (!ID.test(id) || !ID.test(kid))
    throw new Error(`a key wants an id of some letters, digits, - and _, as 2026-12; got ${JSON.stringify(id)}`);
  const { d, ...open } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Required<Jwk>;
  return { secret: { ...open, d, kid, signer }, open: { ...open, kid, signer } };
}

/** The private keys of a signer that a JWK set's text holds. Throws in plain words, and repeats nothing secret. */
export function signingKeysOf(text: string, signer: Signer): SigningKey[] {
  return jwksOf(text).map((jwk) => {
    if (jwk.d === undefined) throw new Error(`private keys are wanted, and ${jwk.kid} is a public one`);
    if (jwk.signer !== signer) throw new Error(`keys of ${signer} are wanted, and ${jwk.kid} is of ${jwk.signer}`);
    const key = keyOf(jwk, createPrivateKey);
    return { id: jwk.kid, signer, key, secret: Buffer.from(jwk.d, 'base64url') };
  });
}

/** The public keys that a JWK set's text holds. Throws in plain words, and repeats nothing secret. */
export function trustedKeysOf(text: string): TrustedKey[] {
  return jwksOf(text).map((jwk) => {
    if ('d' in jwk) throw new Error(`public keys alone are wanted, and ${jwk.kid} is a private one: take it away`);
    return { id: jwk.kid, signer: jwk.signer, key: keyOf(jwk, createPublicKey) };
  });
}

/** The keys of a JWK set's text, as they stand there. Throws in plain words. */
export function jwksOf(text: string): Jwk[] {
  const set = parse(text);
  const keys: unknown = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : null;
  if (!Array.isArray(keys) || keys.length === 0) throw new Error(`a JWK set with a key at least is wanted, ${WANTED}`);
  const jwks = keys.map((key: unknown, i) => {
    if (isJwk(key)) return key;
    throw new Error(
      `key ${i + 1} of the set wants kty OKP, crv Ed25519, x, kid, and one of ${SIGNERS_NAMED} as signer`,
    );
  });
  const twice = jwks.find(({ kid }, i) => jwks.findIndex((other) => other.kid === kid) < i);
  if (twice) throw new Error(`each kid is wanted once; ${twice.kid} is there twice`);
  return jwks;
}

/** What is wrong with it is not told in the parser's words: they would repeat a part of the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isJwk(value: unknown): value is Jwk {
  if (typeof value !== 'object' || value === null) return false;
  const { kty, crv, x, d, kid, signer } = value as Record<string, unknown>;
  const isOurs =
    kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && ['string', 'undefined'].includes(typeof d);
  return isOurs && typeof kid === 'string' && ID.test(kid) && SIGNERS.some((known) => known === signer);
}

function keyOf({ kid, ...jwk }: Jwk, make: (input: { key: JsonWebKey; format: 'jwk' }) => KeyObject): KeyObject {
  try {
    return make({ key: { ...jwk }, format: 'jwk' });
  } catch {
    throw new Error(`key ${kid} of the set wants 32 bytes in base64url as x, and as d where it is private`);
  }
}

/** Keys of all signers, made for servers that live in one process, or for as long as a test. */
export interface HouseKeys extends Readonly<Record<Signer, SigningKeys>> {
  trusted: TrustedKeys;
}

/** Keys that nobody has used before. */
export function houseKeys(): HouseKeys {
  const made = SIGNERS.map((signer) => newKey(signer, 'own'));
  const textOf = (...keys: Jwk[]): string => JSON.stringify({ keys });
  const own = made.map(({ secret }) => signingKeysOf(textOf(secret), secret.signer));
  const trusted = trustedKeysOf(textOf(...made.map(({ open }) => open))).map((key) => ({ ...key, isNew: true }));
  const [gateway = [], coordination = [], campaign = []] = own;
  const signing = { gateway: () => gateway, coordination: () => coordination, campaign: () => campaign };
  return { ...signing, trusted: () => trusted };
}
