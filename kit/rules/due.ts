import { addDays, type Day } from './dates.ts';
import type { DebtorKind, DueBasis } from './fact.ts';
import { RULES } from './law.ts';

export interface Due {
  dueOn: Day | null;
  dueBasis: DueBasis;
}

export interface DueTerms {
  incurredOn: Day | null;
  debtorKind: DebtorKind;
  recorded: Day | null;
  /** Days agreed after the start; null where none are. */
  agreedDays: number | null;
}

const statutoryDays = (kind: DebtorKind): number =>
  (kind === 'SOE' ? RULES.statutoryTermEnterprise : RULES.statutoryTermPublic).days;

/** Whose agreed and recorded dates are capped. */
const CAPPED: readonly DebtorKind[] = ['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN'];

/**
 * When a debt falls due: as recorded, else by the agreed term, else by the statutory one, each capped for public
 * debtors. Retention money has its own rule.
 */
export function dueOf(terms: DueTerms): Due {
  const uncapped = uncappedDueOf(terms);
  if (terms.incurredOn === null || uncapped.dueOn === null || !CAPPED.includes(terms.debtorKind)) return uncapped;
  const cap = addDays(terms.incurredOn, RULES.statutoryCap.days);
  return uncapped.dueOn > cap ? { dueOn: cap, dueBasis: 'STATUTORY_CAP' } : uncapped;
}

function uncappedDueOf({ incurredOn, debtorKind, recorded, agreedDays }: DueTerms): Due {
  if (recorded !== null) return { dueOn: recorded, dueBasis: 'RECORDED' };
  if (incurredOn === null) return { dueOn: null, dueBasis: 'UNKNOWN' };
  if (agreedDays !== null) return { dueOn: addDays(incurredOn, agreedDays), dueBasis: 'AGREED_TERM' };
  return { dueOn: addDays(incurredOn, statutoryDays(debtorKind)), dueBasis: 'STATUTORY_TERM' };
}
