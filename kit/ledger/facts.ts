import { listValue, type DuckDBValue } from '@duckdb/node-api';
import type { Day } from '../rules/dates.ts';
import type { Columns, RowOf } from './columns.ts';

/** The facts in one state. Every statement names it: `kit/ledger/held.ts`. */
export interface Facts {
  /** Number of the change that made it; 0: nothing is there yet. */
  readonly change: number;
  /** Number of the last change that there is by now. */
  readonly newest: number;
  /** From this day on nothing is to be had of debts' past. */
  readonly presentFrom: Day;
  /**
   * Asks for columns of what follows. Rows are shared by all who ask the same: nobody may change them. Throws
   * STATE_GONE where the state was let go of meanwhile.
   */
  query<Asked extends Columns>(
    columns: Asked,
    rest: string,
    values: readonly DuckDBValue[],
  ): Promise<readonly RowOf<Asked>[]>;
}

/** A question's text and the values of its parameters, built side by side. */
export interface Statement {
  sql: string;
  values: DuckDBValue[];
}

/** Takes a value of a statement's parameter, and gives its place. */
export type Bind = (value: DuckDBValue) => string;

/** A statement's values, and what binds another one. */
export function parameters(): { values: DuckDBValue[]; bind: Bind } {
  const values: DuckDBValue[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/**
 * A list of texts as a parameter, for `unnest($n::VARCHAR[])`. Not for an empty one: DuckDB cannot tell what it is a
 * list of.
 */
export const textList = (values: readonly string[]): DuckDBValue => listValue([...values]);
