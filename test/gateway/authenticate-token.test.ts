import { errors, type JWTPayload } from 'jose';
import { expect, test } from 'vitest';
import { callerOfClaims } from '../../gateway/authenticate/caller.ts';
import { keySetOf } from '../../gateway/authenticate/key-set.ts';
import { claimsOfToken } from '../../gateway/authenticate/token.ts';
import { BAD, EXPIRED, JWKS, keys, NOT_ACCEPTED } from './bad-tokens.ts';
import { AUDIENCE, ISSUER, issuerKey, jwksOf, nowSeconds, tokenOf } from './issuers.ts';

const NOW = 1_800_000_000;

/** What a token is taken for at an instant. */
const claimsAt = (seconds: number, token: string): Promise<JWTPayload> =>
  claimsOfToken(token, {
    issuer: ISSUER,
    audience: AUDIENCE,
    keyFor: keySetOf(JWKS).keyFor,
    now: () => seconds * 1000,
  });

test.each(BAD)('%s is refused', async (_, make, message = NOT_ACCEPTED) => {
  const token = await make();
  const caller = async () => callerOfClaims(await claimsAt(nowSeconds(), token), []);
  await expect(caller()).rejects.toMatchObject({ message, extensions: { code: 'UNAUTHENTICATED' } });
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

test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
  '%s is believed',
  async (alg) => {
    const own = await issuerKey('own', alg);
    const rules = { issuer: ISSUER, audience: AUDIENCE, keyFor: keySetOf(jwksOf(own)).keyFor, now: () => NOW * 1000 };
    expect(await claimsOfToken(await tokenOf(own, { exp: NOW + 1 }), rules)).toMatchObject({ exp: NOW + 1 });
  },
);

test('a token has at most 8192 characters, whoever signed it', async () => {
  const padded = await tokenOf(keys.key, { exp: NOW, note: 'x'.repeat(5_000) });
  await expect(claimsAt(NOW, padded)).resolves.toMatchObject({ exp: NOW });
  await expect(claimsAt(NOW, padded.padEnd(8_192, 'x'))).rejects.toThrow(NOT_ACCEPTED);
  await expect(claimsAt(NOW, padded.padEnd(8_193, 'x'))).rejects.toThrow('A token wants at most 8192 characters.');
});

test.each([undefined, '', 1])(
  'a token that names its key %j is refused, though there is one key alone',
  async (kid) => {
    const rules = {
      issuer: ISSUER,
      audience: AUDIENCE,
      keyFor: keySetOf(jwksOf(keys.key)).keyFor,
      now: () => NOW * 1000,
    };
    await expect(claimsOfToken(await tokenOf(keys.key, { exp: NOW }), rules)).resolves.toMatchObject({ exp: NOW });
    await expect(claimsOfToken(await tokenOf(keys.key, { exp: NOW }, { kid }), rules)).rejects.toThrow(NOT_ACCEPTED);
  },
);

test('a refusal asks for what browsers and spreadsheet programs can give', async () => {
  await expect(claimsAt(NOW, 'token')).rejects.toMatchObject({
    status: 401,
    headers: new Map([
      ['www-authenticate', ['Bearer realm="arrears-graph"', 'Basic realm="arrears-graph", charset="UTF-8"']],
    ]),
  });
});

test.each([
  ['is no JSON', '{', SyntaxError],
  ['is no set', '[]', errors.JWKSInvalid],
  ['has no key', '{"keys":[]}', 'a JWKS wants a key with a `kid` at least'],
  ['has no key with a name', '{"keys":[{"kty":"EC"}]}', 'a JWKS wants a key with a `kid` at least'],
])('a JWKS that %s is none', (_, text, words) => {
  expect(() => keySetOf(text)).toThrow(words);
});

test('keys are known by their names', () => {
  const set = keySetOf(JWKS);
  expect(['one', 'twin', 'other'].map((kid) => set.has(kid))).toEqual([true, true, false]);
});

test('a secret or a private key in a JWKS is no key to check with', async () => {
  const secret = { kty: 'oct', k: 'c2VjcmV0', kid: 'one', alg: 'HS256' };
  const leaked = { ...keys.key.jwk, d: 'AAAA', kid: 'two' };
  const set = keySetOf(JSON.stringify({ keys: [secret, leaked] }));
  await expect(set.keyFor({ alg: 'HS256', kid: 'one' })).rejects.toThrow();
  await expect(set.keyFor({ alg: 'ES256', kid: 'two' })).rejects.toThrow();
});
