import type { Day } from '../rules/dates.ts';
import type { Bind, Facts } from './facts.ts';

type Stated = Pick<Facts, 'change' | 'presentFrom'>;

/** A table's rows in the state that is asked about. */
export function rowsOf({ change }: Stated, table: string, bind: Bind): string {
  return `(${heldIn(table, `${bind(change)}::INTEGER`)}) AS ${table}`;
}

/** Debts in that state, with all stretches of days that end on a day or later, and maybe more; null: with all. */
export function debtsFrom({ change, presentFrom }: Stated, from: Day | null, bind: Bind): string {
  const number = `${bind(change)}::INTEGER`;
  const present = heldIn('debt', number);
  const all = from !== null && from >= presentFrom ? present : `${present} UNION ALL ${heldIn('debt_past', number)}`;
  return `(${all}) AS debt`;
}

const heldIn = (table: string, change: string): string =>
  `SELECT * FROM ${table} WHERE since_change <= ${change} AND ${change} < until_change`;
