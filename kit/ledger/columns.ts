import { DuckDBDateValue, type DuckDBValue } from '@duckdb/node-api';
import { addDays, type Day } from '../rules/dates.ts';
import type { Fen } from '../rules/money.ts';

/** What a statement answers under one name: how DuckDB says it, and what it is to us. */
export interface Column<Value> {
  sql: string;
  read: (value: DuckDBValue) => Value;
}

/** What a statement answers, by name. */
export type Columns = Readonly<Record<string, Column<unknown>>>;

/** A row of an answer. */
export type RowOf<Answered extends Columns> = {
  -readonly [Name in keyof Answered]: Answered[Name] extends Column<infer Value> ? Value : never;
};

/** A column whose values are of one kind; anything else is a fault of ours, and no answer. */
function column<Value>(kind: string, isOne: (value: DuckDBValue) => value is Value & DuckDBValue) {
  return (sql: string): Column<Value> => ({
    sql,
    read: (value) => {
      if (isOne(value)) return value;
      throw new TypeError(`${sql} is to be ${kind}; got ${String(value)}`);
    },
  });
}

export const text = column('a text', (value) => typeof value === 'string');
export const flag = column('true or false', (value) => typeof value === 'boolean');
/** Of up to 32 bits. */
export const count = column('a small whole number', (value) => typeof value === 'number');
export const fen: (sql: string) => Column<Fen> = column('fen', (value) => typeof value === 'bigint');
const date = column('a date', (value) => value instanceof DuckDBDateValue);

const FIRST_COUNTED: Day = '1970-01-01';
export const day = (sql: string): Column<Day> => {
  const { read } = date(sql);
  return { sql, read: (value) => addDays(FIRST_COUNTED, read(value).days) };
};

/** A word of a closed set. */
export const word = text as <Word extends string>(sql: string) => Column<Word>;

/** A word by its place among the words of a closed set. */
export function numbered<Word extends string>(words: readonly Word[], sql: string): Column<Word> {
  const { read } = count(sql);
  return {
    sql,
    read: (value) => {
      const word = words[read(value)];
      if (word === undefined) throw new TypeError(`${sql} is to be one of ${words.join(', ')}; got ${String(value)}`);
      return word;
    },
  };
}

export function orNull<Value>({ sql, read }: Column<Value>): Column<Value | null> {
  return { sql, read: (value) => (value === null ? null : read(value)) };
}

/** Exact however many are summed; 0 where there are none. */
export const sumOf = (amounts: string): Column<Fen> => fen(`coalesce(sum(${amounts}), 0)::HUGEINT`);

/** What stands between SELECT and FROM. */
export function selected(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, { sql }]) => `${sql} AS "${name}"`)
    .join(', ');
}
