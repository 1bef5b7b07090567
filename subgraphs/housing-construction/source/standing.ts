import { IGNORED_STATUSES } from './codes.ts';
import type { Query } from '../../../kit/reading.ts';

/** BIT(1) */
export const NOT_DELETED = 0;

/** Leaves rows whose contract and project are not deleted; the rows have a column `contract_id`. */
export function onlyOfStandingContracts(query: Query, table: string): Query {
  return onlyStandingContracts(query.leftJoin('hc_contract', 'hc_contract.id', `${table}.contract_id`)).where(
    `${table}.deleted`,
    NOT_DELETED,
  );
}

/**
 * Leaves contracts that are not deleted, nor their project; one that is missing counts as deleted. Outer joins, since a server is free to begin
 * inner ones with the projects, all of them, and would sort every bill for one page. A condition on a joined column gives it that freedom back.
 */
export function onlyStandingContracts(query: Query): Query {
  void query.leftJoin('hc_project', 'hc_project.id', 'hc_contract.project_id');
  return query.whereRaw('COALESCE(hc_contract.deleted, 1) = 0').whereRaw('COALESCE(hc_project.deleted, 1) = 0');
}

/** Leaves bills that stand in the books, confirmed or not: neither they nor their contract and project deleted, neither draft nor revoked. */
export function onlyStandingBills(query: Query): Query {
  return onlyOfStandingContracts(query, 'hc_bill').whereNotIn('hc_bill.status', IGNORED_STATUSES);
}
