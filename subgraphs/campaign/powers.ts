import type { Day } from '../../kit/rules/dates.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { PostFunction, SeatRank, Unit, UnitFunction } from './model.ts';
import { filledSeats, postsHeldBy, postsOf } from './organisation/posts.ts';
import { noPost } from './refusals.ts';
import type { State } from './state.ts';

/** What a power was used in: a post's code, or null where the role alone was wanted. */
export interface Standing {
  postCode: string | null;
}

/**
 * The caller's powers today: a post's, by who holds it on the day of acting, together with the role that the token says
 * (P14).
 */
export class Powers {
  readonly #state: State;
  readonly #viewer: Viewer;
  readonly #today: Day;
  readonly #held: readonly string[];

  constructor(state: State, viewer: Viewer, today: Day) {
    [this.#state, this.#viewer, this.#today] = [state, viewer, today];
    this.#held = postsHeldBy(state, viewer.subject, today).map(({ id }) => id);
  }

  /** COORD: the coordination group, by role alone. */
  coordination(): Standing | null {
    return this.#viewer.role === 'coordination' ? { postCode: null } : null;
  }

  /** SUPER: supervision, by role alone. */
  supervision(): Standing | null {
    return this.#viewer.role === 'supervision' ? { postCode: null } : null;
  }

  /** STAFF(u): any post of the unit. */
  staff(unitCode: string): Standing | null {
    return this.#inUnit(unitCode);
  }

  /** HEAD(u): a head post of the unit. */
  head(unitCode: string): Standing | null {
    return this.#inUnit(unitCode, 'HEAD');
  }

  /** LEADER(g): a filled leader's seat of the group. */
  leader(groupCode: string): Standing | null {
    return this.#inSeat(groupCode, ['LEADER']);
  }

  /** LG: a filled leader's or deputy's seat of the leading group. */
  leadingGroup(): Standing | null {
    return this.#inSeat('0', ['LEADER', 'DEPUTY']);
  }

  /** RECEIVER, HOTLINE, PETITIONS, FUNDS, ASSETS: staff of the unit that has the function. */
  keeper(unitFunction: UnitFunction): Standing | null {
    const unit = unitWith(this.#state, unitFunction);
    return unit && this.staff(unit.id);
  }

  #inUnit(unitCode: string, ...functions: readonly PostFunction[]): Standing | null {
    const { role } = this.#viewer;
    if (role !== 'bureau' && role !== 'unit' && role !== 'coordination') return null;
    return this.#first(postsOf(this.#state, unitCode, ...functions).map(({ id }) => id));
  }

  #inSeat(groupCode: string, ranks: readonly SeatRank[]): Standing | null {
    const group = this.#viewer.role === 'leader' ? this.#state.get('group', groupCode) : null;
    return group && this.#first(filledSeats(this.#state, group, ranks, this.#today));
  }

  /** Of several posts that would do, the smallest code is recorded. */
  #first(codes: readonly string[]): Standing | null {
    const code = codes.find((candidate) => this.#held.includes(candidate));
    return code === undefined ? null : { postCode: code };
  }
}

/** The first of some standings that there is; FORBIDDEN where there is none (P9, 5). */
export function required(wanted: string, ...standings: readonly (Standing | null)[]): Standing {
  const standing = standings.find((candidate) => candidate !== null);
  if (standing) return standing;
  throw noPost(wanted);
}

/** The active unit that has a function of the plan's; null: none (P13). */
export function unitWith(state: State, unitFunction: UnitFunction): Unit | null {
  return state.all('unit').find(({ active, functions }) => active && functions.includes(unitFunction)) ?? null;
}
