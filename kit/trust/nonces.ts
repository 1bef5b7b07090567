/** What was taken once, for as long as it could come again. */
export class Nonces {
  readonly #most: number;
  /** Until when each is remembered; the oldest first. */
  readonly #seen = new Map<string, number>();

  /** Of so many at most. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Takes it, to be remembered until an instant that no one before exceeds. `full`: it cannot be remembered, and so not
   * taken.
   */
  take(nonce: string, now: number, until: number): 'taken' | 'known' | 'full' {
    this.#forget(now);
    if (this.#seen.has(nonce)) return 'known';
    if (this.#seen.size >= this.#most) return 'full';
    this.#seen.set(nonce, until);
    return 'taken';
  }

  #forget(now: number): void {
    for (const [nonce, until] of this.#seen) {
      if (until >= now) return;
      this.#seen.delete(nonce);
    }
  }
}
