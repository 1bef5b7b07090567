import { setTimeout as rest } from 'node:timers/promises';
import type { LedgerBundle, LedgerFreshness } from '../../../schema/generated/ledger-client.ts';
import { DepartmentFailure, type DepartmentClient } from '../departments/department-client.ts';
import { CHANGES } from '../departments/ledger-queries.ts';
import { Book } from './book.ts';

/** Bundles asked for in one go. */
const PAGE = 1_000;
/** A page of many rows may take a busy department a while; nobody waits for it but the register. */
const PAGE_PATIENCE_MS = 60_000;
/** A question waits no longer for the register; it goes on reading all the same. */
const PATIENCE_MS = 2_000;

const MOST_NUMBERINGS = 3;

/** How far the reading of a department's changes is. */
export interface Progress {
  read: number;
  of: number;
}

/**
 * What coordination keeps of one department's books; kept when the department is away, replaced when it numbers anew
 * and has been read to the end.
 */
export class Mirror {
  readonly book: Book;
  readonly #client: DepartmentClient;
  /** How far the changes have been read. */
  #epoch = '';
  #last = 0;
  /** What has been read of them, and makes no whole state of the books yet. */
  readonly #told = new Map<string, LedgerBundle>();
  /** Everything is read under a new numbering. */
  #anew = false;
  #syncing: Promise<void> | null = null;
  #wasInStep = false;

  constructor(client: DepartmentClient) {
    this.#client = client;
    this.book = new Book(client.domain.code);
  }

  /** Whether its first reading is under way. */
  get isFirstRead(): boolean {
    return this.#syncing !== null && !this.#wasInStep;
  }

  /**
   * Takes over what has changed, unless nothing has: null once that is done, else how far it is after a moment's wait.
   */
  async keepUp(freshness: LedgerFreshness): Promise<Progress | null> {
    if (this.#hasSeen(freshness)) return null;
    const waiting = new AbortController();
    const patience = rest(PATIENCE_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.#catchUp(freshness), patience]).finally(() => waiting.abort());
    const read = freshness.epoch === this.#epoch ? this.#last : 0;
    return this.#hasSeen(freshness) ? null : { read, of: freshness.newestChange };
  }

  /** A reading that is under way may have passed the change that is asked for: then one more. */
  async #catchUp(freshness: LedgerFreshness): Promise<void> {
    if (this.#syncing) await this.#syncing;
    if (this.#hasSeen(freshness)) return;
    this.#syncing ??= this.#readChanges().finally(() => {
      this.#syncing = null;
    });
    await this.#syncing;
  }

  #hasSeen({ epoch, newestChange }: LedgerFreshness): boolean {
    const { state } = this.book;
    return state !== null && epoch === state.epoch && newestChange <= state.change;
  }

  /** A department may be started anew under a reading, but not again and again: a reading comes to an end. */
  async #readChanges(): Promise<void> {
    let numberings = 0;
    for (let more = true; more;) {
      const { changes } = await this.#client.ask(CHANGES, { after: this.#last, first: PAGE }, PAGE_PATIENCE_MS);
      if (changes.epoch !== this.#epoch) {
        if ((numberings += 1) > MOST_NUMBERINGS) throw this.#failure('its changes are numbered anew again and again');
        this.#startAnew(changes.epoch);
        continue;
      }
      if (changes.last < this.#last || (changes.more && changes.last === this.#last))
        throw this.#failure('its changes do not go on');
      this.#take(changes.bundles);
      [this.#last, more] = [changes.last, changes.more];
    }
    await this.book.moveTo(
      { epoch: this.#epoch, change: this.#last },
      this.#anew ? this.#replacements() : this.#told.values(),
    );
    this.#told.clear();
    this.#anew = false;
    this.#wasInStep = true;
  }

  /** The very first reading is of no use to anybody before its end, and need not wait for it. */
  #take(bundles: readonly LedgerBundle[]): void {
    for (const bundle of bundles) {
      if (this.book.state === null && !this.#anew) this.book.put(bundle);
      else this.#told.set(bundle.key, bundle);
    }
  }

  #failure(message: string): DepartmentFailure {
    return new DepartmentFailure(this.book.domain, null, message);
  }

  /** The very first reading replaces nothing. */
  #startAnew(epoch: string): void {
    this.#anew = this.#epoch !== '';
    this.#told.clear();
    [this.#epoch, this.#last] = [epoch, 0];
  }

  /** What has been told, and that everything else is gone. */
  *#replacements(): Iterable<LedgerBundle> {
    for (const key of this.book.bundleKeys)
      if (!this.#told.has(key)) yield { key, mentions: [], candidates: [], nilReports: [] };
    yield* this.#told.values();
  }
}
