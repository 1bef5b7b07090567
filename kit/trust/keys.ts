import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileCheck, type Check } from '../program/checks.ts';
import type { Environment } from '../program/env.ts';
import { logOf, type Log } from '../telemetry/log.ts';
import type { SigningKey, SigningKeys } from './signature.ts';
import { tellTrouble } from '../telemetry/troubles.ts';

/** Between looks at whether the file has changed. */
const LOOK_MS = 1_000;
/** What HMAC-SHA256 gains nothing by exceeding, and should not fall below. */
const SECRET_BYTES = 32;
const ID = /^[\w-]{1,64}$/;
const REFUSED = 'a file of keys is refused, the keys before stay in force';
const BASE64 = /^[\w+/-]+={0,2}$/;

/** The keys in the file that SIGNING_KEYS names. */
export function givenKeys({ signingKeys }: Environment): SigningKeys {
  if (signingKeys !== null) return keysInFile(signingKeys, logOf('keys'));
  throw new Error(
    'SIGNING_KEYS is not given: parts that run alone want the file of keys that they share, a line each of an id and a secret in base64',
  );
}

/** What parts that run alone want of them before they start. */
export function signingChecks(environment: Environment): Check[] {
  const { signingKeys } = environment;
  const look = (): unknown => givenKeys(environment);
  return [signingKeys === null ? { variable: 'SIGNING_KEYS', look } : fileCheck('SIGNING_KEYS', signingKeys, look)];
}

/** A line for the file of keys, with a secret that nobody has seen. Throws where the id is none. */
export function newKeyLine(id: string): string {
  if (ID.test(id)) return `${id} ${randomBytes(SECRET_BYTES).toString('base64')}`;
  throw new Error(`a key wants an id of at most 64 letters, digits, - and _, as 2026-05; got ${JSON.stringify(id)}`);
}

/**
 * Keys of a file, `id secret-in-base64` a line, read again a while after it changes: whoever asks waits for no disk.
 * Throws where it holds none at
 * first; later on, one that cannot be read leaves the keys before in force, and the log says so once.
 */
export function keysInFile(file: string, log: Log, lookMs = LOOK_MS, now: () => number = Date.now): SigningKeys {
  const held = new HeldKeys('SIGNING_KEYS', readFileSync(file, 'utf8'), log);
  let [lookedAt, isLooking] = [now(), false];
  const look = async (): Promise<void> => {
    isLooking = true;
    await held.read(file);
    [lookedAt, isLooking] = [now(), false];
  };
  return () => {
    if (!isLooking && now() - lookedAt >= lookMs) void look();
    return held.keys;
  };
}

/** The keys in force of a file's text, and of what it changes to. */
export class HeldKeys {
  readonly #variable: string;
  readonly #log: Log;
  #text: string;
  #complaint = '';
  keys: readonly SigningKey[];

  /** `variable` names the file. Throws where it holds none. */
  constructor(variable: string, text: string, log: Log) {
    [this.#variable, this.#text, this.#log, this.keys] = [variable, text, log, keysOf(text)];
  }

  /**
   * Takes over what the file has come to hold; one that cannot be read, or holds none, leaves the keys before in force.
   */
  async read(file: string): Promise<void> {
    try {
      this.#take(await readFile(file, 'utf8'));
    } catch (error) {
      this.#refuse(error);
    }
  }

  #take(text: string): void {
    if (text === this.#text && this.#complaint === '') return;
    [this.keys, this.#text, this.#complaint] = [keysOf(text), text, ''];
    tellTrouble(this.#variable, null);
    this.#log.info(`signing keys in force: ${this.keys.map(({ id }) => id).join(', ')}`);
  }

  /** Says once what is wrong with the file. */
  #refuse(error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    if (words !== this.#complaint)
      this.#log.error(`the file of signing keys is refused, the keys before stay in force: ${words}`);
    this.#complaint = words;
    tellTrouble(this.#variable, REFUSED);
  }
}

function keysOf(text: string): SigningKey[] {
  const keys = text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' || line.startsWith('#') ? [] : [keyOfLine(line, i + 1)]));
  if (keys.length === 0)
    throw new Error('the file of signing keys wants a line at least, `id secret-in-base64`; it is empty');
  const twice = keys.find(({ id }, i) => keys.findIndex((key) => key.id === id) < i);
  if (twice) throw new Error(`the file of signing keys wants an id once; ${twice.id} is there twice`);
  return keys;
}

function keyOfLine(line: string, number: number): SigningKey {
  const [id = '', secret = '', ...rest] = line.trim().split(/\s+/);
  const bytes = BASE64.test(secret) ? Buffer.from(secret, 'base64') : Buffer.alloc(0);
  if (ID.test(id) && bytes.length >= SECRET_BYTES && rest.length === 0) return { id, secret: bytes };
  throw new Error(
    `line ${number} of the file of signing keys wants an id and a secret of at least ${SECRET_BYTES} bytes in base64`,
  );
}
