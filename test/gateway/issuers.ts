import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { onTestFinished, vi } from 'vitest';

export const ISSUER = 'https://login.example/realms/banner';
export const AUDIENCE = 'arrears-graph';

/** A key pair of an issuer's, by its name. */
export interface IssuerKey {
  kid: string;
  alg: string;
  secret: CryptoKey;
  jwk: JWK;
}

export async function issuerKey(kid: string, alg = 'ES256', options: object = {}): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, ...options });
  return { kid, alg, secret: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export const jwksOf = (...keys: IssuerKey[]): string => JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** What a token of somebody of the coordination group says. */
export function goodClaims(): JWTPayload {
  const now = nowSeconds();
  return { iss: ISSUER, aud: AUDIENCE, sub: 'ᠪᠠᠲᠤ', iat: now, exp: now + 600, roles: ['coordination'], domains: [] };
}

/** A token by a key, sound but for what is said otherwise; an `undefined` leaves a claim or a header out. */
export async function tokenOf(
  key: IssuerKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const whole = { alg: key.alg, kid: key.kid, typ: 'JWT', ...header };
  const [payload, headers] = [{ ...goodClaims(), ...claims }, whole].map(
    (part) => JSON.parse(JSON.stringify(part)) as object,
  );
  return new SignJWT(payload as JWTPayload).setProtectedHeader(headers as JWTHeaderParameters).sign(key.secret);
}

/** Parts of a token as they are, and a signature of whatever kind. */
export function rawToken(header: unknown, payload: unknown, signature = 'c2lnbmF0dXJl'): string {
  const part = (value: unknown): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

interface JwksServer {
  url: string;
  /** Answers each question for keys. */
  answer: ReturnType<typeof vi.fn<RequestListener>>;
}

/** An issuer's server until the test ends. */
export async function jwksServer(jwks: string): Promise<JwksServer> {
  const answer = vi.fn<RequestListener>(giving(jwks));
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`, answer };
}

export const giving =
  (jwks: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(jwks);
