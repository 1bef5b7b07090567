const MINUTE_MS = 60_000;

/** So many a minute; those beyond are counted, and nothing more is known of them. */
export class WindowCounter {
  readonly #most: number;
  #since = 0;
  #taken = 0;
  #passedOver = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more may be had. */
  take(now: number): boolean {
    if (now - this.#since >= MINUTE_MS) [this.#since, this.#taken] = [now, 0];
    this.#taken += 1;
    if (this.#taken <= this.#most) return true;
    this.#passedOver += 1;
    return false;
  }

  /** How many were not to be had since this was last asked. */
  passedOver(): number {
    const count = this.#passedOver;
    this.#passedOver = 0;
    return count;
  }
}
