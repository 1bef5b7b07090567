import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { StoreRow } from './query-cache.ts';

/**
 * Connections that read, a statement at a time each, in the order in which they are asked: one that waited in DuckDB
 * would hold a thread of the process.
 */
export class Readers {
  readonly #free: DuckDBConnection[];
  readonly #waiting: ((reader: DuckDBConnection) => void)[] = [];

  constructor(connections: readonly DuckDBConnection[]) {
    this.#free = [...connections];
  }

  async run(sql: string, values: readonly DuckDBValue[]): Promise<readonly StoreRow[]> {
    const reader = this.#free.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.#waiting.push(resolve)));
    try {
      return (await reader.runAndReadAll(sql, [...values])).getRowObjects();
    } finally {
      const next = this.#waiting.shift();
      if (next) next(reader);
      else this.#free.push(reader);
    }
  }
}
