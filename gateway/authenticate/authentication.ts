import type { AskedRequest } from '../../kit/http/admission.ts';
import { localDay } from '../../kit/rules/dates.ts';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import type { Environment, TokenIssuer } from '../../kit/program/env.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { apiKeysIn } from './api-key-file.ts';
import { callerOfKey, findKey, type ApiKey } from './api-key.ts';
import { callerOfClaims, requireSight, type Caller } from './caller.ts';
import { credentialOf, type Credential } from './credential.ts';
import { DEMO, DEMO_ISSUER_FILE, demoCaller, demoKey, demoKeySetOf } from './demo.ts';
import { keysOfFile, keysOfUrl, type IssuerKeys } from './issuer-keys.ts';
import { purposeOf } from './purpose.ts';
import { unauthenticated } from './refusals.ts';
import { claimsOfToken } from './token.ts';

/** Finds out who asks. */
export interface Authentication {
  /** Throws UNAUTHENTICATED, FORBIDDEN or BAD_REQUEST; a bad credential is never taken for none. */
  viewerOf: (request: AskedRequest) => Promise<Viewer>;
  close: () => void;
}

/** Whom to believe. */
interface Trust {
  /** Null: no token. */
  issuer: (Omit<TokenIssuer, 'jwks'> & { keys: IssuerKeys }) | null;
  apiKeys: () => Promise<readonly ApiKey[]>;
  /** Whom a request without a credential stands for. */
  stranger: (request: AskedRequest) => Caller;
}

const noKeys = (): Promise<readonly ApiKey[]> => Promise.resolve([]);

/** Believes tokens of the issuer given, and the API keys of the file given. */
export async function strictAuthentication(
  given: Pick<Environment, 'tokenIssuer' | 'apiKeys'>,
  log: Log,
): Promise<Authentication> {
  const { tokenIssuer, apiKeys } = given;
  return authenticationBy({
    issuer: tokenIssuer && { ...tokenIssuer, keys: await issuerKeysAt(tokenIssuer.jwks, log) },
    apiKeys: apiKeys === null ? noKeys : await apiKeysIn(apiKeys, log),
    stranger: () => {
      throw unauthenticated(
        'This graph wants to know who asks: a token or an API key in Authorization, or an API key in X-API-Key.',
      );
    },
  });
}

/** Lets everybody in as the coordination group, and believes tokens of the demo issuer. */
export async function demoAuthentication(log: Log): Promise<Authentication> {
  await demoKey();
  const keys = await keysOfFile(DEMO_ISSUER_FILE, log, demoKeySetOf);
  return authenticationBy({
    issuer: { ...DEMO, keys },
    apiKeys: noKeys,
    stranger: (request) => demoCaller(request, DOMAIN_CODES),
  });
}

async function issuerKeysAt(jwks: string, log: Log): Promise<IssuerKeys> {
  try {
    return /^https?:/i.test(jwks) ? await keysOfUrl(jwks, log) : await keysOfFile(jwks, log);
  } catch (error) {
    throw new Error(`AUTH_JWKS gives no keys: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function authenticationBy(trust: Trust): Authentication {
  const viewerOf = async (request: AskedRequest): Promise<Viewer> => {
    const credential = credentialOf(request.headersDistinct);
    const purpose = purposeOf(request.headersDistinct);
    const caller = credential === null ? trust.stranger(request) : await callerOf(credential, trust);
    requireSight(caller);
    return { ...caller, purpose };
  };
  return { viewerOf, close: () => trust.issuer?.keys.close() };
}

async function callerOf({ kind, text }: NonNullable<Credential>, { issuer, apiKeys }: Trust): Promise<Caller> {
  if (kind === 'token') {
    if (!issuer) throw unauthenticated('This graph takes API keys alone.');
    const { keys, ...rules } = issuer;
    const claims = await claimsOfToken(text, { ...rules, keyFor: keys.keyFor, now: Date.now });
    return callerOfClaims(claims, DOMAIN_CODES);
  }
  const key = findKey(await apiKeys(), text, localDay(new Date()));
  if (key) return callerOfKey(key, DOMAIN_CODES);
  throw unauthenticated('The API key is not one in force.');
}
