import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIENCE, ISSUER, issuerKey, jwksOf, tokenOf } from './issuers.ts';

/** What parts that run apart share, and the head of a request that their gateway believes. */
export interface SharedTrust {
  variables: Record<string, string>;
  headers: Record<string, string>;
}

/** Writes the keys of a test's parts into a folder. */
export async function writeTrust(folder: string): Promise<SharedTrust> {
  const [key, SIGNING_KEYS, AUTH_JWKS] = [await issuerKey('own'), join(folder, 'keys'), join(folder, 'jwks.json')];
  await writeFile(SIGNING_KEYS, `own ${randomBytes(32).toString('base64')}\n`);
  await writeFile(AUTH_JWKS, jwksOf(key));
  const variables = { SIGNING_KEYS, AUTH_JWKS, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
  return { variables, headers: { authorization: `Bearer ${await tokenOf(key)}` } };
}
