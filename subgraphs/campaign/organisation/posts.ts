import type { Day } from '../../../kit/rules/dates.ts';
import type { Appointment, Group, Post, PostFunction, Seat, SeatRank } from '../model.ts';
import type { State } from '../state.ts';

/** Who holds a post on a day; null where it is vacant (P15). */
export function holderOn({ appointments }: Post, day: Day): Appointment | null {
  return appointments.find(({ from, to }) => from <= day && (to === null || to >= day)) ?? null;
}

/** Posts that somebody holds on a day, by code. */
export function postsHeldBy(state: State, subject: string, day: Day): Post[] {
  return state.all('post').filter((post) => holderOn(post, day)?.subject === subject);
}

/** Posts of a unit, by code. */
export function postsOf(state: State, unitCode: string, ...functions: readonly PostFunction[]): Post[] {
  const own = state.all('post').filter((post) => post.unitCode === unitCode);
  return functions.length === 0 ? own : own.filter((post) => functions.includes(post.function));
}

/**
 * Whether a seat's powers are somebody's on a day: its post is held, by the one whom the notice names where one is
 * wanted (P16).
 */
export function isFilled(state: State, { postCode, byNotice, notice }: Seat, day: Day): boolean {
  const post = state.get('post', postCode);
  const holder = post && holderOn(post, day);
  if (!holder) return false;
  return !byNotice || (notice?.subject === holder.subject && notice.from === holder.from);
}

/** Posts of a group's filled seats of some ranks, by code. */
export function filledSeats(state: State, { seats }: Group, ranks: readonly SeatRank[], day: Day): string[] {
  const filled = seats.filter((seat) => ranks.includes(seat.rank) && isFilled(state, seat, day));
  return filled.map(({ postCode }) => postCode).sort();
}
