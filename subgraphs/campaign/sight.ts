import type { Day } from '../../kit/rules/dates.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { postsHeldBy } from './organisation/posts.ts';
import type { State } from './state.ts';

/** What a caller may see of the campaign (P90). */
export class Sight {
  /** Coordination, supervision and leaders see every row but what is supervision's alone. */
  readonly seesAll: boolean;
  /** Codes of units whose post the caller holds today. */
  readonly own: ReadonlySet<string>;
  /** Codes of units with a route that names an own unit as its lead bureau. */
  readonly collected: ReadonlySet<string>;

  constructor(state: State, { role, subject }: Viewer, today: Day) {
    this.seesAll = role === 'coordination' || role === 'supervision' || role === 'leader' || role === 'campaign';
    this.own = new Set(postsHeldBy(state, subject, today).flatMap(({ unitCode }) => unitCode ?? []));
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

  /** Whether a unit's affairs are, or what is collected from it. */
  ofCollected(unitCode: string): boolean {
    return this.ofUnit(unitCode) || this.collected.has(unitCode);
  }
}
