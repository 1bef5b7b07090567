import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than this nobody else should have to wait for one piece of work. */
const TURN_MS = 20;

/** A piece of long work's turn on the event loop: `if (budget.isOver) await budget.pass()`. */
export class YieldBudget {
  #began = performance.now();

  get isOver(): boolean {
    return performance.now() - this.#began > TURN_MS;
  }

  /** Lets everybody else have theirs. */
  async pass(): Promise<void> {
    await nextTurn();
    this.#began = performance.now();
  }
}
