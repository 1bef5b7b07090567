import { readFileSync, statSync } from 'node:fs';
import type { Environment } from './env.ts';
import type { SigningKey, SigningKeys } from './signature.ts';

/** Between looks at whether the file has changed. */
const LOOK_MS = 1_000;
/** What HMAC-SHA256 gains nothing by exceeding, and should not fall below. */
const SECRET_BYTES = 32;

/** The keys in the file that SIGNING_KEYS names. */
export function givenKeys({ signingKeys }: Environment): SigningKeys {
  if (signingKeys !== null) return keysInFile(signingKeys);
  throw new Error(
    'SIGNING_KEYS is not given: parts that run alone want the file of keys that they share, a line each of an id and a secret in base64',
  );
}

/** Keys of a file, `id secret-in-base64` a line, read again when it changes; one that cannot be read leaves those before in force. */
export function keysInFile(file: string): SigningKeys {
  let [keys, stamp, lookedAt] = [readKeys(file), stampOf(file), Date.now()];
  return () => {
    if (Date.now() - lookedAt < LOOK_MS) return keys;
    lookedAt = Date.now();
    try {
      const newStamp = stampOf(file);
      if (newStamp !== stamp) [keys, stamp] = [readKeys(file), newStamp];
    } catch {
      return keys;
    }
    return keys;
  };
}

function stampOf(file: string): string {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
}

function readKeys(file: string): SigningKey[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length === 0) throw new Error('the file of signing keys wants a line at least, `id secret-in-base64`; it is empty');
  return lines.map(keyOfLine);
}

function keyOfLine(line: string, i: number): SigningKey {
  const [id = '', secret = '', ...rest] = line.trim().split(/\s+/);
  const bytes = Buffer.from(secret, 'base64');
  if (/^[\w-]{1,64}$/.test(id) && bytes.length >= SECRET_BYTES && rest.length === 0) return { id, secret: bytes };
  throw new Error(`line ${i + 1} of the file of signing keys wants an id and a secret of at least ${SECRET_BYTES} bytes in base64`);
}
