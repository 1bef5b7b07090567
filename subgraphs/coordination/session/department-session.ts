import type { RequestContext } from '../../../kit/trust/request-context.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import { seesDomain } from '../../../kit/trust/viewer.ts';
import { queryContextOf, type QueryContext } from './query-context.ts';
import {
  DepartmentFailure,
  type DepartmentClient,
  type DepartmentConnection,
} from '../departments/department-client.ts';
import type { AskedAt } from '../departments/together.ts';
import type { Decided, Decisions } from '../decisions/decisions.ts';
import { DOMAINS, type Domain } from '../../../kit/departments.ts';
import type { Completeness } from '../model.ts';
import type { GroupedDay } from '../same-debt/groupings.ts';
import type { Ledger } from '../../../schema/generated/ledger-client.ts';
import type { BookState } from '../register/book.ts';
import type { Register } from '../views/register.ts';
import type { RegisterView } from '../views/register-view.ts';
import {
  hasBooksOf,
  isAsThought,
  isMissing,
  missing,
  withBooksOf,
  type DepartmentStatus,
} from '../department-status.ts';
import { DepartmentStatuses, type Outcome, type SharedStatuses } from './department-statuses.ts';

/** Whose books are asked, for which day. */
interface Scope {
  /** Null: all. */
  domains: readonly string[] | null;
  asOf: Day;
  /** Earlier days that the question is about as well. */
  days?: readonly Day[];
  /** Departments that were missing when a list began: they stay out of its later pages. */
  missing?: readonly string[];
  /**
   * A department that has no books for the day may answer all the same: that it has none is an answer to what is asked.
   */
  evenWithoutBooks?: boolean;
}

export interface Gathered<Answer> extends Completeness {
  answers: readonly { domain: string; answer: Answer }[];
  queryContext: QueryContext;
}

/**
 * How often departments are asked again that have gone on past the state that they were asked in: each has kept that
 * for half a minute.
 */
const MOST_TRIES = 3;

/** What all requests share. */
interface AskingParts extends SharedStatuses {
  lines: readonly DepartmentConnection[];
  decisions: Decisions;
}

/**
 * One request's view of the departments whose books its caller may see: what it asks of one in the same moment goes as
 * one question, and with the answer each says how it stands. Nothing here comes from any other department, or waits for
 * one.
 */
export class DepartmentSession {
  /** Domains whose books the caller may see, in their order. */
  readonly domains: readonly string[];
  /** Those whose part was missing in something that this request was answered, whether or not it asked so. */
  readonly lacking = new Set<string>();
  /**
   * When the decisions were read that this request goes by, where their database has not answered since; null: they are
   * as they should be.
   */
  staleDecisions: Date | null = null;
  readonly #clients: readonly DepartmentClient[];
  readonly #register: Register;
  readonly #decisions: Decisions;
  readonly #statuses: DepartmentStatuses;
  readonly #queryContexts = new Map<string, QueryContext>();
  #decided: Promise<Decided> | null = null;

  constructor(parts: AskingParts, call: RequestContext) {
    this.domains = DOMAINS.map(({ code }) => code).filter((code) => seesDomain(call.viewer, code));
    this.#clients = parts.lines
      .filter(({ domain }) => this.domains.includes(domain.code))
      .map((line) => line.as(() => call));
    [this.#register, this.#decisions] = [parts.register, parts.decisions];
    this.#statuses = new DepartmentStatuses(this.domains, this.#clients, parts, this.lacking);
  }

  /** How every department stands, in the order of the domains. */
  async reports(): Promise<DepartmentStatus['report'][]> {
    return (await this.#statuses.confirmed()).map(({ report }) => report);
  }

  /** What the register has of these departments' books, in step with every one that answers. */
  async view(): Promise<RegisterView> {
    await this.#statuses.confirmed();
    return this.#view();
  }

  /** The same, for a question whether any book has something: whoever is away may have it. */
  async viewOfAll(): Promise<RegisterView> {
    this.#noteMissing(await this.#statuses.confirmed());
    return this.#view();
  }

  /** What people have decided by hand, as all of this request goes by it. */
  decided(): Promise<Decided> {
    this.#decided ??= this.#decide();
    return this.#decided;
  }

  /** Where it is not known what is the same debt, no department's figures can be told. */
  async #decide(): Promise<Decided> {
    try {
      const decided = await this.#decisions.current();
      if (decided.isStale) this.staleDecisions = decided.readAt;
      return decided;
    } catch (error) {
      for (const domain of this.domains) this.lacking.add(domain);
      throw error;
    }
  }

  /** What questions in this scope are asked with: what the last one was asked with, where one was. */
  async contextFor(scope: Scope): Promise<QueryContext> {
    const known = this.#queryContexts.get(keyOf(scope));
    if (known) return known;
    const statuses = this.#inScope(await this.#statuses.confirmed(), scope);
    this.#noteMissing(statuses);
    return this.#contextFor(statuses, scope, (queryContext) => queryContext);
  }

  /**
   * Asks every department in scope the same, each in the state of its books in which its records were compared with the
   * others'. One that fails counts as missing, and the others are asked again as if it had not been there; so are all
   * where one has gone on past that state, or says that its books had gone on before it was asked.
   */
  async gather<Answer>(scope: Scope, ask: Ask<Answer>, tries = MOST_TRIES): Promise<Gathered<Answer>> {
    const likely = await this.#statuses.likely();
    const asked = this.#inScope(likely, scope).flatMap(({ client }) => client ?? []);
    const wereConfirmed = this.#clients.filter(({ domain }) => this.#statuses.isConfirmed(domain.code));
    const begun = await this.#contextFor(this.#inScope(likely, scope), scope, (queryContext) =>
      this.#begin(asked, queryContext, ask),
    );
    const { queryContext, states } = begun;
    const outcomes = await Promise.all(begun.underWay);
    const said = await this.#statuses.confirmed();
    const moved = likely.filter(
      (thought, i) => said[i] && !isAsThought(thought, said[i], states.get(thought.report.domain) ?? null),
    );
    const gone = moved
      .filter(({ client }) => client && wereConfirmed.includes(client))
      .map(({ report }) => report.domain);
    if (this.#setAside(asked, outcomes, gone, tries > 0) || !queryContext.isRemembered)
      return this.gather(scope, ask, tries - 1);
    if (moved.length > 0) return this.gather(scope, ask, tries);
    const sources = this.#inScope(said, scope).map(({ report }) => ({ ...report, asOf: scope.asOf }));
    this.#noteMissing(this.#inScope(said, scope));
    const answers = asked.flatMap(({ domain }, i) => answersOf(domain.code, outcomes[i]));
    this.#queryContexts.set(keyOf(scope), queryContext);
    return { answers, queryContext, sources, complete: !sources.some(isMissing) };
  }

  /** Asks those in scope, and the others how they stand: they too may name parties otherwise by now. */
  #begin<Answer>(asked: readonly DepartmentClient[], queryContext: QueryContext, ask: Ask<Answer>): Begun<Answer> {
    const states = new Map(this.#clients.map(({ domain }) => [domain.code, queryContext.view.stateOf(domain.code)]));
    const underWay = asked.map((client) => {
      const { domain } = client;
      const inState = {
        domain,
        ask: (question: AskedAt) => this.#askAt(client, states.get(domain.code) ?? null, question),
      };
      return this.#statuses.outcomeOf(domain.code, () => ask(inState, queryContext));
    });
    for (const client of this.#clients) if (!asked.includes(client)) void this.#statuses.confirm(client.domain.code);
    return { queryContext, states, underWay };
  }

  /** Whatever a department answers in another state than it was asked in is no answer. */
  async #askAt(client: DepartmentClient, at: BookState | null, question: AskedAt): Promise<Ledger> {
    if (!at) throw new DepartmentFailure(client.domain.code, 'STATE_GONE', 'its books are not in one state');
    const ledger = await client.askAt(at, question);
    this.#statuses.observe(client.domain.code, ledger.freshness);
    return ledger;
  }

  /**
   * Whether departments were asked in vain: then they are missing from now on, or, where they may be, asked anew how
   * they stand.
   */
  #setAside(
    asked: readonly DepartmentClient[],
    outcomes: readonly Outcome<unknown>[],
    movedOn: readonly string[],
    mayBeAskedAgain: boolean,
  ): boolean {
    const having = (what: Outcome<unknown>['what']): string[] =>
      asked.flatMap(({ domain }, i) => (outcomes[i]?.what === what ? [domain.code] : []));
    const [failed, gone] = [having('failure'), [...having('gone'), ...movedOn]];
    for (const domain of failed)
      void this.#statuses.put(domain, Promise.resolve(missing(domain, 'The department does not answer.')));
    for (const domain of gone) {
      if (mayBeAskedAgain) void this.#statuses.ask(domain);
      else void this.#statuses.put(domain, Promise.resolve(missing(domain, RESTLESS)));
    }
    return failed.length + gone.length > 0;
  }

  /** Begins something in the moment in which what it is given is as the register is. */
  async #contextFor<T>(
    statuses: readonly DepartmentStatus[],
    scope: Scope,
    begin: (queryContext: QueryContext) => T,
  ): Promise<T> {
    const decisions = await this.decided();
    const view = await this.#view();
    const days = daysOf(statuses, scope);
    return view.whenSettled(decisions, days, (groupings) => begin(queryContextOf(view, days, groupings)));
  }

  #view(): Promise<RegisterView> {
    return this.#register.viewOf(this.#clients.map(({ domain }) => domain.code));
  }

  #inScope(
    statuses: readonly DepartmentStatus[],
    { domains, asOf, missing: left = [], evenWithoutBooks = false }: Scope,
  ): DepartmentStatus[] {
    for (const domain of domains ?? []) if (!this.domains.includes(domain)) throw unknownDomain(domain, this.domains);
    const statusNow = (status: DepartmentStatus): DepartmentStatus => {
      if (left.includes(status.report.domain)) return missing(status.report.domain, LEFT_OUT);
      return evenWithoutBooks ? status : withBooksOf(status, asOf);
    };
    return statuses.filter(({ report }) => domains?.includes(report.domain) ?? true).map(statusNow);
  }

  #noteMissing(statuses: readonly DepartmentStatus[]): void {
    for (const { report } of statuses) if (isMissing(report)) this.lacking.add(report.domain);
  }
}

/** A round of questions under way. */
interface Begun<Answer> {
  queryContext: QueryContext;
  /** The states in which departments' books were compared. */
  states: ReadonlyMap<string, BookState | null>;
  underWay: readonly Promise<Outcome<Answer>>[];
}

function answersOf<Answer>(domain: string, outcome: Outcome<Answer> | undefined): { domain: string; answer: Answer }[] {
  return outcome?.what === 'answer' ? [{ domain, answer: outcome.answer }] : [];
}

const RESTLESS = 'Its books change faster than they can be compared with the others; ask again.';
const LEFT_OUT = 'It was missing when this list began; ask for the first page again to include it.';

/** A department, to be asked in the state of its books that a query context rests on. */
export interface LedgerInState {
  domain: Domain;
  ask: (question: AskedAt) => Promise<Ledger>;
}

/** What one department is asked, with what. It begins to ask without waiting for anything. */
type Ask<Answer> = (client: LedgerInState, queryContext: QueryContext) => Promise<Answer>;

/** The day that a question is about, and all others; by each, the departments that are asked and have books for it. */
function daysOf(
  statuses: readonly DepartmentStatus[],
  { asOf, days = [], evenWithoutBooks = false }: Scope,
): GroupedDay[] {
  const asked = statuses.filter(({ client }) => client !== null);
  const hasBooks = (status: DepartmentStatus, day: Day): boolean =>
    evenWithoutBooks || hasBooksOf(status.booksFrom, day);
  return [...new Set([asOf, ...days])].map((day) => ({
    day,
    domains: asked.filter((status) => hasBooks(status, day)).map(({ report }) => report.domain),
  }));
}

/** Whose books are asked about which day. */
const keyOf = ({ domains, asOf }: Scope): string => JSON.stringify([domains, asOf]);

/** One that the caller may not see is as unknown to it as one that there is not. */
function unknownDomain(domain: string, known: readonly string[]): Error {
  return userError('BAD_USER_INPUT', `domains wants some of ${known.join(', ')}; got ${JSON.stringify(domain)}`);
}
