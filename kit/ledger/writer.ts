import { BIGINT, HUGEINT, INTEGER, VARCHAR, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { Day } from '../rules/dates.ts';
import type { Bundle } from '../rules/fact.ts';
import { append } from './append.ts';
import { textList } from './facts.ts';
import type { Past } from './past.ts';
import { tables, type Table } from './tables.ts';

type Columns = Table['columns'];
type Row = DuckDBValue[];

/**
 * What every row has beside its table's own columns: the change from which on it holds, and the one from which on it
 * does no more.
 */
const HOLDS: Columns = [
  { name: 'since_change', type: INTEGER },
  { name: 'until_change', type: INTEGER },
];
/** It still holds. */
const NO_END = 2_147_483_647;

/** Numbers the changes of bundles, so that a reader can ask for those since the last it has seen. */
const CHANGES = {
  name: 'bundle_change',
  columns: [
    { name: 'bundle', type: VARCHAR },
    { name: 'number', type: INTEGER },
  ],
};
const ALL = [...tables, CHANGES];

/** Writes a store's facts, each change of them as another state. */
export class Writer {
  readonly #connection: DuckDBConnection;
  readonly #past: Past;
  /** Whether fen take 128 bits: from when on a book has an amount that does not go into 64. */
  #wide = false;
  /** Keys under which something may stand. */
  readonly #held = new Set<string>();
  /** From which day on the present goes, and with which change that began; the last of them holds. */
  readonly #presents: { change: number; from: Day }[];

  private constructor(connection: DuckDBConnection, past: Past, presentFrom: Day) {
    [this.#connection, this.#past, this.#presents] = [connection, past, [{ change: 0, from: presentFrom }]];
  }

  /** `connection` is for nothing else. */
  static async on(connection: DuckDBConnection, past: Past, today: Day): Promise<Writer> {
    for (const { name, columns } of ALL) {
      const held = [...columns, ...HOLDS].map((column) => `${column.name} ${column.type.toString()}`);
      await connection.run(`CREATE TABLE ${name} (${held.join(', ')})`);
    }
    return new Writer(connection, past, today);
  }

  /** The first day of the present in the state that a change made: stretches that ended before are among the past. */
  presentFrom(change: number): Day {
    return this.#presents.findLast((present) => present.change <= change)?.from ?? '';
  }

  /** Puts bundles in place of what stood under these keys: as one change each, and in one step. */
  async replace(keys: readonly string[], bundles: readonly Bundle[], today: Day): Promise<void> {
    const [change, now, presentFrom] = [this.#past.last + keys.length, Date.now(), this.presentFrom(NO_END)];
    const from = today > presentFrom ? today : presentFrom;
    const rows = tables.map((table) => bundles.flatMap((bundle) => table.rows(bundle, from)));
    if (!this.#wide && rows.some((all) => all.some((row) => row.some(isWide)))) await this.#widen();
    await this.#inOneStep(async () => {
      if (from > presentFrom) await this.#moveEnded(from, change);
      await this.#end(keys, bundles, change);
      for (const [i, table] of tables.entries()) await this.#append(table, rows[i] ?? [], change);
      const numbered = keys.map((key, i): Row => [key, this.#past.last + i + 1]);
      await this.#append(CHANGES, numbered, change);
      if (this.#past.letGo(now))
        for (const { name } of ALL) await this.#run(`DELETE FROM ${name} WHERE until_change <= ${this.#past.oldest}`);
    });
    if (from > presentFrom) this.#presents.push({ change, from });
    for (const key of keys) this.#held.add(key);
    this.#past.add(change, now);
  }

  async #inOneStep(work: () => Promise<void>): Promise<void> {
    await this.#run('BEGIN');
    try {
      await work();
      await this.#run('COMMIT');
    } catch (error) {
      await this.#run('ROLLBACK');
      throw error;
    }
  }

  /** The days go on: what was of the present until yesterday. */
  async #moveEnded(from: Day, change: number): Promise<void> {
    const ended = `last_on < DATE '${from}' AND until_change`;
    await this.#run(`UPDATE debt SET until_change = ${change} WHERE ${ended} = ${NO_END}`);
    const held = `${change} AS since_change, ${NO_END} AS until_change`;
    await this.#run(`INSERT INTO debt_past SELECT * REPLACE (${held}) FROM debt WHERE ${ended} = ${change}`);
  }

  /** What holds no more stays for as long as it can be asked for. */
  async #end(keys: readonly string[], bundles: readonly Bundle[], change: number): Promise<void> {
    const ids = bundles.flatMap((bundle) => bundle.debts.map(({ id }) => id));
    const end = (table: string, column: string, ended: readonly string[]): Promise<void> =>
      this.#run(
        `UPDATE ${table} SET until_change = ${change} WHERE until_change = ${NO_END} AND ${column} IN (SELECT unnest($1::VARCHAR[]))`,
        [textList(ended)],
      );
    // a row that was moved to another bundle is not counted in both until the one it left is read again
    for (const table of ['debt', 'debt_past']) if (ids.length > 0) await end(table, 'id', ids);
    const held = keys.filter((key) => this.#held.has(key));
    for (const { name } of ALL) if (held.length > 0) await end(name, 'bundle', held);
  }

  #append({ name, columns }: Pick<Table, 'name' | 'columns'>, rows: readonly Row[], change: number): Promise<void> {
    const held = [...this.#widened(columns), ...HOLDS];
    return append(
      this.#connection,
      { name, columns: held },
      rows.map((row) => [...row, change, NO_END]),
    );
  }

  #widened(columns: Columns): Columns {
    return this.#wide ? columns.map(({ name, type }) => ({ name, type: type === BIGINT ? HUGEINT : type })) : columns;
  }

  async #widen(): Promise<void> {
    for (const { name: table, columns } of tables)
      for (const { name, type } of columns)
        if (type === BIGINT) await this.#run(`ALTER TABLE ${table} ALTER COLUMN ${name} TYPE HUGEINT`);
    this.#wide = true;
  }

  async #run(sql: string, values: DuckDBValue[] = []): Promise<void> {
    await this.#connection.run(sql, values);
  }
}

const MOST = 2n ** 63n - 1n;
const isWide = (value: DuckDBValue): boolean => typeof value === 'bigint' && (value > MOST || value < -MOST);
