import type { Candidate } from '../register/bundle.ts';

/**
 * Records of one department that the rules cannot tell apart, but by their ids: in the order of these. They are gone
 * through without looking at each again and again.
 */
export class Alike {
  readonly domain: string;
  readonly records: readonly Candidate[];
  /** By what is not wanted: for each place, the first from there on that may be wanted, or one on the way to it. */
  readonly #ways = new Map<number, Int32Array>();

  constructor(records: readonly Candidate[]) {
    this.domain = records[0]?.domain ?? '';
    this.records = records.length === 1 ? records : [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * The first place, from one on, of a record that has none of some marks; past the end where there is none. Marks may
   * come to a record, and never go.
   */
  next(marks: number, from: number, marksOf: (record: Candidate) => number): number {
    const ways = this.#waysPast(marks);
    for (let place = endOf(ways, from); ; place = endOf(ways, place)) {
      const record = this.records[place];
      if (!record || (marksOf(record) & marks) === 0) return place;
      ways[place] = place + 1;
    }
  }

  #waysPast(marks: number): Int32Array {
    const ways = this.#ways.get(marks) ?? Int32Array.from({ length: this.records.length + 1 }, (_, place) => place);
    this.#ways.set(marks, ways);
    return ways;
  }
}

/** Follows a way to its end, and shortens it for whoever comes next. */
function endOf(ways: Int32Array, from: number): number {
  let place = from;
  for (let next = ways[place] ?? place; next !== place; next = ways[place] ?? place) {
    ways[place] = ways[next] ?? next;
    place = next;
  }
  return place;
}
