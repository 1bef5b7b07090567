import { VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { userError } from '../graphql/errors.ts';
import { digestOfIds } from './set-digest.ts';
import { append } from './append.ts';

/** Where sets of ids to leave out are kept, by their digest. */
export const EXCLUSIONS = 'CREATE TABLE exclusion (digest VARCHAR, id VARCHAR)';

/** A set by its digest; with its ids where it is sent. */
export interface ExclusionSet {
  digest: string;
  ids?: readonly string[];
}

/**
 * What is kept: coordination needs a set a day asked for and set of departments, and a trend has up to 120 days; but a
 * set may hold as many ids as there are debts.
 */
interface Room {
  sets: number;
  /** Of ids and digests, a byte a character. */
  bytes: number;
}

const ROOM: Room = { sets: 160, bytes: 256 * 1024 * 1024 };

const COLUMNS = [
  { name: 'digest', type: VARCHAR },
  { name: 'id', type: VARCHAR },
];

/**
 * Sets of ids to leave out, each sent once and known by its digest from then on; those not asked with for longest go
 * when there are many, or large ones.
 */
export class Exclusions {
  readonly #writer: DuckDBConnection;
  readonly #room: Room;
  /** How many bytes each takes. */
  readonly #kept = new Map<string, number>();
  #bytes = 0;
  /** How many questions are under way with a set: it stays until they are answered. */
  readonly #held = new Map<string, number>();
  #last: Promise<void> = Promise.resolve();

  /** `writer` is for nothing else. */
  constructor(writer: DuckDBConnection, room = ROOM) {
    [this.#writer, this.#room] = [writer, room];
  }

  /** Asks with a set in place; one that was never sent, or has been let go, has to be sent. */
  async during<T>({ digest, ids }: ExclusionSet, ask: () => Promise<T>): Promise<T> {
    if (ids && digestOfIds(ids) !== digest) throw misnamed(digest);
    this.#hold(digest, 1);
    try {
      if (ids) await this.#keep(digest, ids);
      if (!this.#kept.has(digest)) throw unknown(digest);
      this.#renew(digest);
      return await ask();
    } finally {
      this.#hold(digest, -1);
    }
  }

  /** Makes it the last to go. */
  #renew(digest: string): void {
    const bytes = this.#kept.get(digest) ?? 0;
    this.#kept.delete(digest);
    this.#kept.set(digest, bytes);
  }

  #hold(digest: string, more: number): void {
    const held = (this.#held.get(digest) ?? 0) + more;
    if (held === 0) this.#held.delete(digest);
    else this.#held.set(digest, held);
  }

  /** One set after the other, so that the rows of one that goes are gone before it can come again. */
  #keep(digest: string, ids: readonly string[]): Promise<void> {
    const keep = (): Promise<void> => this.#write(digest, ids);
    this.#last = this.#last.then(keep, keep);
    return this.#last;
  }

  async #write(digest: string, ids: readonly string[]): Promise<void> {
    if (this.#kept.has(digest)) return;
    const rows = ids.map((id) => [digest, id]);
    await append(this.#writer, { name: 'exclusion', columns: COLUMNS }, rows);
    const bytes = ids.reduce((sum, id) => sum + digest.length + id.length, 0);
    this.#kept.set(digest, bytes);
    this.#bytes += bytes;
    await this.#makeRoom();
  }

  async #makeRoom(): Promise<void> {
    for (const [oldest, bytes] of this.#kept) {
      if (this.#kept.size <= this.#room.sets && this.#bytes <= this.#room.bytes) return;
      if (this.#held.has(oldest)) continue;
      this.#kept.delete(oldest);
      this.#bytes -= bytes;
      await this.#writer.run('DELETE FROM exclusion WHERE digest = $1', [oldest]);
    }
  }
}

/** Kept under another set's name, it would be left out of everybody's totals. */
function misnamed(digest: string): Error {
  return userError('BAD_USER_INPUT', `exclusions wants the digest of its ids; got ${digest}`);
}

function unknown(digest: string): Error {
  return userError('EXCLUSIONS_UNKNOWN', `without wants the digest of a set that was sent here; got ${digest}`);
}
