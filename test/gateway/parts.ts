import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeKeys } from '../support/key-files.ts';
import { AUDIENCE, ISSUER, issuerKey, jwksOf, tokenOf } from './issuers.ts';

/** What each part that runs apart is given, by its command, and the head of a request that their gateway believes. */
export interface SharedTrust {
  variablesOf: (command: readonly string[]) => Record<string, string>;
  headers: Record<string, string>;
}

/** Writes the keys of a test's parts into a folder. */
export async function writeTrust(folder: string): Promise<SharedTrust> {
  const [key, keys, AUTH_JWKS] = [await issuerKey('own'), writeKeys(folder), join(folder, 'jwks.json')];
  await writeFile(AUTH_JWKS, jwksOf(key));
  const variablesOf = (command: readonly string[]): Record<string, string> => {
    return { ...keys.variablesOf(command), AUTH_JWKS, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
  };
  return { variablesOf, headers: { authorization: `Bearer ${await tokenOf(key)}` } };
}
