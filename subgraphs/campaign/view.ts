import type { Day } from '../../kit/rules/dates.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { Campaign } from './campaign.ts';
import { Sight } from './sight.ts';
import type { State } from './state.ts';

/** One request's view of the campaign: one state for all that is asked, and after each change the next. */
export class View {
  readonly #campaign: Campaign;
  readonly #viewer: Viewer;
  readonly #today: Day;
  #state: Promise<State> | null = null;

  constructor(campaign: Campaign, viewer: Viewer, today: Day) {
    [this.#campaign, this.#viewer, this.#today] = [campaign, viewer, today];
  }

  state(): Promise<State> {
    this.#state ??= this.#campaign.current();
    return this.#state;
  }

  /** What the caller may see of it (P90). */
  async sight(): Promise<Sight> {
    return new Sight(await this.state(), this.#viewer, this.#today);
  }

  /** From now on, as it stands since a change. */
  renew(): void {
    this.#state = null;
  }
}
