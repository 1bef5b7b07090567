import type { Unit } from '../model.ts';
import type { Letter } from '../returns/model.ts';
import type { State } from '../state.ts';
import { deadlineOf, monthOf, type Month } from './months.ts';
import { mainRoute } from './routes.ts';
import { settingsIn } from './settings.ts';

type Obligation = 'OBLIGED' | 'PAUSED' | 'NONE';

/** Whether a unit has to report in a month, and why not (P21, P37). */
export function obligationOf(state: State, unit: Unit, month: Month): Obligation {
  if (!unit.active || !mainRoute(state, unit.id, month)) return 'NONE';
  const deadline = deadlineOf(settingsIn(state), month);
  return lettersOf(state, unit.id).some((letter) => relieves(letter, month, deadline)) ? 'PAUSED' : 'OBLIGED';
}

/**
 * P37: a month is paused where a letter was accepted at or before its deadline, and has not lapsed in a month before.
 */
function relieves({ state, decidedAt, lapsedOn }: Letter, month: Month, deadline: string): boolean {
  if ((state !== 'ACCEPTED' && state !== 'LAPSED') || decidedAt === null || decidedAt > deadline) return false;
  return lapsedOn === null || monthOf(lapsedOn) >= month;
}

const lettersOf = (state: State, unitCode: string): Letter[] =>
  state.all('letter').filter((letter) => letter.unitCode === unitCode);

/** The letter that is in force; null: none. */
export function reliefLetter(state: State, unitCode: string): Letter | null {
  return lettersOf(state, unitCode).find((letter) => letter.state === 'ACCEPTED') ?? null;
}
