import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RequestClaims } from '../../kit/trust/request-context.ts';
import { writeClaims } from '../../kit/trust/request-claims.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import {
  digestOf,
  HEADERS,
  randomKeys,
  signatureOf,
  signedHeaders,
  type Claims,
  type SignedRequest,
  type SigningKey,
  type SigningKeys,
} from '../../kit/trust/signature.ts';
import { AHEAD_MS, SignatureCheck, WINDOW_MS } from '../../kit/trust/signature-check.ts';

const NOW = 1_764_000_000_000;
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
const KEY: SigningKey = { id: 'a', secret: Buffer.alloc(32, 1) };
const NEXT: SigningKey = { id: 'b', secret: Buffer.alloc(32, 2) };
const KEYS: SigningKeys = () => [KEY, NEXT];
const PARTS = ['call', 'time', 'nonce', 'digest', 'key', 'signature'] as const;

type Headers = Record<string, string | string[] | undefined>;
interface Attempt {
  request: SignedRequest;
  headers: Headers;
}

/** Long before all of it. */
const SINCE = NOW - 3_600_000;
const checkAt = (now: number, keys = KEYS) => new SignatureCheck(keys, { now: () => now, since: SINCE });
const signed = (request = REQUEST, now = NOW, keys = KEYS, call = CALL) =>
  signedHeaders(keys, request, call, now) as Headers;

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

/** Headers of claims under any key's signature: what someone who holds a key might send. */
function claiming(changes: Partial<Claims>, key = KEY, request = REQUEST): Headers {
  const usual = {
    call: writeClaims(CALL),
    time: String(NOW),
    nonce: 'n'.repeat(22),
    digest: digestOf(BODY),
    key: KEY.id,
  };
  const claims = { ...usual, ...changes };
  return named({ ...claims, signature: signatureOf(key, request, claims) });
}

function named(parts: Record<(typeof PARTS)[number], string>): Headers {
  return Object.fromEntries(PARTS.map((part) => [HEADERS[part], parts[part]]));
}

const carrying = (call: unknown) => claiming({ call: Buffer.from(JSON.stringify(call)).toString('base64url') });

describe('a signed request', () => {
  test('carries the call, and what it says beside the call is dropped', () => {
    expect(checkAt(NOW).callOf(REQUEST, signed())).toEqual(CALL);
    const more = { ...CALL, viewer: { ...CALL.viewer, admin: true }, more: 1 };
    expect(checkAt(NOW).callOf(REQUEST, carrying(more))).toEqual(CALL);
  });

  test('may carry no day, and none that is none', () => {
    const { today, ...dayless } = CALL;
    expect(checkAt(NOW).callOf(REQUEST, signed(REQUEST, NOW, KEYS, dayless))).toEqual(dayless);
    for (const other of [`${today ?? ''}T00:00`, '2026-02-30', 20, null])
      expect(refusalOf(() => checkAt(NOW).callOf(REQUEST, carrying({ ...CALL, today: other }))).message).toContain(
        'of the shape',
      );
  });

  test('carries one who is nobody, for no purpose', () => {
    const nobody = {
      ...CALL,
      viewer: { subject: '', role: null, domains: [], contacts: false, reports: null, purpose: null },
    };
    expect(checkAt(NOW).callOf(REQUEST, signed(REQUEST, NOW, KEYS, nobody))).toEqual(nobody);
  });

  test('is signed with the first key and believed by any', () => {
    expect(signed()[HEADERS.key]).toBe('a');
    expect(checkAt(NOW, () => [NEXT, KEY]).callOf(REQUEST, signed())).toEqual(CALL);
    expect(() => signed(REQUEST, NOW, () => [])).toThrow('there is no key to sign with');
  });

  test('is signed over this text: a server in another language can make it', () => {
    const headers = signed();
    expect(Object.keys(headers)).toEqual(PARTS.map((part) => `x-arrears-${part}`));
    const [call, time, nonce, digest, key] = PARTS.map((part) => headers[`x-arrears-${part}`]);
    const text = JSON.stringify([
      'arrears-graph request 1',
      'POST',
      '10.0.0.7:4101',
      '/graphql',
      'energy',
      key,
      time,
      nonce,
      digest,
      call,
    ]);
    expect(headers['x-arrears-signature']).toBe(createHmac('sha256', KEY.secret).update(text).digest('base64url'));
    expect(digest).toBe(createHash('sha256').update(BODY).digest('base64url'));
  });

  test.each([-AHEAD_MS, 0, WINDOW_MS])('is believed %s ms from its time', (ms) => {
    expect(checkAt(NOW + ms).callOf(REQUEST, signed())).toEqual(CALL);
  });

  test.each([
    [WINDOW_MS + 1, 'This server takes a signature of the last 60 s alone.'],
    [-AHEAD_MS - 1, 'This server takes a signature by a clock no more than 2 s ahead of its own alone.'],
  ])('is refused %s ms from its time', (ms, words) => {
    expect(refusalOf(() => checkAt(NOW + ms).callOf(REQUEST, signed())).message).toBe(words);
  });

  test.each(PARTS)('is judged by the look of its %s first', (part) => {
    const [headers, name] = [signed(), HEADERS[part]];
    const right = String(headers[name]);
    for (const wrong of [undefined, [right], `!${right}`, `${right}!`])
      expect(refusalOf(() => checkAt(NOW).claimsOf(REQUEST, { ...headers, [name]: wrong })).message).toBe(
        'This server takes signed requests of the gateway and of coordination alone.',
      );
  });

  test('tells no two requests by the same text', () => {
    const claims = { call: 'c', time: '1', nonce: 'n', digest: 'd', key: 'a' };
    const texts = [
      { ...REQUEST, path: '/a', audience: 'b' },
      { ...REQUEST, path: '/a","b', audience: '' },
      { ...REQUEST, path: '', audience: '/a","b' },
      { ...REQUEST, path: '/a\nb', audience: '' },
      { ...REQUEST, path: '/a', audience: '\nb' },
    ].map((request) => signatureOf(KEY, request, claims));
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('keys made for one process are its own', () => {
    const [one, other] = [randomKeys(), randomKeys()];
    expect(one()[0]?.secret).toHaveLength(32);
    expect(one()[0]).toBe(one()[0]);
    expect(refusalOf(() => checkAt(NOW, other).callOf(REQUEST, signed(REQUEST, NOW, one))).message).toContain(
      'this very request',
    );
  });
});

describe('a signature is taken once', () => {
  const newest = signed(REQUEST, NOW + AHEAD_MS);
  const over = NOW + AHEAD_MS + WINDOW_MS + 1;

  test('until it is too old to be believed', () => {
    let now = NOW;
    const check = new SignatureCheck(KEYS, { now: () => now, since: SINCE });
    check.callOf(REQUEST, newest);
    for (now of [NOW, NOW + WINDOW_MS, over - 1])
      expect(refusalOf(() => check.callOf(REQUEST, newest)).message).toContain('not used before');
    now = over;
    expect(refusalOf(() => check.callOf(REQUEST, newest)).message).toContain('of the last 60 s');
  });

  test('by a server that is started again: what another process of it can have taken is refused', () => {
    const startedAt = NOW + 500;
    const again = (now: number) => new SignatureCheck(KEYS, { now: () => now, since: startedAt });
    for (const time of [NOW - WINDOW_MS + 5_000, NOW, startedAt, startedAt + AHEAD_MS]) {
      const taken = signed(REQUEST, time);
      const now = Math.max(time, startedAt + 1);
      expect(refusalOf(() => again(now).callOf(REQUEST, taken)).message).toBe(
        'This server takes a signature made since it started alone.',
      );
    }
    const first = startedAt + AHEAD_MS + 1;
    expect([again(first - 1).isReady, again(first).isReady]).toEqual([false, true]);
    expect(again(first).callOf(REQUEST, signed(REQUEST, first))).toEqual(CALL);
  });

  test('from the first moment on where its key is as new as the process', () => {
    const own = randomKeys();
    const check = new SignatureCheck(own, { now: () => NOW, since: NOW });
    expect(check.isReady).toBe(true);
    const headers = signed(REQUEST, NOW, own);
    expect(check.callOf(REQUEST, headers)).toEqual(CALL);
    expect(refusalOf(() => check.callOf(REQUEST, headers)).message).toContain('not used before');
  });

  test('and a look before the body does not take it', () => {
    const check = checkAt(NOW);
    check.claimsOf(REQUEST, signed());
    const headers = signed();
    check.claimsOf(REQUEST, headers);
    expect(check.callOf(REQUEST, headers)).toEqual(CALL);
    expect(check.claimsOf(REQUEST, headers).nonce).toBe(headers[HEADERS.nonce]);
  });

  test('by each server: another of the same address takes it as well, within the window', () => {
    const headers = signed();
    expect([checkAt(NOW), checkAt(NOW)].map((check) => check.callOf(REQUEST, headers))).toEqual([CALL, CALL]);
  });

  test('and what cannot be remembered is not taken, until there is room again', () => {
    let now = NOW;
    const check = new SignatureCheck(KEYS, { now: () => now, since: SINCE, mostNonces: 2 });
    const first = signed();
    check.callOf(REQUEST, first);
    check.callOf(REQUEST, signed());
    const refusal = refusalOf(() => check.callOf(REQUEST, signed()));
    expect([codeOf(refusal), refusal.status, refusal.headers.get('retry-after')]).toEqual(['OVERLOADED', 503, '60']);
    expect(refusal.message).toBe('This server has more requests than it can tell apart.');
    expect(refusalOf(() => check.callOf(REQUEST, first)).message).toContain('not used before');
    now = over;
    expect(check.callOf(REQUEST, signed(REQUEST, now))).toEqual(CALL);
  });

  test('and what nobody of the house signed takes no room', () => {
    const check = new SignatureCheck(KEYS, { now: () => NOW, since: SINCE, mostNonces: 1 });
    for (const { request, headers } of Object.values(BAD)) refusalOf(() => check.callOf(request, headers));
    expect(check.callOf(REQUEST, signed())).toEqual(CALL);
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
  const bad: Record<string, Headers> = { 'no headers': {} };
  for (const part of PARTS) {
    const [name, right] = [HEADERS[part], String(signed()[HEADERS[part]])];
    bad[`no ${part}`] = { ...signed(), [name]: undefined };
    bad[`two of ${part}`] = { ...signed(), [name]: `${right}, ${right}` };
    bad[`a list of ${part}`] = { ...signed(), [name]: [right] };
    bad[`${part} cut short`] = { ...signed(), [name]: right.slice(0, -1) };
    bad[`${part} and more`] = { ...signed(), [name]: `${right}A` };
    bad[`${part} of another request`] = {
      ...signed(),
      [name]: signed({ ...REQUEST, body: '{}' }, NOW + 1, () => [NEXT], { ...CALL, requestId: 'x' })[name],
    };
    for (const strange of STRANGE)
      bad[`${part} as ${JSON.stringify(strange).slice(0, 20)}`] = { ...signed(), [name]: strange };
    for (const [i, flipped] of flips(right).entries()) {
      const headers = signed();
      bad[`${part} flipped at ${i}`] = { ...headers, [name]: flips(String(headers[name]))[i] ?? flipped };
    }
  }
  return bad;
}

function badClaims(): Record<string, Headers> {
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
  return {
    ...Object.fromEntries(Object.entries(calls).map(([name, call]) => [`call: ${name}`, carrying(call)])),
    ...Object.fromEntries(
      Object.entries(viewers).map(([name, who]) => [`viewer: ${name}`, carrying({ ...CALL, viewer: who })]),
    ),
    'a call that is no JSON': claiming({ call: Buffer.from('{').toString('base64url') }),
    'a call too long': claiming({ call: 'A'.repeat(8_193) }),
    'a nonce too short': claiming({ nonce: 'n'.repeat(21) }),
    'a nonce too long': claiming({ nonce: 'n'.repeat(23) }),
    'a time in seconds': claiming({ time: String(NOW / 1000) }),
    'a time with a sign': claiming({ time: `+${NOW}` }),
    'a time with a place': claiming({ time: `${NOW}.0` }),
    'a time too old': claiming({ time: String(NOW - WINDOW_MS - 1) }),
    'a time to come': claiming({ time: String(NOW + AHEAD_MS + 1) }),
    'a key of no id': claiming({ key: '' }),
    'a key of another id': claiming({ key: 'c' }),
    'a key of an id too long': claiming({ key: 'a'.repeat(65) }),
    'a secret of another key': claiming({}, { id: 'a', secret: NEXT.secret }),
    'a key that is in force under another id': claiming({ key: 'b' }, KEY),
    'an empty secret': claiming({}, { id: 'a', secret: Buffer.alloc(0) }),
    'the digest of another body': claiming({ digest: digestOf('') }),
  };
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

const headersOnly = { ...badHeaders(), ...badClaims() };
const BAD: Record<string, Attempt> = {
  ...Object.fromEntries(Object.entries(headersOnly).map(([name, headers]) => [name, { request: REQUEST, headers }])),
  ...Object.fromEntries(Object.entries(badRequests()).map(([name, request]) => [name, { request, headers: signed() }])),
};

describe(`${Object.keys(BAD).length} bad signatures`, () => {
  test('are enough, and what they are made from is good', () => {
    expect(Object.keys(BAD).length).toBeGreaterThanOrEqual(200);
    expect(checkAt(NOW).callOf(REQUEST, claiming({}))).toEqual(CALL);
    expect(checkAt(NOW).callOf(REQUEST, carrying(CALL))).toEqual(CALL);
  });

  test.each(Object.entries(BAD))('%s', (_, { request, headers }) => {
    const refusal = refusalOf(() => checkAt(NOW).callOf(request, headers));
    expect([codeOf(refusal), refusal.status]).toEqual(['UNAUTHENTICATED', 401]);
  });

  const ofBodyOrCall = /^(call|viewer): |body|call that is no JSON/;
  test.each(Object.entries(BAD).filter(([name]) => !ofBodyOrCall.test(name)))(
    'before the body is read: %s',
    (_, { request, headers }) => {
      expect(codeOf(refusalOf(() => checkAt(NOW).claimsOf(request, headers)))).toBe('UNAUTHENTICATED');
    },
  );
});

test('texts of a call may be as long as they may be', () => {
  const [long, domains] = ['x'.repeat(1_000), Array.from({ length: 64 }, String)];
  const call = { ...CALL, requestId: long, viewer: { ...CALL.viewer, subject: long, purpose: long, domains } };
  expect(checkAt(NOW).callOf(REQUEST, carrying(call))).toEqual(call);
});

test('a refusal says what is wanted, and repeats nothing of what came', () => {
  const words = new Set(
    Object.values(BAD).map(({ request, headers }) => refusalOf(() => checkAt(NOW).callOf(request, headers)).message),
  );
  expect([...words].sort()).toEqual([
    'This server takes a call of the shape it knows alone.',
    'This server takes a signature by a clock no more than 2 s ahead of its own alone.',
    'This server takes a signature by a key in force alone.',
    'This server takes a signature of the last 60 s alone.',
    'This server takes a signature of this very body alone.',
    'This server takes a signature of this very request alone.',
    'This server takes signed requests of the gateway and of coordination alone.',
  ]);
});
