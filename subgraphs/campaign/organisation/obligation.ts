import type { State } from '../state.ts';
import type { Unit } from '../model.ts';
import type { Month } from './months.ts';
import { mainRoute } from './routes.ts';

type Obligation = 'OBLIGED' | 'PAUSED' | 'NONE';

/** Whether a unit has to report in a month, and why not (P21). */
export function obligationOf(state: State, unit: Unit, month: Month): Obligation {
  return unit.active && mainRoute(state, unit.id, month) ? 'OBLIGED' : 'NONE';
}
