import { DEFAULTS } from './organisation/defaults.ts';
import type { Kept, Step } from './model.ts';
import type { Kind, StoredStep, StoredThing, Things } from './things.ts';

type ById = ReadonlyMap<string, Kept>;

const keyOf = (kind: Kind, id: string): string => `${kind} ${id}`;
const byId = (a: Kept, b: Kept): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * All that the campaign keeps, at one revision: it is small, and is held whole. Never changed: another state comes of
 * it.
 */
export class State {
  readonly revision: number;
  readonly #things: ReadonlyMap<Kind, ById>;
  readonly #steps: ReadonlyMap<string, readonly Step[]>;
  readonly #lists = new Map<Kind, readonly Kept[]>();

  private constructor(revision: number, things: ReadonlyMap<Kind, ById>, steps: ReadonlyMap<string, readonly Step[]>) {
    [this.revision, this.#things, this.#steps] = [revision, things, steps];
  }

  /** What is there before anybody has entered anything. */
  static beginning(): State {
    return new State(-1, new Map(), new Map()).after(-1, DEFAULTS, []);
  }

  /** Null where there is none. */
  get<K extends Kind>(kind: K, id: string): Things[K] | null {
    return (this.#things.get(kind)?.get(id) as Things[K] | undefined) ?? null;
  }

  /** By id, by code unit. */
  all<K extends Kind>(kind: K): readonly Things[K][] {
    const known = this.#lists.get(kind);
    const list = known ?? [...(this.#things.get(kind)?.values() ?? [])].sort(byId);
    if (!known) this.#lists.set(kind, list);
    return list as readonly Things[K][];
  }

  /** The life of a thing, the first step first. */
  history(kind: Kind, id: string): readonly Step[] {
    return this.#steps.get(keyOf(kind, id)) ?? [];
  }

  /** The state that a later revision makes of this one: what has changed, as it stands now, and the steps since. */
  after(revision: number, changed: readonly StoredThing[], steps: readonly StoredStep[]): State {
    const things = new Map(this.#things);
    for (const kind of new Set(changed.map((thing) => thing.kind))) {
      const own = changed.filter((thing) => thing.kind === kind).map(({ body }) => [body.id, body] as const);
      things.set(kind, new Map([...(this.#things.get(kind) ?? []), ...own]));
    }
    const lives = new Map(this.#steps);
    for (const { kind, id, step } of steps) lives.set(keyOf(kind, id), [...(lives.get(keyOf(kind, id)) ?? []), step]);
    return new State(revision, things, lives);
  }
}
