import type {
  DataIssueKind,
  LedgerChanges,
  LedgerDebt,
  LedgerDimension,
  LedgerExclusion,
  LedgerFilter,
  LedgerFreshness,
  LedgerIssue,
  LedgerMovement,
  LedgerPage,
  LedgerStateInput,
  LedgerStep,
  LedgerTotals,
} from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { userError } from '../graphql/errors.ts';
import type { Books } from '../rules/fact.ts';
import type { InterestTerms } from '../rules/interest.ts';
import { changePage } from './changes.ts';
import { bundleKeysByIds, interestTermsByIds } from './details.ts';
import { freshnessOf } from './freshness.ts';
import { issueCount, issuePage } from './issues.ts';
import { LedgerSync, type Pace, type LedgerStatus } from './sync.ts';
import { debtMovements } from './movement.ts';
import { debtPage, debtsByIds, type PageQuestion } from './page.ts';
import { debtPagesByParty, type PagesQuestion } from './pages-by-party.ts';
import type { Facts } from './facts.ts';
import { openStore, type Store } from './store.ts';
import { debtTotals } from './totals.ts';

/**
 * A department's facts, kept in step with its books: what its record types and the department contract are answered
 * from.
 */
export class Ledger {
  readonly #domain: string;
  readonly #store: Store;
  readonly #sync: LedgerSync;

  private constructor(domain: string, store: Store, sync: LedgerSync) {
    this.#domain = domain;
    this.#store = store;
    this.#sync = sync;
  }

  /** An empty ledger: `refresh` fills it, and tells how far the first reading is. */
  static async open(
    domain: string,
    books: Books,
    today: () => Day,
    tell: (words: string) => void = () => undefined,
  ): Promise<Ledger> {
    const store = await openStore(today);
    return new Ledger(domain, store, new LedgerSync(books, store, today, tell));
  }

  /**
   * Brings the facts up to the books; throws what the database said where it does not answer, and answers go on from
   * what was read before.
   */
  refresh(pace: Pace): Promise<void> {
    return this.#sync.refresh(pace);
  }

  /** Says at once, while a refresh waits for an answer, that there is none. */
  markSilent(): void {
    this.#sync.markSilent();
  }

  get status(): LedgerStatus {
    return this.#sync.status;
  }

  close(): void {
    this.#store.close();
  }

  /**
   * The facts as they are, or as they were in a state that is asked for, for as long as somebody wants to know: until
   * the signal. Throws STATE_GONE where that is no longer kept.
   */
  factsAt(state: LedgerStateInput | null = null, wanted?: AbortSignal): Facts {
    if (state === null) return this.#store.now(wanted);
    const { epoch } = this.#sync.status;
    if (state.epoch !== epoch)
      throw userError('STATE_GONE', `at wants a state of the numbering ${epoch}; got one of ${state.epoch}`);
    return this.#store.at(state.change, wanted);
  }

  freshness(facts = this.factsAt()): Promise<LedgerFreshness> {
    return Promise.resolve(freshnessOf(facts, this.#sync.status));
  }

  /** Takes sets that filters name by their digests from then on. */
  async take(exclusions: readonly LedgerExclusion[]): Promise<void> {
    for (const set of exclusions) await this.#store.excluding(set, () => Promise.resolve());
  }

  async page(question: PageQuestion, facts = this.factsAt()): Promise<LedgerDebt[]> {
    return this.#excluding([question.where.without], () => debtPage(this.#whole(facts), question));
  }

  async pagesByParty(question: PagesQuestion, facts = this.factsAt()): Promise<LedgerPage[]> {
    return this.#excluding([question.where.without], () => debtPagesByParty(this.#whole(facts), question));
  }

  async debtsByIds(ids: readonly string[], asOf: Day, facts = this.factsAt()): Promise<LedgerDebt[]> {
    return debtsByIds(this.#whole(facts), ids, asOf);
  }

  async totals(
    where: LedgerFilter,
    by: readonly LedgerDimension[],
    asOf: Day,
    facts = this.factsAt(),
  ): Promise<LedgerTotals[]> {
    return this.#excluding([where.without], () => debtTotals(this.#whole(facts), where, by, asOf));
  }

  async movements(
    where: LedgerFilter,
    steps: readonly LedgerStep[],
    facts = this.factsAt(),
  ): Promise<LedgerMovement[]> {
    const sets = steps.flatMap(({ without, withoutSince }) => [without, withoutSince]);
    return this.#excluding(sets, () => debtMovements(this.#whole(facts), where, steps));
  }

  async changes(after: number, first: number, facts = this.factsAt()): Promise<LedgerChanges> {
    return changePage(this.#whole(facts), this.#sync.status.epoch, after, first);
  }

  async issues(
    question: IssueQuestion & { after: string | null; first: number },
    facts = this.factsAt(),
  ): Promise<LedgerIssue[]> {
    return issuePage(this.#whole(facts), this.#domain, question, question.after, question.first);
  }

  async issueCount(question: IssueQuestion, facts = this.factsAt()): Promise<number> {
    return issueCount(this.#whole(facts), this.#domain, question);
  }

  /**
   * What late interest on these debts rests on, as the books stand on a day; a debt that is not there then is absent.
   * One statement, however many.
   */
  async interestTermsByIds(ids: readonly string[], asOf: Day): Promise<Map<string, InterestTerms>> {
    return interestTermsByIds(this.#whole(this.factsAt()), ids, asOf);
  }

  /**
   * Keys of the bundles that hold these debts today or held them on an earlier day; an unknown id is absent. One
   * statement.
   */
  async bundleKeysByIds(ids: readonly string[]): Promise<Map<string, string>> {
    return bundleKeysByIds(this.#whole(this.factsAt()), ids);
  }

  async #excluding<T>(digests: readonly LedgerFilter['without'][], ask: () => Promise<T>): Promise<T> {
    const given = new Set(digests.filter((digest) => digest !== null && digest !== undefined));
    return [...given].reduce((next, digest) => () => this.#store.excluding({ digest }, next), ask)();
  }

  /** Facts, once everything has been read: a figure from half a ledger would look like a figure. */
  #whole(facts: Facts): Facts {
    const { state, bundlesRead } = this.#sync.status;
    if (state === 'LIVE' || state === 'STALE') return facts;
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
