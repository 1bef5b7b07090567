import { localInstant, type Day } from '../../kit/rules/dates.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { Kept } from './model.ts';
import { postsHeldBy, holderOn } from './organisation/posts.ts';
import { Powers, type Standing } from './powers.ts';
import { unknown } from './refusals.ts';
import { Sight } from './sight.ts';
import type { State } from './state.ts';
import type { Changes, Frozen, Request } from './store/store.ts';
import type { Kind, StoredStep, StoredThing, Things } from './things.ts';

/** What a step says beside what it makes of the thing. */
export interface Move extends Standing {
  from: string | null;
  to: string;
  reason?: string | null;
  /** Where it is not the mutation that the draft is of: what follows from it elsewhere. */
  action?: string;
}

interface DraftParts {
  viewer: Viewer;
  now: Date;
  today: Day;
  /** The mutation. */
  action: string;
}

/** A change of the campaign while it is thought through: nothing of it is there before it is committed. */
export class Draft {
  readonly state: State;
  readonly powers: Powers;
  readonly sight: Sight;
  readonly now: Date;
  readonly today: Day;
  /** The instant of its steps. */
  readonly at: string;
  readonly #parts: DraftParts;
  readonly #things = new Map<string, StoredThing>();
  readonly #steps: StoredStep[] = [];
  readonly #frozen: Frozen[] = [];

  constructor(state: State, parts: DraftParts) {
    const { viewer, now, today } = parts;
    [this.state, this.#parts, this.now, this.today, this.at] = [state, parts, now, today, localInstant(now)];
    [this.powers, this.sight] = [new Powers(state, viewer, today), new Sight(state, viewer, today)];
  }

  get viewer(): Viewer {
    return this.#parts.viewer;
  }

  /** A thing, as the draft has it by now; BAD_USER_INPUT where there is none. */
  wanted<K extends Kind>(kind: K, id: string, what: string): Things[K] {
    const found = this.find(kind, id);
    if (found) return found;
    throw unknown(what, id);
  }

  find<K extends Kind>(kind: K, id: string): Things[K] | null {
    return (this.#things.get(`${kind} ${id}`)?.body as Things[K] | undefined) ?? this.state.get(kind, id);
  }

  /** Makes a thing, or another of one that is there: its version and its life go on by one. */
  put<K extends Kind>(
    kind: K,
    thing: Omit<Things[K], 'version'>,
    { from, to, postCode, reason = null, action }: Move,
  ): Things[K] {
    const { id } = thing as Pick<Kept, 'id'>;
    const version = (this.find(kind, id)?.version ?? 0) + 1;
    const body = { ...thing, version } as Things[K];
    this.#things.set(`${kind} ${id}`, { kind, body });
    const { subject } = this.viewer;
    const [person, name] = [this.#personIn(postCode), action ?? this.#parts.action];
    const step = {
      at: this.at,
      subject,
      person,
      postCode,
      action: name,
      fromState: from,
      toState: to,
      version,
      reason,
    };
    this.#steps.push({ kind, id, step });
    return body;
  }

  /** Freezes something for good (P11). */
  freeze(frozen: Frozen): void {
    this.#frozen.push(frozen);
  }

  /** The next number of a kind in the year of entering, without gaps (P4). */
  nextNumber(kind: Kind, prefix: string): string {
    const begin = `${prefix}-${this.today.slice(0, 4)}-`;
    const drafted = [...this.#things.values()].filter(
      (thing) => thing.kind === kind && this.state.get(kind, thing.body.id) === null,
    );
    const made = this.state.all(kind).filter(({ id }) => id.startsWith(begin)).length;
    return `${begin}${String(made + drafted.length + 1).padStart(4, '0')}`;
  }

  changes(request: Request | null): Changes {
    return { things: [...this.#things.values()], steps: this.#steps, frozen: this.#frozen, request };
  }

  /** The caller's name: as its post has it, else as any post that it holds today; null: no post says it. */
  #personIn(postCode: string | null): string | null {
    const { subject } = this.viewer;
    const post = postCode === null ? postsHeldBy(this.state, subject, this.today)[0] : this.state.get('post', postCode);
    return (post && holderOn(post, this.today)?.person) ?? null;
  }
}
