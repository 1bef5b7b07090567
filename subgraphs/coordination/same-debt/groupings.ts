import type { Day } from '../../../kit/rules/dates.ts';
import type { Verdicts } from '../decisions/decision.ts';
import { DayGrouping, type Ground } from './grouping.ts';

/** What people have decided, with a number that is another one whenever they decide. */
export interface CurrentVerdicts {
  revision: number;
  verdicts: Verdicts;
}

/** Whose records are grouped, as they stand on which day. */
export interface GroupedDay {
  domains: readonly string[];
  day: Day;
}

/** Days and sets of departments that are asked about again and again: the month ends of three years and some more. */
const KEPT = 48;

/**
 * Groupings of the records that stand in books, by day and departments. Of each, only what has changed is made anew.
 */
export class Groupings {
  readonly #ground: Ground;
  readonly #kept = new Map<string, DayGrouping>();
  /** How often each is in use. */
  readonly #held = new Map<DayGrouping, number>();
  #verdicts = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /**
   * The grouping of the records that stand on a day in the books of these departments, by the rules and by hand. It
   * moves on with the books until it is let go of.
   */
  hold({ revision, verdicts }: CurrentVerdicts, { domains, day }: GroupedDay): DayGrouping {
    if (revision !== this.#verdicts) this.#kept.clear();
    this.#verdicts = revision;
    const key = JSON.stringify([day, [...domains].sort()]);
    const grouping = this.#kept.get(key) ?? new DayGrouping(this.#ground, verdicts, new Set(domains), day);
    this.#kept.delete(key);
    this.#kept.set(key, grouping);
    this.#held.set(grouping, (this.#held.get(grouping) ?? 0) + 1);
    return grouping;
  }

  letGo(grouping: DayGrouping): void {
    const left = (this.#held.get(grouping) ?? 0) - 1;
    if (left > 0) this.#held.set(grouping, left);
    else this.#held.delete(grouping);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** Something else is known of these debts. */
  forget(debtIds: Iterable<string>): void {
    const ids = [...debtIds];
    for (const grouping of new Set([...this.#kept.values(), ...this.#held.keys()])) grouping.forget(ids);
  }
}
