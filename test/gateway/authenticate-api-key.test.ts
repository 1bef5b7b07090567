import { expect, test } from 'vitest';
import { callerOfKey, findKey, mintKey, type ApiKey } from '../../gateway/authenticate/api-key.ts';

const SCOPE = { name: 'Treasury sheet', domains: ['finance', 'soe'], reports: null, expires: null };
const TODAY = '2026-06-30';
const SECRET = 'A'.repeat(43);
/** SHA-256 of the secret. */
const KNOWN: ApiKey = {
  ...SCOPE,
  id: '0123456789ab',
  hash: '0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a',
};

test('a key is found by its text, and is kept without its secret', () => {
  const { text, kept } = mintKey(SCOPE);
  const [, id, secret] = /^ak_([0-9a-f]{12})_([\w-]{43})$/.exec(text) ?? [];
  expect(Buffer.from(secret ?? '', 'base64url')).toHaveLength(32);
  expect(kept).toEqual({ id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown, ...SCOPE });
  expect(JSON.stringify(kept)).not.toContain(secret);
  const other = mintKey(SCOPE);
  expect(findKey([other.kept, kept], text, TODAY)).toBe(kept);
  expect(findKey([other.kept], text, TODAY)).toBeNull();
  expect([other.text, other.kept.id, other.kept.hash].some((value) => [text, kept.id, kept.hash].includes(value))).toBe(
    false,
  );
});

test('what is kept is the SHA-256 of the secret', () => {
  expect(findKey([KNOWN], `ak_${KNOWN.id}_${SECRET}`, TODAY)).toBe(KNOWN);
});

test.each<[string, (text: string) => string]>([
  ['another secret', (text) => text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['a secret too short', (text) => text.slice(0, -1)],
  ['a secret too long', (text) => `${text}A`],
  ['another id', (text) => text.replace(/^ak_./, (start) => (start.endsWith('0') ? 'ak_1' : 'ak_0'))],
  ['no prefix', (text) => text.slice(3)],
  ['something before it', (text) => `x${text}`],
  ['its id alone', (text) => text.slice(0, 15)],
  ['nothing', () => ''],
])('a text with %s is no key', (_, change) => {
  const { text, kept } = mintKey(SCOPE);
  expect(findKey([kept], change(text), TODAY)).toBeNull();
});

test.each<[string | null, boolean]>([
  [null, true],
  ['2026-07-01', true],
  ['2026-06-30', false],
  ['2026-06-29', false],
])('a key that expires on %s holds on 30 June 2026: %s', (expires, holds) => {
  const { text, kept } = mintKey({ ...SCOPE, expires });
  expect(findKey([kept], text, TODAY)).toBe(holds ? kept : null);
});

test('a key’s caller sees its domains for its reports, and never contacts', () => {
  const key = { ...KNOWN, domains: ['soe', 'space', 'finance'], reports: ['wages'] };
  expect(callerOfKey(key, ['finance', 'energy', 'soe'])).toEqual({
    subject: 'ak_0123456789ab',
    role: 'reporting',
    domains: ['finance', 'soe'],
    contacts: false,
    reports: ['wages'],
  });
});
