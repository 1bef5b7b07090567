import { yuanOf } from '../../../kit/rules/money.ts';
import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { LedgerFilter } from '../../../schema/generated/ledger-client.ts';
import { keysOfParties } from '../views/register.ts';
import type { RegisterView } from '../views/register-view.ts';

/**
 * A filter of the unified API in the words of the department contract: parties by the departments' own keys, amounts as
 * yuan.
 */
export function ledgerFilterOf(filter: DebtFilter, view: RegisterView): LedgerFilter {
  const { debtorIds, creditorIds, minOutstanding, maxOutstanding, scope } = filter;
  return {
    ...commonFields(filter),
    debtorKeys: debtorIds && keysOfParties(view, debtorIds),
    creditorKeys: creditorIds && keysOfParties(view, creditorIds),
    minOutstanding: typeof minOutstanding === 'bigint' ? yuanOf(minOutstanding) : null,
    maxOutstanding: typeof maxOutstanding === 'bigint' ? yuanOf(maxOutstanding) : null,
    scope: scope ?? 'PROTECTED',
  };
}

/** The fields that coordination and departments understand alike. `domains` is coordination's: it is whom to ask. */
function commonFields(filter: DebtFilter): Omit<LedgerFilter, 'scope'> {
  const coordinations = ['domains', 'debtorIds', 'creditorIds', 'minOutstanding', 'maxOutstanding', 'scope'];
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !coordinations.includes(field)));
}

/** The same filter, narrowed to some creditors or debtors. */
export function narrowedTo(filter: DebtFilter, field: 'creditorIds' | 'debtorIds', ids: readonly string[]): DebtFilter {
  const allowed = filter[field];
  return { ...filter, [field]: allowed ? ids.filter((id) => allowed.includes(id)) : [...ids] };
}
