import type { Day } from '../../kit/rules/dates.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { Letter, Return, Summary } from './returns/model.ts';
import { postsHeldBy } from './organisation/posts.ts';
import { unitWith } from './powers.ts';
import type { State } from './state.ts';

/** What a caller may see of the campaign (P90). */
export class Sight {
  /** Coordination, supervision and leaders see every row but what is supervision's alone. */
  readonly seesAll: boolean;
  /** Codes of units whose post the caller holds today. */
  readonly own: ReadonlySet<string>;
  /** Codes of units with a route that names an own unit as its lead bureau. */
  readonly collected: ReadonlySet<string>;
  /** Whether the caller is of the bureau that receives returns and letters. */
  readonly #receives: boolean;

  constructor(state: State, { role, subject }: Viewer, today: Day) {
    this.seesAll = role === 'coordination' || role === 'supervision' || role === 'leader' || role === 'campaign';
    this.own = new Set(postsHeldBy(state, subject, today).flatMap(({ unitCode }) => unitCode ?? []));
    const receiver = unitWith(state, 'RECEIVES_RETURNS');
    this.#receives = receiver !== null && this.own.has(receiver.id);
    const month = today.slice(0, 7);
    const routes = state.all('routes').flatMap((unit) => unit.routes);
    const standing = routes.filter(({ toMonth }) => toMonth === null || toMonth >= month);
    this.collected = new Set(
      standing.filter(({ leadBureauCode }) => this.own.has(leadBureauCode)).map(({ unitCode }) => unitCode),
    );
  }

  /** Whether a unit's own affairs are the caller's to see. */
  ofUnit(unitCode: string | null): boolean {
    return this.seesAll || (unitCode !== null && this.own.has(unitCode));
  }

  /**
   * A return: the unit's own, what is collected once it is confirmed, and what has been signed for the bureau that
   * receives.
   */
  ofReturn({ unitCode, leadBureauCode, state }: Return): boolean {
    if (this.ofUnit(unitCode)) return true;
    if (this.#receives && (state === 'SIGNED' || state === 'RECEIVED')) return true;
    return state !== 'DRAFT' && (this.collected.has(unitCode) || this.own.has(leadBureauCode));
  }

  /** A summary: the lead bureau's own, and once it is signed the bureau's that receives. */
  ofSummary({ leadBureauCode, state, signedAt }: Summary): boolean {
    return this.ofUnit(leadBureauCode) || (this.#receives && state !== 'SUBMITTED' && signedAt !== null);
  }

  ofLetter({ unitCode }: Letter): boolean {
    return this.ofCollected(unitCode) || this.#receives;
  }

  /** Whether a unit's affairs are, or what is collected from it. */
  ofCollected(unitCode: string): boolean {
    return this.ofUnit(unitCode) || this.collected.has(unitCode);
  }
}
