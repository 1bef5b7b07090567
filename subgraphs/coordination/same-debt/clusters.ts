import { groupedBy } from '../../../kit/rules/group.ts';
import type { Candidate } from '../register/bundle.ts';

/** Candidates that share creditor, debtor and a contract number, of more than one department. */
export type Cluster = readonly Candidate[];

/** Clusters, found by contract number and by debt. */
export class Clusters {
  readonly #byContract = new Map<string, readonly Cluster[]>();
  readonly #byDebt = new Map<string, Set<Cluster>>();
  #revision = 0;

  [Symbol.iterator](): Iterator<Cluster> {
    return [...this.#byContract.values()].flat().values();
  }

  /** Rises with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Debts that are in some cluster. */
  get debtIds(): Iterable<string> {
    return this.#byDebt.keys();
  }

  ofDebt(id: string): Iterable<Cluster> {
    return this.#byDebt.get(id) ?? [];
  }

  /** Takes the clusters of a contract number in place of those it had. Returns the debts in either. */
  replace(contractKey: string, clusters: readonly Cluster[]): Set<string> {
    const before = this.#byContract.get(contractKey) ?? [];
    if (before.length + clusters.length > 0) this.#revision += 1;
    for (const cluster of before) for (const { id } of cluster) this.#part(id, cluster);
    for (const cluster of clusters)
      for (const { id } of cluster) this.#byDebt.set(id, (this.#byDebt.get(id) ?? new Set()).add(cluster));
    if (clusters.length > 0) this.#byContract.set(contractKey, clusters);
    else this.#byContract.delete(contractKey);
    return new Set([...before, ...clusters].flatMap((cluster) => cluster.map(({ id }) => id)));
  }

  #part(id: string, cluster: Cluster): void {
    const clusters = this.#byDebt.get(id);
    if (clusters?.delete(cluster) && clusters.size === 0) this.#byDebt.delete(id);
  }
}

/** The clusters among candidates that share a contract number. */
export function clustersAmong(candidates: readonly Candidate[], identifierOf: (key: string) => string): Cluster[] {
  if (!isOfSeveral(candidates)) return [];
  const byParties = groupedBy(candidates, ({ creditorKey, debtorKey }) =>
    JSON.stringify([identifierOf(creditorKey), identifierOf(debtorKey)]),
  );
  return [...byParties.values()].filter(isOfSeveral);
}

const isOfSeveral = (candidates: readonly Candidate[]): boolean =>
  candidates.some(({ domain }) => domain !== candidates[0]?.domain);
