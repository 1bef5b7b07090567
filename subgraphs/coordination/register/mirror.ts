import { setTimeout as rest } from 'node:timers/promises';
import type { LedgerBundle, LedgerFreshness } from '../../../schema/generated/ledger-client.ts';
import { DepartmentFailure, type DepartmentClient } from '../department-client.ts';
import { CHANGES } from '../questions.ts';
import { Turn } from '../turn.ts';
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

/** What coordination keeps of one department's books; kept when the department is away, replaced when it numbers anew and has been read to the end. */
export class Mirror {
  readonly book: Book;
  readonly #client: DepartmentClient;
  /** Under a new numbering, what has been read of it. */
  #anew: Map<string, LedgerBundle> | null = null;
  #epoch = '';
  #last = 0;
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

  /** Takes over what has changed, unless nothing has: null once that is done, else how far it is after a moment's wait. */
  async keepUp(freshness: LedgerFreshness): Promise<Progress | null> {
    if (this.#hasSeen(freshness)) return null;
    const waiting = new AbortController();
    const patience = rest(PATIENCE_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.#catchUp(freshness), patience]).finally(() => waiting.abort());
    const read = freshness.epoch === this.#epoch ? this.#last : 0;
    return this.#hasSeen(freshness) ? null : { read, of: freshness.lastChange };
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

  #hasSeen({ epoch, lastChange }: LedgerFreshness): boolean {
    return epoch === this.#epoch && lastChange <= this.#last && this.#anew === null;
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
      if (changes.last < this.#last || (changes.more && changes.last === this.#last)) throw this.#failure('its changes do not go on');
      for (const bundle of changes.bundles) {
        if (this.#anew) this.#anew.set(bundle.key, bundle);
        else this.book.put(bundle);
      }
      [this.#last, more] = [changes.last, changes.more];
    }
    if (this.#anew) await this.#replaceBy(this.#anew);
    this.#anew = null;
    this.#wasInStep = true;
  }

  #failure(message: string): DepartmentFailure {
    return new DepartmentFailure(this.book.domain, null, message);
  }

  /** The very first reading replaces nothing. */
  #startAnew(epoch: string): void {
    this.#anew = this.#epoch === '' ? null : new Map();
    [this.#epoch, this.#last] = [epoch, 0];
  }

  async #replaceBy(bundles: ReadonlyMap<string, LedgerBundle>): Promise<void> {
    const turn = new Turn();
    for (const key of new Set([...this.book.bundleKeys, ...bundles.keys()])) {
      this.book.put(bundles.get(key) ?? { key, mentions: [], candidates: [], nilReports: [] });
      if (turn.isOver) await turn.pass();
    }
  }
}
