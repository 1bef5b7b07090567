import type { LedgerDimension, LedgerFilter, LedgerTotals } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { debtsWhere } from './filter.ts';
import type { StoreRow } from './query-cache.ts';
import type { Facts } from './store.ts';

/** What a dimension groups by, under the name it has in the answer. */
const DIMENSIONS: Readonly<Record<LedgerDimension, string>> = {
  STATUS: 'status',
  CATEGORY: 'category',
  AGE_BUCKET: 'age_bucket AS "ageBucket"',
  CAUSE: 'cause',
  DEBTOR: 'debtor_key AS "debtorKey"',
  DEBTOR_KIND: 'debtor_kind AS "debtorKind"',
  CREDITOR: 'creditor_key AS "creditorKey"',
  CREDITOR_SCALE: 'creditor_scale AS "creditorScale"',
  WAGES: 'wages',
  DISPUTED: 'disputed',
  INCURRED_YEAR: 'year(incurred_on)::INTEGER AS "incurredYear"',
};

const SUMS = `count(*)::INTEGER AS count, coalesce(sum(amount), 0)::HUGEINT AS amount,
  coalesce(sum(paid), 0)::HUGEINT AS paid, coalesce(sum(outstanding), 0)::HUGEINT AS outstanding`;

/** Exact totals of the debts that a filter picks, by dimensions; one row where none is asked for. */
export async function debtTotals(
  facts: Facts,
  where: LedgerFilter,
  by: readonly LedgerDimension[],
  asOf: Day,
): Promise<LedgerTotals[]> {
  const picked = debtsWhere(facts, where, asOf);
  const dimensions = [...new Set(by)].map((dimension) => DIMENSIONS[dimension]);
  const grouping = dimensions.length === 0 ? '' : 'GROUP BY ALL';
  const rows = await facts.query(`SELECT ${[...dimensions, SUMS].join(', ')} ${picked.sql} ${grouping}`, picked.values);
  return rows.map(totalsOfRow);
}

/** The columns are named and typed as the contract has them. */
function totalsOfRow(row: StoreRow): LedgerTotals {
  return row as unknown as LedgerTotals;
}
