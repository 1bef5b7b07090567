import type { Knex } from 'knex';
import type { Database } from '../../database/database.ts';
import { localDay } from '../../rules/dates.ts';
import type { Books } from '../../rules/fact.ts';
import { CHUNK, type Pace } from '../../ledger/sync.ts';

/** A statement of ours for which the server goes through a whole table, or a whole index. */
export interface Scan {
  table: string;
  /** As the server estimates them. */
  rows: number;
  /** `every 5 s`. */
  often: string;
  /** Of its statement, what comes after what is selected. */
  conditions: string;
}

/** What the server says of our statements, and of those that it does not explain, why not. */
export interface Explained {
  scans: Scan[];
  unexplained: { conditions: string; why: string }[];
}

type Statement = Pick<Knex.Sql, 'sql' | 'bindings'>;

/**
 * What of a department's regular looks goes through whole tables: makes each look once, and lets the server explain its
 * statements.
 */
export async function scansOf(
  database: Database,
  booksOn: (database: Database) => Books,
  pace: Pace,
): Promise<Explained> {
  const books = booksOn(database);
  const chunk = books.bundlesAtOnce ?? CHUNK;
  const changes = await statementsOf(database, async () => {
    await books.stampsWithin?.(0);
    await books.bundleKeysChangedSince(new Date());
  });
  const whole = await statementsOf(database, async () => {
    await books.bundlesByKeys(await books.bundleKeysAfter(null, chunk), localDay(new Date()));
  });
  const parts = [
    await explained(database, changes, `every ${pace.refreshSeconds} s`),
    await explained(database, whole, `every ${pace.rereadSeconds} s, for each ${chunk} keys,`),
  ];
  return { scans: parts.flatMap(({ scans }) => scans), unexplained: parts.flatMap(({ unexplained }) => unexplained) };
}

/** The statements that a read sends, each text once. */
async function statementsOf(database: Database, read: () => Promise<unknown>): Promise<Statement[]> {
  const sent = new Map<string, Statement>();
  const keep = (statement: Statement): unknown => /^select /i.test(statement.sql) && sent.set(statement.sql, statement);
  database.on('query', keep);
  await read();
  database.removeListener('query', keep);
  return [...sent.values()];
}

async function explained(database: Database, statements: readonly Statement[], often: string): Promise<Explained> {
  const told: Explained = { scans: [], unexplained: [] };
  for (const { sql, bindings } of statements) {
    const conditions = sql.slice(sql.indexOf(' from '));
    try {
      const [steps = []] = await database.raw<[Step[]] | []>(`EXPLAIN ${sql}`, bindings);
      const whole = steps.filter(
        ({ table, type }) => table !== null && !table.startsWith('<') && (type === 'ALL' || type === 'index'),
      );
      told.scans.push(
        ...whole.map(({ table, rows }) => ({ table: table ?? '', rows: Number(rows), often, conditions })),
      );
    } catch (error) {
      told.unexplained.push({ conditions, why: refusalIn(error) });
    }
  }
  return told;
}

interface Step {
  table: string | null;
  type: string | null;
  rows: string | null;
}

/** The server's words; an error that it has not said is thrown on. */
function refusalIn(error: unknown): string {
  const { errno, sqlMessage } = error as { errno?: number; sqlMessage?: string };
  if (errno === undefined || sqlMessage === undefined) throw error;
  return sqlMessage;
}
