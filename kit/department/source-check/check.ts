import type { Database } from '../../database/database.ts';
import { excessiveGrants, quoted, withoutSecrets } from '../../database/grants.ts';
import { indexDdl, missingIndexes, type SoughtColumn } from '../../database/indexes.ts';
import { deviationsFrom, isFile, type TableShape } from '../../database/shape.ts';
import type { Books } from '../../rules/fact.ts';
import type { Pace } from '../../ledger/sync.ts';
import { scansOf, type Explained, type Scan } from './looks.ts';

/** A department's way of reading, to be tried on a database. */
export interface Reading {
  tables: readonly TableShape[];
  books: (database: Database) => Books;
  pace: Pace;
}

export interface Finding {
  /** Whether the department can be read all the same. */
  level: 'good' | 'note' | 'wrong';
  words: string;
}

/** Whether a database is as a department needs it, by reading of it what the department reads. */
export async function checkSource(database: Database, reading: Reading): Promise<Finding[]> {
  try {
    const unreadable = await faultsOfTables(database, reading.tables);
    return [
      ...(unreadable.length === 0
        ? [good('It answers, and a row of every table was read with every column.')]
        : unreadable.map(wrong)),
      ...(isFile(database) ? [] : await checkPrivileges(database)),
      ...(unreadable.length === 0 ? await checkLooks(database, reading) : []),
    ];
  } catch (error) {
    return [wrong(`It does not answer: ${wordsOf(error)}`)];
  }
}

/** The catalogue may promise what reading does not keep: a view without its definer, a name in other letters. */
async function faultsOfTables(database: Database, tables: readonly TableShape[]): Promise<string[]> {
  const faults: string[] = [];
  for (const table of tables) {
    const deviations = await deviationsFrom(database, [table]);
    const found = deviations.length > 0 ? deviations : await faultsOfRow(database, table);
    const hint = found.length > 0 && !isFile(database) ? await hintOf(database, table.name) : '';
    faults.push(...found.map((words) => words + hint));
  }
  return faults;
}

/** What the catalogue says of a table that cannot be read. */
async function hintOf(database: Database, name: string): Promise<string> {
  const rows: { name: string; type: string }[] = await database('information_schema.tables')
    .whereRaw('table_schema = DATABASE() AND LOWER(table_name) = LOWER(?)', [name])
    .select({ name: 'table_name', type: 'table_type' });
  const [found] = rows;
  if (!found) return '';
  if (found.name !== name) return `; there is ${found.name}, and this server tells the case of letters apart`;
  return found.type === 'VIEW' ? '; it is a view: its definer has to be there and to be let read what it shows' : '';
}

async function faultsOfRow(database: Database, { name, columns }: TableShape): Promise<string[]> {
  try {
    await database(name)
      .select([...columns.keys()])
      .limit(1);
    return [];
  } catch (error) {
    if ((error as { errno?: number }).errno === undefined) throw error;
    return [`a row of ${name} cannot be read: ${wordsOf(error)}`];
  }
}

async function checkPrivileges(database: Database): Promise<Finding[]> {
  const excessive = await grantsBeyondReading(database);
  if (excessive.length === 0) return [good('The account can read, and nothing else.')];
  return excessive.map((grant) => note(`the account may do more than read: ${withoutSecrets(grant)}`));
}

/** Of what the account has been granted, what goes beyond reading. */
export async function grantsBeyondReading(database: Database): Promise<string[]> {
  const [rows = []] = await database.raw<[Record<string, string>[]] | []>('SHOW GRANTS');
  return excessiveGrants(rows.flatMap((row) => Object.values(row)));
}

/** A table of fewer rows than these is gone through as fast as an index is. */
const MANY = 1_000;

/** What a look costs where no index spares it, and the index that would. */
async function checkLooks(database: Database, { tables, books, pace }: Reading): Promise<Finding[]> {
  const missing = await missingIndexes(database, tables);
  const { scans, unexplained } = isFile(database)
    ? { scans: [], unexplained: [] }
    : await scansOf(database, books, pace);
  const spared = (column: SoughtColumn): Scan[] => scans.filter((scan) => isOf(scan, column));
  const others = scans.filter((scan) => scan.rows >= MANY && !missing.some((column) => isOf(scan, column)));
  return [
    ...missing.map((column) => note(`${missingText(column, spared(column))}; this spares it: ${indexDdl(column)}`)),
    ...[...new Set(others.map(costText))].map((cost) =>
      note(`${cost}; all of it is wanted, or the server takes that for cheaper than an index`),
    ),
    ...(unexplained.length === 0 ? [] : await explainedToNobody(database, unexplained)),
  ];
}

/** Of statements that the server does not explain to this account, why not, and what it would take. */
async function explainedToNobody(database: Database, unexplained: Explained['unexplained']): Promise<Finding[]> {
  const all: { name: string }[] = await database('information_schema.views')
    .whereRaw('table_schema = DATABASE()')
    .select({ name: 'table_name' });
  const views = all
    .map(({ name }) => quoted(name))
    .filter((name) => unexplained.some(({ conditions }) => conditions.includes(name)));
  const wanted =
    views.length === 0 ? '' : `; it takes SHOW VIEW on ${views.join(', ')}, and SELECT on the tables behind`;
  const words = (why: string): string =>
    `what some looks cost is not known, since the server does not explain them to this account: ${why}`;
  return [...new Set(unexplained.map(({ why }) => why))].map((why) =>
    note(`${words(why)}${wanted}. They work all the same`),
  );
}

/** Whether a scan is for want of this column's index: its statement has a condition on it. */
const isOf = ({ table, conditions }: Scan, column: SoughtColumn): boolean =>
  table.toLowerCase() === column.table.toLowerCase() && conditions.includes(quoted(column.column));

const missingText = ({ table, column }: SoughtColumn, scans: readonly Scan[]): string =>
  [`no index begins with ${table}.${column}`, ...new Set(scans.map(costText))].join('; ');

const costText = ({ table, rows, often }: Scan): string => `${often} about ${rows} rows of ${table} are gone through`;

/** In the words of the server, without the statement. */
function wordsOf(error: unknown): string {
  const { sqlMessage, message } = error as { sqlMessage?: string; message?: string };
  return sqlMessage ?? message ?? String(error);
}

const good = (words: string): Finding => ({ level: 'good', words });
export const note = (words: string): Finding => ({ level: 'note', words });
const wrong = (words: string): Finding => ({ level: 'wrong', words });
