import type { Day } from '../../../kit/dates.ts';
import type { Verdicts } from '../decisions/decision.ts';
import { DayGrouping, type Ground, type Grouping } from './grouping.ts';

/** What people have decided, with a number that is another one whenever they decide. */
interface CurrentVerdicts {
  revision: number;
  verdicts: Verdicts;
}

/** Days and sets of departments that are asked about again and again: the month ends of three years and some more. */
const KEPT = 48;

/** Groupings of the records that stand in books, by day and departments. Of each, only what has changed is made anew. */
export class Groupings {
  readonly #ground: Ground;
  readonly #kept = new Map<string, DayGrouping>();
  #verdicts = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The grouping of the records that stand on a day in the books of these departments, by the rules and by hand. */
  of({ revision, verdicts }: CurrentVerdicts, domains: readonly string[], asOf: Day): Promise<Grouping> {
    if (revision !== this.#verdicts) this.#kept.clear();
    this.#verdicts = revision;
    const key = JSON.stringify([asOf, [...domains].sort()]);
    const grouping = this.#kept.get(key) ?? new DayGrouping(this.#ground, verdicts, new Set(domains), asOf);
    this.#kept.delete(key);
    this.#kept.set(key, grouping);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return grouping.present();
  }

  /** Something else is known of these debts. */
  forget(debtIds: Iterable<string>): void {
    const ids = [...debtIds];
    for (const grouping of this.#kept.values()) grouping.forget(ids);
  }
}
