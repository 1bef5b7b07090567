import { Refusal } from '../../kit/graphql/errors.ts';
import { unauthenticated } from './refusals.ts';

/** By what a request says who asks; null: by nothing. */
export type Credential = { kind: 'token' | 'key'; text: string } | null;

/** Every value of a header, by its name in small letters. */
export type HeaderValues = Readonly<Record<string, readonly string[] | undefined>>;

/** API keys begin so, and no token does. */
const KEY_PREFIX = 'ak_';
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;
const BASIC = /^Basic +([A-Za-z0-9+/]+=*)$/i;

/**
 * A request's one credential. Throws BAD_REQUEST where it has several, UNAUTHENTICATED where it is none that we know.
 */
export function credentialOf({ authorization = [], 'x-api-key': keys = [] }: HeaderValues): Credential {
  if (authorization.length + keys.length > 1) throw several();
  const [[header], [key]] = [authorization, keys];
  if (key !== undefined) return { kind: 'key', text: key };
  return header === undefined ? null : authorizationOf(header);
}

function authorizationOf(header: string): Credential {
  const bearer = BEARER.exec(header)?.[1];
  if (bearer !== undefined) return { kind: bearer.startsWith(KEY_PREFIX) ? 'key' : 'token', text: bearer };
  const basic = BASIC.exec(header)?.[1];
  if (basic !== undefined) return { kind: 'key', text: keyOfBasic(Buffer.from(basic, 'base64').toString()) };
  throw unauthenticated('Authorization wants `Bearer` and a token or an API key, or `Basic` with an API key.');
}

/** Spreadsheet programs ask people for a user and a password: the key may be either, and the other half is nobody's. */
function keyOfBasic(pair: string): string {
  const colon = pair.indexOf(':');
  const halves = colon < 0 ? [pair] : [pair.slice(0, colon), pair.slice(colon + 1)];
  const [key, ...more] = halves.filter((half) => half.startsWith(KEY_PREFIX));
  if (key === undefined) throw unauthenticated('Basic wants an API key as the user or as the password.');
  if (more.length > 0) throw several();
  return key;
}

function several(): Refusal {
  return new Refusal(
    'BAD_REQUEST',
    'A request wants one credential: a token or an API key, in one header. This one has several.',
  );
}
