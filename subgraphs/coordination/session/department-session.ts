import type { RequestContext } from '../../../kit/trust/request-context.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import type { Log } from '../../../kit/telemetry/log.ts';
import { visible } from '../../../kit/rules/text.ts';
import { seesDomain } from '../../../kit/trust/viewer.ts';
import { queryContextOf, type QueryContext } from './query-context.ts';
import {
  DepartmentFailure,
  type DepartmentClient,
  type DepartmentConnection,
} from '../departments/department-client.ts';
import type { Decided, Decisions } from '../decisions/decisions.ts';
import { DOMAINS } from '../../../kit/departments.ts';
import type { Completeness } from '../model.ts';
import type { GroupedDay } from '../same-debt/groupings.ts';
import { FRESHNESS } from '../departments/ledger-queries.ts';
import type { LedgerFreshness } from '../../../schema/generated/ledger-client.ts';
import type { Register } from '../views/register.ts';
import type { RegisterView } from '../views/register-view.ts';
import { forbidden, hasBooksOf, isMissing, missing, readingOf, withBooksOf, type Standing } from '../standing.ts';

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
interface AskingParts {
  lines: readonly DepartmentConnection[];
  register: Register;
  decisions: Decisions;
  log: Log;
  /** Departments that did not answer when last asked: that is said once. */
  away: Set<string>;
}

/**
 * One request's view of the departments whose books its caller may see: each is asked once how it stands, and the
 * register is brought in step with
 * those that answer. Nothing here comes from any other department, or waits for one.
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
  readonly #log: Log;
  readonly #away: Set<string>;
  #standings: Promise<Standing[]> | null = null;
  readonly #queryContexts = new Map<string, QueryContext>();
  #decided: Promise<Decided> | null = null;

  constructor(parts: AskingParts, call: RequestContext) {
    this.domains = DOMAINS.map(({ code }) => code).filter((code) => seesDomain(call.viewer, code));
    this.#clients = parts.lines
      .filter(({ domain }) => this.domains.includes(domain.code))
      .map((line) => line.as(() => call));
    this.#register = parts.register;
    this.#decisions = parts.decisions;
    this.#log = parts.log;
    this.#away = parts.away;
  }

  /** How every department stands, in the order of the domains. */
  async reports(): Promise<Standing['report'][]> {
    return (await this.#askStatuses()).map(({ report }) => report);
  }

  /** What the register has of these departments' books, in step with every one that answers. */
  async view(): Promise<RegisterView> {
    await this.#askStatuses();
    return this.#view();
  }

  /** The same, for a question whether any book has something: whoever is away may have it. */
  async viewOfAll(): Promise<RegisterView> {
    this.#noteMissing(await this.#askStatuses());
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
    return (
      this.#queryContexts.get(keyOf(scope)) ??
      this.#contextFor(this.#inScope(await this.#askStatuses(), scope), scope, (queryContext) => queryContext)
    );
  }

  /**
   * Asks every department in scope the same, each in the state of its books in which its records were compared with the
   * others'. One that fails counts as
   * missing, and the others are asked again as if it had not been there; so are all where one has gone on past that
   * state.
   */
  async gather<Answer>(scope: Scope, ask: Ask<Answer>, tries = MOST_TRIES): Promise<Gathered<Answer>> {
    const standings = this.#inScope(await this.#askStatuses(), scope);
    const asked = standings.flatMap(({ client }) => client ?? []);
    const { queryContext, underWay } = await this.#contextFor(standings, scope, (context) => ({
      queryContext: context,
      underWay: asked.map((client) => this.#outcomeOf(client.domain.code, () => askInState(client, context, ask))),
    }));
    const outcomes = await Promise.all(underWay);
    if (this.#setAside(asked, outcomes, tries > 0) || !queryContext.isRemembered)
      return this.gather(scope, ask, tries - 1);
    const sources = standings.map(({ report }) => ({ ...report, asOf: scope.asOf }));
    const answers = asked.flatMap(({ domain }, i) => answersOf(domain.code, outcomes[i]));
    this.#queryContexts.set(keyOf(scope), queryContext);
    return { answers, queryContext, sources, complete: !sources.some(isMissing) };
  }

  /**
   * Whether departments were asked in vain: then they are missing from now on, or, where they may be, asked anew how
   * they stand.
   */
  #setAside(
    asked: readonly DepartmentClient[],
    outcomes: readonly Outcome<unknown>[],
    mayBeAskedAgain: boolean,
  ): boolean {
    const having = (what: Outcome<unknown>['what']): string[] =>
      asked.flatMap(({ domain }, i) => (outcomes[i]?.what === what ? [domain.code] : []));
    const [failed, gone] = [having('failure'), having('gone')];
    if (failed.length > 0) this.#change(failed, (domain) => missing(domain, 'The department does not answer.'));
    if (gone.length > 0)
      this.#change(gone, (domain) => (mayBeAskedAgain ? this.#statusOf(domain) : missing(domain, RESTLESS)));
    return failed.length + gone.length > 0;
  }

  /** Begins something in the moment in which what it is given is as the register is. */
  async #contextFor<T>(
    standings: readonly Standing[],
    scope: Scope,
    begin: (queryContext: QueryContext) => T,
  ): Promise<T> {
    const decisions = await this.decided();
    const view = await this.#view();
    const days = daysOf(standings, scope);
    return view.whenSettled(decisions, days, (groupings) => begin(queryContextOf(view, days, groupings)));
  }

  #view(): Promise<RegisterView> {
    return this.#register.viewOf(this.#clients.map(({ domain }) => domain.code));
  }

  /** `what` it is asked for, in the words of the log, where it may fail at that alone. */
  async #outcomeOf<Answer>(domain: string, ask: () => Promise<Answer>, what = ''): Promise<Outcome<Answer>> {
    const whom = domain + what;
    try {
      const answer = await ask();
      if (this.#away.delete(whom)) this.#log.info(`${whom} answers again`);
      return { what: 'answer', answer };
    } catch (error) {
      if (!(error instanceof DepartmentFailure)) {
        this.lacking.add(domain);
        throw error;
      }
      if (error.code === 'STATE_GONE') return { what: 'gone' };
      if (!this.#away.has(whom)) this.#log.warn(`does not answer: ${error.message}`);
      this.#away.add(whom);
      return { what: 'failure' };
    }
  }

  #askStatuses(): Promise<Standing[]> {
    this.#standings ??= Promise.all(
      DOMAINS.map(({ code }) => (this.domains.includes(code) ? this.#statusOf(code) : forbidden(code))),
    );
    return this.#standings;
  }

  async #statusOf(domain: string): Promise<Standing> {
    const client = this.#clients.find((known) => known.domain.code === domain);
    if (!client) return missing(domain, 'No address of this department is configured.');
    const outcome = await this.#outcomeOf(domain, async () => (await client.ask(FRESHNESS)).freshness);
    if (outcome.what !== 'answer') return missing(domain, 'The department does not answer.');
    const { state, booksFrom = null } = outcome.answer;
    const message = visible(outcome.answer.message);
    if (state !== 'LIVE' && state !== 'STALE')
      return missing(domain, message ?? 'The department has read no books yet.');
    const lacking = await this.#lackingOf(domain, outcome.answer);
    return lacking === null
      ? { report: { domain, state, message, ...readingOf(outcome.answer) }, client, booksFrom }
      : missing(domain, lacking);
  }

  /** What the register lacks of a department, in plain words; null: nothing. */
  async #lackingOf(domain: string, freshness: LedgerFreshness): Promise<string | null> {
    const kept = await this.#outcomeOf(
      domain,
      () => this.#register.keepUp(domain, freshness),
      ', asked for its changes,',
    );
    if (kept.what !== 'answer') return 'Who is who in its books cannot be read at the moment.';
    return (
      kept.answer &&
      `Who is who in its books is still being read: ${kept.answer.read} of ${kept.answer.of} changes so far.`
    );
  }

  #change(domains: readonly string[], anew: (domain: string) => Standing | Promise<Standing>): void {
    const change = async (standing: Standing): Promise<Standing> =>
      domains.includes(standing.report.domain) ? anew(standing.report.domain) : standing;
    this.#standings = this.#askStatuses().then((standings) => Promise.all(standings.map(change)));
  }

  #inScope(
    standings: readonly Standing[],
    { domains, asOf, missing: left = [], evenWithoutBooks = false }: Scope,
  ): Standing[] {
    for (const domain of domains ?? []) if (!this.domains.includes(domain)) throw unknownDomain(domain, this.domains);
    const statusNow = (standing: Standing): Standing => {
      if (left.includes(standing.report.domain)) return missing(standing.report.domain, LEFT_OUT);
      return evenWithoutBooks ? standing : withBooksOf(standing, asOf);
    };
    const inScope = standings.filter(({ report }) => domains?.includes(report.domain) ?? true).map(statusNow);
    this.#noteMissing(inScope);
    return inScope;
  }

  #noteMissing(standings: readonly Standing[]): void {
    for (const { report } of standings) if (isMissing(report)) this.lacking.add(report.domain);
  }
}

/** `gone`: the department no longer has the state of its books that it was asked in. */
type Outcome<Answer> = { what: 'answer'; answer: Answer } | { what: 'failure' } | { what: 'gone' };

function answersOf<Answer>(domain: string, outcome: Outcome<Answer> | undefined): { domain: string; answer: Answer }[] {
  return outcome?.what === 'answer' ? [{ domain, answer: outcome.answer }] : [];
}

const RESTLESS = 'Its books change faster than they can be compared with the others; ask again.';
const LEFT_OUT = 'It was missing when this list began; ask for the first page again to include it.';

/** What one department is asked, with what. It begins to ask without waiting for anything. */
type Ask<Answer> = (client: DepartmentClient, queryContext: QueryContext) => Promise<Answer>;

/**
 * Asks a department in the state of its books that a query context rests on: whatever it answers with another one's is
 * no answer.
 */
function askInState<Answer>(client: DepartmentClient, queryContext: QueryContext, ask: Ask<Answer>): Promise<Answer> {
  const at = queryContext.view.stateOf(client.domain.code);
  if (!at) throw new DepartmentFailure(client.domain.code, 'STATE_GONE', 'its books are not in one state');
  return ask(
    { ...client, ask: (query, variables, patienceMs) => client.ask(query, { ...variables, at }, patienceMs) },
    queryContext,
  );
}

/** The day that a question is about, and all others; by each, the departments that are asked and have books for it. */
function daysOf(standings: readonly Standing[], { asOf, days = [], evenWithoutBooks = false }: Scope): GroupedDay[] {
  const asked = standings.filter(({ client }) => client !== null);
  const hasBooks = ({ booksFrom }: Standing, day: Day): boolean => evenWithoutBooks || hasBooksOf(booksFrom, day);
  return [...new Set([asOf, ...days])].map((day) => ({
    day,
    domains: asked.filter((standing) => hasBooks(standing, day)).map(({ report }) => report.domain),
  }));
}

/** Whose books are asked about which day. */
const keyOf = ({ domains, asOf }: Scope): string => JSON.stringify([domains, asOf]);

/** One that the caller may not see is as unknown to it as one that there is not. */
function unknownDomain(domain: string, known: readonly string[]): Error {
  return userError('BAD_USER_INPUT', `domains wants some of ${known.join(', ')}; got ${JSON.stringify(domain)}`);
}
