import { tellTrouble } from '../kit/telemetry/troubles.ts';
import { Chain, type ChainOptions } from './chain.ts';
import { noteOf, type AuditEntry } from './entry.ts';
import { wordsOfHead } from './told-heads.ts';
import { WaitingLines, type WaitingLine } from './waiting-lines.ts';

/** Lines of one writing at most. */
const BATCH = 500;
/** Lines that nobody waits for are written together. */
const REST_MS = 50;
const RETRY_MS = 1_000;
/**
 * A disk that takes longer over one writing hangs: nobody waits for it any longer. Counted in looks, of which a busy
 * event loop has fewer.
 */
const PATIENCE = { looks: 10, everyMs: 500 };
/**
 * Between tellings in the log where the trail stands, so that it is seen when it and its head are put back together.
 */
const TELL_MS = 60_000;

/**
 * The audit trail of one gateway. What it is given is written in that order, and stands on disk before it is said to be
 * kept.
 */
export class AuditTrail {
  readonly #options: ChainOptions;
  readonly #waiting = new WaitingLines();
  /** What is being written; one writing at a time, however long it takes. */
  #batch: readonly WaitingLine[] = [];
  #chain: Chain | null = null;
  #writing = false;
  #hangs = false;
  #failing = false;
  #timer: NodeJS.Timeout | null = null;
  #teller: NodeJS.Timeout | null = null;
  #toldAt = 0;

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  /** Whether the disk takes what it is given and does not answer. */
  get hangs(): boolean {
    return this.#hangs;
  }

  /** Writes an entry soon. While the disk fails it waits, and the log says so. */
  record(entry: AuditEntry): void {
    this.#waiting.push({ entry, done: null });
    this.#rest(REST_MS);
  }

  /** Fulfilled when an entry is on disk; rejected where it cannot be written, or not in time. */
  keep(entry: AuditEntry): Promise<void> {
    return this.#wait(entry);
  }

  /** Writes what waits, if the disk takes it. */
  flush(): Promise<void> {
    return this.#wait(null).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    const unwritten = this.#waiting.length + this.#batch.filter(({ entry }) => entry).length;
    if (unwritten > 0) this.#options.log.error(`${unwritten} lines of the audit trail are lost: the disk fails`);
    this.#tell();
    if (this.#hangs) return;
    await this.#chain?.close();
    this.#chain = null;
  }

  #wait(entry: AuditEntry | null): Promise<void> {
    if (this.#hangs) return Promise.reject(silence());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, done: (error) => (error ? reject(error) : resolve()) });
      this.#begin();
    });
  }

  #rest(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#begin();
    }, ms);
  }

  #begin(): void {
    if (!this.#writing) void this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    for (let error: Error | null = null; !error && this.#waiting.length > 0;) {
      this.#batch = this.#waiting.take(BATCH);
      error = await this.#writeInTime(this.#batch).then(() => null, errorOf);
      if (error) this.#fail(error);
      else for (const { done } of this.#batch) done?.(null);
      this.#batch = [];
    }
    this.#writing = false;
  }

  async #writeInTime(batch: readonly WaitingLine[]): Promise<void> {
    let looks = 0;
    const patience = setInterval(() => ++looks === PATIENCE.looks && this.#hang(), PATIENCE.everyMs);
    try {
      await this.#write(batch.flatMap(({ entry }) => entry ?? []));
    } finally {
      clearInterval(patience);
      this.#hangs = false;
    }
  }

  async #write(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    this.#chain ??= await Chain.open(this.#options);
    const { lost } = this.#waiting;
    const note = lost > 0 ? [noteOf(`${lost} lines could not be written: the disk failed`)] : [];
    await this.#chain.append([...note, ...entries]);
    if (this.#failing) this.#options.log.info('the audit trail is written again');
    this.#waiting.lost -= lost;
    this.#failing = false;
    tellTrouble('AUDIT_DIR', null);
    if (entries.some(({ personalData }) => personalData)) this.#tell();
    else this.#teller ??= setTimeout(() => this.#tell(), this.#toldAt + TELL_MS - Date.now()).unref();
  }

  /** Whoever waits is told, and the writing goes on: to begin another would only hang another thread. */
  #hang(): void {
    this.#hangs = true;
    this.#complain(silence());
    this.#waiting.disappoint(silence(), this.#batch);
  }

  /** Whoever waits is told; the rest is tried again, and the chain is opened anew at what the disk has. */
  #fail(error: Error): void {
    this.#complain(error);
    this.#waiting.disappoint(error, this.#batch, this.#batch);
    this.#chain?.close().catch(() => undefined);
    this.#chain = null;
    this.#rest(RETRY_MS);
  }

  #complain({ message }: Error): void {
    if (!this.#failing)
      this.#options.log.error(
        `the audit trail cannot be written, and personal data are refused, and changes: ${message}`,
      );
    this.#failing = true;
    tellTrouble('AUDIT_DIR', 'the audit trail cannot be written, and personal data are refused, and changes');
  }

  #tell(): void {
    if (this.#teller) clearTimeout(this.#teller);
    this.#teller = null;
    if (!this.#chain) return;
    this.#toldAt = Date.now();
    this.#options.log.info(wordsOfHead({ instance: this.#options.instance, ...this.#chain.link }));
  }
}

const silence = (): Error => new Error(`its disk has not answered for ${(PATIENCE.looks * PATIENCE.everyMs) / 1000} s`);

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
