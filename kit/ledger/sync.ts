import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as rest } from 'node:timers/promises';
import type { LedgerState } from '../../schema/generated/department.ts';
import { ShapeError } from '../database/shape.ts';
import { isSilence } from '../database/silence.ts';
import type { Day } from '../rules/dates.ts';
import type { Books, Bundle } from '../rules/fact.ts';
import { isWithin, type Hours } from '../rules/hours.ts';
import { fingerprintOf } from './fingerprint.ts';
import { FAR_MS, Looks } from './looks.ts';
import type { Store } from './store.ts';

/** Bundles read in one go: a few statements, some hundred rows each, so that the source never sees a long read. */
export const CHUNK = 500;
/** Where books find changes without clocks: what they found this long before the last look is read once more. */
const OVERLAP_MS = 30_000;
/** Between chunks. People wait for the first reading; nobody waits for another. */
export const REST_MS = { first: 5, again: 50 };

export interface Pace {
  /** Between looks for changed rows. */
  refreshSeconds: number;
  /** Between readings of everything, which find rows that are gone and rows changed without their clock. */
  rereadSeconds: number;
  /**
   * When everything may be read again; null: at any hour. The first reading and looks for changed rows are not bound to
   * hours.
   */
  rereadHours?: Hours | null;
}

/**
 * Why the books cannot be read: they do not answer, they are not of the shape that they are read by, or something in
 * them, or in us, that reading fails at.
 */
export type Trouble = 'SILENT' | 'CHANGED' | 'UNREADABLE';

/** What an error in reading books says of them. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ShapeError) return 'CHANGED';
  return isSilence(error) ? 'SILENT' : 'UNREADABLE';
}

/** How the ledger stands to its books. */
export interface LedgerStatus {
  state: LedgerState;
  trouble: Trouble | null;
  readAt: Date | null;
  /** Bundles read so far while the first reading is under way. */
  bundlesRead: number;
  epoch: string;
  booksFrom: Day | null;
  /** How far back looks for changes go, by the rows' own clocks; null where they need none. */
  lookBackSeconds: number | null;
  /** When everything was last read. */
  wholeReadAt: Date | null;
}

interface Known {
  fingerprint: string;
  booksFrom: Day | null;
  /** The reading that last found it. */
  reading: number;
}

/** Keeps a store in step with the books: one steady reader, however many people ask. */
export class LedgerSync {
  readonly #books: Books;
  readonly #store: Store;
  readonly #today: () => Day;
  readonly #tell: (words: string) => void;
  /** Null where rows have no clocks. */
  readonly #looks: Looks | null;
  readonly #known = new Map<string, Known>();
  readonly #epoch = randomUUID();
  #reading = 0;
  #booksFrom: Day | null = null;
  #wholeReadAt: Date | null = null;
  #wholeReadOn: Day | null = null;
  #lookedAt: Date | null = null;
  #trouble: Trouble | null = null;

  /** `tell` is told how far the first reading is. */
  constructor(books: Books, store: Store, today: () => Day, tell: (words: string) => void) {
    this.#books = books;
    this.#looks = books.stampsWithin ? new Looks(books.stampsWithin) : null;
    this.#store = store;
    this.#today = today;
    this.#tell = tell;
  }

  get status(): LedgerStatus {
    const loaded = this.#wholeReadAt !== null;
    const state = this.#trouble ? (loaded ? 'STALE' : 'UNAVAILABLE') : loaded ? 'LIVE' : 'LOADING';
    return {
      state,
      trouble: this.#trouble,
      readAt: loaded ? this.#lookedAt : null,
      bundlesRead: this.#known.size,
      epoch: this.#epoch,
      booksFrom: this.#booksFrom,
      lookBackSeconds: this.#looks && FAR_MS / 1_000,
      wholeReadAt: this.#wholeReadAt,
    };
  }

  get #chunk(): number {
    return this.#books.bundlesAtOnce ?? CHUNK;
  }

  /** Says at once, while a reading waits for an answer, that there is none. */
  markSilent(): void {
    this.#trouble ??= 'SILENT';
  }

  /**
   * Brings the store up to the books: what changed, and everything when that is due or the day is another.
   * Says by throwing what keeps the books from being read: `troubleOf` tells of an error which of our troubles it is.
   */
  async refresh(pace: Pace): Promise<void> {
    try {
      const [now, due] = [new Date(), this.#wholeReadIsDue(new Date(), pace)];
      if (due) await this.#books.assertShape();
      if (this.#wholeReadAt !== null) await this.#stepTo(now, this.#readChanges(now));
      if (due) await this.#stepTo(now, this.#readEverything(now));
    } catch (error) {
      const cause = await this.#causeOf(error);
      this.#trouble = troubleOf(cause);
      throw cause;
    }
  }

  async #stepTo(now: Date, reading: Promise<void>): Promise<void> {
    await reading;
    this.#booksFrom = this.#firstDayOfBooks();
    this.#lookedAt = now;
    this.#trouble = null;
  }

  /** A statement that fails may fail for a table that is not as it was. */
  async #causeOf(error: unknown): Promise<unknown> {
    if (error instanceof ShapeError) return error;
    return this.#books.assertShape().then(
      () => error,
      (found: unknown) => (found instanceof ShapeError ? found : error),
    );
  }

  #wholeReadIsDue(now: Date, { rereadSeconds, rereadHours = null }: Pace): boolean {
    if (this.#wholeReadAt === null) return true;
    if (rereadHours !== null && !isWithin(rereadHours, now)) return false;
    return this.#wholeReadOn !== this.#today() || now.getTime() - this.#wholeReadAt.getTime() >= rereadSeconds * 1000;
  }

  async #readChanges(now: Date): Promise<void> {
    const look = await this.#looks?.look();
    const since = look ? look.since : new Date((this.#lookedAt ?? now).getTime() - OVERLAP_MS);
    if (since) await this.#readChangedSince(since);
    look?.settle();
  }

  async #readChangedSince(since: Date): Promise<void> {
    const keys = await this.#books.bundleKeysChangedSince(since);
    for (let i = 0; i < keys.length; i += this.#chunk) {
      if (i > 0) await rest(REST_MS.again);
      await this.#readBundles(keys.slice(i, i + this.#chunk));
    }
  }

  async #readEverything(now: Date): Promise<void> {
    const [today, first] = [this.#today(), this.#wholeReadAt === null];
    if (first) this.#looks?.begin();
    this.#reading += 1;
    for (let after: string | null = null, more = true; more;) {
      const keys: string[] = await this.#books.bundleKeysAfter(after, this.#chunk);
      await this.#readBundles(keys);
      more = keys.length === this.#chunk;
      after = keys.at(-1) ?? null;
      if (first) this.#tell(`${this.#known.size} bundles of rows read${more ? ' so far' : ', and that is all'}`);
      if (first) this.#trouble = null;
      if (more) await rest(first ? REST_MS.first : REST_MS.again);
    }
    await this.#drop([...this.#known].filter(([, known]) => known.reading < this.#reading).map(([key]) => key));
    [this.#wholeReadAt, this.#wholeReadOn] = [now, today];
  }

  /** Reads bundles, and writes those that are not as they were. */
  async #readBundles(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const bundles = await this.#books.bundlesByKeys(keys, this.#today());
    const found = new Map<string, Known>();
    for (const bundle of bundles) {
      found.set(bundle.key, this.#knownOf(bundle));
      await nextTurn();
    }
    const changed = bundles.filter(({ key }) => this.#known.get(key)?.fingerprint !== found.get(key)?.fingerprint);
    const gone = keys.filter((key) => this.#known.has(key) && !found.has(key));
    if (changed.length + gone.length > 0)
      await this.#store.replace([...changed.map(({ key }) => key), ...gone], changed);
    for (const [key, known] of found) this.#known.set(key, known);
    for (const key of gone) this.#known.delete(key);
  }

  async #drop(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#store.replace(keys, []);
    for (const key of keys) this.#known.delete(key);
  }

  #knownOf(bundle: Bundle): Known {
    return { fingerprint: fingerprintOf(bundle), booksFrom: bundle.booksFrom ?? null, reading: this.#reading };
  }

  #firstDayOfBooks(): Day | null {
    const days = [...this.#known.values()].flatMap(({ booksFrom }) => booksFrom ?? []);
    return days.length === 0 ? null : days.reduce((first, day) => (day < first ? day : first));
  }
}
