import { createHash } from 'node:crypto';
import { BEYOND_LAST_DAY, type Day } from '../../../kit/dates.ts';
import { groupedBy } from '../../../kit/group.ts';
import type { Verdicts } from '../decisions/decision.ts';
import type { Candidate, RegisterView } from '../register/register.ts';
import { groupsOf, type SameDebt } from './groups.ts';
import { clustersOf, confirmedPair, pairsOf } from './pairs.ts';

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

/** What groupings of one view rest on, and those of it that were made. */
interface Ground {
  clusters: readonly Candidate[][];
  candidates: ReadonlyMap<string, Candidate[]>;
  kept: Map<string, Grouping>;
}

/** Groupings of the register's views, each made once. */
export class Groupings {
  readonly #grounds = new WeakMap<RegisterView, Ground>();

  /** The grouping of the records that stand on a day in the books of these departments, by the rules and by hand. */
  groupingOf(basis: { view: RegisterView; decisions: CurrentVerdicts }, domains: readonly string[], asOf: Day): Grouping {
    const { view, decisions } = basis;
    const ground = this.#groundOf(view);
    const { kept } = ground;
    const key = JSON.stringify([asOf, decisions.revision, [...domains].sort()]);
    const grouping = kept.get(key) ?? makeGrouping(view, ground, decisions.verdicts, { domains: new Set(domains), asOf });
    kept.delete(key);
    kept.set(key, grouping);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return grouping;
  }

  #groundOf(view: RegisterView): Ground {
    const known = this.#grounds.get(view);
    if (known) return known;
    const { candidates } = view;
    const ground = {
      clusters: clustersOf(candidates),
      candidates: groupedBy(candidates, ({ id }) => id),
      kept: new Map<string, Grouping>(),
    };
    this.#grounds.set(view, ground);
    return ground;
  }
}

interface Frame {
  domains: ReadonlySet<string>;
  asOf: Day;
}

function makeGrouping(view: RegisterView, { clusters: all, candidates }: Ground, verdicts: Verdicts, { domains, asOf }: Frame): Grouping {
  const stands = ({ domain, from, to }: Candidate): boolean => domains.has(domain) && from <= asOf && (asOf < to || to === BEYOND_LAST_DAY);
  const standing = (id: string): Candidate[] => (candidates.get(id) ?? []).filter(stands);
  const confirmed = verdicts
    .confirmedPairs()
    .flatMap(([a, b]) => standing(a).flatMap((one) => standing(b).map((other) => confirmedPair(one, other))));
  const clusters = all.map((cluster) => cluster.filter(stands));
  const pairs = pairsOf(clusters);
  const groups = groupsOf([...confirmed, ...pairs], {
    debtorKindOf: (debtorId) => view.parties.get(debtorId)?.kind ?? null,
    areSeparate: (a, b) => verdicts.areSeparate(a, b),
  });
  const members = groups.flatMap((group) =>
    [group.counted, ...group.others.map(({ record }) => record)].map((record) => [record.id, group] as const),
  );
  return { groups, groupOf: new Map(members), clusters, exclusions: exclusionsOf(groups) };
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
