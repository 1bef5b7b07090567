import { createHash } from 'node:crypto';
import { BEYOND_LAST_DAY, type Day } from '../../../kit/dates.ts';
import { groupedBy } from '../../../kit/group.ts';
import type { Verdicts } from '../decisions/decision.ts';
import type { Candidate, RegisterView } from '../register/register.ts';
import { groupsOf, type SameDebt } from './groups.ts';
import { clustersOf, confirmedPair, pairsOf, type Pair } from './pairs.ts';

/** Which records are the same debt, among those that stand in some departments' books on a day. */
export interface Grouping {
  groups: readonly SameDebt[];
  /** The group of each record that is in one. */
  groupOf: ReadonlyMap<string, SameDebt>;
  /** Records that stand and share creditor, debtor and a contract number, where more than one department has some. */
  clusters: readonly (readonly Candidate[])[];
  /** By department, its records that count in other books. */
  exclusions: ReadonlyMap<string, Exclusion>;
}

export interface Exclusion {
  digest: string;
  ids: readonly string[];
}

interface CurrentVerdicts {
  revision: number;
  verdicts: Verdicts;
}

/** Days and sets of departments that are asked about again and again. */
const KEPT = 32;

/** Groupings of one state of the register, each made once. */
export class Groupings {
  #revision = '';
  #clusters: Candidate[][] = [];
  #candidates = new Map<string, Candidate[]>();
  readonly #kept = new Map<string, Grouping>();

  /** The grouping of the records that stand on a day in the books of these departments, by the rules and by hand. */
  groupingOf(basis: { view: RegisterView; decisions: CurrentVerdicts }, domains: readonly string[], asOf: Day): Grouping {
    const { view, decisions } = basis;
    if (view.revision !== this.#revision) this.#startAnew(view);
    const key = JSON.stringify([asOf, decisions.revision, [...domains].sort()]);
    const grouping = this.#kept.get(key) ?? this.#make(view, decisions.verdicts, new Set(domains), asOf);
    this.#kept.delete(key);
    this.#kept.set(key, grouping);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return grouping;
  }

  #startAnew(view: RegisterView): void {
    this.#kept.clear();
    this.#clusters = clustersOf(view.candidates);
    this.#candidates = groupedBy(view.candidates, ({ id }) => id);
    this.#revision = view.revision;
  }

  #make(view: RegisterView, verdicts: Verdicts, domains: ReadonlySet<string>, asOf: Day): Grouping {
    const stands = ({ domain, from, to }: Candidate): boolean =>
      domains.has(domain) && from <= asOf && (asOf < to || to === BEYOND_LAST_DAY);
    const clusters = this.#clusters.map((cluster) => cluster.filter(stands));
    const pairs = pairsOf(clusters);
    const groups = groupsOf([...this.#confirmed(verdicts, stands), ...pairs], {
      debtorKindOf: (debtorId) => view.parties.get(debtorId)?.kind ?? null,
      areSeparate: (a, b) => verdicts.areSeparate(a, b),
    });
    const members = groups.flatMap((group) =>
      [group.counted, ...group.others.map(({ record }) => record)].map((record) => [record.id, group] as const),
    );
    return { groups, groupOf: new Map(members), clusters, exclusions: exclusionsOf(groups) };
  }

  #confirmed(verdicts: Verdicts, stands: (candidate: Candidate) => boolean): Pair[] {
    const standing = (id: string): Candidate[] => (this.#candidates.get(id) ?? []).filter(stands);
    return verdicts
      .confirmedPairs()
      .flatMap(([a, b]) => standing(a).flatMap((one) => standing(b).map((other) => confirmedPair(one, other))));
  }
}

function exclusionsOf(groups: readonly SameDebt[]): Map<string, Exclusion> {
  const excluded = groupedBy(
    groups.flatMap((group) => group.others.map(({ record }) => record)),
    ({ domain }) => domain,
  );
  return new Map([...excluded].map(([domain, records]) => [domain, exclusionOf(records.map(({ id }) => id))]));
}

function exclusionOf(ids: string[]): Exclusion {
  return { ids, digest: digestOf(ids) };
}

function digestOf(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');
}
