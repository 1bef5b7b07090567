import { compactVerify, CompactSign } from 'jose';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../kit/graphql/errors.ts';
import { houseKeys, newKey, signingKeysOf, trustedKeysOf, type SigningKeys } from '../../kit/trust/keys.ts';
import type { RequestClaims } from '../../kit/trust/request-context.ts';
import { AHEAD_MS, SignatureCheck, WINDOW_MS } from '../../kit/trust/signature-check.ts';
import { digestOf, HEADER, signedHeader, type SignedClaims, type SignedRequest } from '../../kit/trust/signature.ts';
import { TRUST_OF_DEPARTMENTS, type Signer } from '../../kit/trust/signers.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';

const NOW = 1_764_000_000_123;
const BODY = '{"query":"{ ledger { totals { outstanding } } }"}';
const REQUEST: SignedRequest = {
  method: 'POST',
  host: '10.0.0.7:4101',
  path: '/graphql',
  audience: 'energy',
  body: BODY,
};
const CALL: RequestClaims = {
  viewer: {
    subject: '王某',
    role: 'bureau',
    domains: ['energy', 'soe'],
    contacts: true,
    reports: ['r1'],
    purpose: '核对 / "清欠"',
  },
  requestId: '0192-f',
  deadline: NOW + 30_000,
  today: '2026-03-20',
};

/** A key of a signer's, by both its parts. */
function keyFor(signer: Signer, id: string) {
  const { secret, open } = newKey(signer, id);
  const [[key], [publicKey]] = [signingKeysOf(setOf(secret), signer), trustedKeysOf(setOf(open))];
  if (!key || !publicKey) throw new Error('no key was made');
  return { key, publicKey };
}
const setOf = (key: object): string => JSON.stringify({ keys: [key] });

const [A, B, OTHER] = [keyFor('gateway', 'a'), keyFor('gateway', 'b'), keyFor('coordination', 'a')];
const KEYS: SigningKeys = () => [A.key, B.key];
const ALL = [A.publicKey, B.publicKey, OTHER.publicKey];

type Headers = Record<string, string | string[] | undefined>;
interface Attempt {
  request: SignedRequest;
  headers: Headers;
}

/** Long before all of it. */
const SINCE = NOW - 3_600_000;
const checkAt = (now: number, trusted = ALL) =>
  new SignatureCheck(() => trusted, TRUST_OF_DEPARTMENTS, { now: () => now, since: SINCE });
const signed = (request = REQUEST, now = NOW, keys = KEYS, call = CALL) =>
  signedHeader(keys, request, call, now) as Headers;
/** A request as a subgraph takes it: by its head, then by its body. */
const take = (check: SignatureCheck, request: SignedRequest, headers: Headers): RequestClaims =>
  check.take(check.claimsOf(request, headers), request.body);
const asking = (viewer: Partial<Viewer>): RequestClaims => ({ ...CALL, viewer: { ...CALL.viewer, ...viewer } });

/** Why it is refused, in the words of the refusal. */
function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was believed');
}

const codeOf = ({ extensions }: Refusal) => extensions['code'];

const GOOD: SignedClaims = {
  iss: 'gateway',
  aud: 'energy',
  iat: NOW / 1000,
  jti: 'n'.repeat(22),
  method: 'POST',
  host: '10.0.0.7:4101',
  path: '/graphql',
  digest: digestOf(BODY),
  call: CALL,
};
const HEAD = { alg: 'EdDSA', typ: 'arrears-request+jws', kid: 'gateway-a' };

interface Making {
  head?: object;
  key?: typeof A.key.key;
  bytes?: Uint8Array;
}

/** What someone who holds a key might send: the library's signature, not ours, of whatever it says. */
async function jws(payload: unknown, { head = {}, key = A.key.key, bytes }: Making = {}): Promise<Headers> {
  const said = bytes ?? new TextEncoder().encode(JSON.stringify(payload));
  return { [HEADER]: await new CompactSign(said).setProtectedHeader({ ...HEAD, ...head }).sign(key) };
}
const claiming = (changes: object, making: Making = {}) => jws({ ...GOOD, ...changes }, making);
const carrying = (call: unknown) => claiming({ call });

describe('a signed request', () => {
  test('carries the call, and what it says beside the call is dropped', async () => {
    expect(take(checkAt(NOW), REQUEST, signed())).toEqual(CALL);
    const more = { ...CALL, viewer: { ...CALL.viewer, admin: true }, more: 1 };
    expect(take(checkAt(NOW), REQUEST, await carrying(more))).toEqual(CALL);
  });

  test('may carry no day, and none that is none', async () => {
    const { today, ...dayless } = CALL;
    expect(take(checkAt(NOW), REQUEST, signed(REQUEST, NOW, KEYS, dayless))).toEqual(dayless);
    for (const other of [`${today ?? ''}T00:00`, '2026-02-30', 20, null]) {
      const headers = await carrying({ ...CALL, today: other });
      expect(refusalOf(() => take(checkAt(NOW), REQUEST, headers)).message).toContain('of the shape');
    }
  });

  test('carries one who is nobody, for no purpose', () => {
    const nobody = asking({ subject: '', role: null, domains: [], contacts: false, reports: null, purpose: null });
    expect(take(checkAt(NOW), REQUEST, signed(REQUEST, NOW, KEYS, nobody))).toEqual(nobody);
  });

  test('is signed with the first key and believed by any', async () => {
    const { protectedHeader } = await compactVerify(String(signed()[HEADER]), A.publicKey.key);
    expect(protectedHeader).toEqual(HEAD);
    expect(take(checkAt(NOW, [B.publicKey, A.publicKey]), REQUEST, signed())).toEqual(CALL);
    expect(() => signed(REQUEST, NOW, () => [])).toThrow('there is no key to sign with');
  });

  test('is a compact JWS: a server in another language can make it, and read it', async () => {
    const headers = signed();
    expect(Object.keys(headers)).toEqual(['x-arrears-signature']);
    const { payload } = await compactVerify(String(headers[HEADER]), A.publicKey.key, { algorithms: ['EdDSA'] });
    const said = JSON.parse(new TextDecoder().decode(payload)) as SignedClaims;
    expect(said).toEqual({ ...GOOD, jti: expect.stringMatching(/^[\w-]{22}$/) as string });
    expect(said.digest).toBe(createHash('sha256').update(BODY).digest('base64url'));
    expect(take(checkAt(NOW), REQUEST, await jws(GOOD))).toEqual(CALL);
  });

  test.each([-AHEAD_MS, 0, WINDOW_MS])('is believed %s ms from its time', (ms) => {
    expect(take(checkAt(NOW + ms), REQUEST, signed())).toEqual(CALL);
  });

  test.each([
    [WINDOW_MS + 1, 'This server takes a signature of the last 60 s alone.'],
    [-AHEAD_MS - 1, 'This server takes a signature by a clock no more than 2 s ahead of its own alone.'],
  ])('is refused %s ms from its time', (ms, words) => {
    expect(refusalOf(() => take(checkAt(NOW + ms), REQUEST, signed())).message).toBe(words);
  });

  test('is judged by its look first', () => {
    const right = String(signed()[HEADER]);
    const heads = [{ alg: 'none' }, { typ: 'JWT' }, { typ: undefined }, { kid: undefined }, { kid: 7 }, { jku: 'x' }];
    const wrong = [undefined, [right], `!${right}`, `${right}!`, right.slice(0, -1), `${right}, ${right}`];
    for (const text of [...wrong, ...heads.map((head) => rehead(right, head)), rehead(right, null)])
      expect(refusalOf(() => checkAt(NOW).claimsOf(REQUEST, { [HEADER]: text })).message).toBe(
        'This server takes signed requests of the gateway and of coordination alone.',
      );
  });

  test('is one of its own each time', () => {
    const all = Array.from({ length: 100 }, () => checkAt(NOW).claimsOf(REQUEST, signed()).jti);
    expect(new Set(all).size).toBe(100);
  });

  test('keys made for one process are its own', () => {
    const [one, other] = [houseKeys(), houseKeys()];
    expect(one.gateway()[0]?.secret).toHaveLength(32);
    expect(one.gateway()[0]).toBe(one.gateway()[0]);
    const check = checkAt(NOW, [...other.trusted()]);
    expect(refusalOf(() => take(check, REQUEST, signed(REQUEST, NOW, one.gateway))).message).toContain(
      'this very request',
    );
  });
});

/** The same signature under another head. */
function rehead(text: string, changes: object | null): string {
  const head = changes === null ? null : { ...HEAD, ...changes };
  return text.replace(/^[^.]+/, Buffer.from(JSON.stringify(head)).toString('base64url'));
}

describe('a signature is taken once', () => {
  const checkOn = (now: () => number, options: { since?: number; mostNonces?: number } = {}) =>
    new SignatureCheck(() => ALL, TRUST_OF_DEPARTMENTS, { now, since: SINCE, ...options });
  const newest = signed(REQUEST, NOW + AHEAD_MS);
  const over = NOW + AHEAD_MS + WINDOW_MS + 1;

  test('until it is too old to be believed', () => {
    let now = NOW;
    const check = checkOn(() => now);
    take(check, REQUEST, newest);
    for (now of [NOW, NOW + WINDOW_MS, over - 1])
      expect(refusalOf(() => take(check, REQUEST, newest)).message).toContain('not used before');
    now = over;
    expect(refusalOf(() => take(check, REQUEST, newest)).message).toContain('of the last 60 s');
  });

  test('by a server that is started again: what another process of it can have taken is refused', () => {
    const startedAt = NOW + 500;
    const again = (now: number) => checkOn(() => now, { since: startedAt });
    for (const time of [NOW - WINDOW_MS + 5_000, NOW, startedAt, startedAt + AHEAD_MS]) {
      const taken = signed(REQUEST, time);
      const now = Math.max(time, startedAt + 1);
      expect(refusalOf(() => take(again(now), REQUEST, taken)).message).toBe(
        'This server takes a signature made since it started alone.',
      );
    }
    const first = startedAt + AHEAD_MS + 1;
    expect([again(first - 1).isReady, again(first).isReady]).toEqual([false, true]);
    expect(take(again(first), REQUEST, signed(REQUEST, first))).toEqual(CALL);
  });

  test('from the first moment on where its key is as new as the process', () => {
    const own = houseKeys();
    const check = new SignatureCheck(own.trusted, TRUST_OF_DEPARTMENTS, { now: () => NOW, since: NOW });
    expect(check.isReady).toBe(true);
    const headers = signed(REQUEST, NOW, own.gateway);
    expect(take(check, REQUEST, headers)).toEqual(CALL);
    expect(refusalOf(() => take(check, REQUEST, headers)).message).toContain('not used before');
  });

  test('and a look before the body does not take it', () => {
    const check = checkAt(NOW);
    check.claimsOf(REQUEST, signed());
    const headers = signed();
    check.claimsOf(REQUEST, headers);
    expect(take(check, REQUEST, headers)).toEqual(CALL);
    expect(check.claimsOf(REQUEST, headers).call).toEqual(CALL);
  });

  test('and not when its body comes too late', () => {
    let now = NOW;
    const check = checkOn(() => now);
    const claims = check.claimsOf(REQUEST, signed());
    now = NOW + WINDOW_MS + 1;
    expect(refusalOf(() => check.take(claims, BODY)).message).toContain('of the last 60 s');
  });

  test('by each server: another of the same address takes it as well, within the window', () => {
    const headers = signed();
    expect([checkAt(NOW), checkAt(NOW)].map((check) => take(check, REQUEST, headers))).toEqual([CALL, CALL]);
  });

  test('and what cannot be remembered is not taken, until there is room again', () => {
    let now = NOW;
    const check = checkOn(() => now, { mostNonces: 2 });
    const first = signed();
    take(check, REQUEST, first);
    take(check, REQUEST, signed());
    const refusal = refusalOf(() => take(check, REQUEST, signed()));
    expect([codeOf(refusal), refusal.status, refusal.headers.get('retry-after')]).toEqual(['OVERLOADED', 503, '60']);
    expect(refusal.message).toBe('This server has more requests than it can tell apart.');
    expect(refusalOf(() => take(check, REQUEST, first)).message).toContain('not used before');
    now = over;
    expect(take(check, REQUEST, signed(REQUEST, now))).toEqual(CALL);
  });

  test('and what nobody of the house signed takes no room', () => {
    const check = checkOn(() => NOW, { mostNonces: 1 });
    for (const { request, headers } of Object.values(BAD)) refusalOf(() => take(check, request, headers));
    expect(take(check, REQUEST, signed())).toEqual(CALL);
  });
});

/** Other characters in a text, one at a time, at so many places. */
function flips(text: string, places = 20): string[] {
  const step = Math.max(1, Math.floor(text.length / places));
  return Array.from({ length: Math.ceil(text.length / step) }, (_, i) => {
    const at = i * step;
    return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  });
}

const STRANGE = [
  '',
  ' ',
  'null',
  'undefined',
  '0',
  '-1',
  '1e13',
  '９'.repeat(13),
  '\u0000',
  '签'.repeat(22),
  '*'.repeat(22),
  'x'.repeat(10_000),
];

function badHeaders(): Record<string, Headers> {
  const [right, other] = [signed(), signed({ ...REQUEST, body: '{}' }, NOW + 1, () => [B.key])].map((headers) =>
    String(headers[HEADER]),
  );
  const parts = (right ?? '').split('.');
  const texts: Record<string, unknown> = { none: undefined, two: `${right}, ${right}`, 'a list': [right] };
  for (const [i, name] of ['head', 'payload', 'signature'].entries()) {
    const [part = '', others = ''] = [parts[i], other?.split('.')[i]];
    const put = (text: string): string => parts.toSpliced(i, 1, text).join('.');
    texts[`no ${name}`] = parts.toSpliced(i, 1).join('.');
    texts[`${name} cut short`] = put(part.slice(0, -1));
    texts[`${name} and more`] = put(`${part}A`);
    texts[`${name} of another request`] = put(others);
    for (const strange of STRANGE) texts[`${name} as ${JSON.stringify(strange).slice(0, 20)}`] = put(strange);
    for (const [at, flipped] of flips(part, 40).entries()) texts[`${name} flipped at ${at}`] = put(flipped);
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { [HEADER]: text } as Headers]));
}

async function badClaims(): Promise<Record<string, Headers>> {
  const { viewer, ...rest } = CALL;
  const calls = {
    'no call': 0,
    null: null,
    'a list': [],
    'no viewer': rest,
    'viewer is text': { ...rest, viewer: 'x' },
    'viewer null': { ...rest, viewer: null },
    'no request id': { ...CALL, requestId: undefined },
    'request id is a number': { ...CALL, requestId: 7 },
    'request id too long': { ...CALL, requestId: 'x'.repeat(1_001) },
    'no deadline': { ...CALL, deadline: undefined },
    'deadline is text': { ...CALL, deadline: '7' },
    'deadline is no instant': { ...CALL, deadline: 1.5 },
    'deadline null': { ...CALL, deadline: null },
  };
  const viewers = {
    'no subject': { ...viewer, subject: undefined },
    'subject is a number': { ...viewer, subject: 1 },
    'subject too long': { ...viewer, subject: 'x'.repeat(1_001) },
    'role is unknown': { ...viewer, role: 'admin' },
    'no role': { ...viewer, role: undefined },
    roles: { ...viewer, role: ['bureau'] },
    'domains is text': { ...viewer, domains: 'energy' },
    'a domain is a number': { ...viewer, domains: ['energy', 1] },
    'no domains': { ...viewer, domains: undefined },
    'too many domains': { ...viewer, domains: Array.from({ length: 65 }, String) },
    'contacts is text': { ...viewer, contacts: 'true' },
    'no contacts': { ...viewer, contacts: undefined },
    'purpose is a number': { ...viewer, purpose: 0 },
    'no purpose': { ...viewer, purpose: undefined },
    'no reports': { ...viewer, reports: undefined },
    'reports is text': { ...viewer, reports: 'r1' },
    'a report is a number': { ...viewer, reports: [1] },
    'purpose too long': { ...viewer, purpose: 'x'.repeat(1_001) },
  };
  const named: Record<string, Promise<Headers>> = {
    ...Object.fromEntries(Object.entries(calls).map(([name, call]) => [`call: ${name}`, carrying(call)])),
    ...Object.fromEntries(
      Object.entries(viewers).map(([name, who]) => [`viewer: ${name}`, carrying({ ...CALL, viewer: who })]),
    ),
    'a payload that is no JSON': jws(null, { bytes: Buffer.from('{') }),
    'a payload of nothing': jws(null),
    'a payload too long': claiming({ more: 'A'.repeat(10_240) }),
    'a nonce too short': claiming({ jti: 'n'.repeat(21) }),
    'a nonce too long': claiming({ jti: 'n'.repeat(23) }),
    'a nonce that is a number': claiming({ jti: 7 }),
    'a time in milliseconds': claiming({ iat: NOW }),
    'a time as text': claiming({ iat: String(NOW / 1000) }),
    'no time': claiming({ iat: undefined }),
    'a time too old': claiming({ iat: (NOW - WINDOW_MS - 1) / 1000 }),
    'a time to come': claiming({ iat: (NOW + AHEAD_MS + 1) / 1000 }),
    'a signer that is none': claiming({ iss: 'campaign' }),
    'no signer': claiming({ iss: undefined }),
    'another signer': claiming({ iss: 'coordination' }),
    'a key of no id': claiming({}, { head: { kid: '' } }),
    'a key of another id': claiming({}, { head: { kid: 'gateway-c' } }),
    'another key under this id': claiming({}, { key: B.key.key }),
    'this key under the id of another': claiming({}, { head: { kid: 'gateway-b' } }),
    'another algorithm’s name': claiming({}, { head: { alg: 'Ed25519' } }),
    'another type': claiming({}, { head: { typ: 'JWT' } }),
    'a type in capitals': claiming({}, { head: { typ: 'ARREARS-REQUEST+JWS' } }),
    'a key of its own in the head': claiming({}, { head: { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AA' } } }),
    'the digest of another body': claiming({ digest: digestOf('') }),
    'a digest too short': claiming({ digest: digestOf('').slice(1) }),
    'a digest in other letters': claiming({ digest: '*'.repeat(43) }),
    'no audience': claiming({ aud: undefined }),
    'two audiences': claiming({ aud: ['energy', 'soe'] }),
    'a method that is a number': claiming({ method: 0 }),
    'no host': claiming({ host: undefined }),
    'no path': claiming({ path: undefined }),
    'a signer that is not this key’s': claiming({ iss: 'coordination' }, { key: OTHER.key.key }),
    'the register’s own caller': carrying(asking({ role: 'register' })),
  };
  const made = Object.entries(named).map(async ([name, headers]) => [name, await headers] as const);
  return Object.fromEntries(await Promise.all(made));
}

function badRequests(): Record<string, SignedRequest> {
  const lines: Partial<Record<keyof SignedRequest, string[]>> = {
    method: ['GET', 'PUT', 'post', 'OPTIONS', ''],
    host: ['10.0.0.8:4101', '10.0.0.7:4102', '10.0.0.7', '', 'LOCALHOST:4101'],
    path: ['/graphql/', '/GraphQL', '/graphql?x=1', '/', '', '//graphql', '/graphql#', 'http://10.0.0.7:4101/graphql'],
    audience: ['finance', 'housing-construction', 'soe', 'coordination', 'audit', 'Energy', ''],
    body: [
      ...flips(BODY),
      '',
      '{}',
      `${BODY} `,
      BODY.slice(1),
      BODY.slice(0, -1),
      BODY + BODY,
      BODY.replace('ledger', 'lеdger'),
    ],
  };
  return Object.fromEntries(
    Object.entries(lines).flatMap(([part, values]) =>
      values.map((value, i) => [`another ${part}, ${i}`, { ...REQUEST, [part]: value }]),
    ),
  );
}

const headersOnly = { ...badHeaders(), ...(await badClaims()) };
const BAD: Record<string, Attempt> = {
  ...Object.fromEntries(Object.entries(headersOnly).map(([name, headers]) => [name, { request: REQUEST, headers }])),
  ...Object.fromEntries(Object.entries(badRequests()).map(([name, request]) => [name, { request, headers: signed() }])),
};

describe(`${Object.keys(BAD).length} bad signatures`, () => {
  test('are enough, and what they are made from is good', async () => {
    expect(Object.keys(BAD).length).toBeGreaterThanOrEqual(200);
    expect(take(checkAt(NOW), REQUEST, await claiming({}))).toEqual(CALL);
    expect(take(checkAt(NOW), REQUEST, await carrying(CALL))).toEqual(CALL);
  });

  test.each(Object.entries(BAD))('%s', (_, { request, headers }) => {
    const refusal = refusalOf(() => take(checkAt(NOW), request, headers));
    expect([codeOf(refusal), refusal.status]).toEqual(['UNAUTHENTICATED', 401]);
  });

  test.each(Object.entries(BAD).filter(([name]) => !name.includes('body')))(
    'before the body is read: %s',
    (_, { request, headers }) => {
      expect(codeOf(refusalOf(() => checkAt(NOW).claimsOf(request, headers)))).toBe('UNAUTHENTICATED');
    },
  );
});

test('texts of a call may be as long as they may be', async () => {
  const [long, domains] = ['x'.repeat(1_000), Array.from({ length: 64 }, String)];
  const call = { ...CALL, requestId: long, viewer: { ...CALL.viewer, subject: long, purpose: long, domains } };
  expect(take(checkAt(NOW), REQUEST, await carrying(call))).toEqual(call);
});

test('a refusal says what is wanted, and repeats nothing of what came', () => {
  const words = new Set(
    Object.values(BAD).map(({ request, headers }) => refusalOf(() => take(checkAt(NOW), request, headers)).message),
  );
  expect([...words].sort()).toEqual([
    'This server takes a call of the shape it knows alone.',
    'This server takes a signature by a clock no more than 2 s ahead of its own alone.',
    'This server takes a signature by a key in force alone.',
    'This server takes a signature of the last 60 s alone.',
    'This server takes a signature of this very body alone.',
    'This server takes a signature of this very request alone.',
    'This server takes signed requests of the gateway and of coordination alone.',
    'This server takes what its signer may ask for alone.',
  ]);
});
