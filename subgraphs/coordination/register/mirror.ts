import type { LedgerBundle, LedgerFreshness } from '../../../schema/generated/ledger-client.ts';
import type { DepartmentClient } from '../department-client.ts';
import { CHANGES } from '../questions.ts';

/** Bundles asked for in one go. */
const PAGE = 1_000;

/** What coordination keeps of one department's books; kept when the department is away, thrown away when it numbers anew. */
export class Mirror {
  readonly #client: DepartmentClient;
  #bundles = new Map<string, LedgerBundle>();
  /** What was known under an earlier numbering, until the present one has been read to the end. */
  #before: ReadonlyMap<string, LedgerBundle> | null = null;
  #epoch = '';
  #last = 0;
  #syncing: Promise<void> | null = null;
  #revision = 0;

  constructor(client: DepartmentClient) {
    this.#client = client;
  }

  get domain(): string {
    return this.#client.domain.code;
  }

  /** Rises with every change that was taken over. */
  get revision(): number {
    return this.#revision;
  }

  get bundles(): Iterable<LedgerBundle> {
    return (this.#before ?? this.#bundles).values();
  }

  /** Takes over what has changed, unless nothing has. A reading that is under way may have passed the change that is asked for: then one more. */
  async keepUp(freshness: LedgerFreshness): Promise<void> {
    if (this.#syncing) await this.#syncing;
    if (this.#hasSeen(freshness)) return;
    this.#syncing ??= this.#readChanges().finally(() => {
      this.#syncing = null;
    });
    await this.#syncing;
  }

  #hasSeen({ epoch, lastChange }: LedgerFreshness): boolean {
    return epoch === this.#epoch && lastChange <= this.#last && this.#before === null;
  }

  async #readChanges(): Promise<void> {
    for (let more = true; more;) {
      const { changes } = await this.#client.ask(CHANGES, { after: this.#last, first: PAGE });
      if (changes.epoch !== this.#epoch) {
        this.#startAnew(changes.epoch);
        continue;
      }
      for (const bundle of changes.bundles) this.#take(bundle);
      [this.#last, more] = [changes.last, changes.more];
    }
    this.#before = null;
    this.#revision += 1;
  }

  #startAnew(epoch: string): void {
    this.#before ??= this.#bundles;
    this.#bundles = new Map();
    [this.#epoch, this.#last] = [epoch, 0];
  }

  #take(bundle: LedgerBundle): void {
    if (bundle.mentions.length + bundle.candidates.length + bundle.nilReports.length === 0) this.#bundles.delete(bundle.key);
    else this.#bundles.set(bundle.key, bundle);
  }
}
