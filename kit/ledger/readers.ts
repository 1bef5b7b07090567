import type {
  DuckDBConnection,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
  DuckDBValue,
} from '@duckdb/node-api';
import type { Columns } from './columns.ts';
import type { StoreRow } from './query-cache.ts';

/** Statements that a connection keeps prepared: those asked last. */
const KEPT = 100;

/**
 * Connections that read, a statement at a time each, in the order in which they are asked: one that waited in DuckDB
 * would hold a thread of the process.
 */
export class Readers {
  readonly #free: Reader[];
  readonly #waiting: ((reader: Reader) => void)[] = [];

  constructor(connections: readonly DuckDBConnection[]) {
    this.#free = connections.map((connection) => new Reader(connection));
  }

  async run(sql: string, values: readonly DuckDBValue[], columns: Columns): Promise<StoreRow[]> {
    const reader = this.#free.pop() ?? (await new Promise<Reader>((resolve) => this.#waiting.push(resolve)));
    try {
      return await reader.run(sql, values, columns);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(reader);
      else this.#free.push(reader);
    }
  }
}

class Reader {
  readonly #connection: DuckDBConnection;
  readonly #prepared = new Map<string, DuckDBPreparedStatement>();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async run(sql: string, values: readonly DuckDBValue[], columns: Columns): Promise<StoreRow[]> {
    const statement = await this.#statement(sql);
    statement.bind([...values]);
    return rowsOf(await statement.run(), Object.entries(columns));
  }

  async #statement(sql: string): Promise<DuckDBPreparedStatement> {
    const statement = this.#prepared.get(sql) ?? (await this.#connection.prepare(sql));
    this.#prepared.delete(sql);
    this.#prepared.set(sql, statement);
    const [[oldest, longAgo] = [sql, statement]] = this.#prepared;
    if (this.#prepared.size > KEPT && this.#prepared.delete(oldest)) longAgo.destroySync();
    return statement;
  }
}

function rowsOf(result: DuckDBMaterializedResult, columns: readonly [string, Columns[string]][]): StoreRow[] {
  const rows: StoreRow[] = [];
  for (let i = 0; i < result.chunkCount; i += 1) {
    const chunk = result.getChunk(i);
    const part = Array.from({ length: chunk.rowCount }, (): StoreRow => ({}));
    for (const [place, [name, { read }]] of columns.entries()) {
      const vector = chunk.getColumnVector(place);
      for (const [at, row] of part.entries()) row[name] = read(vector.getItem(at));
    }
    rows.push(...part);
  }
  return rows;
}
