import type { LedgerBound, LedgerDebt } from '../../../schema/generated/ledger-client.ts';
import { valueText, sortValue, type DebtSort } from '../lists/order.ts';

/** Debts of one department after a bound. */
type NextDebts = (after: LedgerBound | null) => Promise<readonly LedgerDebt[]>;

/** What is asked of a department at once. */
export const AT_ONCE = 1_000;

/** One department's debts in their order, a page at a time: the next page is asked for while the last is told. */
export class Part {
  readonly domain: string;
  readonly #order: DebtSort;
  readonly #next: NextDebts;
  #page: readonly LedgerDebt[];
  #place = 0;
  #coming: Promise<readonly LedgerDebt[]> | null;

  constructor(domain: string, order: DebtSort, next: NextDebts, first: readonly LedgerDebt[]) {
    [this.domain, this.#order, this.#next, this.#page] = [domain, order, next, first];
    this.#coming = this.#ask();
  }

  /** The debt that comes next; undefined: there is none, or it has to be waited for. */
  get head(): LedgerDebt | undefined {
    return this.#page[this.#place];
  }

  pass(): void {
    this.#place += 1;
  }

  /** Whether the next debt has to be waited for. */
  get isWaiting(): boolean {
    return this.head === undefined && this.#coming !== null;
  }

  async wait(): Promise<void> {
    this.#page = (await this.#coming) ?? [];
    this.#place = 0;
    this.#coming = this.#ask();
  }

  /** What fails is told when it is waited for. */
  #ask(): Promise<readonly LedgerDebt[]> | null {
    const last = this.#page.at(-1);
    if (this.#page.length < AT_ONCE || !last) return null;
    const coming = this.#next({ value: valueText(sortValue(last, this.#order.field)), id: last.id });
    coming.catch(() => undefined);
    return coming;
  }
}
