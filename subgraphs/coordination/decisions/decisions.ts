import { userError } from '../../../kit/errors.ts';
import type { Log } from '../../../kit/log.ts';
import type { SameDebtDecision } from '../model.ts';
import { Verdicts } from './decision.ts';
import type { DecisionStore } from './store.ts';

/** How long another instance's decision may take to show here. */
const FRESH_MS = 1_000;

/** The verdicts that hold, read again when they may have changed. */
export class Decisions {
  readonly store: DecisionStore;
  readonly #log: Log;
  #readAt = 0;
  #json = '';
  #current: { revision: number; verdicts: Verdicts } = { revision: 0, verdicts: new Verdicts([]) };

  constructor(store: DecisionStore, log: Log) {
    this.store = store;
    this.#log = log;
  }

  /** The verdicts and their revision, which is another one whenever they are. */
  async current(): Promise<{ revision: number; verdicts: Verdicts }> {
    if (Date.now() - this.#readAt >= FRESH_MS) await this.#read();
    return this.#current;
  }

  /** After a decision of our own: the next question is answered by it. */
  forget(): void {
    this.#readAt = 0;
  }

  /** Without its database coordination goes on by what was last read; where nothing was, it cannot say which debts are the same. */
  async #read(): Promise<void> {
    try {
      this.#take(await this.store.all());
      this.#readAt = Date.now();
    } catch (error) {
      this.#log.error(error);
      if (this.#json === '') throw userError('DEPARTMENT_UNAVAILABLE', 'The database that holds what was decided by hand does not answer.');
    }
  }

  #take(decisions: readonly SameDebtDecision[]): void {
    const json = JSON.stringify(decisions);
    if (json === this.#json) return;
    this.#json = json;
    this.#current = { revision: this.#current.revision + 1, verdicts: new Verdicts(decisions) };
  }
}
