import type {
  DebtOrderField,
  LedgerBound,
  LedgerDebt,
  LedgerFilter,
  LedgerOrder,
} from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { parseDecimal } from '../rules/money.ts';
import { count, orNull, text } from './columns.ts';
import { debtOfRow, debtOn } from './debt-columns.ts';
import { parameters, type Bind, type Facts, type Statement } from './facts.ts';
import { debtsWhere, isOneOf, standsOn } from './filter.ts';
import { debtsFrom } from './held.ts';

/** What debts are put in order by. */
const SORTED: Readonly<Record<DebtOrderField, { column: string; type: 'HUGEINT' | 'DATE' }>> = {
  OUTSTANDING: { column: 'outstanding', type: 'HUGEINT' },
  AMOUNT: { column: 'amount', type: 'HUGEINT' },
  DUE_ON: { column: 'due_on', type: 'DATE' },
  INCURRED_ON: { column: 'incurred_on', type: 'DATE' },
};

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
 * the direction. The last value of the page is found first, so that only what is on it, or near, is put in order.
 */
export async function debtPage(facts: Facts, question: PageQuestion): Promise<LedgerDebt[]> {
  const { where, orderBy, first, after, asOf } = question;
  if (first === 0) return [];
  const { sql, values, on, bind } = debtsWhere(facts, where, asOf);
  const picked = after === null ? sql : `${sql} AND ${boundCondition(orderBy, after, bind)}`;
  const last = await lastValue(facts, { sql: picked, values: [...values] }, question);
  const { column, type } = SORTED[orderBy.field];
  const near =
    last === null ? '' : `AND ${column} ${orderBy.direction === 'DESC' ? '>=' : '<='} ${bind(last)}::${type}`;
  const rest = `${picked} ${near} ORDER BY ${inOrder(orderBy)} LIMIT ${first}`;
  return (await facts.query(debtOn(on), rest, values)).map(debtOfRow);
}

/** Of so many it pays to find the last; of a million DuckDB could not. */
const FEW = 2_000;

/** Of a page; null where it is long, or the last, and may hold debts without a value. */
async function lastValue(
  facts: Facts,
  { sql, values }: Statement,
  { orderBy: { field, direction }, first }: PageQuestion,
): Promise<string | null> {
  if (first > FEW) return null;
  const [foremost, last] = direction === 'DESC' ? ['max', 'min'] : ['min', 'max'];
  const rest = `FROM (SELECT unnest(${foremost}(${SORTED[field].column}, ${first})) AS value ${sql})`;
  const columns = { count: count('count(*)::INTEGER'), value: orNull(text(`${last}(value)::VARCHAR`)) };
  const [row] = await facts.query(columns, rest, values);
  return row?.count === first ? row.value : null;
}

export const inOrder = ({ field, direction }: LedgerOrder): string =>
  `${SORTED[field].column} ${direction} NULLS LAST, id`;

/** Debts by id that stand in the books on a day. */
export async function debtsByIds(facts: Facts, ids: readonly string[], asOf: Day): Promise<LedgerDebt[]> {
  if (ids.length === 0) return [];
  const { values, bind } = parameters();
  const on = `${bind(asOf)}::DATE`;
  const rest = `FROM ${debtsFrom(facts, asOf, bind)} WHERE ${standsOn(on)} AND ${isOneOf('id', ids, bind)}`;
  return (await facts.query(debtOn(on), rest, values)).map(debtOfRow);
}

/** What lies behind a bound. */
function boundCondition({ field, direction }: LedgerOrder, { value, id }: LedgerBound, bind: Bind): string {
  const { column, type } = SORTED[field];
  const idFollows = id === null || id === undefined ? 'FALSE' : `id > ${bind(id)}`;
  if (value === null || value === undefined) return `(${column} IS NULL AND ${idFollows})`;
  const edge = `${bind(type === 'HUGEINT' ? parseDecimal(value, 2) : value)}::${type}`;
  const beyond = `${column} ${direction === 'DESC' ? '<' : '>'} ${edge}`;
  return `(${beyond} OR ${column} IS NULL OR (${column} = ${edge} AND ${idFollows}))`;
}
