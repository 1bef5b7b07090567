import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { AskedRequest } from '../../kit/http/admission.ts';
import { variableOf, type Environment } from '../../kit/program/env.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import { makeFolder } from '../../kit/program/folders.ts';
import { isLoopback } from '../../kit/http/loopback.ts';
import type { Caller } from './caller.ts';
import { keySetOf, type KeySet } from './key-set.ts';

/** Whose tokens count in demo mode. */
export const DEMO = { issuer: 'urn:arrears-graph:demo', audience: 'arrears-graph' } as const;
/** The demo issuer's key, made when it is first wanted: a token of one machine is worth nothing on another. */
export const DEMO_ISSUER_FILE = fileURLToPath(new URL('../../.data/demo-issuer.json', import.meta.url));

const ALGORITHM = 'ES256';

/**
 * Throws in plain words where nobody is asked for a token and that would not be harmless: for others than this machine,
 * or over real books.
 */
export function requireHarmless({ host, databaseUrl }: Environment, databases: readonly string[]): void {
  const wanted = 'while neither AUTH_JWKS nor API_KEYS is given: whoever asks acts as the coordination group';
  if (!isLoopback(host))
    throw new Error(
      `HOST wants an address of this machine alone, as 127.0.0.1, ${wanted}; got ${JSON.stringify(host)}`,
    );
  const real = databases.find((name) => isServer(name, databaseUrl));
  if (real !== undefined) throw new Error(`${variableOf(real, 'DATABASE_URL')} wants no real database ${wanted}`);
}

/** What is no address leads nowhere. */
function isServer(name: string, databaseUrl: Environment['databaseUrl']): boolean {
  try {
    return databaseUrl(name)?.startsWith('mysql:') ?? false;
  } catch {
    return false;
  }
}

/**
 * Whom a request without a credential stands for in demo mode. Throws where it comes by another name than this
 * machine's: a page from elsewhere may have sent it.
 */
export function demoCaller({ headers }: Pick<AskedRequest, 'headers'>, domains: readonly string[]): Caller {
  const host = headers.host?.replace(/:\d+$/, '') ?? '';
  if (isLoopback(host)) return { subject: 'demo', role: 'coordination', domains, contacts: false, reports: null };
  throw new Refusal(
    'FORBIDDEN',
    'In demo mode this graph is asked by the name of this machine alone, as localhost or 127.0.0.1.',
  );
}

/** A token of the demo issuer's. */
export async function mintDemoToken(
  claims: { sub: string; roles: string[]; domains: string[] },
  minutes: number,
): Promise<string> {
  const { kid = '', ...key } = await demoKey();
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
    .setIssuer(DEMO.issuer)
    .setAudience(DEMO.audience)
    .setIssuedAt()
    .setExpirationTime(`${minutes} minutes`)
    .sign(await importJWK(key, ALGORITHM));
}

/** The demo issuer's key, made unless it is there. */
export async function demoKey(): Promise<JWK> {
  if (!existsSync(DEMO_ISSUER_FILE)) await makeDemoKey();
  return JSON.parse(readFileSync(DEMO_ISSUER_FILE, 'utf8')) as JWK;
}

/** Of two who make it at once, the first counts; nobody reads half a file. */
async function makeDemoKey(): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const kid = randomBytes(6).toString('hex');
  const draft = `${DEMO_ISSUER_FILE}.${kid}`;
  makeFolder(dirname(DEMO_ISSUER_FILE));
  writeFileSync(draft, `${JSON.stringify({ ...(await exportJWK(privateKey)), alg: ALGORITHM, kid })}\n`, {
    mode: 0o600,
  });
  try {
    linkSync(draft, DEMO_ISSUER_FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** What is public of the demo issuer's key. */
export function demoKeySetOf(text: string): KeySet {
  const { kty, crv, x, y, alg, kid } = JSON.parse(text) as JWK;
  return keySetOf(JSON.stringify({ keys: [{ kty, crv, x, y, alg, kid }] }));
}
