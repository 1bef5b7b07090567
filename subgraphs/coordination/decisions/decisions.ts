import { setTimeout as rest } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { userError } from '../../../kit/graphql/errors.ts';
import type { Log } from '../../../kit/telemetry/log.ts';
import { tellTrouble } from '../../../kit/telemetry/troubles.ts';
import type { SameDebtDecision } from '../model.ts';
import { Verdicts } from './decision.ts';
import type { DecisionStore } from './store.ts';

/** The verdicts that hold, as of when they were read; the revision is another one whenever they are. */
export interface Decided {
  revision: number;
  verdicts: Verdicts;
  readAt: Date;
  /** The database has not answered since: what others have decided meanwhile is not in it. */
  isStale: boolean;
}

/** How long another instance's decision may take to show here. */
const FRESH_MS = 1_000;
/** What questions wait for a reading, the first of all or another. */
const WAIT_MS = { first: 5_000, again: 1_000 };
/** Between tries at a database that does not answer: twice as long each time. */
const BACK_OFF = { least: 1_000, most: 30_000 };
const SILENT = 'coordination’s own database does not answer';
const IN_VAIN = 'The database that holds what is decided by hand does not answer.';

/** What people have decided, read again when it may have changed: by one reading at a time, however many ask. */
export class Decisions {
  readonly store: DecisionStore;
  readonly #log: Log;
  /** What waits for the reading under way, each no longer than it should; null: none is. */
  #wait: Promise<boolean> | null = null;
  #dueAt = 0;
  #failures = 0;
  /** Changes of our own: a reading that began before one does not know it. */
  #changes = 0;
  #all: readonly SameDebtDecision[] = [];
  #current: Omit<Decided, 'isStale'> | null = null;

  constructor(store: DecisionStore, log: Log) {
    this.store = store;
    this.#log = log;
  }

  /** Reads what is there for the first time, before anybody asks. */
  begin(): void {
    this.#wait ??= this.#beginReading();
  }

  /**
   * Without its database coordination goes on by what was last read, and says when that was; where nothing was, it
   * cannot say which debts are the same.
   */
  async current(): Promise<Decided> {
    if (Date.now() >= this.#dueAt) this.#wait ??= this.#beginReading();
    const hasAnswered = (await this.#wait) ?? true;
    if (this.#current) return { ...this.#current, isStale: !hasAnswered || this.#failures > 0 };
    throw userError('DEPARTMENT_UNAVAILABLE', IN_VAIN);
  }

  /** Every decision as the database has it now, in the order in which they were made. */
  async all(): Promise<SameDebtDecision[]> {
    return this.#answered(this.store.all());
  }

  /** A decision, or that one is taken back: the next question is answered by it. */
  async change(work: (store: DecisionStore) => Promise<SameDebtDecision>): Promise<SameDebtDecision> {
    const made = await this.#answered(work(this.store));
    this.#changes += 1;
    this.#dueAt = 0;
    if (this.#current) {
      const isKnown = this.#all.some(({ id }) => id === made.id);
      this.#take(
        isKnown ? this.#all.map((known) => (known.id === made.id ? made : known)) : [...this.#all, made],
        this.#current.readAt,
      );
    }
    return made;
  }

  /**
   * Whether it has come to an end in time. Once somebody has waited in vain nobody waits again, where there is
   * something to go on by.
   */
  #beginReading(): Promise<boolean> {
    const hasFailed = this.#failures > 0;
    const patience = hasFailed && this.#current ? 0 : hasFailed || this.#current ? WAIT_MS.again : WAIT_MS.first;
    const reading = this.#read().finally(() => (this.#wait = null));
    return Promise.race([reading.then(() => true), rest(patience, false, { ref: false })]);
  }

  async #read(): Promise<void> {
    const [changes, readAt] = [this.#changes, new Date()];
    try {
      const all = await this.store.all();
      if (this.#failures > 0) this.#log.info('coordination’s own database answers again');
      this.#failures = 0;
      tellTrouble('COORDINATION_DATABASE_URL', null);
      if (changes !== this.#changes) return;
      this.#dueAt = Date.now() + FRESH_MS;
      this.#take(all, readAt);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#dueAt = Date.now() + Math.min(BACK_OFF.most, BACK_OFF.least * 2 ** (this.#failures - 1));
    tellTrouble('COORDINATION_DATABASE_URL', SILENT);
    if (this.#failures > 1) return;
    const since = this.#current
      ? `going on by what was decided until ${this.#current.readAt.toISOString()}`
      : 'nothing has been read of it';
    this.#log.error(`${SILENT}; ${since}: ${error instanceof Error ? error.message : String(error)}`);
  }

  #take(all: readonly SameDebtDecision[], readAt: Date): void {
    const isSame = this.#current !== null && JSON.stringify(all) === JSON.stringify(this.#all);
    this.#all = all;
    const { revision, verdicts } = this.#current ?? { revision: 0, verdicts: null };
    this.#current = {
      readAt,
      ...(isSame && verdicts ? { revision, verdicts } : { revision: revision + 1, verdicts: new Verdicts(all) }),
    };
  }

  async #answered<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof GraphQLError) throw error;
      this.#log.error(error);
      throw userError(
        'DEPARTMENT_UNAVAILABLE',
        `${IN_VAIN} What was sent under an Idempotency-Key may be sent again: it is done once.`,
      );
    }
  }
}
