import { Chain, type ChainOptions } from './chain.ts';
import { noteOf, type AuditEntry } from './entry.ts';

/** Lines of one writing at most. */
const BATCH = 500;
/** Lines that wait for a disk which fails; beyond them the oldest are given up, and counted. */
const MOST_WAITING = 10_000;
/** Lines that nobody waits for are written together. */
const REST_MS = 50;
const RETRY_MS = 1_000;
/** Between tellings in the log where the trail stands, so that a cut end is seen even where its head was put back. */
const TELL_MS = 3_600_000;

interface Waiting {
  entry: AuditEntry;
  /** Told what became of it; null: nobody waits, and it is tried again. */
  done: ((error: Error | null) => void) | null;
}

/** The audit trail of one gateway. What it is given is written in that order, and stands on disk before it is said to be kept. */
export class AuditTrail {
  readonly #options: ChainOptions;
  #waiting: Waiting[] = [];
  #chain: Chain | null = null;
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lost = 0;
  #failing = false;
  #toldAt = 0;

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  /** Writes an entry soon. While the disk fails it waits, and the log says so. */
  record(entry: AuditEntry): void {
    this.#waiting.push({ entry, done: null });
    this.#rest(REST_MS);
  }

  /** Fulfilled when an entry is on disk; rejected where it cannot be written. */
  keep(entry: AuditEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null): void => (error ? reject(error) : resolve());
      this.#waiting.push({ entry, done });
      void this.flush();
    });
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) this.#writing ??= this.#writeAll();
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#waiting.length > 0) this.#options.log.error(`${this.#waiting.length} lines of the audit trail are lost: the disk fails`);
    if (this.#chain) this.#tell(this.#chain);
    await this.#chain?.close();
  }

  #rest(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, ms);
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.splice(0, BATCH);
        const error = await this.#write(batch).then(() => null, errorOf);
        if (!error) continue;
        this.#fail(batch, error);
        return;
      }
    } finally {
      this.#writing = null;
    }
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    this.#chain ??= await Chain.open(this.#options);
    const lost = this.#lost > 0 ? [noteOf(`${this.#lost} lines could not be written: the disk failed`)] : [];
    await this.#chain.append([...lost, ...batch.map(({ entry }) => entry)]);
    if (this.#failing) this.#options.log.info('the audit trail is written again');
    [this.#lost, this.#failing] = [0, false];
    for (const { done } of batch) done?.(null);
    if (Date.now() - this.#toldAt > TELL_MS) this.#tell(this.#chain);
  }

  /** Whoever waits is told; the rest is tried again, and the chain is opened anew at what the disk has. */
  #fail(batch: readonly Waiting[], error: Error): void {
    if (!this.#failing) this.#options.log.error(`the audit trail cannot be written, and personal data are refused: ${error.message}`);
    this.#failing = true;
    const all = [...batch, ...this.#waiting];
    for (const { done } of all) done?.(error);
    const again = all.filter(({ done }) => done === null);
    this.#waiting = again.slice(-MOST_WAITING);
    this.#lost += again.length - this.#waiting.length;
    void this.#chain?.close().catch(() => undefined);
    this.#chain = null;
    this.#rest(RETRY_MS);
  }

  #tell({ link: { number, hash } }: Chain): void {
    this.#toldAt = Date.now();
    this.#options.log.info(`the audit trail stands at ${this.#options.instance}:${number}:${hash}`);
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
