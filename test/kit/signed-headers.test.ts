import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signedHeaders } from '../../kit/trust/signature.ts';
import { SignatureCheck } from '../../kit/trust/signature-check.ts';
import { callOf } from '../support/signed.ts';

const SECRET = Buffer.alloc(32, 7);
const REQUEST = { method: 'POST', host: '10.0.0.7:4101', path: '/graphql', audience: 'energy', body: '{}' };

/** What a server in another language would send. */
function headersByHand(now: number): Record<string, string> {
  const { viewer, requestId, deadline } = callOf();
  const call = Buffer.from(JSON.stringify({ viewer, requestId, deadline })).toString('base64url');
  const [nonce, digest] = ['n'.repeat(22), createHash('sha256').update('{}').digest('base64url')];
  const said = [
    'arrears-graph request 1',
    'POST',
    '10.0.0.7:4101',
    '/graphql',
    'energy',
    'a',
    String(now),
    nonce,
    digest,
    call,
  ];
  return {
    'x-arrears-call': call,
    'x-arrears-time': String(now),
    'x-arrears-nonce': nonce,
    'x-arrears-digest': digest,
    'x-arrears-key': 'a',
    'x-arrears-signature': createHmac('sha256', SECRET).update(JSON.stringify(said)).digest('base64url'),
  };
}

const keys = () => [{ id: 'a', secret: SECRET }];

test('what is signed, and in which headers it stands, is known to servers in other languages', () => {
  const now = Date.now();
  const byHand = headersByHand(now);
  expect(new SignatureCheck(keys, { since: 0 }).callOf(REQUEST, byHand).viewer).toEqual(callOf().viewer);
  const ours = signedHeaders(keys, REQUEST, callOf(), now);
  expect(Object.keys(ours).sort()).toEqual(Object.keys(byHand).sort());
  expect(ours['x-arrears-digest']).toBe(byHand['x-arrears-digest']);
});

test('every signature is one of its own', () => {
  const nonces = Array.from({ length: 100 }, () => signedHeaders(keys, REQUEST, callOf())['x-arrears-nonce']);
  expect(new Set(nonces).size).toBe(100);
  expect(nonces[0]).toMatch(/^[\w-]{22}$/);
});
