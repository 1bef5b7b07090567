import type { DebtorKind } from '../../../schema/generated/ledger-client.ts';
import { BEYOND_LAST_DAY, type Day } from '../../../kit/rules/dates.ts';
import { digestOfIds } from '../../../kit/ledger/set-digest.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type { Verdicts } from '../decisions/decision.ts';
import type { Candidate } from '../register/bundle.ts';
import { YieldBudget } from '../yield-budget.ts';
import type { Cluster, Clusters } from './clusters.ts';
import { groupsOf, recordsOf, type SameDebt } from './groups.ts';
import { confirmedPair, pairsOf, type Pair } from './pairs.ts';

/** What groupings rest on: what books say of debts and debtors. */
export interface Ground {
  clusters: Clusters;
  candidatesOfDebt(id: string): readonly Candidate[];
  /** As the books together have it, by a key of one of them. */
  kindOfDebtor(key: string): DebtorKind | null;
}

/**
 * Which records are the same debt, among those that stand in some departments' books on a day. It does not change any
 * more.
 */
export interface Grouping {
  groups: readonly SameDebt[];
  /** The group of each record that is in one. */
  groupOf: ReadonlyMap<string, SameDebt>;
  /** Records that stand and share creditor, debtor and a contract number, where more than one department has some. */
  clusters: () => readonly Cluster[];
  /** By department, its records that count in other books. */
  exclusions: ReadonlyMap<string, Exclusion>;
}

export interface Exclusion {
  digest: string;
  ids: readonly string[];
}

/**
 * The grouping of a day, as it is made and made anew: a debt that was forgotten is grouped again, with all that it
 * could be the same as.
 */
export class DayGrouping {
  readonly #ground: Ground;
  readonly #verdicts: Verdicts;
  readonly #stands: (candidate: Candidate) => boolean;
  readonly #forgotten: Set<string>;
  readonly #groupOf = new Map<string, SameDebt>();
  #present: Grouping | null = null;
  #stale = false;
  /** Null once others count elsewhere than before; most changes leave that as it is. */
  #exclusions: Grouping['exclusions'] | null = null;
  #clustersRevision = 0;
  #settling: Promise<Grouping> | null = null;

  constructor(ground: Ground, verdicts: Verdicts, domains: ReadonlySet<string>, asOf: Day) {
    this.#ground = ground;
    this.#verdicts = verdicts;
    this.#stands = ({ domain, from, to }) =>
      domains.has(domain) && from <= asOf && (asOf < to || to === BEYOND_LAST_DAY);
    this.#forgotten = new Set([...ground.clusters.debtIds, ...verdicts.confirmedPairs().flat()]);
  }

  forget(debtIds: Iterable<string>): void {
    for (const id of debtIds) this.#forgotten.add(id);
  }

  /** The grouping where it is as the books are; null: `settle` makes it so. */
  get present(): Grouping | null {
    const isPresent =
      this.#forgotten.size === 0 && !this.#stale && this.#ground.clusters.revision === this.#clustersRevision;
    return isPresent ? this.#present : null;
  }

  settle(): Promise<Grouping> {
    this.#settling ??= Promise.resolve().then(() => this.#settle());
    return this.#settling;
  }

  /** Over in the very moment in which nothing is forgotten any more: who asks later is not given this. */
  async #settle(): Promise<Grouping> {
    const budget = new YieldBudget();
    try {
      for (const id of this.#forgotten) {
        await this.#regroup(id, budget);
        if (budget.isOver) await budget.pass();
      }
      const { revision } = this.#ground.clusters;
      const isPresent = !this.#stale && revision === this.#clustersRevision;
      if (!this.#present || !isPresent) this.#present = this.#copy();
      [this.#stale, this.#clustersRevision] = [false, revision];
      return this.#present;
    } finally {
      this.#settling = null;
    }
  }

  /** What comes to be known of these debts meanwhile makes them forgotten again. */
  async #regroup(id: string, budget: YieldBudget): Promise<void> {
    const { ids, clusters } = this.#reachOf(id);
    for (const reached of ids) this.#forgotten.delete(reached);
    const likely = await pairsOf(
      [...clusters].map((cluster) => cluster.filter(this.#stands)),
      budget,
    );
    const rules = {
      debtorKindOf: (key: string) => this.#ground.kindOfDebtor(key),
      areSeparate: (a: string, b: string) => this.#verdicts.areSeparate(a, b),
    };
    const groups = await groupsOf(this.#confirmedAmong(ids), likely, rules, budget);
    const excluded = this.#excludedAmong(ids);
    for (const reached of ids) if (this.#groupOf.delete(reached)) this.#stale = true;
    for (const group of groups) for (const record of recordsOf(group)) this.#groupOf.set(record.id, group);
    if (groups.length > 0) this.#stale = true;
    if (this.#excludedAmong(ids) !== excluded) this.#exclusions = null;
  }

  /** Debts that count in other books. */
  #excludedAmong(ids: ReadonlySet<string>): string {
    return [...ids].filter((id) => (this.#groupOf.get(id)?.counted.id ?? id) !== id).join();
  }

  /** Every debt that could be in one group with this one, and the clusters in which they could meet. */
  #reachOf(id: string): { ids: Set<string>; clusters: Set<Cluster> } {
    const [ids, clusters] = [new Set([id]), new Set<Cluster>()];
    for (const reached of ids) {
      for (const other of this.#verdicts.confirmedWith(reached)) ids.add(other);
      for (const cluster of this.#ground.clusters.ofDebt(reached)) {
        if (clusters.has(cluster)) continue;
        clusters.add(cluster);
        for (const record of cluster) ids.add(record.id);
      }
    }
    return { ids, clusters };
  }

  #confirmedAmong(ids: ReadonlySet<string>): Pair[] {
    const standing = (id: string): Candidate[] => this.#ground.candidatesOfDebt(id).filter(this.#stands);
    const isDecided = [...ids].some((id) => this.#verdicts.confirmedWith(id).length > 0);
    const confirmed = isDecided ? this.#verdicts.confirmedPairs().filter(([a]) => ids.has(a)) : [];
    return confirmed.flatMap(([a, b]) =>
      standing(a).flatMap((one) => standing(b).map((other) => confirmedPair(one, other))),
    );
  }

  #copy(): Grouping {
    const groups = [...new Set(this.#groupOf.values())];
    const all = [...this.#ground.clusters];
    this.#exclusions ??= exclusionsOf(groups);
    return {
      groups,
      groupOf: new Map(this.#groupOf),
      clusters: () => all.map((cluster) => cluster.filter(this.#stands)),
      exclusions: this.#exclusions,
    };
  }
}

function exclusionsOf(groups: readonly SameDebt[]): Map<string, Exclusion> {
  const excluded = groupedBy(
    groups.flatMap((group) => group.others.map(({ record }) => record)),
    ({ domain }) => domain,
  );
  return new Map([...excluded].map(([domain, records]) => [domain, exclusionOf(records.map(({ id }) => id).sort())]));
}

function exclusionOf(ids: readonly string[]): Exclusion {
  return { ids, digest: digestOfIds(ids) };
}
