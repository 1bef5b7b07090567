/** So many failures in a row, and a server is left alone. */
const FAILURES = 3;
/** Between tries whether a server that is left alone answers again. */
const TRY_MS = 1_000;

/**
 * Leaves a server alone that fails again and again: nobody waits for it, and it is tried in the background until it
 * answers.
 */
export class CircuitBreaker {
  readonly #tryOut: () => Promise<unknown>;
  #failures = 0;
  #trying: NodeJS.Timeout | null = null;
  #closed = false;

  /** `tryOut` asks the server the smallest of questions; it throws where that is not answered. */
  constructor(tryOut: () => Promise<unknown>) {
    this.#tryOut = tryOut;
  }

  /** Whether the server is left alone, be it for good. */
  get isOpen(): boolean {
    return this.#closed || this.#trying !== null;
  }

  succeed(): void {
    this.#failures = 0;
  }

  fail(): void {
    this.#failures += 1;
    if (this.#failures >= FAILURES && !this.isOpen) this.#tryLater();
  }

  close(): void {
    this.#closed = true;
    if (this.#trying) clearTimeout(this.#trying);
  }

  #tryLater(): void {
    this.#trying = setTimeout(() => void this.#try(), TRY_MS).unref();
  }

  /** A server that answers is on probation: with its next failure it is left alone again. */
  async #try(): Promise<void> {
    try {
      await this.#tryOut();
      [this.#trying, this.#failures] = [null, FAILURES - 1];
    } catch {
      if (!this.#closed) this.#tryLater();
    }
  }
}
