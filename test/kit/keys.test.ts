import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEnvironment, type Environment } from '../../kit/program/env.ts';
import { faultsOf, type Check } from '../../kit/program/checks.ts';
import {
  givenSigningKeys,
  givenTrustedKeys,
  noSigningCheck,
  signingCheck,
  trustCheck,
} from '../../kit/trust/key-files.ts';
import { keysIn } from '../../kit/trust/held-keys.ts';
import {
  jwksOf,
  newKey,
  signingKeysOf,
  trustedKeysOf,
  type Jwk,
  type SigningKeys,
  type TrustedKeys,
} from '../../kit/trust/keys.ts';
import { SignatureCheck } from '../../kit/trust/signature-check.ts';
import { HEADER, signedHeader } from '../../kit/trust/signature.ts';
import { TRUST_OF_COORDINATION, TRUST_OF_DEPARTMENTS } from '../../kit/trust/signers.ts';
import { logged } from '../support/logged.ts';

const [A, B, C] = [newKey('gateway', 'a'), newKey('gateway', 'b'), newKey('coordination', 'a')];
const setOf = (...keys: unknown[]): string => JSON.stringify({ keys });
const idsOf = (keys: () => readonly { id: string }[]) => keys().map(({ id }) => id);

let folder: string;
let files = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(folder, `keys-${(files += 1)}.json`);
  writeFileSync(file, text);
  return file;
}
const signingKeysIn = (file: string, options: Parameters<typeof keysIn>[2] = {}): SigningKeys => {
  const form = { variable: 'SIGNING_KEY', keysOf: (text: string) => signingKeysOf(text, 'gateway') };
  return keysIn(file, form, { log: logged(), lookMs: 0, ...options });
};
const trustedKeysIn = (file: string): TrustedKeys =>
  keysIn(file, { variable: 'TRUSTED_SIGNERS', keysOf: trustedKeysOf }, { log: logged(), lookMs: 0 });

/** What is in force once a look that has begun is over. */
async function settledOn(keys: () => readonly { id: string }[], ids: readonly string[]): Promise<void> {
  await expect.poll(() => idsOf(keys), { interval: 5 }).toEqual(ids);
}

test('a new key is another each time, of both parts, under the name of its signer', () => {
  expect(A.secret).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: 'gateway-a', signer: 'gateway' });
  const { d, ...open } = A.secret;
  expect(A.open).toEqual(open);
  expect(Buffer.from(d ?? '', 'base64url')).toHaveLength(32);
  expect(newKey('gateway', 'a').secret.d).not.toBe(d);
  for (const id of ['Dec 2026', '', 'ä', 'a'.repeat(57)])
    expect(() => newKey('gateway', id)).toThrow(`as 2026-12; got ${JSON.stringify(id)}`);
  expect(newKey('gateway', 'a'.repeat(56)).open.kid).toHaveLength(64);
});

test('keys stand in their order, each with the name of its signer', () => {
  const keys = signingKeysOf(setOf(B.secret, A.secret), 'gateway');
  expect(keys.map(({ id, signer, key }) => [id, signer, key.type])).toEqual([
    ['gateway-b', 'gateway', 'private'],
    ['gateway-a', 'gateway', 'private'],
  ]);
  expect(keys[1]?.secret).toEqual(Buffer.from(A.secret.d ?? '', 'base64url'));
  expect(trustedKeysOf(setOf(A.open, C.open)).map(({ id, signer, key }) => [id, signer, key.type])).toEqual([
    ['gateway-a', 'gateway', 'public'],
    ['coordination-a', 'coordination', 'public'],
  ]);
});

const SHAPE =
  'key 2 of the set wants kty OKP, crv Ed25519, x, kid, and one of gateway, coordination, campaign as signer';
const BYTES = 'key gateway-a of the set wants 32 bytes in base64url as x, and as d where it is private';

test.each<[string, string]>([
  ['', 'a JWK set with a key at least is wanted, as npm run signing-key writes it'],
  [`{"keys":[{"d":"${A.secret.d}"`, 'a JWK set with a key at least is wanted'],
  ['null', 'a JWK set with a key at least is wanted'],
  ['[]', 'a JWK set with a key at least is wanted'],
  ['{}', 'a JWK set with a key at least is wanted'],
  ['{"keys":{}}', 'a JWK set with a key at least is wanted'],
  [setOf(), 'a JWK set with a key at least is wanted'],
  ...[null, 7, {}, ...without(A.open)].map((key): [string, string] => [setOf(B.open, key), SHAPE]),
  ...Object.entries(WRONG()).map(([name, value]): [string, string] => [
    setOf(B.open, { ...A.open, [name]: value }),
    SHAPE,
  ]),
  [setOf(A.open, { ...B.open, kid: 'gateway-a' }), 'each kid is wanted once; gateway-a is there twice'],
  [setOf({ ...A.open, x: 'AA' }), BYTES],
  [setOf(A.secret), 'public keys alone are wanted, and gateway-a is a private one: take it away'],
])('a set of public keys that is none keeps a server from starting: %s', (text, words) => {
  expect(() => trustedKeysOf(text)).toThrow(words);
});

/** The key without one of its parts, each in turn. */
function without(key: Jwk): object[] {
  return Object.keys(key).map((part) => Object.fromEntries(Object.entries(key).filter(([name]) => name !== part)));
}

function WRONG(): Record<string, unknown> {
  return { kty: 'EC', crv: 'X25519', x: 7, d: 7, kid: 'a b', signer: 'finance' };
}

test.each<[string, string]>([
  [setOf(A.open), 'private keys are wanted, and gateway-a is a public one'],
  [setOf(A.secret, C.secret), 'keys of gateway are wanted, and coordination-a is of coordination'],
  [setOf({ ...A.secret, d: 'AA' }), BYTES],
  [setOf({ ...A.secret, kid: 'a'.repeat(65) }), 'key 1 of the set'],
])('a set of private keys that is none keeps a signer from starting, and is not repeated: %#', (text, words) => {
  expect(() => signingKeysOf(text, 'gateway')).toThrow(words);
  try {
    signingKeysOf(text, 'gateway');
  } catch (error) {
    expect((error as Error).message).not.toContain(A.secret.d);
  }
});

test('a file is looked at again after a while, and the log says what is in force', async () => {
  const [file, log] = [fileOf(setOf(A.secret)), logged()];
  let now = -1_000;
  const keys = signingKeysIn(file, { log, lookMs: 1_000, now: () => now });
  writeFileSync(file, setOf(B.secret, A.secret));
  now = -1;
  expect(idsOf(keys)).toEqual(['gateway-a']);
  expect(log.lines).toEqual([]);
  now = 0;
  await settledOn(keys, ['gateway-b', 'gateway-a']);
  writeFileSync(file, setOf(A.secret));
  now = 999;
  expect(idsOf(keys)).toEqual(['gateway-b', 'gateway-a']);
  now = 1_000;
  await settledOn(keys, ['gateway-a']);
  const told = 'INFO SIGNING_KEY: keys in force:';
  expect(log.lines).toEqual([`${told} gateway-b, gateway-a`, `${told} gateway-a`]);
});

test('a broken file leaves the keys before in force, and is told once', async () => {
  const [file, log] = [fileOf(setOf(A.secret)), logged()];
  const keys = signingKeysIn(file, { log });
  const refused = 'ERROR SIGNING_KEY: its file is refused, the keys before stay in force:';
  const told = async (lines: readonly unknown[]): Promise<void> => {
    await expect.poll(() => [idsOf(keys), log.lines], { interval: 5 }).toEqual([['gateway-a'], lines]);
  };
  const broken = `${refused} a JWK set with a key at least is wanted, as npm run signing-key writes it`;
  writeFileSync(file, `{"keys":[{"d":"${A.secret.d}`);
  await told([broken]);
  await told([broken]);
  rmSync(file);
  await told([broken, expect.stringContaining(`${refused} ENOENT`)]);
  writeFileSync(file, setOf(A.secret));
  await told([broken, expect.any(String), 'INFO SIGNING_KEY: keys in force: gateway-a']);
});

test('whoever asks for keys waits for no disk', async () => {
  const file = fileOf(setOf(A.secret));
  const keys = signingKeysIn(file);
  rmSync(file);
  // what is read of a pipe comes when somebody writes to it
  expect(spawnSync('mkfifo', [file]).status).toBe(0);
  for (let i = 0; i < 100; i += 1) expect(idsOf(keys)).toEqual(['gateway-a']);
  await writeFile(file, setOf(B.secret));
  await settledOn(keys, ['gateway-b']);
});

test('the files are those that the variables name', () => {
  const files = { SIGNING_KEY: fileOf(setOf(C.secret)), TRUSTED_SIGNERS: fileOf(setOf(A.open, C.open)) };
  const environment = readEnvironment(files);
  expect(idsOf(givenSigningKeys(environment, 'coordination'))).toEqual(['coordination-a']);
  expect(idsOf(givenTrustedKeys(environment))).toEqual(['gateway-a', 'coordination-a']);
  expect(() => givenSigningKeys(environment, 'gateway')).toThrow('keys of gateway are wanted');
  expect(() => givenSigningKeys(readEnvironment({}), 'gateway')).toThrow('SIGNING_KEY is not given');
  expect(() => givenTrustedKeys(readEnvironment({}))).toThrow('TRUSTED_SIGNERS is not given');
});

test('what is wrong with keys is said before a part starts, by the variable', async () => {
  const [own, shared] = [fileOf(setOf(C.secret)), fileOf(setOf(A.open, C.open))];
  const gatewayAlone = fileOf(setOf(A.open));
  const faults = (variables: object, ...checks: ((environment: Environment) => Check)[]) =>
    faultsOf(checks.map((check) => check(readEnvironment({ ...variables }))));
  const sign = (environment: Environment) => signingCheck(environment, 'coordination');
  const asked = (environment: Environment) => trustCheck(environment, TRUST_OF_DEPARTMENTS);
  const askedByGateway = (environment: Environment) => trustCheck(environment, TRUST_OF_COORDINATION);
  const none = (environment: Environment) => noSigningCheck('energy', environment);
  expect(await faults({ SIGNING_KEY: own, TRUSTED_SIGNERS: shared }, sign, asked, askedByGateway)).toEqual([]);
  expect(await faults({ TRUSTED_SIGNERS: gatewayAlone }, none, askedByGateway)).toEqual([]);
  expect(await faults({ TRUSTED_SIGNERS: gatewayAlone }, asked)).toEqual([
    'TRUSTED_SIGNERS: a key of coordination is wanted, and is not there',
  ]);
  expect(await faults({ TRUSTED_SIGNERS: own, SIGNING_KEY: shared }, sign, asked)).toEqual([
    'SIGNING_KEY: private keys are wanted, and gateway-a is a public one',
    'TRUSTED_SIGNERS: public keys alone are wanted, and coordination-a is a private one: take it away',
  ]);
  expect(await faults({}, sign, asked)).toEqual([
    expect.stringMatching(/^SIGNING_KEY is not given: coordination alone wants .* -- coordination 2026-12 writes it$/),
    expect.stringMatching(/^TRUSTED_SIGNERS is not given: .* as npm run signing-key writes it$/),
  ]);
  expect(await faults({ SIGNING_KEY: own }, none)).toEqual([
    expect.stringMatching(/^SIGNING_KEY is for gateway, coordination, campaign alone: energy asks nobody/),
  ]);
  const variables = [sign, asked, none].map((check) => check(readEnvironment({})).variable);
  expect(variables).toEqual(['SIGNING_KEY', 'TRUSTED_SIGNERS', 'SIGNING_KEY']);
});

test('a signer of two machines changes its key under load, and no request to three servers is lost', async () => {
  const own = [fileOf(setOf(A.secret)), fileOf(setOf(A.secret))];
  const shared = [fileOf(setOf(A.open, C.open)), fileOf(setOf(A.open, C.open)), fileOf(setOf(A.open, C.open))];
  const signers = own.map((file) => signingKeysIn(file));
  const servers = shared.map((file) => {
    const trusted = trustedKeysIn(file);
    return { trusted, check: new SignatureCheck(trusted, TRUST_OF_DEPARTMENTS, { since: 0 }) };
  });
  const request = { method: 'POST', host: 'h', path: '/graphql', audience: 'energy', body: '{}' };
  const viewer = { subject: 's', role: null, domains: [], contacts: false, reports: null, purpose: null };
  const call = { viewer, requestId: 'r', deadline: Date.now() };
  const used = new Set<string>();
  const everyoneAsksEveryone = () => {
    for (const keys of signers)
      for (const { check } of servers) {
        const header = signedHeader(keys, request, call);
        used.add(Buffer.from(String(header[HEADER]).split('.')[0] ?? '', 'base64url').toString());
        expect(check.take(check.claimsOf(request, header), '{}')).toEqual(call);
      }
  };
  // believed everywhere, then signed with everywhere, then the old one is taken out: one file after the other
  const steps: [string[], string][] = [
    [shared, setOf(A.open, C.open, B.open)],
    [own, setOf(B.secret, A.secret)],
    [shared, setOf(C.open, B.open)],
    [own, setOf(B.secret)],
  ];
  const readers = new Map<string, () => readonly { id: string }[]>();
  for (const [i, keys] of signers.entries()) readers.set(own[i] ?? '', keys);
  for (const [i, { trusted }] of servers.entries()) readers.set(shared[i] ?? '', trusted);
  for (const [places, text] of steps)
    for (const file of places) {
      everyoneAsksEveryone();
      writeFileSync(file, text);
      everyoneAsksEveryone();
      await settledOn(
        readers.get(file) ?? (() => []),
        jwksOf(text).map(({ kid }) => kid),
      );
      everyoneAsksEveryone();
    }
  expect([...used].map((head) => (JSON.parse(head) as { kid: string }).kid)).toEqual(['gateway-a', 'gateway-b']);
  expect(servers.map(({ trusted }) => idsOf(trusted))).toEqual(Array(3).fill(['coordination-a', 'gateway-b']));
});
