/** What is left to a caller, and at which instant that was so. */
interface TokenBucket {
  left: number;
  at: number;
}

/** More callers than this are not remembered: those that have not asked for longest are forgotten. */
const MOST_CALLERS = 10_000;
const MINUTE_MS = 60_000;

/**
 * What each caller may ask in a minute. What is spent comes back evenly; a caller who has rested has a minute's worth.
 */
export class TokenBuckets {
  readonly #perMinute: number;
  readonly #now: () => number;
  /** Those that have asked last are last. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perMinute: number, now: () => number = Date.now) {
    [this.#perMinute, this.#now] = [perMinute, now];
  }

  /** Spends; 0 where there was enough, else nothing is spent and it is the seconds until there is. */
  spend(caller: string, cost: number): number {
    const { left, at } = this.#bucketOf(caller);
    const enough = left >= cost;
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { left: enough ? left - cost : left, at });
    this.#forget();
    return enough ? 0 : Math.ceil(((cost - left) / this.#perMinute) * (MINUTE_MS / 1000));
  }

  #bucketOf(caller: string): TokenBucket {
    const now = this.#now();
    const { left, at } = this.#buckets.get(caller) ?? { left: this.#perMinute, at: now };
    return { left: Math.min(this.#perMinute, left + ((now - at) / MINUTE_MS) * this.#perMinute), at: now };
  }

  #forget(): void {
    for (const caller of this.#buckets.keys()) {
      if (this.#buckets.size <= MOST_CALLERS) return;
      this.#buckets.delete(caller);
    }
  }
}
