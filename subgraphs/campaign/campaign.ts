import { GraphQLError } from 'graphql';
import { userError } from '../../kit/graphql/errors.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import { tellTrouble } from '../../kit/telemetry/troubles.ts';
import { State } from './state.ts';
import type { CampaignStore, Changes, FrozenKey, Request } from './store/store.ts';

const SILENT = 'The campaign’s own database does not answer.';
const AGAIN = 'What was sent under a key may be sent again: it is done once.';

/**
 * What the campaign keeps, in step with its database: every request is answered out of the state that the database has
 * when it comes.
 */
export class Campaign {
  readonly #store: CampaignStore;
  readonly #log: Log;
  #state = State.beginning();
  /** One look at a time: who comes while one is under way takes the next. */
  #look: Promise<State> | null = null;
  #failing = false;

  constructor(store: CampaignStore, log: Log) {
    [this.#store, this.#log] = [store, log];
  }

  /**
   * The state as the database has it now. DEPARTMENT_UNAVAILABLE where it does not answer: no question of the
   * campaign's can be answered then (P1).
   */
  async current(): Promise<State> {
    const under = this.#look;
    if (under) await under.catch(() => undefined);
    this.#look ??= this.#answered(this.#refresh()).finally(() => (this.#look = null));
    return this.#look;
  }

  /** Carries changes out on the state that they were made for; false where the database has a later one. */
  commit(state: State, changes: Changes): Promise<boolean> {
    return this.#answered(this.#store.commit(state.revision, changes));
  }

  request(id: string): Promise<Request | null> {
    return this.#answered(this.#store.request(id));
  }

  /** What was frozen, as the database has it now. */
  frozen(kind: string, keys: readonly FrozenKey[]): Promise<unknown[]> {
    return keys.length === 0 ? Promise.resolve([]) : this.#answered(this.#store.frozen(kind, keys));
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  async #refresh(): Promise<State> {
    const news = await this.#store.since(this.#state.revision);
    if (news && news.revision < this.#state.revision)
      throw new Error('the database has gone back behind what was read of it');
    if (news) this.#state = this.#state.after(news.revision, news.things, news.steps);
    return this.#state;
  }

  async #answered<T>(work: Promise<T>): Promise<T> {
    try {
      const answer = await work;
      this.#note(null);
      return answer;
    } catch (error) {
      if (error instanceof GraphQLError && error.extensions['code'] !== 'DEPARTMENT_UNAVAILABLE') throw error;
      this.#note(error);
      throw userError('DEPARTMENT_UNAVAILABLE', `${SILENT} ${AGAIN}`);
    }
  }

  /** Says once that the database does not answer, and once that it does again. */
  #note(error: unknown): void {
    const failing = error !== null;
    if (failing === this.#failing) return;
    this.#failing = failing;
    tellTrouble('CAMPAIGN_DATABASE_URL', failing ? SILENT : null);
    if (failing) this.#log.error(error);
    else this.#log.info('the campaign’s own database answers again');
  }
}
