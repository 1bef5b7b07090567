import type { DebtFilter } from '../../schema/generated/coordination.ts';
import type { Ledger, LedgerFilter } from '../../schema/generated/ledger-client.ts';
import type { Briefing } from './asking.ts';
import { DepartmentFailure, type DepartmentClient } from './department-client.ts';
import { ledgerFilterOf } from './filter.ts';

export type Counting = 'EACH_DEBT_ONCE' | 'AS_RECORDED';

/** A question to one department about the debts that a filter picks. */
interface LedgerQuestion {
  query: string;
  filter: DebtFilter;
  counting: Counting;
  variables: object;
}

/** Asks a department about debts, without its records that count in other books where each debt is to count once. */
export async function askAboutDebts(client: DepartmentClient, { view, grouping }: Briefing, question: LedgerQuestion): Promise<Ledger> {
  const where = ledgerFilterOf(question.filter, view);
  const exclusion = question.counting === 'EACH_DEBT_ONCE' ? grouping.exclusions.get(client.domain.code) : undefined;
  const ask = (without: LedgerFilter['without']): Promise<Ledger> =>
    client.ask(question.query, { ...question.variables, where: { ...where, ...(without && { without }) } });
  if (!exclusion) return ask(null);
  try {
    return await ask({ digest: exclusion.digest });
  } catch (error) {
    if (!(error instanceof DepartmentFailure) || error.code !== 'EXCLUSIONS_UNKNOWN') throw error;
    return ask({ digest: exclusion.digest, ids: [...exclusion.ids] });
  }
}
