import { rmSync } from 'node:fs';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { userError } from '../graphql/errors.ts';
import type { Bundle } from '../rules/fact.ts';
import { makeTemporaryFolder } from '../program/folders.ts';
import type { Day } from '../rules/dates.ts';
import { selected, type Columns, type RowOf } from './columns.ts';
import { EXCLUSIONS, Exclusions, type ExclusionSet } from './exclusions.ts';
import type { Facts } from './facts.ts';
import { KEPT_MS, Past } from './past.ts';
import { QueryCache, type Ask } from './query-cache.ts';
import { Readers } from './readers.ts';
import { Writer } from './writer.ts';

/**
 * A ledger may take this much before it spills to disk, and no more than half of what its container has: the rest of
 * the process wants as much.
 */
const MOST_MEMORY = 2 * 1024 ** 3;

/**
 * One thread a statement, which costs less than sharing it, and as many statements at once as there are readers; a
 * bound on memory, and where it spills to past that; nothing fetched from its makers; and no plan that rests on what
 * the facts were like when it was made, since plans are kept.
 */
function settings(spill: string): Record<string, string> {
  const memory = Math.min(MOST_MEMORY, Math.floor((process.constrainedMemory() || Infinity) / 2));
  return {
    threads: '1',
    memory_limit: `${Math.floor(memory / 1024 ** 2)}MiB`,
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    disabled_optimizers: 'statistics_propagation,compressed_materialization,late_materialization',
  };
}

/**
 * A department's facts in an in-process DuckDB. It holds nothing of its own: it can be thrown away and read again at
 * any time.
 */
export interface Store {
  /** The facts as they are; asked no more from the signal on. */
  now(wanted?: AbortSignal): Facts;
  /** The facts as a change has left them. Throws STATE_GONE where that is too long ago, or never was. */
  at(change: number, wanted?: AbortSignal): Facts;
  /**
   * Puts bundles in place of what stood under these keys, in one step that no query sees half done, and numbers it as a
   * change of each.
   */
  replace(keys: readonly string[], bundles: readonly Bundle[]): Promise<void>;
  /**
   * Asks with a set of ids in place, for `without`: sent with it, or before. Throws EXCLUSIONS_UNKNOWN for one that has
   * to be sent.
   */
  excluding<T>(without: ExclusionSet, ask: () => Promise<T>): Promise<T>;
  close(): void;
}

/** As many statements at once as a small machine has processors. */
const READERS = 2;

/**
 * An empty store. Readers, the writer of facts and that of exclusions have connections of their own: a reader sees the
 * last finished step.
 */
export async function openStore(today: () => Day): Promise<Store> {
  const spill = makeTemporaryFolder('spill');
  const instance = await DuckDBInstance.create(':memory:', settings(spill));
  const [writing, excluding] = [await instance.connect(), await instance.connect()];
  const reading = await Promise.all(Array.from({ length: READERS }, () => instance.connect()));
  await excluding.run(EXCLUSIONS);
  const [past, exclusions, readers] = [new Past(), new Exclusions(excluding), new Readers(reading)];
  const writer = await Writer.on(writing, past, today());
  const cache = new QueryCache((...asked) => readers.run(...asked));
  const at = (change: number, wanted?: AbortSignal): Facts =>
    factsAt(past, change, writer.presentFrom(change), inTurn(cache, wanted));
  return {
    now: (wanted) => at(past.last, wanted),
    at,
    replace: async (keys, bundles) => {
      await writer.replace(keys, bundles, today());
      cache.forget();
    },
    excluding: (without, ask) => exclusions.during(without, ask),
    close: () => {
      for (const part of [...reading, writing, excluding, instance]) part.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

/** Of a state that is let go of while it is asked, what is answered may be half of it. */
function factsAt(past: Past, change: number, presentFrom: Day, ask: Ask): Facts {
  const assertKept = (): void => {
    if (!past.has(change))
      throw userError('STATE_GONE', `at wants a state of the last ${KEPT_MS / 1000} s; got ${change}`);
  };
  assertKept();
  past.use(change, Date.now());
  return {
    change,
    get newest() {
      return past.last;
    },
    presentFrom,
    query: <Asked extends Columns>(columns: Asked, rest: string, values: readonly DuckDBValue[]) =>
      ask(`SELECT ${selected(columns)} ${rest}`, values, columns).finally(assertKept) as Promise<RowOf<Asked>[]>,
  };
}

/**
 * Asks one thing after the other, whatever is asked at once for one answer, so that others' come in between; nothing
 * more when nobody waits.
 */
function inTurn(cache: QueryCache, wanted?: AbortSignal): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (...asked) => {
    const ask = (): ReturnType<Ask> => {
      if (wanted?.aborted) throw userError('OVERLOADED', 'Nobody waits for this any more.');
      return cache.of(...asked);
    };
    const rows = last.then(ask, ask);
    last = rows;
    return rows;
  };
}
