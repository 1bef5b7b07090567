import type { LedgerFilter, LedgerMovement } from '../../schema/generated/department.ts';
import type { Day } from '../dates.ts';
import { debtsWhere } from './filter.ts';
import type { Store } from './store.ts';

/**
 * How the debts picked on a day came to what they are since an earlier one. What changes the outstanding of a ledger that contradicts
 * itself without a payment or an amount counts as incurred, so that the sum always comes out.
 */
export async function debtMovement(store: Store, where: LedgerFilter, since: Day, asOf: Day): Promise<LedgerMovement> {
  const picked = debtsWhere(where, asOf);
  const paid = 'now.paid - coalesce(before.paid, 0)';
  const [row] = await store.query(
    `SELECT count(*)::INTEGER AS count, coalesce(sum(now.outstanding), 0)::HUGEINT AS outstanding, coalesce(sum(${paid}), 0)::HUGEINT AS paid,
       coalesce(sum(now.outstanding - coalesce(before.outstanding, 0) + ${paid}), 0)::HUGEINT AS incurred
     FROM (SELECT id, paid, outstanding ${picked.sql}) AS now
     LEFT JOIN debts_on($${picked.values.length + 1}::DATE) AS before USING (id)`,
    [...picked.values, since],
  );
  return row as unknown as LedgerMovement;
}
