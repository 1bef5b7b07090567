/** Which texts go with which, by how many assertions. */
export class Relation {
  readonly #counts = new Map<string, Map<string, number>>();

  /** What goes with a text. */
  of(text: string): readonly string[] {
    return [...(this.#counts.get(text)?.keys() ?? [])];
  }

  sizeOf(text: string): number {
    return this.#counts.get(text)?.size ?? 0;
  }

  /** Counts a pair in (1) or out (-1); true where it goes together now and did not before, or the other way round. */
  count(text: string, other: string, step: 1 | -1): boolean {
    const others = this.#counts.get(text) ?? new Map<string, number>();
    const before = others.get(other) ?? 0;
    if (before + step > 0) this.#counts.set(text, others.set(other, before + step));
    else if (others.delete(other) && others.size === 0) this.#counts.delete(text);
    return before === 0 || before + step === 0;
  }
}
