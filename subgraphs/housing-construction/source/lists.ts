import type { Page } from '../../../kit/graphql/page-size.ts';
import type { Database } from '../../../kit/database/database.ts';
import type { Bill, BillFilter, Deposit, Project, ProjectFilter } from '../model.ts';
import { numbersOf } from '../../../kit/source/columns.ts';
import { billStatuses, billTypes } from './codes.ts';
import { rowId, rowIds } from './ids.ts';
import { endOfDay, startOfDay } from './instants.ts';
import { on, read, type Condition, type Query } from '../../../kit/source/table.ts';
import { notDeleted, onlyOfStandingContracts, onlyStandingBills } from './in-force.ts';
import { bills, deposits, projects } from './tables.ts';

/** A page of the bills that stand in the books. */
export function billsAfter(database: Database, filter: BillFilter, page: Page): Promise<Bill[]> {
  return read(
    database,
    bills,
    onlyStandingBills,
    on(filter.projectIds, (query, ids) => query.whereIn('hc_project.id', rowIds(ids))),
    on(filter.projectNos, (query, numbers) => query.whereIn('hc_project.project_no', numbers)),
    on(filter.townCodes, (query, codes) => query.whereIn('hc_project.town_code', codes)),
    on(filter.ownerIds, (query, ids) => query.whereIn('hc_project.owner_org_id', rowIds(ids))),
    on(filter.contractorIds, (query, ids) => query.whereIn('hc_contract.contractor_id', rowIds(ids))),
    on(filter.billTypes, (query, types) => query.whereIn('hc_bill.bill_type', numbersOf(billTypes, types))),
    on(filter.recordedStatuses, (query, statuses) =>
      query.whereIn('hc_bill.status', numbersOf(billStatuses, statuses)),
    ),
    on(filter.confirmed, (query, confirmed) => isSet(query, 'hc_bill.confirmed_at', confirmed)),
    on(filter.confirmedFrom, (query, day) => query.where('hc_bill.confirmed_at', '>=', startOfDay(day))),
    on(filter.confirmedTo, (query, day) => query.where('hc_bill.confirmed_at', '<', endOfDay(day))),
    pageBy('hc_bill.id', page),
  );
}

/** A page of the projects on which work has begun and that are not accepted. */
export function unacceptedProjectsAfter(database: Database, filter: ProjectFilter, page: Page): Promise<Project[]> {
  return read(
    database,
    projects,
    notDeleted('hc_project'),
    (query) => query.whereNull('accepted_at').where('started_at', '<', endOfDay(filter.startedBy)),
    on(filter.ownerIds, (query, ids) => query.whereIn('owner_org_id', rowIds(ids))),
    on(filter.townCodes, (query, codes) => query.whereIn('town_code', codes)),
    on(filter.settled, (query, settled) => isSet(query, 'settled_at', settled)),
    pageBy('id', page),
  );
}

const isSet = (query: Query, column: string, set: boolean): Query =>
  set ? query.whereNotNull(column) : query.whereNull(column);

/** Deposits of a statement, while a page is being filled: when one is due for return is no plain select. */
const DEPOSITS_READ = 1000;

/** A page of the deposits that `wanted` picks. */
export async function depositsAfter(
  database: Database,
  wanted: (deposit: Deposit) => boolean,
  { after, limit }: Page,
): Promise<Deposit[]> {
  const picked: Deposit[] = [];
  for (let bound = after, more = true; more && picked.length < limit;) {
    const chunk = await allDepositsAfter(database, { after: bound, limit: DEPOSITS_READ });
    picked.push(...chunk.filter(wanted));
    more = chunk.length === DEPOSITS_READ;
    bound = chunk.at(-1)?.id ?? bound;
  }
  return picked.slice(0, limit);
}

const allDepositsAfter = (database: Database, page: Page): Promise<Deposit[]> =>
  read(database, deposits, (query) => onlyOfStandingContracts(query, 'hc_deposit'), pageBy('hc_deposit.id', page));

const pageBy =
  (key: string, { after, limit }: Page): Condition =>
  (query) => {
    const bound = after === null ? null : rowId(after);
    if (bound !== null) query.where(key, '>', bound);
    return query.orderBy(key).limit(after !== null && bound === null ? 0 : limit);
  };
