import type { AuditEntry } from './entry.ts';

/** Lines that wait at most; beyond them the oldest are given up, and counted. */
const MOST = 10_000;

export interface WaitingLine {
  /** Null: somebody waits for what is before it. */
  entry: AuditEntry | null;
  /** Told what became of it; null: nobody waits, and it is tried again. */
  done: ((error: Error | null) => void) | null;
}

/** What waits for the disk, in the order in which it came. */
export class WaitingLines {
  #lines: WaitingLine[] = [];
  /** How many were given up and not yet spoken of. */
  lost = 0;

  get length(): number {
    return this.#lines.length;
  }

  push(line: WaitingLine): void {
    this.#lines.push(line);
    if (line.entry) this.#giveUp();
  }

  /** The oldest. */
  take(count: number): WaitingLine[] {
    return this.#lines.splice(0, count);
  }

  /**
   * Tells all who wait, those for lines that were taken too. Lines for which nobody waits stay, those `back` before the
   * others.
   */
  disappoint(error: Error, taken: readonly WaitingLine[], back: readonly WaitingLine[] = []): void {
    for (const { done } of [...taken, ...this.#lines]) done?.(error);
    this.#lines = [...back, ...this.#lines].filter(({ done }) => done === null);
    this.#giveUp();
  }

  #giveUp(): void {
    const oldest = this.#lines.splice(0, Math.max(0, this.#lines.length - MOST));
    for (const { done } of oldest) {
      if (done) done(new Error('too many lines wait for the disk'));
      else this.lost += 1;
    }
  }
}
