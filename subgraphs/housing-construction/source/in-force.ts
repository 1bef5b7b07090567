import type { Condition, Query } from '../../../kit/source/table.ts';
import { IGNORED_STATUSES } from '../facts/debts.ts';

/** Leaves rows that are not deleted; a flag that is none is not set, as in `facts`. */
export const notDeleted =
  (table: string): Condition =>
  (query) =>
    query.whereRaw('COALESCE(??, 0) <> 1', [`${table}.deleted`]);

/** Leaves rows whose contract and project are not deleted; the rows have a column `contract_id`. */
export function onlyOfStandingContracts(query: Query, table: string): Query {
  return notDeleted(table)(
    onlyStandingContracts(query.leftJoin('hc_contract', 'hc_contract.id', `${table}.contract_id`)),
  );
}

/**
 * Leaves contracts that are not deleted, nor their project; one that is missing counts as deleted. Outer joins, since a
 * server is free to begin inner ones with the projects, all of them, and would sort every bill for one page. A
 * condition on a joined column gives it that freedom back.
 */
export function onlyStandingContracts(query: Query): Query {
  void query.leftJoin('hc_project', 'hc_project.id', 'hc_contract.project_id');
  const isThere = (table: string): string =>
    `CASE WHEN ${table}.id IS NULL THEN 1 ELSE COALESCE(${table}.deleted, 0) END <> 1`;
  return query.whereRaw(isThere('hc_contract')).whereRaw(isThere('hc_project'));
}

/**
 * Leaves bills that stand in the books, confirmed or not: neither they nor their contract and project deleted, neither
 * draft nor revoked.
 */
export function onlyStandingBills(query: Query): Query {
  return onlyOfStandingContracts(query, 'hc_bill').whereRaw(
    'COALESCE(hc_bill.status, -1) NOT IN (?, ?)',
    IGNORED_STATUSES.map(Number),
  );
}
