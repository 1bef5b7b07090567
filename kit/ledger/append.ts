import { setImmediate as nextTurn } from 'node:timers/promises';
import { DuckDBDataChunk, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { Table } from './tables.ts';

/** Rows that are handed over before others get their turn: as many as DuckDB takes at once. */
const ROWS_A_TURN = 2_048;

/** Puts rows at the end of a table, giving others their turn. */
export async function append(
  writer: DuckDBConnection,
  { name, columns }: Pick<Table, 'name' | 'columns'>,
  rows: readonly (readonly DuckDBValue[])[],
): Promise<void> {
  const types = columns.map(({ type }) => type);
  const appender = await writer.createAppender(name);
  for (let i = 0; i < rows.length; i += ROWS_A_TURN) {
    if (i > 0) await nextTurn();
    const part = rows.slice(i, i + ROWS_A_TURN);
    const chunk = DuckDBDataChunk.create(types, part.length);
    for (const place of types.keys()) {
      chunk.setColumnValues(
        place,
        part.map((row) => row[place] ?? null),
      );
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
