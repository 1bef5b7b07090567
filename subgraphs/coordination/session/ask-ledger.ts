import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { Ledger, LedgerFilter } from '../../../schema/generated/ledger-client.ts';
import type { QueryContext } from './query-context.ts';
import { DepartmentFailure, type DepartmentClient } from '../departments/department-client.ts';
import { ledgerFilterOf } from './ledger-filter.ts';
import type { Exclusion } from '../same-debt/grouping.ts';

export type Counting = 'EACH_DEBT_ONCE' | 'AS_RECORDED';

/** A question to one department about the debts that a filter picks. */
interface LedgerQuestion {
  query: string;
  filter: DebtFilter;
  counting: Counting;
  variables: object;
}

/** Asks a department about debts, without its records that count in other books where each debt is to count once. */
export async function askAboutDebts(
  client: DepartmentClient,
  { view, grouping }: QueryContext,
  question: LedgerQuestion,
): Promise<Ledger> {
  const where = ledgerFilterOf(question.filter, view);
  const exclusion = question.counting === 'EACH_DEBT_ONCE' ? grouping.exclusions.get(client.domain.code) : undefined;
  return askExcluding((told) =>
    client.ask(question.query, { ...question.variables, where: { ...where, without: told(exclusion) } }),
  );
}

/** What a department is told of a set of its records that count in other books. */
type Told = (exclusion: Exclusion | undefined) => LedgerFilter['without'];

/** Asks with sets by their digests, and with their ids as well where the department does not know one. */
export async function askExcluding(ask: (told: Told) => Promise<Ledger>): Promise<Ledger> {
  try {
    return await ask((exclusion) => exclusion && { digest: exclusion.digest });
  } catch (error) {
    if (!(error instanceof DepartmentFailure) || error.code !== 'EXCLUSIONS_UNKNOWN') throw error;
    return ask((exclusion) => exclusion && { digest: exclusion.digest, ids: [...exclusion.ids] });
  }
}
