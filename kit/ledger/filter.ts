import type { DuckDBValue } from '@duckdb/node-api';
import type { LedgerFilter } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { normalForm } from '../rules/text.ts';
import { textList, type Facts } from './store.ts';

/** A question's text and the values of its parameters, built side by side. */
export interface Statement {
  sql: string;
  values: DuckDBValue[];
}

/** Fields of the filter that list texts, and the column that has to be one of them. */
const LISTS = {
  ids: 'id',
  statuses: 'status',
  categories: 'category',
  causes: 'cause',
  ageBuckets: 'age_bucket',
  debtorKeys: 'debtor_key',
  debtorKinds: 'debtor_kind',
  creditorKeys: 'creditor_key',
  creditorScales: 'creditor_scale',
} as const satisfies Partial<Record<keyof LedgerFilter, string>>;

/** Fields of the filter that hold one value, and what has to hold with it. A column that is null fulfils none. */
const COMPARISONS = {
  wages: 'wages = ?',
  disputed: 'disputed = ?',
  verified: 'verified = ?',
  minOutstanding: 'outstanding >= ?::HUGEINT',
  maxOutstanding: 'outstanding <= ?::HUGEINT',
  incurredFrom: 'incurred_on >= ?::DATE',
  incurredTo: 'incurred_on <= ?::DATE',
  dueFrom: 'due_on >= ?::DATE',
  dueTo: 'due_on <= ?::DATE',
  minDaysOverdue: 'days_overdue >= ?',
} as const satisfies Partial<Record<keyof LedgerFilter, string>>;

/** The debts that stand on a day and that a filter picks: what follows a SELECT list. */
export function debtsWhere({ change }: Facts, where: LedgerFilter, asOf: Day): Statement {
  const { values, bind } = parameters();
  const from = `FROM debts_on(${bind(asOf)}::DATE, ${change})`;
  const conditions = conditionsOf(where, bind);
  if (where.without)
    conditions.push(`id NOT IN (SELECT exclusion.id FROM exclusion WHERE digest = ${bind(where.without)})`);
  return { sql: `${from} WHERE ${allOf(conditions)}`, values };
}

export type Bind = (value: DuckDBValue) => string;

/** A statement's values, and what binds another one and gives its place. */
export function parameters(): { values: DuckDBValue[]; bind: Bind } {
  const values: DuckDBValue[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** What a filter wants of a debt, but for that it counts in no other book. */
export function conditionsOf(where: LedgerFilter, bind: Bind): string[] {
  const conditions = [...listConditions(where, bind), ...comparisons(where, bind), ...searchConditions(where, bind)];
  return where.scope === 'PROTECTED' ? [...conditions, 'protected'] : conditions;
}

export const allOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');

/** An empty list holds for nothing; an absent one for everything. */
function listConditions(where: LedgerFilter, bind: Bind): string[] {
  return Object.entries(LISTS).flatMap(([field, column]) => {
    const list = where[field as keyof typeof LISTS];
    if (!list) return [];
    return [list.length === 0 ? 'FALSE' : `${column} = ANY(${bind(textList(list))}::VARCHAR[])`];
  });
}

function comparisons(where: LedgerFilter, bind: Bind): string[] {
  return Object.entries(COMPARISONS).flatMap(([field, condition]) => {
    const value = where[field as keyof typeof COMPARISONS];
    return value === undefined || value === null ? [] : [condition.replace('?', bind(value))];
  });
}

function searchConditions({ search }: LedgerFilter, bind: Bind): string[] {
  return search ? [`contains(search_text, ${bind(normalForm(search))})`] : [];
}
