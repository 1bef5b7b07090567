import type { DuckDBValue } from '@duckdb/node-api';
import type {
  DebtOrderField,
  LedgerBound,
  LedgerDebt,
  LedgerFilter,
  LedgerOrder,
} from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { parseDecimal } from '../rules/money.ts';
import { debtsWhere, type Statement } from './filter.ts';
import type { StoreRow } from './query-cache.ts';
import { textList, type Facts } from './store.ts';

const SORT_COLUMNS: Readonly<Record<DebtOrderField, string>> = {
  OUTSTANDING: 'outstanding',
  AMOUNT: 'amount',
  DUE_ON: 'due_on',
  INCURRED_ON: 'incurred_on',
};

/** Columns of a debt by the names they have in the department contract; a party's three and its key go by a prefix. */
export const DEBT_COLUMNS = `id, contract_no AS "contractNo", contract_name AS "contractName", category, wages, cause, cause_note AS "causeNote",
  disputed, verified, incurred_on::VARCHAR AS "incurredOn", due_on::VARCHAR AS "dueOn", due_basis AS "dueBasis", days_overdue AS "daysOverdue",
  age_bucket AS "ageBucket", status, protected, amount, paid, outstanding, debtor_kind AS "debtorKind",
  debtor_key, debtor_name, debtor_organisation_code, debtor_credit_code, creditor_key, creditor_name, creditor_organisation_code, creditor_credit_code`;

/** Which debts, in which order, from where on. */
export interface PageQuestion {
  where: LedgerFilter;
  orderBy: LedgerOrder;
  first: number;
  after: LedgerBound | null;
  asOf: Day;
}

/**
 * Debts after a bound, in the order `(sort value, id)`: without a value last, equal values by id ascending, whatever
 * the direction.
 */
export async function debtPage(
  facts: Facts,
  { where, orderBy, first, after, asOf }: PageQuestion,
): Promise<LedgerDebt[]> {
  const picked = debtsWhere(facts, where, asOf);
  const column = SORT_COLUMNS[orderBy.field];
  const bound =
    after === null ? { sql: 'TRUE', values: [] } : boundCondition(column, orderBy, after, picked.values.length);
  const sql = `SELECT ${DEBT_COLUMNS} ${picked.sql} AND ${bound.sql} ORDER BY ${inOrder(orderBy)} LIMIT ${first}`;
  return (await facts.query(sql, [...picked.values, ...bound.values])).map(debtOfRow);
}

export const inOrder = ({ field, direction }: LedgerOrder): string =>
  `${SORT_COLUMNS[field]} ${direction} NULLS LAST, id`;

/** Debts by id that stand in the books on a day. */
export async function debtsByIds(facts: Facts, ids: readonly string[], asOf: Day): Promise<LedgerDebt[]> {
  if (ids.length === 0) return [];
  const rows = await facts.query(
    `SELECT ${DEBT_COLUMNS} FROM debts_on($1::DATE, ${facts.change}) WHERE id = ANY($2::VARCHAR[])`,
    [asOf, textList(ids)],
  );
  return rows.map(debtOfRow);
}

/** What lies behind a bound. Its parameters are numbered on from those of the filter. */
function boundCondition(
  column: string,
  { field, direction }: LedgerOrder,
  { value, id }: LedgerBound,
  offset: number,
): Statement {
  const values: DuckDBValue[] = [];
  const bind = (bound: DuckDBValue): string => `$${offset + values.push(bound)}`;
  const idFollows = id === null || id === undefined ? 'FALSE' : `id > ${bind(id)}`;
  if (value === null || value === undefined) return { sql: `(${column} IS NULL AND ${idFollows})`, values };
  const edge =
    field === 'OUTSTANDING' || field === 'AMOUNT' ? `${bind(parseDecimal(value, 2))}::HUGEINT` : `${bind(value)}::DATE`;
  const beyond = `${column} ${direction === 'DESC' ? '<' : '>'} ${edge}`;
  return { sql: `(${beyond} OR ${column} IS NULL OR (${column} = ${edge} AND ${idFollows}))`, values };
}

export function debtOfRow(row: StoreRow): LedgerDebt {
  const party = (role: 'debtor' | 'creditor'): LedgerDebt['debtor'] => ({
    key: row[`${role}_key`] as string,
    name: row[`${role}_name`] as string,
    organisationCode: row[`${role}_organisation_code`] as string | null,
    creditCode: row[`${role}_credit_code`] as string | null,
  });
  const daysOverdue = row['daysOverdue'] as bigint | null;
  return {
    ...row,
    daysOverdue: daysOverdue === null ? null : Number(daysOverdue),
    debtor: party('debtor'),
    creditor: party('creditor'),
  } as LedgerDebt;
}
