import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { Ledger } from '../../../schema/generated/ledger-client.ts';
import type { LedgerInState } from './department-session.ts';
import type { QueryContext } from './query-context.ts';
import { ledgerFilterOf } from './ledger-filter.ts';
import type { Question } from '../departments/ledger-queries.ts';

export type Counting = 'EACH_DEBT_ONCE' | 'AS_RECORDED';

/** A question to one department about the debts that a filter picks. */
interface DebtsQuestion {
  question: Question;
  filter: DebtFilter;
  counting: Counting;
  variables: object;
}

/** Asks a department about debts, without its records that count in other books where each debt is to count once. */
export function askAboutDebts(
  ledger: LedgerInState,
  { view, grouping }: QueryContext,
  asked: DebtsQuestion,
): Promise<Ledger> {
  const exclusion = asked.counting === 'EACH_DEBT_ONCE' ? grouping.exclusions.get(ledger.domain.code) : undefined;
  const where = { ...ledgerFilterOf(asked.filter, view), without: exclusion?.digest };
  return ledger.ask({
    question: asked.question,
    variables: { ...asked.variables, where },
    exclusions: exclusion ? [exclusion] : [],
  });
}
