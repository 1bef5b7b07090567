import { VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { append } from './append.ts';

/** Where sets of ids to leave out are kept, by their digest. */
export const EXCLUSIONS = 'CREATE TABLE exclusion (digest VARCHAR, id VARCHAR)';

/** Sets that are kept; coordination needs one a day asked for and set of departments. */
const KEPT = 64;

const COLUMNS = [
  { name: 'digest', type: VARCHAR },
  { name: 'id', type: VARCHAR },
];

/** Sets of ids to leave out, each sent once and known by its digest from then on; the oldest go when there are many. */
export class Exclusions {
  readonly #writer: DuckDBConnection;
  readonly #kept = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  /** `writer` is for nothing else. */
  constructor(writer: DuckDBConnection) {
    this.#writer = writer;
  }

  knows(digest: string): boolean {
    return this.#kept.has(digest);
  }

  /** One set after the other, so that the rows of one that goes are gone before it can come again. */
  keep(digest: string, ids: readonly string[]): Promise<void> {
    const keep = (): Promise<void> => this.#write(digest, ids);
    this.#last = this.#last.then(keep, keep);
    return this.#last;
  }

  async #write(digest: string, ids: readonly string[]): Promise<void> {
    if (this.knows(digest)) return;
    const rows = ids.map((id) => [digest, id]);
    await append(this.#writer, { name: 'exclusion', columns: COLUMNS }, rows);
    this.#kept.add(digest);
    const [oldest] = this.#kept;
    if (this.#kept.size <= KEPT || oldest === undefined) return;
    this.#kept.delete(oldest);
    await this.#writer.run('DELETE FROM exclusion WHERE digest = $1', [oldest]);
  }
}
