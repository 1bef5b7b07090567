import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DebtorKind } from '../../../schema/generated/ledger-client.ts';
import { clustersAmong, Clusters } from '../same-debt/clusters.ts';
import type { Grouping } from '../same-debt/grouping.ts';
import { Groupings, type CurrentVerdicts, type GroupedDay } from '../same-debt/groupings.ts';
import { YieldBudget } from '../yield-budget.ts';
import type { Book, BookState } from '../register/book.ts';
import type { Candidate, Change, NilReport } from '../register/bundle.ts';
import { NameIndex } from '../register/names.ts';
import { Parties } from '../register/parties.ts';
import type { PartyAssertion } from '../register/assertions.ts';

/**
 * What some departments' books together say; nothing in it comes from any other's. It moves on with the books, by what
 * changes in them.
 */
export class RegisterView {
  readonly names = new NameIndex();
  readonly parties = new Parties(this.names);
  /** Which records are the same debt. */
  readonly groupings: Groupings;
  readonly #books: readonly Book[];
  readonly #clusters = new Clusters();
  readonly #observed = new Set<PartyAssertion>();
  /** What is yet to be taken over. */
  readonly #assertions = new Set<PartyAssertion>();
  readonly #contractKeys = new Set<string>();
  readonly #partyIds = new Set<string>();
  /** What debtors are, where groups rest on it. */
  readonly #kinds = new Map<string, DebtorKind | null>();
  readonly #unwatch: readonly (() => void)[];
  #opening: Promise<void> | null = null;
  #settling: Promise<void> | null = null;

  constructor(books: readonly Book[]) {
    this.#books = books;
    this.groupings = new Groupings({
      clusters: this.#clusters,
      candidatesOfDebt: (id) => this.#gather((book) => book.candidatesOfDebt(id)),
      kindOfDebtor: (key) => this.#kindOf(this.names.identifierOf(key)),
    });
    this.#unwatch = books.map((book) => book.watch((change) => this.#note(change)));
  }

  /** Takes over what has changed, so that all of it is as the books are. */
  settle(): Promise<void> {
    this.#opening ??= this.#open();
    this.#settling ??= this.#opening.then(() => this.#takeOver());
    return this.#settling;
  }

  /**
   * Uses groupings in the very moment in which they and all of this are as the books are, and each of these is in one
   * state.
   */
  async whenSettled<T>(
    verdicts: CurrentVerdicts,
    days: readonly GroupedDay[],
    use: (groupings: readonly Grouping[]) => T,
  ): Promise<T> {
    const held = days.map((day) => this.groupings.hold(verdicts, day));
    try {
      for (;;) {
        await this.settle();
        for (const day of held) await day.settle();
        const present = held.flatMap((day) => day.present ?? []);
        if (this.#isSettled && present.length === held.length) return use(present);
        if (this.#books.some(({ isMoving }) => isMoving)) await nextTurn();
      }
    } finally {
      for (const day of held) this.groupings.letGo(day);
    }
  }

  /** The state of a department's books that this rests on; null where they have not been read. */
  stateOf(domain: string): BookState | null {
    return this.#books.find((book) => book.domain === domain)?.state ?? null;
  }

  get #isSettled(): boolean {
    return (
      this.#assertions.size + this.#contractKeys.size + this.#partyIds.size === 0 &&
      !this.#books.some(({ isMoving }) => isMoving)
    );
  }

  /** From now on it stays as it is. */
  close(): void {
    for (const unwatch of this.#unwatch) unwatch();
  }

  /** Parties' reports that they owe nothing. */
  nilReports(): NilReport[] {
    return this.#books.flatMap((book) => [...book.nilReports]);
  }

  /** Records in which a party is the debtor. */
  candidatesOfDebtor(id: string): Candidate[] {
    const keys = [...new Set([id, ...(this.parties.get(id)?.keys ?? [])])].filter(
      (key) => this.names.identifierOf(key) === id,
    );
    return keys.flatMap((key) =>
      this.#gather((book) => book.candidatesOfParty(key)).filter(({ debtorKey }) => debtorKey === key),
    );
  }

  #gather(candidatesOf: (book: Book) => readonly Candidate[]): Candidate[] {
    return this.#books.flatMap((book) => [...candidatesOf(book)]);
  }

  #note({ assertions, contractKeys, debtIds }: Change): void {
    for (const assertion of assertions) this.#assertions.add(assertion);
    for (const key of contractKeys) this.#contractKeys.add(key);
    this.groupings.forget(debtIds);
  }

  /** What the books say already. */
  async #open(): Promise<void> {
    const budget = new YieldBudget();
    for (const book of this.#books) {
      for (const assertion of book.assertions) this.#assertions.add(assertion);
      for (const key of book.contractKeys) {
        if (this.#books.some((other) => other !== book && other.candidatesOfContract(key).length > 0))
          this.#contractKeys.add(key);
        if (budget.isOver) await budget.pass();
      }
    }
  }

  /**
   * Assertions first: they tell whose contracts are whose. Over in the very moment in which nothing is left: who asks
   * later waits anew.
   */
  async #takeOver(): Promise<void> {
    const budget = new YieldBudget();
    try {
      while (this.#assertions.size + this.#contractKeys.size + this.#partyIds.size > 0) {
        for (const assertion of this.#assertions) {
          this.#assertions.delete(assertion);
          this.#observe(assertion);
          if (budget.isOver) await budget.pass();
        }
        for (const key of this.#contractKeys) {
          this.#contractKeys.delete(key);
          this.#cluster(key);
          if (budget.isOver) await budget.pass();
        }
        for (const id of this.#partyIds) {
          this.#partyIds.delete(id);
          this.#compareKind(id);
        }
      }
    } finally {
      this.#settling = null;
    }
  }

  /** Said now, no more, or in other rows. */
  #observe(assertion: PartyAssertion): void {
    const said = assertion.locations.size > 0;
    const step = said === this.#observed.has(assertion) ? null : said ? 1 : -1;
    const names = step === null ? new Set<string>() : this.names.observe(assertion, step);
    if (step === 1) this.#observed.add(assertion);
    if (step === -1) this.#observed.delete(assertion);
    const parties = step === null ? this.parties.place(assertion.party.key) : this.parties.observe(assertion, step);
    for (const name of names) {
      parties.push(...this.parties.place(name));
      this.#recluster(name);
    }
    for (const id of parties) this.#partyIds.add(id);
  }

  /** A name stands for somebody else. */
  #recluster(name: string): void {
    const candidates = this.#gather((book) => book.candidatesOfParty(name));
    for (const key of candidates.flatMap(({ contractKeys }) => contractKeys)) this.#contractKeys.add(key);
    this.groupings.forget(candidates.map(({ id }) => id));
  }

  #kindOf(debtorId: string): DebtorKind | null {
    const known = this.#kinds.get(debtorId);
    if (known !== undefined) return known;
    const kind = this.parties.get(debtorId)?.kind ?? null;
    this.#kinds.set(debtorId, kind);
    return kind;
  }

  /** Whose figures count in a group depends on what the debtor is. */
  #compareKind(debtorId: string): void {
    const before = this.#kinds.get(debtorId);
    this.#kinds.delete(debtorId);
    if (before === undefined || before === this.#kindOf(debtorId)) return;
    this.groupings.forget(this.candidatesOfDebtor(debtorId).map(({ id }) => id));
  }

  #cluster(contractKey: string): void {
    const candidates = this.#gather((book) => book.candidatesOfContract(contractKey));
    const clusters = clustersAmong(candidates, (key) => this.names.identifierOf(key));
    this.groupings.forget(this.#clusters.replace(contractKey, clusters));
  }
}
