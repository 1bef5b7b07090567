import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Table } from './tables.ts';

/** Rows that are handed over before others get their turn. */
const ROWS_A_TURN = 2_000;

/** Puts rows at the end of a table, giving others their turn. */
export async function append(
  writer: DuckDBConnection,
  { name, columns }: Pick<Table, 'name' | 'columns'>,
  rows: Iterable<DuckDBValue[]>,
): Promise<void> {
  const appender = await writer.createAppender(name);
  let number = 0;
  for (const row of rows) {
    for (const [i, { type }] of columns.entries()) appender.appendValue(row[i] ?? null, type);
    appender.endRow();
    number += 1;
    if (number % ROWS_A_TURN === 0) await nextTurn();
  }
  appender.closeSync();
}
