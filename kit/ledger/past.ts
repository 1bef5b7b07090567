/**
 * How long facts can still be asked for as they were before a change: longer than a question takes from its register to
 * its answers.
 */
export const KEPT_MS = 30_000;
/** Whoever goes on asking in a state keeps it, but not for longer than this: a long list is read, and nothing else. */
const MOST_KEPT_MS = 900_000;

/** States of a store that can still be asked for, each known by the number of the change that made it. */
export class Past {
  #last = 0;
  readonly #replaced: { change: number; at: number; usedAt: number }[] = [];

  /** Of the state that holds. */
  get last(): number {
    return this.#last;
  }

  /** Of the first state that is kept. */
  get oldest(): number {
    return this.#replaced[0]?.change ?? this.#last;
  }

  has(change: number): boolean {
    return change === this.#last || this.#replaced.some((state) => state.change === change);
  }

  /** A change has made another state; `now` and times before it in ms. */
  add(change: number, now: number): void {
    this.#replaced.push({ change: this.#last, at: now, usedAt: now });
    this.#last = change;
  }

  /** Somebody asks in a state: it is kept for as long again. */
  use(change: number, now: number): void {
    const state = this.#replaced.find((replaced) => replaced.change === change);
    if (state) state.usedAt = now;
  }

  /** Lets states go that were replaced, and used, too long ago; true where there were some. */
  letGo(now: number): boolean {
    const kept = this.#replaced.findIndex(({ at, usedAt }) => now - usedAt <= KEPT_MS && now - at <= MOST_KEPT_MS);
    return this.#replaced.splice(0, kept === -1 ? this.#replaced.length : kept).length > 0;
  }
}
