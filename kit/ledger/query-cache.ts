import type { DuckDBValue } from '@duckdb/node-api';
import type { Columns } from './columns.ts';

/** What is kept at the most, of everything: figures and pages, not whole readings. */
const KEPT = { answers: 256, rows: 50_000 };

export type StoreRow = Record<string, unknown>;

/** Answers of the columns that a statement has, the same for the same statement. */
export type Ask = (sql: string, values: readonly DuckDBValue[], columns: Columns) => Promise<readonly StoreRow[]>;

interface Answer {
  rows: Promise<readonly StoreRow[]>;
  /** How many; 0 while it is waited for. */
  size: number;
}

/**
 * Asks a store each question once between two of its changes: what many ask at the same time of day is worked out for
 * all of them.
 */
export class QueryCache {
  readonly #ask: Ask;
  #kept = new Map<string, Answer>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Rows are shared by all who ask: nobody may change them. */
  of(sql: string, values: readonly DuckDBValue[], columns: Columns): Promise<readonly StoreRow[]> {
    const key = JSON.stringify([sql, values], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    return this.#kept.get(key)?.rows ?? this.#askAnew(this.#kept, key, this.#ask(sql, values, columns));
  }

  /** To be told after each change. What was asked before it is answered to those who asked, and to nobody else. */
  forget(): void {
    this.#kept = new Map();
  }

  #askAnew(kept: Map<string, Answer>, key: string, rows: Answer['rows']): Answer['rows'] {
    const answer: Answer = { rows, size: 0 };
    kept.set(key, answer);
    rows.then(
      ({ length }) => {
        answer.size = length;
        makeRoom(kept);
      },
      () => kept.delete(key),
    );
    return rows;
  }
}

/** Lets the oldest go. */
function makeRoom(kept: Map<string, Answer>): void {
  let rows = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
  for (const [key, { size }] of kept) {
    if (kept.size <= KEPT.answers && rows <= KEPT.rows) return;
    kept.delete(key);
    rows -= size;
  }
}
