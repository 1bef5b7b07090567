import type { Day } from '../../kit/rules/dates.ts';
import type { Fen } from '../../kit/rules/money.ts';

/** What is kept of a thing: what it is known by, and how often it was changed (P6). */
export interface Kept {
  id: string;
  version: number;
}

/** One step in the life of a thing (P7). */
export interface Step {
  /** Instant, local time with offset, to the second. */
  at: string;
  subject: string;
  person: string | null;
  postCode: string | null;
  action: string;
  fromState: string | null;
  toState: string;
  version: number;
  reason: string | null;
}

export type UnitKind = 'ZONE' | 'TOWN' | 'STREET' | 'DEPARTMENT' | 'DIRECT_UNIT' | 'INSTITUTION' | 'ENTERPRISE';
export type UnitFunction = 'RECEIVES_RETURNS' | 'KEEPS_HOTLINE' | 'KEEPS_PETITIONS' | 'KEEPS_FUNDS' | 'KEEPS_ASSETS';

/** A unit of the register; its id is its code. */
export interface Unit extends Kept {
  name: string;
  kind: UnitKind;
  debtorIds: readonly string[];
  functions: readonly UnitFunction[];
  active: boolean;
}

export type PostFunction = 'HEAD' | 'HANDLER' | 'OTHER';

/** Somebody in a post, over days; `to` null: still. */
export interface Appointment {
  subject: string;
  person: string;
  from: Day;
  to: Day | null;
}

/** A post; its id is its code. */
export interface Post extends Kept {
  title: string;
  unitCode: string | null;
  function: PostFunction;
  /** The first first. */
  appointments: readonly Appointment[];
}

export type GroupKind = 'LEADING' | 'COORDINATION' | 'SECTOR' | 'FUNDS' | 'SUPERVISION' | 'PETITION';
export type SeatRank = 'LEADER' | 'DEPUTY' | 'MEMBER';

/** A post in a group. */
export interface Seat {
  postCode: string;
  rank: SeatRank;
  byNotice: boolean;
  /** The notice that was recorded last, and whose holding of the post it names (P16). */
  notice: { number: string; subject: string; from: Day } | null;
}

/** A working group; its id is its code, 0 to 12. */
export interface Group extends Kept {
  name: string;
  kind: GroupKind;
  /** Leaders first. */
  seats: readonly Seat[];
  memberCodes: readonly string[];
}

/** Where a unit's return goes in one group, from a month to another; `toMonth` null: still. */
export interface Route {
  unitCode: string;
  groupCode: string;
  leadBureauCode: string;
  main: boolean;
  domains: readonly string[];
  fromMonth: string;
  toMonth: string | null;
}

/** All that was ever said of one unit's routes; its id is the unit's code. */
export interface Routes extends Kept {
  routes: readonly Route[];
}

/** A year's days off and days of work (P18). */
export interface Calendar {
  year: string;
  daysOff: readonly Day[];
  workedWeekends: readonly Day[];
}

export interface MovedDeadline {
  month: string;
  /** Instant. */
  deadline: string;
  reason: string;
}

/** What is configured; there is one. */
export interface Settings extends Kept {
  baseDate: Day;
  majorDebtThreshold: Fen;
  closureWeight: number;
  zeroOutWeight: number;
  satisfactionWeight: number;
  /** By month. */
  movedDeadlines: readonly MovedDeadline[];
  /** By year. */
  calendars: readonly Calendar[];
  lastRunDay: Day | null;
}

/** How the departments' books were that a figure came from (P10). */
export interface BooksState {
  asOf: Day;
  complete: boolean;
  missing: string[];
  stale: string[];
  readAt: string | null;
}

/** A party of the graph's books, which the graph knows the rest of. */
export interface PartyRef {
  id: string;
}
