import { CompactSign } from 'jose';
import { expect, test } from 'vitest';
import { houseKeys } from '../../kit/trust/keys.ts';
import { SignatureCheck } from '../../kit/trust/signature-check.ts';
import { HEADER, signedHeader } from '../../kit/trust/signature.ts';
import {
  TRUST_OF_COORDINATION,
  TRUST_OF_DEPARTMENTS,
  withoutContacts,
  type Signer,
  type Trust,
} from '../../kit/trust/signers.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';

const KEYS = houseKeys();
const REQUEST = { method: 'POST', host: 'h', path: '/graphql', audience: 'energy', body: '{}' };
const CALLER: Viewer = {
  subject: '王某',
  role: 'bureau',
  domains: ['energy'],
  contacts: true,
  reports: ['r1'],
  purpose: '核对',
};
const REGISTER: Viewer = { ...CALLER, subject: 'register', role: 'register', contacts: false, purpose: null };
const REFUSED = 'This server takes what its signer may ask for alone.';

/** Whom a subgraph believes to be asked for, or why it does not. */
function asked(signer: Signer, viewer: Viewer, trust: Trust): unknown {
  const header = signedHeader(KEYS[signer], REQUEST, { viewer, requestId: 'r', deadline: 1 });
  try {
    return new SignatureCheck(KEYS.trusted, trust).claimsOf(REQUEST, header).call.viewer;
  } catch (error) {
    return (error as Error).message;
  }
}

test('the gateway speaks for callers, and never as the register', () => {
  for (const trust of [TRUST_OF_DEPARTMENTS, TRUST_OF_COORDINATION])
    expect([CALLER, REGISTER].map((viewer) => asked('gateway', viewer, trust))).toEqual([CALLER, REFUSED]);
});

test('coordination speaks to departments as the register and for callers, without their right to contacts', () => {
  const stripped = withoutContacts(CALLER);
  expect(stripped).toEqual({ ...CALLER, contacts: false, purpose: null });
  for (const viewer of [REGISTER, stripped]) {
    expect(asked('coordination', viewer, TRUST_OF_DEPARTMENTS)).toEqual(viewer);
    for (const more of [{ contacts: true }, { purpose: '核对' }, { contacts: true, purpose: '核对' }])
      expect(asked('coordination', { ...viewer, ...more }, TRUST_OF_DEPARTMENTS)).toBe(REFUSED);
  }
});

test('coordination is not believed by coordination', () => {
  for (const viewer of [REGISTER, withoutContacts(CALLER)])
    expect(asked('coordination', viewer, TRUST_OF_COORDINATION)).toBe(
      'This server takes a signature by a key in force alone.',
    );
});

test.each<[Signer, Signer]>([
  ['gateway', 'coordination'],
  ['coordination', 'gateway'],
])('%s does not sign in the name of %s', async (signer, other) => {
  const viewer = withoutContacts(CALLER);
  const header = signedHeader(KEYS[signer], REQUEST, { viewer, requestId: 'r', deadline: 1 });
  const said = JSON.parse(Buffer.from(String(header[HEADER]).split('.')[1] ?? '', 'base64url').toString()) as object;
  const [key] = KEYS[signer]();
  if (!key) throw new Error('there is no key');
  const forged = await new CompactSign(Buffer.from(JSON.stringify({ ...said, iss: other })))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'arrears-request+jws', kid: key.id })
    .sign(key.key);
  const check = new SignatureCheck(KEYS.trusted, TRUST_OF_DEPARTMENTS);
  expect(check.claimsOf(REQUEST, header).iss).toBe(signer);
  expect(() => check.claimsOf(REQUEST, { [HEADER]: forged })).toThrow('a signature of this very request');
});
