import type { DebtStatus, LedgerFilter } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { normalForm } from '../rules/text.ts';
import { inArrears, isOfAge } from './debt-columns.ts';
import { debtsFrom } from './held.ts';
import { parameters, textList, type Bind, type Facts, type Statement } from './facts.ts';

/** Fields of the filter that list words, and the column that has to be one of them. */
const WORDS = {
  categories: 'category',
  causes: 'cause',
  debtorKinds: 'debtor_kind',
  creditorScales: 'creditor_scale',
} as const satisfies Partial<Record<keyof LedgerFilter, string>>;

/** Fields of the filter that list keys, of which there may be many. */
const KEYS = {
  ids: 'id',
  debtorKeys: 'debtor_key',
  creditorKeys: 'creditor_key',
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
} as const satisfies Partial<Record<keyof LedgerFilter, string>>;

const STATUSES: Readonly<Record<DebtStatus, (on: string) => string>> = {
  CLEARED: () => 'outstanding = 0',
  IN_ARREARS: inArrears,
  NOT_YET_DUE: (on) => `outstanding > 0 AND (${inArrears(on)}) IS NOT TRUE`,
};

/** What follows a SELECT list, with the day that it is about, as SQL has it, and what binds further values. */
interface Picked extends Statement {
  on: string;
  bind: Bind;
}

/** The debts that stand on a day and that a filter picks. */
export function debtsWhere(facts: Facts, where: LedgerFilter, asOf: Day): Picked {
  const { values, bind } = parameters();
  const on = `${bind(asOf)}::DATE`;
  const conditions = [standsOn(on), ...conditionsOf(where, on, bind)];
  if (where.without)
    conditions.push(`id NOT IN (SELECT exclusion.id FROM exclusion WHERE digest = ${bind(where.without)})`);
  return { sql: `FROM ${debtsFrom(facts, asOf, bind)} WHERE ${allOf(conditions)}`, values, on, bind };
}

export const standsOn = (on: string): string => `from_on <= ${on} AND ${on} <= last_on`;

/** What a filter wants of a debt on a day, but for that it counts in no other book. */
export function conditionsOf(where: LedgerFilter, on: string, bind: Bind): string[] {
  const conditions = [
    ...statusConditions(where, on),
    ...comparisons(where, bind),
    ...overdueConditions(where, on, bind),
    ...ageConditions(where, on),
    ...wordConditions(where, bind),
    ...keyConditions(where, bind),
    ...searchConditions(where, bind),
  ];
  return where.scope === 'PROTECTED' ? ['protected', ...conditions] : conditions;
}

export const allOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');

const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'FALSE' : `(${conditions.map((condition) => `(${condition})`).join(' OR ')})`;

/** Here and below: an empty list holds for nothing; an absent one for everything. */
function statusConditions({ statuses }: LedgerFilter, on: string): string[] {
  return statuses ? [anyOf([...new Set(statuses)].map((status) => STATUSES[status](on)))] : [];
}

function ageConditions({ ageBuckets }: LedgerFilter, on: string): string[] {
  return ageBuckets ? [ageBuckets.length === 0 ? 'FALSE' : isOfAge(ageBuckets, on)] : [];
}

function wordConditions(where: LedgerFilter, bind: Bind): string[] {
  return Object.entries(WORDS).flatMap(([field, column]) => {
    const list: readonly string[] | null | undefined = where[field as keyof typeof WORDS];
    return list ? [anyOf([...new Set(list)].map((word) => `${column} = ${bind(word)}`))] : [];
  });
}

function keyConditions(where: LedgerFilter, bind: Bind): string[] {
  return Object.entries(KEYS).flatMap(([field, column]) => {
    const list = where[field as keyof typeof KEYS];
    return list ? [list.length === 0 ? 'FALSE' : isOneOf(column, list, bind)] : [];
  });
}

/** Few are compared with every row; many are looked up. */
const FEW = 5;
export const isOneOf = (column: string, list: readonly string[], bind: Bind): string =>
  list.length <= FEW
    ? `${column} IN (${list.map(bind).join(', ')})`
    : `${column} IN (SELECT unnest(${bind(textList(list))}::VARCHAR[]))`;

function comparisons(where: LedgerFilter, bind: Bind): string[] {
  return Object.entries(COMPARISONS).flatMap(([field, condition]) => {
    const value = where[field as keyof typeof COMPARISONS];
    return value === undefined || value === null ? [] : [condition.replace('?', bind(value))];
  });
}

function overdueConditions({ minDaysOverdue }: LedgerFilter, on: string, bind: Bind): string[] {
  if (minDaysOverdue === undefined || minDaysOverdue === null) return [];
  return [inArrears(on), `${on} - due_on >= ${bind(minDaysOverdue)}`];
}

function searchConditions({ search }: LedgerFilter, bind: Bind): string[] {
  return search ? [`contains(search_text, ${bind(normalForm(search))})`] : [];
}
