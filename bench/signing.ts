import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { houseKeys } from '../kit/trust/keys.ts';
import { SignatureCheck } from '../kit/trust/signature-check.ts';
import { signedHeader, type SignedRequest } from '../kit/trust/signature.ts';
import { TRUST_OF_DEPARTMENTS } from '../kit/trust/signers.ts';

/**
 * What keys of each signer's own cost: a request signed and taken by Ed25519, against the same by one secret that all
 * share. Both in one run, since these machines are shared: the ratio says something, the times do not.
 */
const ROUNDS = 2_000;
const REQUEST: SignedRequest = {
  method: 'POST',
  host: 'h',
  path: '/graphql',
  audience: 'soe',
  body: 'x'.repeat(2_000),
};
const viewer = { subject: 's', role: null, domains: ['soe'], contacts: false, reports: null, purpose: null };
const CALL = { viewer, requestId: 'r', deadline: Date.now() + 60_000 };

const keys = houseKeys();
const check = new SignatureCheck(keys.trusted, TRUST_OF_DEPARTMENTS);
const own = (): unknown => check.take(check.claimsOf(REQUEST, signedHeader(keys.gateway, REQUEST, CALL)), REQUEST.body);

const secret = randomBytes(32);
const shared = (): unknown => {
  const said = Buffer.from(JSON.stringify({ ...REQUEST, body: digest(), nonce: randomBytes(16), CALL }));
  return timingSafeEqual(sealOf(said), sealOf(said)) && digest() && JSON.parse(said.toString());
};
const digest = (): string => createHash('sha256').update(REQUEST.body).digest('base64url');
const sealOf = (said: Buffer): Buffer => createHmac('sha256', secret).update(said).digest();

timed(own, 200);
timed(shared, 200);
const [ownMs, sharedMs] = [timed(own), timed(shared)];
console.log(
  `a request signed and taken: Ed25519 ${ownMs.toFixed(3)} ms, shared secret ${sharedMs.toFixed(3)} ms, ratio ${(ownMs / sharedMs).toFixed(1)}`,
);

/** Milliseconds a round. */
function timed(work: () => unknown, rounds = ROUNDS): number {
  const start = performance.now();
  for (let round = 0; round < rounds; round += 1) work();
  return (performance.now() - start) / rounds;
}
