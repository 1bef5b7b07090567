import { addDays } from './calendar.ts';
import type { TruthDebt } from './truth.ts';

type Due = Pick<TruthDebt, 'dueOn' | 'dueBasis'>;

/** What decides when a debt falls due. */
interface Terms {
  debtorKind: TruthDebt['debtorKind'];
  incurredOn: string | null;
  /** As the book records it. */
  recorded: string | null;
  /** Days agreed after the start. */
  agreedDays: number | null;
}

/** When a debt that is not retention money falls due, by Order 802, Art. 9. */
export function dueOf(terms: Terms): Due {
  const due = uncapped(terms);
  const isPublic = ['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN'].includes(terms.debtorKind);
  if (!isPublic || terms.incurredOn === null || due.dueOn === null) return due;
  const cap = addDays(terms.incurredOn, 60);
  return due.dueOn > cap ? { dueOn: cap, dueBasis: 'STATUTORY_CAP' } : due;
}

function uncapped({ debtorKind, incurredOn, recorded, agreedDays }: Terms): Due {
  if (recorded !== null) return { dueOn: recorded, dueBasis: 'RECORDED' };
  if (incurredOn === null) return { dueOn: null, dueBasis: 'UNKNOWN' };
  if (agreedDays !== null) return { dueOn: addDays(incurredOn, agreedDays), dueBasis: 'AGREED_TERM' };
  return { dueOn: addDays(incurredOn, debtorKind === 'SOE' ? 60 : 30), dueBasis: 'STATUTORY_TERM' };
}
