import { createHmac } from 'node:crypto';
import { CompactSign } from 'jose';
import { goodClaims, ISSUER, issuerKey, jwksOf, nowSeconds, rawToken, tokenOf } from './issuers.ts';

export const EXPIRED = 'The token has expired.';
export const NOT_ACCEPTED = 'The token is not one that this graph accepts.';
const CLAIMS_WANTED =
  'The token wants `sub`, a text of at most 200 characters that does not begin with ak_, and `roles` and `domains`, lists of texts.';

/** An issuer's keys, and those of others who would pass for it. */
export const keys = {
  key: await issuerKey('one'),
  rsa: await issuerKey('rsa', 'RS256'),
  pss: await issuerKey('pss', 'PS256'),
  ed: await issuerKey('ed', 'EdDSA'),
  stranger: await issuerKey('one'),
  twin: await issuerKey('twin'),
  otherTwin: await issuerKey('twin'),
  secondhand: await issuerKey('encryption'),
};
keys.secondhand.jwk.use = 'enc';

/** What the issuer says of its own. */
export const JWKS = jwksOf(keys.key, keys.rsa, keys.pss, keys.ed, keys.twin, keys.otherTwin, keys.secondhand);

const hs256 = (secret: string, header: object): string => {
  const unsigned = rawToken({ alg: 'HS256', typ: 'JWT', ...header }, goodClaims(), '').slice(0, -1);
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
};

const flip = (token: string, part: number): string => {
  const parts = token.split('.');
  const [first = '', ...rest] = parts[part] ?? '';
  parts[part] = (first === 'A' ? 'B' : 'A') + rest.join('');
  return parts.join('.');
};

const signed = (payload: string): Promise<string> =>
  new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(keys.key.secret);

/** What is wrong with a token, the token, and what is answered. */
export const BAD: [string, () => string | Promise<string>, string?][] = [
  ['alg none', () => rawToken({ alg: 'none', kid: 'one', typ: 'JWT' }, goodClaims(), '')],
  ['alg None, written otherwise', () => rawToken({ alg: 'nOnE', kid: 'one' }, goodClaims(), '')],
  ['alg none with a signature', () => rawToken({ alg: 'none', kid: 'one' }, goodClaims())],
  ['no alg', () => rawToken({ kid: 'one' }, goodClaims())],
  ['HS256 with the public key for a secret', () => hs256(JSON.stringify(keys.key.jwk), { kid: 'one' })],
  ['HS256 with an empty secret', () => hs256('', { kid: 'one' })],
  ['an algorithm of another kind than its key', () => tokenOf({ ...keys.rsa, kid: 'one' })],
  ['PS256 by a key that is for RS256', () => tokenOf({ ...keys.pss, kid: 'rsa' })],
  ['no kid', () => tokenOf(keys.key, {}, { kid: undefined })],
  ['a kid that is a number', () => rawToken({ alg: 'ES256', kid: 1 }, goodClaims())],
  ['an empty kid', () => tokenOf(keys.key, {}, { kid: '' })],
  ['a kid that is a path', () => tokenOf(keys.key, {}, { kid: '../../../../dev/null' })],
  ['a kid that nobody knows', () => tokenOf(keys.key, {}, { kid: 'other' })],
  ['a kid that two keys have', () => tokenOf(keys.twin)],
  ['a key that is for encryption', () => tokenOf(keys.secondhand)],
  ['a signature by another key of that name', () => tokenOf(keys.stranger)],
  ['a header that brings its key along (jwk)', () => tokenOf(keys.stranger, {}, { jwk: keys.stranger.jwk })],
  ['a header that says where its key is (jku)', () => tokenOf(keys.stranger, {}, { jku: 'http://127.0.0.1:1/jwks' })],
  [
    'a header that says where its certificate is (x5u)',
    () => tokenOf(keys.stranger, {}, { x5u: 'http://127.0.0.1:1/cert' }),
  ],
  [
    'crit of what nobody understands',
    () => rawToken({ alg: 'ES256', kid: 'one', crit: ['exp'], exp: 1 }, goodClaims()),
  ],
  ['crit of b64', () => tokenOf(keys.key, {}, { crit: ['b64'], b64: true })],
  ['the type of another kind of token', () => tokenOf(keys.key, {}, { typ: 'logout+jwt' })],
  ['a payload changed after it was signed', async () => flip(await tokenOf(keys.key), 1)],
  ['a header changed after it was signed', async () => flip(await tokenOf(keys.key), 0)],
  ['a signature changed', async () => flip(await tokenOf(keys.key), 2)],
  ['no signature', async () => (await tokenOf(keys.key)).replace(/[^.]*$/, '')],
  [
    'the signature as an r and s of nothing',
    async () => (await tokenOf(keys.key)).replace(/[^.]*$/, Buffer.alloc(64).toString('base64url')),
  ],
  ['two parts', async () => (await tokenOf(keys.key)).replace(/\.[^.]*$/, '')],
  ['four parts', async () => `${await tokenOf(keys.key)}.x`],
  ['five parts, as encrypted ones have', () => 'eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d'],
  ['no token at all', () => 'token'],
  ['a header that is no JSON', () => rawToken('{', goodClaims())],
  ['a payload that is no JSON', () => signed('{')],
  ['a payload that is a list', () => signed('[]')],
  [
    'more than 8192 characters',
    () => tokenOf(keys.key, { note: 'x'.repeat(8_192) }),
    'A token wants at most 8192 characters.',
  ],
  ['expired', () => tokenOf(keys.key, { exp: nowSeconds() - 60 }), EXPIRED],
  ['expired, by nobody', () => tokenOf(keys.stranger, { exp: nowSeconds() - 60 })],
  ['no exp', () => tokenOf(keys.key, { exp: undefined })],
  ['an exp that is text', () => tokenOf(keys.key, { exp: '4102444800' })],
  ['an nbf to come', () => tokenOf(keys.key, { nbf: nowSeconds() + 120 })],
  ['another issuer', () => tokenOf(keys.key, { iss: `${ISSUER}/` })],
  ['no issuer', () => tokenOf(keys.key, { iss: undefined })],
  ['another audience', () => tokenOf(keys.key, { aud: 'payroll' })],
  ['other audiences', () => tokenOf(keys.key, { aud: ['payroll', 'arrears'] })],
  ['no audience', () => tokenOf(keys.key, { aud: undefined })],
  ['no subject', () => tokenOf(keys.key, { sub: undefined }), CLAIMS_WANTED],
  ['roles that are a text', () => tokenOf(keys.key, { roles: 'coordination' }), CLAIMS_WANTED],
  ['domains that are no texts', () => tokenOf(keys.key, { domains: [1] }), CLAIMS_WANTED],
];
