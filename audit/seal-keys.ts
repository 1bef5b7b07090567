import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Log } from '../kit/telemetry/log.ts';
import { HeldKeys } from '../kit/trust/held-keys.ts';

/** A secret that seals lines of the trail. */
export interface SealKey {
  id: string;
  secret: Buffer;
}

/** What HMAC-SHA256 gains nothing by exceeding, and should not fall below. */
const SECRET_BYTES = 32;
const ID = /^[\w-]{1,64}$/;
const BASE64 = /^[\w+/-]+={0,2}$/;

/** A line for the file of keys, with a secret that nobody has seen. Throws where the id is none. */
export function newKeyLine(id: string): string {
  if (ID.test(id)) return `${id} ${randomBytes(SECRET_BYTES).toString('base64')}`;
  throw new Error(`a key wants an id of at most 64 letters, digits, - and _, as 2026-05; got ${JSON.stringify(id)}`);
}

/** The keys of a file, `id secret-in-base64` a line. Throws where it holds none. */
export function sealKeysIn(file: string): SealKey[] {
  return keysOf(readFileSync(file, 'utf8'));
}

/**
 * The keys that seal a trail, as their file has them. It may stand on the trail's own disk, which may hang: nobody but
 * the writing waits for it.
 */
export class SealKeys {
  readonly #file: string;
  readonly #held: HeldKeys<SealKey>;

  private constructor(file: string, held: HeldKeys<SealKey>) {
    [this.#file, this.#held] = [file, held];
  }

  /** Throws where the file holds none. */
  static async in(file: string, log: Log): Promise<SealKeys> {
    return new SealKeys(file, new HeldKeys({ variable: 'AUDIT_KEYS', keysOf }, await readFile(file, 'utf8'), log));
  }

  /** The first seals; each is believed. */
  readonly all = (): readonly SealKey[] => this.#held.keys;

  /** Takes over what the file has come to hold; one that cannot be read leaves the keys before in force. */
  async look(): Promise<void> {
    await this.#held.read(this.#file);
  }
}

function keysOf(text: string): SealKey[] {
  const keys = text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' || line.startsWith('#') ? [] : [keyOfLine(line, i + 1)]));
  if (keys.length === 0)
    throw new Error('the file of seal keys wants a line at least, `id secret-in-base64`; it is empty');
  const twice = keys.find(({ id }, i) => keys.findIndex((key) => key.id === id) < i);
  if (twice) throw new Error(`the file of seal keys wants an id once; ${twice.id} is there twice`);
  return keys;
}

function keyOfLine(line: string, number: number): SealKey {
  const [id = '', secret = '', ...rest] = line.trim().split(/\s+/);
  const bytes = BASE64.test(secret) ? Buffer.from(secret, 'base64') : Buffer.alloc(0);
  if (ID.test(id) && bytes.length >= SECRET_BYTES && rest.length === 0) return { id, secret: bytes };
  throw new Error(
    `line ${number} of the file of seal keys wants an id and a secret of at least ${SECRET_BYTES} bytes in base64`,
  );
}
