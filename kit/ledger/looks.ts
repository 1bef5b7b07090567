import type { Stamp } from '../rules/fact.ts';

/**
 * Each look goes back so far beyond the one before, by the database's own clock; now and then one goes as far as any
 * does.
 */
const NEAR_MS = 2 * 60_000;
export const FAR_MS = 15 * 60_000;
const BETWEEN_FAR_MS = 30_000;
/**
 * Clocks have whole seconds: a row that was first seen less long ago may have changed again since under the same time.
 */
const SETTLED_MS = 2_000;

/** What a look has found. */
interface Look {
  /** The earliest time of a row of which it is not certain that it has been read as it is; null: there is none. */
  since: Date | null;
  /** To be told when everything that has changed since then has been read. */
  settle(): void;
}

/**
 * Looks for rows that have changed, by what their own clocks show: all rows of the last minutes, compared with those
 * that the looks before have seen. So a row is found whenever it is saved, however long the transaction was open, and
 * whatever other clock its time is from.
 */
export class Looks {
  readonly #stampsWithin: (ms: number) => Promise<Stamp[]>;
  /** By row and time, when it was first seen; null once it has been read again since. */
  #seen = new Map<string, number | null>();
  #lastAt = performance.now();
  #lastFar = -Infinity;

  constructor(stampsWithin: (ms: number) => Promise<Stamp[]>) {
    this.#stampsWithin = stampsWithin;
  }

  /** Everything is read from now on: what changes meanwhile, the next look finds. */
  begin(): void {
    this.#lastAt = performance.now();
  }

  async look(): Promise<Look> {
    const now = performance.now();
    const isFar = now - this.#lastFar >= BETWEEN_FAR_MS;
    const stamps = await this.#stampsWithin((isFar ? FAR_MS : NEAR_MS) + Math.ceil(now - this.#lastAt));
    const unsettled = stamps.filter(({ row }) => this.#seen.get(row) !== null);
    const since = unsettled.reduce<Date | null>(
      (earliest, { at }) => (earliest && earliest < at ? earliest : at),
      null,
    );
    return { since, settle: () => this.#settle(stamps, now, isFar) };
  }

  /** What a far look does not see is too long ago for any. */
  #settle(stamps: readonly Stamp[], now: number, isFar: boolean): void {
    const seen = new Map(isFar ? [] : this.#seen);
    for (const { row } of stamps) {
      const first = this.#seen.get(row);
      seen.set(row, first === null || (first !== undefined && now - first >= SETTLED_MS) ? null : (first ?? now));
    }
    [this.#seen, this.#lastAt] = [seen, now];
    if (isFar) this.#lastFar = now;
  }
}
