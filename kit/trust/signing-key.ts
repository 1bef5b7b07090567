import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { argumentsOf } from '../program/arguments.ts';
import { makeFolder } from '../program/folders.ts';
import { LOOK_MS } from './held-keys.ts';
import { jwksOf, newKey, type Jwk } from './keys.ts';
import { SIGNERS, SIGNERS_NAMED } from './signers.ts';

const TAKEN = `npm run signing-key takes one of ${SIGNERS_NAMED}, an id, and --into`;

/**
 * `npm run signing-key -- gateway 2026-12`: a new key of a signer, in the files of a folder: its private part first in
 * the signer's own, its public part in the one that every subgraph has.
 */
try {
  const { values, positionals } = argumentsOf(TAKEN, {
    allowPositionals: true,
    options: { into: { type: 'string', default: 'deploy/secrets' } },
  });
  const [name, id, ...more] = positionals;
  const signer = SIGNERS.find((known) => known === name);
  if (!signer || id === undefined || more.length > 0)
    throw new Error(`${TAKEN}; got ${JSON.stringify(positionals.join(' '))}`);
  const { secret, open } = newKey(signer, id);
  const [own, shared] = [`${signer}-signing-key.json`, 'trusted-signers.json'].map((file) => join(values.into, file));
  makeFolder(values.into);
  // the public part first: where both are read from here, nobody signs with what is not yet believed
  add(shared ?? '', (before) => [...before, open], 0o644);
  await rest(2 * LOOK_MS);
  add(own ?? '', (before) => [secret, ...before], 0o600);
  process.stdout.write(`${own}: ${secret.kid} first, for ${signer} alone (SIGNING_KEY)\n`);
  process.stdout.write(
    `${shared}: ${open.kid} last, for every subgraph and the gateway (TRUSTED_SIGNERS); take it there first\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** In place, since a container sees a file and not its name. Throws where the key is there already. */
function add(file: string, put: (before: Jwk[]) => Jwk[], mode: number): void {
  const before = existsSync(file) ? jwksOf(readFileSync(file, 'utf8')) : [];
  const text = `${JSON.stringify({ keys: put(before) }, null, 2)}\n`;
  jwksOf(text);
  writeFileSync(file, text, { mode });
}
