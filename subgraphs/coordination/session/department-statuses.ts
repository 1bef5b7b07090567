import { DOMAINS } from '../../../kit/departments.ts';
import { visible } from '../../../kit/rules/text.ts';
import type { Log } from '../../../kit/telemetry/log.ts';
import type { LedgerFreshness } from '../../../schema/generated/ledger-client.ts';
import { DepartmentFailure, type DepartmentClient } from '../departments/department-client.ts';
import { FRESHNESS } from '../departments/ledger-queries.ts';
import type { BookState } from '../register/book.ts';
import type { Register } from '../views/register.ts';
import { forbidden, missing, readingOf, type DepartmentStatus } from '../department-status.ts';

/** `gone`: the department no longer has the state of its books that it was asked in. */
export type Outcome<Answer> = { what: 'answer'; answer: Answer } | { what: 'failure' } | { what: 'gone' };

/** What all requests share of how departments stand. */
export interface SharedStatuses {
  register: Register;
  log: Log;
  /** Departments that did not answer when last asked: that is said once. */
  away: Set<string>;
  /** What those that could be asked said of themselves last. */
  told: Map<string, LedgerFreshness>;
}

/**
 * How departments stand, for one request. Each says so with whatever it answers: until then it is presumed to stand as
 * it did when somebody last asked, and what it says is compared with that. The register is brought in step with every
 * one that answers.
 */
export class DepartmentStatuses {
  readonly #clients: readonly DepartmentClient[];
  readonly #domains: readonly string[];
  readonly #shared: SharedStatuses;
  readonly #confirmed = new Map<string, Promise<DepartmentStatus>>();

  readonly #lacking: Set<string>;

  /** `domains` are those whose books the caller may see; `lacking` is told of those that an answer fails for. */
  constructor(
    domains: readonly string[],
    clients: readonly DepartmentClient[],
    shared: SharedStatuses,
    lacking: Set<string>,
  ) {
    [this.#domains, this.#clients, this.#shared, this.#lacking] = [domains, clients, shared, lacking];
  }

  /** Of every department, in the order of the domains: what it has said to this request, or is presumed to. */
  likely(): Promise<DepartmentStatus[]> {
    return Promise.all(
      DOMAINS.map(({ code }) => this.#confirmed.get(code) ?? this.#presumed(code) ?? this.confirm(code)),
    );
  }

  /** The same, of what each says to this request. */
  confirmed(): Promise<DepartmentStatus[]> {
    return Promise.all(DOMAINS.map(({ code }) => this.confirm(code)));
  }

  isConfirmed(domain: string): boolean {
    return this.#confirmed.has(domain);
  }

  /** What a department has said to this request; it is asked where it has said nothing. */
  confirm(domain: string): Promise<DepartmentStatus> {
    return this.#confirmed.get(domain) ?? this.ask(domain, true);
  }

  /** A department has said how it stands. The first word counts: what rests on it is as of the request. */
  observe(domain: string, freshness: LedgerFreshness): void {
    if (!this.#confirmed.has(domain)) void this.put(domain, this.#statusOf(domain, freshness));
  }

  /** Asks a department anew; in the state that its books are thought to have, with what else it is asked in that. */
  ask(domain: string, inState = false): Promise<DepartmentStatus> {
    return this.put(
      domain,
      this.#domains.includes(domain) ? this.#askedFor(domain, inState) : Promise.resolve(forbidden(domain)),
    );
  }

  /** Those who wait for it are told where it fails, be there any or none. */
  put(domain: string, status: Promise<DepartmentStatus>): Promise<DepartmentStatus> {
    this.#confirmed.set(domain, status);
    status.catch(() => undefined);
    return status;
  }

  /** `what` it is asked for, in the words of the log, where it may fail at that alone. */
  async outcomeOf<Answer>(domain: string, ask: () => Promise<Answer>, what = ''): Promise<Outcome<Answer>> {
    const { away, log } = this.#shared;
    const whom = domain + what;
    try {
      const answer = await ask();
      if (away.delete(whom)) log.info(`${whom} answers again`);
      return { what: 'answer', answer };
    } catch (error) {
      if (!(error instanceof DepartmentFailure)) {
        this.#lacking.add(domain);
        throw error;
      }
      if (error.code === 'STATE_GONE') return { what: 'gone' };
      if (!away.has(whom)) log.warn(`does not answer: ${error.message}`);
      away.add(whom);
      this.#shared.told.delete(domain);
      return { what: 'failure' };
    }
  }

  #presumed(domain: string): Promise<DepartmentStatus> | null {
    const [client, freshness] = [this.#clientOf(domain), this.#shared.told.get(domain)];
    return client && freshness ? Promise.resolve({ ...statusBy(domain, client, freshness), newest: null }) : null;
  }

  #clientOf(domain: string): DepartmentClient | null {
    return this.#clients.find((known) => known.domain.code === domain) ?? null;
  }

  async #askedFor(domain: string, inState: boolean): Promise<DepartmentStatus> {
    const client = this.#clientOf(domain);
    if (!client) return missing(domain, 'No address of this department is configured.');
    const { register, told } = this.#shared;
    const state = inState && told.has(domain) ? register.stateOf(domain) : null;
    const ask = async (at: BookState | null): Promise<LedgerFreshness> =>
      (await (at ? client.askAt(at, { question: FRESHNESS }) : client.ask(FRESHNESS))).freshness;
    const known = await this.outcomeOf(domain, () => ask(state));
    const outcome = known.what === 'gone' ? await this.outcomeOf(domain, () => ask(null)) : known;
    return outcome.what === 'answer'
      ? this.#statusOf(domain, outcome.answer)
      : missing(domain, 'The department does not answer.');
  }

  async #statusOf(domain: string, freshness: LedgerFreshness): Promise<DepartmentStatus> {
    const { state } = freshness;
    const message = visible(freshness.message);
    const client = this.#clientOf(domain);
    const isRead = state === 'LIVE' || state === 'STALE';
    const lacking = isRead
      ? await this.#lackingOf(domain, freshness)
      : (message ?? 'The department has read no books yet.');
    if (client && lacking === null) {
      this.#shared.told.set(domain, freshness);
      return statusBy(domain, client, freshness);
    }
    this.#shared.told.delete(domain);
    return missing(domain, lacking ?? '');
  }

  /** What the register lacks of a department, in plain words; null: nothing. */
  async #lackingOf(domain: string, freshness: LedgerFreshness): Promise<string | null> {
    const kept = await this.outcomeOf(
      domain,
      () => this.#shared.register.keepUp(domain, freshness),
      ', asked for its changes,',
    );
    if (kept.what !== 'answer') return 'Who is who in its books cannot be read at the moment.';
    return (
      kept.answer &&
      `Who is who in its books is still being read: ${kept.answer.read} of ${kept.answer.of} changes so far.`
    );
  }
}

function statusBy(domain: string, client: DepartmentClient, freshness: LedgerFreshness): DepartmentStatus {
  const { state, booksFrom = null, epoch, newestChange: change } = freshness;
  const message = visible(freshness.message);
  const report = { domain, state: state === 'STALE' ? state : 'LIVE', message, ...readingOf(freshness) } as const;
  return { report, client, booksFrom, newest: { epoch, change } };
}
