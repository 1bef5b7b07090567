import { createHmac } from 'node:crypto';
import { CompactSign, type JWTPayload } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { keySetOf } from '../../gateway/authenticate/key-set.ts';
import { claimsOfToken } from '../../gateway/authenticate/token.ts';
import { logOf } from '../../kit/log.ts';
import { ask, gatewayOver, impostor, logLines, type Answer } from './graphs.ts';
import { AUDIENCE, goodClaims, ISSUER, issuerKey, jwksOf, jwksServer, nowSeconds, rawToken, tokenOf, type IssuerKey } from './issuers.ts';

const NOW = 1_800_000_000;
const EXPIRED = 'The token has expired.';
const NOT_ACCEPTED = 'The token is not one that this graph accepts.';
const CLAIMS_WANTED = 'The token wants `sub`, a text of at most 200 characters, and `roles` and `domains`, lists of texts.';

let keys: Record<'key' | 'rsa' | 'pss' | 'ed' | 'stranger' | 'twin' | 'otherTwin' | 'secondhand', IssuerKey>;

beforeAll(async () => {
  keys = {
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
});

const jwks = (): string => jwksOf(keys.key, keys.rsa, keys.pss, keys.ed, keys.twin, keys.otherTwin, keys.secondhand);

/** What a token is taken for at an instant. */
const claimsAt = (seconds: number, token: string): Promise<JWTPayload> =>
  claimsOfToken(token, { issuer: ISSUER, audience: AUDIENCE, keyFor: keySetOf(jwks()).keyFor, now: () => seconds * 1000 });

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
const BAD: [string, () => string | Promise<string>, string?][] = [
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
  ['a header that says where its certificate is (x5u)', () => tokenOf(keys.stranger, {}, { x5u: 'http://127.0.0.1:1/cert' })],
  ['crit of what nobody understands', () => rawToken({ alg: 'ES256', kid: 'one', crit: ['exp'], exp: 1 }, goodClaims())],
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
  ['more than 8192 characters', () => tokenOf(keys.key, { note: 'x'.repeat(8_192) }), 'A token wants at most 8192 characters.'],
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

test('no bad token is let in, and no department hears of it', async () => {
  logLines();
  const issuer = await jwksServer(jwks());
  const tokenIssuer = { jwks: issuer.url, issuer: ISSUER, audience: AUDIENCE };
  const asked: string[] = [];
  const books = await impostor('type Query { debts: Int }', (_request, response) => {
    asked.push('debts');
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"debts":1}}');
  });
  const gateway = await gatewayOver({ books }, {}, await strictAuthentication({ tokenIssuer, apiKeys: null }, logOf('gateway')));
  const askAs = (token: string): Promise<Answer> => ask(gateway.url, '{ debts }', {}, { authorization: `Bearer ${token}` });
  const answers = [];
  for (const [what, make] of BAD) {
    const { status, data, errors } = await askAs(await make());
    answers.push({ what, status, data, errors });
  }
  expect(answers).toEqual(
    BAD.map(([what, , message = NOT_ACCEPTED]) => {
      return { what, status: 401, data: undefined, errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] };
    }),
  );
  expect(asked).toEqual([]);
  for (const good of ['key', 'rsa', 'pss', 'ed'] as const) expect((await askAs(await tokenOf(keys[good]))).data).toEqual({ debts: 1 });
});

test.each<[string, number, JWTPayload, string | null]>([
  ['29 s after it expired', 29, { exp: NOW }, null],
  ['30 s after it expired', 30, { exp: NOW }, EXPIRED],
  ['31 s after it expired', 31, { exp: NOW }, EXPIRED],
  ['31 s before it begins', -31, { nbf: NOW, exp: NOW + 600 }, NOT_ACCEPTED],
  ['30 s before it begins', -30, { nbf: NOW, exp: NOW + 600 }, null],
  ['a second after it began', 1, { nbf: NOW, exp: NOW + 600 }, null],
  ['when its issuer’s clock is ahead', -300, { iat: NOW, exp: NOW + 600 }, null],
])('a token %s', async (_, seconds, claims, refusal) => {
  const taken = claimsAt(NOW + seconds, await tokenOf(keys.key, claims));
  if (refusal === null) await expect(taken).resolves.toMatchObject({ iss: ISSUER });
  else await expect(taken).rejects.toMatchObject({ message: refusal });
});

test.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined])('a token of the type %s is one', async (typ) => {
  await expect(claimsAt(NOW, await tokenOf(keys.key, { exp: NOW }, { typ }))).resolves.toMatchObject({ sub: 'ᠪᠠᠲᠤ' });
});

test('a token may be meant for several', async () => {
  const claims = await claimsAt(NOW, await tokenOf(keys.key, { exp: NOW, aud: ['payroll', AUDIENCE] }));
  expect(claims.aud).toEqual(['payroll', AUDIENCE]);
});

test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])('%s is believed', async (alg) => {
  const own = await issuerKey('own', alg);
  const rules = { issuer: ISSUER, audience: AUDIENCE, keyFor: keySetOf(jwksOf(own)).keyFor, now: () => NOW * 1000 };
  expect(await claimsOfToken(await tokenOf(own, { exp: NOW + 1 }), rules)).toMatchObject({ exp: NOW + 1 });
});

test('a token has at most 8192 characters, whoever signed it', async () => {
  const padded = async (length: number): Promise<string> => tokenOf(keys.key, { exp: NOW, note: 'x'.repeat(length) });
  const short = (await padded(0)).length;
  // three bytes are four characters
  const fitting = await padded(Math.floor(((8_192 - short) * 3) / 4));
  expect([8_191, 8_192]).toContain(fitting.length);
  await expect(claimsAt(NOW, fitting)).resolves.toBeDefined();
  await expect(claimsAt(NOW, await padded(Math.ceil(((8_193 - short) * 3) / 4)))).rejects.toThrow('at most 8192');
});

test('a refusal asks for what browsers and spreadsheet programs can give', async () => {
  await expect(claimsAt(NOW, 'token')).rejects.toMatchObject({
    status: 401,
    headers: new Map([['www-authenticate', 'Bearer realm="arrears-graph", Basic realm="arrears-graph", charset="UTF-8"']]),
  });
});

test.each([
  ['is no JSON', '{'],
  ['is no set', '[]'],
  ['has no key', '{"keys":[]}'],
  ['has no key with a name', '{"keys":[{"kty":"EC"}]}'],
])('a JWKS that %s is none', (_, text) => {
  expect(() => keySetOf(text)).toThrow();
});

test('keys are known by their names', () => {
  const set = keySetOf(jwks());
  expect(['one', 'twin', 'other'].map((kid) => set.has(kid))).toEqual([true, true, false]);
});

test('a secret or a private key in a JWKS is no key to check with', async () => {
  const secret = { kty: 'oct', k: 'c2VjcmV0', kid: 'one', alg: 'HS256' };
  const leaked = { ...keys.key.jwk, d: 'AAAA', kid: 'two' };
  const set = keySetOf(JSON.stringify({ keys: [secret, leaked] }));
  await expect(set.keyFor({ alg: 'HS256', kid: 'one' })).rejects.toThrow();
  await expect(set.keyFor({ alg: 'ES256', kid: 'two' })).rejects.toThrow();
});
