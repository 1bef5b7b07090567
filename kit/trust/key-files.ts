import { readFileSync } from 'node:fs';
import { fileCheck, type Check } from '../program/checks.ts';
import type { Environment } from '../program/env.ts';
import { keysIn } from './held-keys.ts';
import { signingKeysOf, trustedKeysOf, type SigningKeys, type TrustedKeys } from './keys.ts';
import { SIGNERS, SIGNERS_NAMED, type Signer, type Trust } from './signers.ts';

/** The private keys of a signer, in the file that SIGNING_KEY names. */
export function givenSigningKeys({ signingKey }: Environment, signer: Signer): SigningKeys {
  if (signingKey === null) throw new Error(signingKeyWanted(signer));
  return keysIn(signingKey, { variable: 'SIGNING_KEY', keysOf: (text) => signingKeysOf(text, signer) });
}

/** The public keys of those who may ask, in the file that TRUSTED_SIGNERS names. */
export function givenTrustedKeys({ trustedSigners }: Environment): TrustedKeys {
  if (trustedSigners === null) throw new Error(TRUSTED_WANTED);
  return keysIn(trustedSigners, { variable: 'TRUSTED_SIGNERS', keysOf: trustedKeysOf });
}

/** What a signer that runs alone wants of its own keys before it starts. */
export function signingCheck({ signingKey }: Environment, signer: Signer): Check {
  const read = (file: string): unknown => signingKeysOf(readFileSync(file, 'utf8'), signer);
  return signingKey === null
    ? missing('SIGNING_KEY', signingKeyWanted(signer))
    : fileCheck('SIGNING_KEY', signingKey, read);
}

/** What a part that asks nobody wants: no key by which it could speak for others. */
export function noSigningCheck(name: string, { signingKey }: Environment): Check {
  const look = (): void => {
    if (signingKey === null) return;
    throw new Error(
      `SIGNING_KEY is for ${SIGNERS_NAMED} alone: ${name} asks nobody, and with it could speak as others. Take the variable and the file away`,
    );
  };
  return { variable: 'SIGNING_KEY', look };
}

/** What a subgraph that runs alone wants of the keys of those who may ask it: one of each. */
export function trustCheck({ trustedSigners }: Environment, trust: Trust): Check {
  const read = (file: string): void => {
    const keys = trustedKeysOf(readFileSync(file, 'utf8'));
    const away = SIGNERS.filter((name) => name in trust && !keys.some(({ signer }) => signer === name));
    if (away.length > 0) throw new Error(`a key of ${away.join(' and ')} is wanted, and is not there`);
  };
  return trustedSigners === null
    ? missing('TRUSTED_SIGNERS', TRUSTED_WANTED)
    : fileCheck('TRUSTED_SIGNERS', trustedSigners, read);
}

function missing(variable: string, words: string): Check {
  const look = (): never => {
    throw new Error(words);
  };
  return { variable, look };
}

const signingKeyWanted = (signer: Signer): string =>
  `SIGNING_KEY is not given: ${signer} alone wants the file of its private keys, as npm run signing-key -- ${signer} 2026-12 writes it`;
const TRUSTED_WANTED =
  'TRUSTED_SIGNERS is not given: a subgraph alone wants the file of the public keys of those who ask it, as npm run signing-key writes it';
