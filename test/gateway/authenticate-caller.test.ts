import { expect, test } from 'vitest';
import { callerOfClaims, requireSight, type Caller } from '../../gateway/authenticate/caller.ts';
import { credentialOf, type Credential, type HeaderValues } from '../../gateway/authenticate/credential.ts';
import { purposeOf } from '../../gateway/authenticate/purpose.ts';
import { Refusal } from '../../kit/graphql/errors.ts';

const KNOWN = ['finance', 'energy', 'soe'];
const KEY = 'ak_0123456789ab_secret';
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

/** What a refusal says of itself. */
function refusalOf(act: () => unknown): [code: unknown, message: string] {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error.extensions['code'], error.message];
    throw error;
  }
  throw new Error('nothing was refused');
}

test.each<[HeaderValues, Credential]>([
  [{}, null],
  [{ authorization: ['Bearer a.b-c_d~e+f/g=='] }, { kind: 'token', text: 'a.b-c_d~e+f/g==' }],
  [{ authorization: ['bearer   a.b.c'] }, { kind: 'token', text: 'a.b.c' }],
  [{ authorization: [`Bearer ${KEY}`] }, { kind: 'key', text: KEY }],
  [{ authorization: ['Bearer x.ak_y'] }, { kind: 'token', text: 'x.ak_y' }],
  [{ 'x-api-key': [KEY] }, { kind: 'key', text: KEY }],
  [{ 'x-api-key': [''] }, { kind: 'key', text: '' }],
  [{ authorization: [basic(`${KEY}:`)] }, { kind: 'key', text: KEY }],
  [{ authorization: [basic(`${KEY}:anything:at all`)] }, { kind: 'key', text: KEY }],
  [{ authorization: [basic(`:${KEY}`)] }, { kind: 'key', text: KEY }],
  [{ authorization: [basic(`zhang:${KEY}`)] }, { kind: 'key', text: KEY }],
  [{ authorization: [basic(KEY)] }, { kind: 'key', text: KEY }],
  [{ authorization: [basic(`u:${KEY}:x`).replace('Basic ', 'bASIC  ')] }, { kind: 'key', text: `${KEY}:x` }],
])('%j is a credential', (headers, credential) => {
  expect(credentialOf(headers)).toEqual(credential);
});

const SCHEMES = 'Authorization wants `Bearer` and a token or an API key, or `Basic` with an API key.';
const BASIC_WANTS = 'Basic wants an API key as the user or as the password.';
const ONE = 'A request wants one credential: a token or an API key, in one header. This one has several.';

test.each<[HeaderValues, string, string]>([
  [{ authorization: [''] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Bearer'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Bearer '] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Bearer a b'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Bearer a, Bearer b'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['a.b.c'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['x Bearer a'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Bearer a=b'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Digest username="a"'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Negotiate abc'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Basic'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: ['Basic !'] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: [`x ${basic(KEY)}`] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: [`${basic(KEY)} x`] }, 'UNAUTHENTICATED', SCHEMES],
  [{ authorization: [basic('zhang:secret')] }, 'UNAUTHENTICATED', BASIC_WANTS],
  [{ authorization: [basic(`zhang:x${KEY}`)] }, 'UNAUTHENTICATED', BASIC_WANTS],
  [{ authorization: [basic(`${KEY}:${KEY}`)] }, 'BAD_REQUEST', ONE],
  [{ authorization: ['Bearer a', 'Bearer a'] }, 'BAD_REQUEST', ONE],
  [{ 'x-api-key': [KEY, KEY] }, 'BAD_REQUEST', ONE],
  [{ authorization: ['Bearer a'], 'x-api-key': [KEY] }, 'BAD_REQUEST', ONE],
])('%j is refused with %s', (headers, code, message) => {
  expect(refusalOf(() => credentialOf(headers))).toEqual([code, message]);
});

test.each<[string[], string | null]>([
  [[], null],
  [[''], null],
  [['  '], null],
  [['%20'], null],
  [['call the creditor'], 'call the creditor'],
  [[' call '], 'call'],
  [[encodeURIComponent('核实欠款 100%')], '核实欠款 100%'],
  [['~'.repeat(200)], '~'.repeat(200)],
  [[encodeURIComponent('𠮷'.repeat(200))], '𠮷'.repeat(200)],
])('X-Purpose %j says %j', (given, purpose) => {
  expect(purposeOf({ 'x-purpose': given })).toBe(purpose);
});

test('without X-Purpose there is no purpose', () => {
  expect(purposeOf({})).toBeNull();
});

test.each([
  [['a'.repeat(201)]],
  [[encodeURIComponent('𠮷'.repeat(201))]],
  [['a%0Ab']],
  [['a%E2%80%AEb']],
  [['a%E2%80%A8b']],
  [['a%E2%80%A9b']],
  [['100%']],
  [['%FF']],
  [['æ ¸å®ž']],
  [['a\tb']],
  [['one', 'two']],
  [['', '']],
])('X-Purpose %j is refused', (given) => {
  const words = 'X-Purpose wants one text of at most 200 characters, in percent-encoded UTF-8.';
  expect(refusalOf(() => purposeOf({ 'x-purpose': given }))).toEqual(['BAD_REQUEST', words]);
});

const NOTHING: Partial<Caller> = { role: null, domains: [], contacts: false };

test.each<[object, Partial<Caller>]>([
  [{ roles: ['coordination'] }, { role: 'coordination', domains: KNOWN, contacts: false }],
  [
    { roles: ['coordination'], domains: ['soe'] },
    { role: 'coordination', domains: KNOWN },
  ],
  [{ roles: ['supervision', 'contacts'] }, { role: 'supervision', domains: KNOWN, contacts: true }],
  [
    { roles: ['bureau'], domains: ['soe', 'finance'] },
    { role: 'bureau', domains: ['finance', 'soe'], contacts: false },
  ],
  [
    { roles: ['bureau', 'contacts'], domains: ['energy', 'space'] },
    { role: 'bureau', domains: ['energy'], contacts: true },
  ],
  [
    { roles: ['bureau'], domains: ['Finance', '*', ''] },
    { role: 'bureau', domains: [] },
  ],
  [{ roles: ['bureau'] }, { role: 'bureau', domains: [] }],
  [
    { roles: ['reporting'], domains: ['soe'] },
    { role: 'reporting', domains: ['soe'], contacts: false },
  ],
  [
    { roles: ['offline_access', 'bureau', 'uma'], domains: ['soe'] },
    { role: 'bureau', domains: ['soe'] },
  ],
  [
    { roles: ['bureau', 'bureau'], domains: ['soe'] },
    { role: 'bureau', domains: ['soe'] },
  ],
  [
    { roles: ['leader'], domains: ['soe'] },
    { role: 'leader', domains: ['soe'] },
  ],
  [
    { roles: ['unit'], domains: ['soe'] },
    { role: 'unit', domains: [] },
  ],
  [{ roles: ['campaign'], domains: KNOWN }, NOTHING],
  [{ roles: ['bureau', 'unit'], domains: ['soe'] }, NOTHING],
  [{ roles: ['bureau', 'supervision'], domains: ['soe'] }, NOTHING],
  [{ roles: ['coordination', 'supervision', 'contacts'] }, NOTHING],
  [{ roles: ['register'], domains: KNOWN }, NOTHING],
  [{ roles: ['Coordination'] }, NOTHING],
  [{ roles: ['contacts'], domains: ['soe'] }, NOTHING],
  [{ roles: [], domains: ['soe'] }, NOTHING],
  [{ domains: ['soe'] }, NOTHING],
])('%j makes %j', (claims, caller) => {
  const made = callerOfClaims({ sub: 'zhang', ...claims }, KNOWN);
  expect(made).toEqual({ subject: 'zhang', reports: null, contacts: false, ...caller });
});

test.each([
  [{ sub: '' }],
  [{ sub: undefined }],
  [{ sub: 7 }],
  [{ sub: 'a'.repeat(201) }],
  [{ sub: 'a\nb' }],
  [{ sub: 'a\u202eb' }],
  [{ sub: 'a\u2028' }],
  [{ sub: 'ak_0123456789ab' }],
  [{ roles: 'bureau' }],
  [{ roles: null }],
  [{ roles: ['bureau', 1] }],
  [{ roles: { 0: 'bureau' } }],
  [{ domains: 'soe' }],
  [{ domains: [null] }],
])('claims with %j are refused', (claims) => {
  const words =
    'The token wants `sub`, a text of at most 200 characters that does not begin with ak_, and `roles` and `domains`, lists of texts.';
  expect(refusalOf(() => callerOfClaims({ sub: 'zhang', roles: ['bureau'], ...claims }, KNOWN))).toEqual([
    'UNAUTHENTICATED',
    words,
  ]);
});

test('a subject has up to 200 characters', () => {
  expect(callerOfClaims({ sub: '巴'.repeat(200), roles: ['bureau'] }, KNOWN).subject).toHaveLength(200);
});

const BUREAU: Caller = { subject: 'zhang', role: 'bureau', domains: ['soe'], contacts: false, reports: null };

test('who has no role is told so, and who has one is let in', () => {
  expect(refusalOf(() => requireSight({ ...BUREAU, role: null }))).toEqual([
    'FORBIDDEN',
    'Your roles want exactly one of coordination, supervision, leader, bureau, unit, reporting.',
  ]);
  expect(() => requireSight(BUREAU)).not.toThrow();
});
