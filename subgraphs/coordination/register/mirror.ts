import type { LedgerBundle, LedgerFreshness } from '../../../schema/generated/ledger-client.ts';
import type { DepartmentClient } from '../department-client.ts';
import { CHANGES } from '../questions.ts';

/** Bundles asked for in one go. */
const PAGE = 1_000;

/** What coordination keeps of one department's books; kept when the department is away, thrown away when it numbers anew. */
export class Mirror {
  readonly #client: DepartmentClient;
  readonly #bundles = new Map<string, LedgerBundle>();
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
    return this.#bundles.values();
  }

  /** Takes over what has changed, unless nothing has. Concurrent calls share one reading. */
  async keepUp({ epoch, lastChange }: LedgerFreshness): Promise<void> {
    if (epoch === this.#epoch && lastChange === this.#last) return;
    this.#syncing ??= this.#readChanges().finally(() => {
      this.#syncing = null;
    });
    await this.#syncing;
  }

  async #readChanges(): Promise<void> {
    for (let more = true; more;) {
      const { changes } = await this.#client.ask(CHANGES, { after: this.#last, first: PAGE });
      more = changes.more;
      if (changes.epoch !== this.#epoch) {
        this.#startAnew(changes.epoch);
        more = true;
        continue;
      }
      for (const bundle of changes.bundles) this.#take(bundle);
      this.#last = changes.last;
      this.#revision += 1;
    }
  }

  #startAnew(epoch: string): void {
    this.#bundles.clear();
    [this.#epoch, this.#last] = [epoch, 0];
  }

  #take(bundle: LedgerBundle): void {
    if (bundle.mentions.length + bundle.candidates.length + bundle.nilReports.length === 0) this.#bundles.delete(bundle.key);
    else this.#bundles.set(bundle.key, bundle);
  }
}
