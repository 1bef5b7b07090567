/** As many of the latest as can come while a question is asked. */
const KEPT = 10_000;

/**
 * Names that have come to stand for somebody else, with whom they stood for before: so that an answer is read as it was
 * asked.
 */
export class Moves {
  #last = 0;
  readonly #latest: { name: string; before: string }[] = [];

  /** Number of the last move. */
  get last(): number {
    return this.#last;
  }

  add(name: string, before: string): void {
    this.#latest.push({ name, before });
    this.#last += 1;
    if (this.#latest.length > KEPT) this.#latest.splice(0, KEPT / 2);
  }

  remembers(revision: number): boolean {
    return this.#last - revision <= this.#latest.length;
  }

  /** Whom a name stood for at a revision; undefined where it has not moved since. */
  identifierAt(revision: number, name: string): string | undefined {
    const since = this.#latest.length - (this.#last - revision);
    return this.#last === revision ? undefined : this.#latest.slice(since).find((move) => move.name === name)?.before;
  }
}
