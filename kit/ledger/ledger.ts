import type {
  DataIssueKind,
  LedgerBound,
  LedgerChanges,
  LedgerDebt,
  LedgerDimension,
  LedgerFilter,
  LedgerFreshness,
  LedgerIssue,
  LedgerMovement,
  LedgerOrder,
  LedgerStep,
  LedgerTotals,
} from '../../schema/generated/department.ts';
import type { Day } from '../dates.ts';
import { userError } from '../errors.ts';
import type { Books } from '../fact.ts';
import type { InterestTerms } from '../interest.ts';
import { changePage } from './changes.ts';
import { bundleKeysByIds, interestTermsByIds } from './details.ts';
import { freshnessOf } from './freshness.ts';
import { issueCount, issuePage } from './issues.ts';
import { Keeper, type Pace, type Standing } from './keeper.ts';
import { debtMovement } from './movement.ts';
import { debtPage, debtsByIds } from './page.ts';
import { openStore, type Store } from './store.ts';
import { debtTotals } from './totals.ts';

/** A department's facts, kept in step with its books: what its record types and the department contract are answered from. */
export class Ledger {
  readonly #domain: string;
  readonly #store: Store;
  readonly #keeper: Keeper;

  private constructor(domain: string, store: Store, keeper: Keeper) {
    this.#domain = domain;
    this.#store = store;
    this.#keeper = keeper;
  }

  /** An empty ledger: `refresh` fills it, and tells how far the first reading is. */
  static async open(domain: string, books: Books, today: () => Day, tell: (words: string) => void = () => undefined): Promise<Ledger> {
    const store = await openStore();
    return new Ledger(domain, store, new Keeper(books, store, today, tell));
  }

  /** Brings the facts up to the books; throws what the database said where it does not answer, and answers go on from what was read before. */
  refresh(pace: Pace): Promise<void> {
    return this.#keeper.refresh(pace);
  }

  /** Says at once, while a refresh waits for an answer, that there is none. */
  miss(): void {
    this.#keeper.miss();
  }

  get standing(): Standing {
    return this.#keeper.standing;
  }

  close(): void {
    this.#store.close();
  }

  freshness(): Promise<LedgerFreshness> {
    return freshnessOf(this.#store, this.#keeper.standing);
  }

  page(question: {
    where: LedgerFilter;
    orderBy: LedgerOrder;
    first: number;
    after: LedgerBound | null;
    asOf: Day;
  }): Promise<LedgerDebt[]> {
    return this.#excluding([question.where.without], (store) => debtPage(store, question));
  }

  debtsByIds(ids: readonly string[], asOf: Day): Promise<LedgerDebt[]> {
    return debtsByIds(this.#loaded(), ids, asOf);
  }

  totals(where: LedgerFilter, by: readonly LedgerDimension[], asOf: Day): Promise<LedgerTotals[]> {
    return this.#excluding([where.without], (store) => debtTotals(store, where, by, asOf));
  }

  /** Step by step, one after the other: a trend is no reason to let others wait. */
  movements(where: LedgerFilter, steps: readonly LedgerStep[]): Promise<LedgerMovement[]> {
    const sets = steps.flatMap(({ without, withoutSince }) => [without, withoutSince]);
    return this.#excluding(sets, async (store) => {
      const movements: LedgerMovement[] = [];
      for (const step of steps) movements.push(await debtMovement(store, where, step));
      return movements;
    });
  }

  changes(after: number, first: number): Promise<LedgerChanges> {
    return changePage(this.#loaded(), this.#keeper.standing.epoch, after, first);
  }

  issues(question: IssueQuestion & { after: string | null; first: number }): Promise<LedgerIssue[]> {
    return issuePage(this.#loaded(), this.#domain, question, question.after, question.first);
  }

  issueCount(question: IssueQuestion): Promise<number> {
    return issueCount(this.#loaded(), this.#domain, question);
  }

  /** What late interest on these debts rests on, as the books stand on a day; a debt that is not there then is absent. One statement, however many. */
  interestTermsByIds(ids: readonly string[], asOf: Day): Promise<Map<string, InterestTerms>> {
    return interestTermsByIds(this.#loaded(), ids, asOf);
  }

  /** Keys of the bundles that hold these debts today or held them on an earlier day; an unknown id is absent. One statement. */
  bundleKeysByIds(ids: readonly string[]): Promise<Map<string, string>> {
    return bundleKeysByIds(this.#loaded(), ids);
  }

  async #excluding<T>(sets: readonly LedgerFilter['without'][], ask: (store: Store) => Promise<T>): Promise<T> {
    const store = this.#loaded();
    const given = sets.filter((set) => set !== null && set !== undefined);
    return given.reduce(
      (next, set) => () => store.excluding(set, next),
      () => ask(store),
    )();
  }

  /** The store, once everything has been read: a figure from half a ledger would look like a figure. */
  #loaded(): Store {
    const { state, bundlesRead } = this.#keeper.standing;
    if (state === 'LIVE' || state === 'STALE') return this.#store;
    throw userError(
      'DEPARTMENT_UNAVAILABLE',
      `The books of ${this.#domain} have not been read to the end yet: ${bundlesRead} bundles so far.`,
    );
  }
}

interface IssueQuestion {
  kinds: readonly DataIssueKind[] | null;
  ambiguousNames: readonly string[];
}
