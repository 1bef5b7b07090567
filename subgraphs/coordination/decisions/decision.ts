import { groupedBy } from '../../../kit/rules/group.ts';
import type { SameDebtDecision } from '../model.ts';

/** What holds between two records by hand; of several decisions on the same two, the latest. */
export class Verdicts {
  readonly #kinds = new Map<string, SameDebtDecision['kind']>();
  readonly #confirmed: readonly [string, string][];
  readonly #confirmedWith: ReadonlyMap<string, [string, string][]>;

  /** Decisions in the order in which they were made. */
  constructor(decisions: readonly SameDebtDecision[]) {
    for (const { kind, debtIds } of decisions.filter(({ undone }) => undone === null)) {
      for (const [i, a] of debtIds.entries()) for (const b of debtIds.slice(i + 1)) this.#kinds.set(keyOf(a, b), kind);
    }
    const confirmed = [...this.#kinds].filter(([, kind]) => kind === 'CONFIRM');
    this.#confirmed = confirmed.map(([key]) => JSON.parse(key) as [string, string]);
    const bothWays = this.#confirmed.flatMap(([a, b]): [string, string][] => [
      [a, b],
      [b, a],
    ]);
    this.#confirmedWith = groupedBy(bothWays, ([id]) => id);
  }

  areSeparate(a: string, b: string): boolean {
    return this.#kinds.get(keyOf(a, b)) === 'SEPARATE';
  }

  /** Every two records that are confirmed to be the same debt. */
  confirmedPairs(): readonly [string, string][] {
    return this.#confirmed;
  }

  /** The records that are confirmed to be the same debt as this one. */
  confirmedWith(id: string): string[] {
    return this.#confirmedWith.get(id)?.map(([, other]) => other) ?? [];
  }
}

const keyOf = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);
