import type { DuckDBValue } from '@duckdb/node-api';
import type { LedgerFilter, LedgerMovement, LedgerStep } from '../../schema/generated/department.ts';
import { debtsWhere } from './filter.ts';
import type { Facts } from './store.ts';

/** How what is owed on the debts that a filter picks on two days came from the one to the other. */
export async function debtMovement(facts: Facts, where: LedgerFilter, step: LedgerStep): Promise<LedgerMovement> {
  const values: DuckDBValue[] = [];
  const now = debtsWhere(facts, { ...where, without: step.without }, step.asOf, values);
  const before = debtsWhere(facts, { ...where, without: step.withoutSince }, step.since, values);
  const all = (day: string): string => `debts_on($${values.push(day)}::DATE, ${facts.change})`;
  const [row] = await facts.query(
    `SELECT * FROM (
       SELECT count(*)::INTEGER AS count, ${sum('now.outstanding')} AS outstanding,
         ${sum("CASE WHEN was.status IS DISTINCT FROM 'IN_ARREARS' THEN now.outstanding END")} AS incurred
       FROM (SELECT id, outstanding ${now.sql}) AS now LEFT JOIN ${all(step.since)} AS was USING (id)
     ), (
       SELECT ${sum('before.outstanding')} AS "outstandingBefore", ${sum('later.paid - before.paid')} AS paid
       FROM (SELECT id, paid, outstanding ${before.sql}) AS before LEFT JOIN ${all(step.asOf)} AS later USING (id)
     )`,
    values,
  );
  return row as unknown as LedgerMovement;
}

const sum = (amounts: string): string => `coalesce(sum(${amounts}), 0)::HUGEINT`;
