import { DOMAINS } from '../../../kit/departments.ts';
import type { Candidate } from '../register/bundle.ts';
import type { YieldBudget } from '../yield-budget.ts';
import type { Alike } from './alike.ts';
import type { Pair, PairBasis, Pairs } from './pairs.ts';

/** One record a department, each with the basis by which it was first joined. */
export type Group = ReadonlyMap<string, { record: Candidate; basis: PairBasis }>;

/** A record's place among those alike, and with whom they make pairs. */
interface Row {
  a: Alike;
  place: number;
  others: readonly Alike[];
}

/**
 * Joins records, pair by pair, into groups that hold at most one record of a department and none that people have
 * separated.
 */
export class Joining {
  readonly #areSeparate: (a: string, b: string) => boolean;
  readonly #groupOf = new Map<string, Group>();
  /** Whose records a group holds, a bit a department. */
  readonly #marksOf = new Map<Group, number>();

  constructor(areSeparate: (a: string, b: string) => boolean) {
    this.#areSeparate = areSeparate;
  }

  get groups(): Group[] {
    return [...new Set(this.#groupOf.values())];
  }

  join({ a, b, basis }: Pair): void {
    const [one, other] = [this.#groupWith(a, basis), this.#groupWith(b, basis)];
    if (one === other || [...one.keys()].some((domain) => other.has(domain))) return;
    if (membersOf(one).some((id) => membersOf(other).some((otherId) => this.#areSeparate(id, otherId)))) return;
    const joined: Group = new Map([...one, ...other]);
    this.#marksOf.set(
      joined,
      [...joined.keys()].reduce((marks, domain) => marks | markOf(domain), 0),
    );
    for (const { record } of joined.values()) this.#groupOf.set(record.id, joined);
  }

  /**
   * Joins pairs that are as sure as each other, those of the smaller ids first: in vain those alone that people have
   * separated, the others are passed over.
   */
  async joinAll(pairs: readonly Pairs[], budget: YieldBudget): Promise<void> {
    const [first] = pairs;
    const rows = rowsOf(pairs);
    for (let row = rows.pop(); row && first; row = rows.pop()) {
      const ofRecord = [row, ...popSame(rows, row)];
      this.#joinRow(
        row.a.records[row.place],
        ofRecord.flatMap(({ others }) => others),
        first.basis,
      );
      for (const next of ofRecord.flatMap((each) => this.#rowAfter(each) ?? [])) insert(rows, next);
      if (budget.isOver) await budget.pass();
    }
  }

  #groupWith(record: Candidate, basis: PairBasis): Group {
    return this.#groupOf.get(record.id) ?? new Map([[record.domain, { record, basis }]]);
  }

  /** Whose records it is with: it can be joined with none of these. */
  readonly #marks = (record: Candidate): number => {
    const group = this.#groupOf.get(record.id);
    return (group && this.#marksOf.get(group)) ?? markOf(record.domain);
  };

  #joinRow(record: Candidate | undefined, others: readonly Alike[], basis: PairBasis): void {
    const from = new Map(others.map((other) => [other, 0]));
    while (record) {
      const marks = this.#marks(record);
      const heads = others.map((other) => ({ other, place: other.next(marks, from.get(other) ?? 0, this.#marks) }));
      const found = heads.flatMap(({ other, place }) =>
        other.records.slice(place, place + 1).map((b) => ({ other, place, b })),
      );
      const [nearest] = found.sort((one, two) => (one.b.id < two.b.id ? -1 : 1));
      if (!nearest) return;
      this.join({ a: record, b: nearest.b, basis });
      from.set(nearest.other, nearest.place + 1);
    }
  }

  /** The next record that can still be joined with any of the others; null: there is none. */
  #rowAfter({ a, place, others }: Row): Row | null {
    const left = others.filter((other) => other.next(markOf(a.domain), 0, this.#marks) < other.records.length);
    const [one] = left;
    const isOfOne = left.every(({ domain }) => domain === one?.domain);
    const next = one && isOfOne ? a.next(markOf(one.domain), place + 1, this.#marks) : place + 1;
    return one && next < a.records.length ? { a, place: next, others: left } : null;
  }
}

const membersOf = (group: Group): string[] => [...group.values()].map(({ record }) => record.id);

const MARKS: ReadonlyMap<string, number> = new Map(DOMAINS.map(({ code }, i) => [code, 1 << i]));
const markOf = (domain: string): number => MARKS.get(domain) ?? 0;

/** A row for each kind's first record, that of the smallest id last. */
function rowsOf(pairs: readonly Pairs[]): Row[] {
  const othersOf = new Map<Alike, Alike[]>();
  for (const { a, b } of pairs) {
    const others = othersOf.get(a);
    if (others) others.push(b);
    else othersOf.set(a, [b]);
  }
  const rows = [...othersOf].map(([a, others]) => ({ a, place: 0, others }));
  return rows.sort((one, other) => (idOf(one) > idOf(other) ? -1 : 1));
}

const idOf = ({ a, place }: Row): string => a.records[place]?.id ?? '';

/** Takes the rows of the same record, which other numbers of its contract lead to. */
function popSame(rows: Row[], row: Row): Row[] {
  const first = rows.findLastIndex((other) => idOf(other) !== idOf(row)) + 1;
  return rows.splice(first);
}

function insert(rows: Row[], row: Row): void {
  let [from, end] = [0, rows.length];
  while (from < end) {
    const middle = (from + end) >> 1;
    const other = rows[middle];
    if (other && idOf(other) > idOf(row)) from = middle + 1;
    else end = middle;
  }
  rows.splice(end, 0, row);
}
