import { Refusal } from '../../kit/graphql/errors.ts';

/** Reports that are read at the same time: of everybody, and of one caller. */
const MOST = { all: 8, own: 2 };

/** Keeps a report, which may be long, from being everybody's wait. */
export class Bulkhead {
  readonly #underWay = new Map<string, number>();

  async during(caller: string, work: () => Promise<void>): Promise<void> {
    const own = this.#underWay.get(caller) ?? 0;
    const all = [...this.#underWay.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MOST.own)
      throw busy('TOO_MANY_REQUESTS', `You have ${own} reports under way: ask again when you have them.`);
    if (all >= MOST.all) throw busy('OVERLOADED', 'There are too many reports under way just now.');
    this.#underWay.set(caller, own + 1);
    try {
      await work();
    } finally {
      const left = (this.#underWay.get(caller) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(caller);
      else this.#underWay.set(caller, left);
    }
  }
}

const busy = (code: 'TOO_MANY_REQUESTS' | 'OVERLOADED', message: string): Refusal =>
  new Refusal(code, message, { 'retry-after': '5' });
