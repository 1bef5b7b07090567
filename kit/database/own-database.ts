import { openOwnDatabase, withScope, type Database } from './database.ts';
import { isFile } from './kind.ts';

interface OwnDatabaseOptions {
  /** What statements say that they are for. */
  label: string;
  /** What one reading or change may take; it is broken off then. */
  patienceMs: number;
  /** Makes what tables are not there. */
  makeTables: (database: Database) => Promise<void>;
}

/** A database of our own, whose tables are made by the first who asks. */
export class OwnDatabase {
  readonly #database: Database;
  readonly #options: OwnDatabaseOptions;
  #made: Promise<void> | null = null;

  /** `sqlite:/path/to/file` or `mysql://…`; nothing is connected before the first statement. */
  constructor(url: string, options: OwnDatabaseOptions) {
    [this.#database, this.#options] = [openOwnDatabase(url), options];
  }

  /** For one reading or change: nobody waits for it longer than its time. */
  async inTime(): Promise<Database> {
    const { label, patienceMs } = this.#options;
    const database = withScope(this.#database, { label, signal: endAfter(patienceMs) });
    await this.#makeTables(database);
    return database;
  }

  close(): Promise<void> {
    return this.#database.destroy();
  }

  /** A failure is not kept: the database may be back the next time. */
  #makeTables(database: Database): Promise<void> {
    this.#made ??= this.#options.makeTables(database).catch((error: unknown) => {
      this.#made = null;
      throw error;
    });
    return this.#made;
  }
}

function endAfter(ms: number): AbortSignal {
  const end = new AbortController();
  setTimeout(() => end.abort(new Error(`no answer within ${ms} ms`)), ms).unref();
  return end.signal;
}

/** What a table of our own holds. */
export type TableColumns = Parameters<Database['schema']['createTable']>[1];

/**
 * Makes a table that is not there, alike whatever the server would make of one that is not told; `collation` is its
 * texts' on a server. Another instance may have made it meanwhile.
 */
export async function makeTable(
  database: Database,
  name: string,
  columns: TableColumns,
  collation?: string,
): Promise<void> {
  if (await database.schema.hasTable(name)) return;
  const making = database.schema.createTable(name, (table) => {
    if (!isFile(database)) {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      if (collation !== undefined) table.collate(collation);
    }
    columns(table);
  });
  await making.catch(async (error: unknown) => {
    if (!(await database.schema.hasTable(name))) throw error;
  });
}
