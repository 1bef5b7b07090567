import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { userError } from '../../../kit/graphql/errors.ts';
import type { SigningKey, SigningKeys } from '../../../kit/trust/keys.ts';

/** Where a page ended, and what the list was that it is a page of. */
export interface Cursor {
  /** The list's question: a cursor of another list is refused. */
  list: string;
  asOf: string;
  /** Departments that were missing on the first page. */
  missing: readonly string[];
  /** Sort value of the last row as text (null: none), its domain, its id. */
  value: string | null;
  domain: string;
  id: string;
}

/**
 * Signs and reads cursors, by coordination's own keys: one instance's hold at every other, and through a change of keys
 * for as long as the old one stands in their file.
 */
export class Cursors {
  readonly #keys: SigningKeys;

  constructor(keys: SigningKeys) {
    this.#keys = keys;
  }

  write(cursor: Cursor): string {
    const { list, asOf, missing, value, domain, id } = cursor;
    const body = Buffer.from(JSON.stringify([list, asOf, missing, value, domain, id])).toString('base64url');
    const [key] = this.#keys();
    if (!key) throw new Error('there is no key to sign with');
    return `${body}.${signatureOf(body, key)}`;
  }

  /** The cursor that a text holds, if we wrote it for this list. */
  read(text: string, list: string): Cursor {
    const [body = '', signature = ''] = text.split('.');
    if (!this.#keys().some((key) => sameText(signature, signatureOf(body, key))))
      throw badCursor('a cursor that this API has given out');
    const [ofList, asOf, missing, value, domain, id] = JSON.parse(
      Buffer.from(body, 'base64url').toString(),
    ) as CursorParts;
    if (ofList !== list) throw badCursor('a cursor of this very list: the same filter, order and counting');
    return { list, asOf, missing, value, domain, id };
  }
}

/** By a secret of its own, made from each of those keys: what is signed for another use is no cursor. */
function signatureOf(body: string, { secret }: SigningKey): string {
  const key = createHmac('sha256', secret).update('cursors').digest();
  return createHmac('sha256', key).update(body).digest('base64url').slice(0, 22);
}

type CursorParts = [list: string, asOf: string, missing: string[], value: string | null, domain: string, id: string];

function badCursor(wanted: string): Error {
  return userError('BAD_CURSOR', `after wants ${wanted}; got another text. Ask for the first page again.`);
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A short name for a question, the same for the same question however its fields are ordered. */
export function digestOf(question: unknown): string {
  return createHash('sha256').update(canonicalJson(question)).digest('base64url').slice(0, 22);
}

function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`)
    .join()}}`;
}
