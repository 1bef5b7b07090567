import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Day } from '../../kit/rules/dates.ts';
import { API_KEY_PREFIX, type Caller } from './caller.ts';

/** What is kept of an API key: enough to know it again, not to say it. */
export interface ApiKey {
  /** Public: the part of the key by which it is found, and called in logs. */
  id: string;
  /** Whose it is and what for. */
  name: string;
  /** SHA-256 of its secret, in hexadecimal. */
  hash: string;
  /** Codes of the domains that it sees. */
  domains: readonly string[];
  /** Names of the saved reports that it may ask; null: any question. */
  reports: readonly string[] | null;
  /** The first day on which it holds no more; null: it does not expire. */
  expires: Day | null;
}

const FORM = /^ak_([0-9a-f]{12})_([\w-]{43})$/;

/** A new key: what its owner is told, once, and what is kept of it. */
export function mintKey(scope: Omit<ApiKey, 'id' | 'hash'>): { text: string; kept: ApiKey } {
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
  return { text: `ak_${id}_${secret}`, kept: { id, hash: hashOf(secret), ...scope } };
}

/** The key of these that a text is, on a day; null where it is none, or holds no more. */
export function findKey(keys: readonly ApiKey[], text: string, today: Day): ApiKey | null {
  const [, id, secret] = FORM.exec(text) ?? [];
  const key = keys.find((candidate) => candidate.id === id);
  if (!key || secret === undefined || !timingSafeEqual(Buffer.from(key.hash), Buffer.from(hashOf(secret)))) return null;
  return key.expires !== null && today >= key.expires ? null : key;
}

/** The caller that a key makes, among the domains that there are. */
export function callerOfKey({ id, domains, reports }: ApiKey, known: readonly string[]): Caller {
  return {
    subject: API_KEY_PREFIX + id,
    role: 'reporting',
    domains: known.filter((domain) => domains.includes(domain)),
    contacts: false,
    reports,
  };
}

/** Nothing slower is wanted: a secret of 256 random bits is not to be guessed, however fast guesses are. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
