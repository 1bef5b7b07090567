import type { LedgerDimension, LedgerFilter, LedgerTotals } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { count, sumOf, type Columns } from './columns.ts';
import { dimensionsOn } from './debt-columns.ts';
import { FIELD_OF_DIMENSION } from './dimensions.ts';
import { debtsWhere } from './filter.ts';
import type { Facts } from './facts.ts';

const SUMS = {
  count: count('count(*)::INTEGER'),
  amount: sumOf('amount'),
  paid: sumOf('paid'),
  outstanding: sumOf('outstanding'),
};

/** Exact totals of the debts that a filter picks, by dimensions; one row where none is asked for. */
export async function debtTotals(
  facts: Facts,
  where: LedgerFilter,
  by: readonly LedgerDimension[],
  asOf: Day,
): Promise<LedgerTotals[]> {
  const { sql, values, on } = debtsWhere(facts, where, asOf);
  const columns: Columns = dimensionsOn(on);
  const fields = [...new Set(by)].map((dimension) => FIELD_OF_DIMENSION[dimension]);
  const dimensions = Object.fromEntries(fields.map((field) => [field, columns[field]]));
  const grouping = fields.length === 0 ? '' : 'GROUP BY ALL';
  return [...(await facts.query({ ...dimensions, ...SUMS }, `${sql} ${grouping}`, values))];
}
