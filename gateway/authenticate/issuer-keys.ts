import type { CryptoKey } from 'jose';
import { Agent, request } from 'undici';
import type { Log } from '../../kit/telemetry/log.ts';
import { tellTrouble } from '../../kit/telemetry/troubles.ts';
import { watchedFile } from '../../kit/program/watched-file.ts';
import { keySetOf, type KeySet } from './key-set.ts';
import type { KeyFinder, NamedKey } from './token.ts';

/** Keys of an issuer, as they change. */
export interface IssuerKeys {
  keyFor: KeyFinder;
  close: () => void;
}

interface Pace {
  /** Between looks at the issuer's keys, asked for or not. */
  refreshMs: number;
  /** Between questions to the issuer for keys that nobody knows. */
  cooldownMs: number;
  /** Past this the issuer is down. */
  patienceMs: number;
}

const PACE: Pace = { refreshMs: 300_000, cooldownMs: 30_000, patienceMs: 3_000 };
const THOSE_BEFORE = "the issuer's keys cannot be read, those before go on";
/** A JWKS has some KB. */
const MOST_BYTES = 262_144;

/**
 * Keys of a file, from the very next token on when it changes; one that cannot be read leaves those before in force.
 */
export async function keysOfFile(
  file: string,
  log: Log,
  parse: (text: string) => KeySet = keySetOf,
): Promise<IssuerKeys> {
  const held = await watchedFile(file, {
    parse: (text) => {
      const keys = parse(text ?? '');
      tellTrouble('AUTH_JWKS', null);
      return keys;
    },
    otherwise: (error, before) => {
      tellTrouble('AUTH_JWKS', THOSE_BEFORE);
      log.error(`the issuer's keys cannot be read, those before go on: ${String(error)}`);
      return before;
    },
  });
  return { keyFor: async (header) => (await held()).keyFor(header), close: () => undefined };
}

/**
 * Keys of a URL: fetched once before anything is served, then every few minutes, and when a token names one that is not
 * known.
 */
export async function keysOfUrl(url: string, log: Log, given: Partial<Pace> = {}): Promise<IssuerKeys> {
  const pace = { ...PACE, ...given };
  const dispatcher = new Agent({ connections: 1, maxResponseSize: MOST_BYTES });
  const fetch = (): Promise<KeySet> => fetchKeySet(url, dispatcher, pace.patienceMs);
  const keys = new FetchedKeys(await fetch(), { fetch, log, cooldownMs: pace.cooldownMs });
  const timer = setInterval(() => void keys.refresh(), pace.refreshMs).unref();
  const close = (): void => {
    clearInterval(timer);
    dispatcher.destroy().catch(() => undefined);
  };
  return { keyFor: (header) => keys.keyFor(header), close };
}

/** No redirect is followed: it comes back as a status other than 200. */
async function fetchKeySet(url: string, dispatcher: Agent, patienceMs: number): Promise<KeySet> {
  const signal = AbortSignal.timeout(patienceMs);
  const { statusCode, body } = await request(url, { dispatcher, headers: { accept: 'application/json' }, signal });
  const text = await body.text();
  if (statusCode === 200) return keySetOf(text);
  throw new Error(`status ${statusCode}`);
}

interface Issuer {
  fetch: () => Promise<KeySet>;
  log: Log;
  cooldownMs: number;
}

class FetchedKeys {
  readonly #issuer: Issuer;
  #set: KeySet;
  #fetching: Promise<void> | null = null;
  #coolUntil = 0;

  constructor(first: KeySet, issuer: Issuer) {
    [this.#set, this.#issuer] = [first, issuer];
  }

  async keyFor(header: NamedKey): Promise<CryptoKey> {
    if (!this.#set.has(header.kid)) await this.#lookAgain();
    return this.#set.keyFor(header);
  }

  /** Those who come while the issuer is asked wait with the first. */
  refresh(): Promise<void> {
    this.#fetching ??= this.#replace().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  /** A key may be new; but whoever makes up names must not make us ask without end. */
  async #lookAgain(): Promise<void> {
    if (!this.#fetching) {
      if (performance.now() < this.#coolUntil) return;
      this.#coolUntil = performance.now() + this.#issuer.cooldownMs;
    }
    await this.refresh();
  }

  async #replace(): Promise<void> {
    try {
      this.#set = await this.#issuer.fetch();
      tellTrouble('AUTH_JWKS', null);
    } catch (error) {
      tellTrouble('AUTH_JWKS', THOSE_BEFORE);
      this.#issuer.log.error(`the issuer does not give its keys, those before go on: ${String(error)}`);
    }
  }
}
