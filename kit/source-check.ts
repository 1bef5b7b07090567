import type { Database } from './database.ts';
import { withComment } from './database/errand.ts';
import { excessiveGrants, grantsFor, withoutSecrets } from './database/grants.ts';
import { missingIndexes } from './database/indexes.ts';
import { READERS, STATEMENT_SECONDS } from './database/limits.ts';
import { deviationsFrom, isFile, type TableShape } from './database/shape.ts';
import { CHUNK, REST_MS, type Pace } from './ledger/keeper.ts';

/** Whose books, and how they will be read. */
export interface Plan {
  domain: string;
  tables: readonly TableShape[];
  pace: Pace;
  /** The database's name and the account, as far as they are known. */
  database: string | null;
  account: string | null;
}

/** What a department will do to a database, for the administrator whose database it is. */
export function planText({ domain, tables, pace, database, account }: Plan): string {
  const who = `'${account ?? 'arrears_graph'}'@'%'`;
  return [
    `What arrears-graph does to the database of ${domain}. It reads, and nothing else.`,
    section('Tables and columns', tables.map(tableText)),
    section('Rows are looked for by these columns; an index that begins with each keeps that cheap', tables.flatMap(soughtText)),
    section('Privileges: these and no others. Ending statements of its own takes none', [
      `CREATE USER ${who} IDENTIFIED BY '…';`,
      ...grantsFor(tables, database ?? 'database', who),
    ]),
    section('How it reads', habits(domain, pace)),
  ].join('\n\n');
}

const section = (title: string, lines: readonly string[]): string => [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');

const tableText = ({ name, columns }: TableShape): string => `${name}: ${[...columns.keys()].join(', ')}`;

const soughtText = ({ name, soughtBy }: TableShape): string[] => (soughtBy.length === 0 ? [] : [`${name}: ${soughtBy.join(', ')}`]);

function habits(domain: string, { refreshSeconds, rereadSeconds, rereadHours }: Pace): string[] {
  const hours = rereadHours ? `from ${rereadHours.from} to ${rereadHours.to} o'clock` : 'at any hour';
  const comment = (purpose: string): string => withComment('SELECT …', { label: `${domain} ${purpose}` });
  return [
    `At most ${READERS + 1} connections, however many people ask: ${READERS} that read, and one that ends statements nobody waits for.`,
    `Each session is read-only. A statement has ${STATEMENT_SECONDS} seconds (max_statement_time on MariaDB, max_execution_time on MySQL).`,
    `Every ${refreshSeconds} s (REFRESH_SECONDS) it looks for rows that have changed.`,
    `Every ${rereadSeconds} s (REREAD_SECONDS), ${hours} (REREAD_HOURS), it reads everything: ${CHUNK} keys at a time, resting ${REST_MS.again} ms after each.`,
    `Details of single records are read when somebody asks for them. Totals and lists of debts never reach the database.`,
    `Statements say what they are for: ${comment('refresh')}, ${comment('request=<id>')}.`,
  ];
}

export interface Finding {
  /** Whether the department can be read all the same. */
  level: 'good' | 'note' | 'wrong';
  words: string;
}

/** Whether a database is as the plan needs it. */
export async function checkSource(database: Database, tables: readonly TableShape[]): Promise<Finding[]> {
  try {
    const deviations = await deviationsFrom(database, tables);
    return [
      ...(deviations.length === 0 ? [good('It answers, and has every table and column.')] : deviations.map(wrong)),
      ...(await missingIndexes(database, tables)).map((column) => note(`no index begins with ${column}`)),
      ...(isFile(database) ? [] : await checkPrivileges(database)),
    ];
  } catch (error) {
    return [wrong(`It does not answer: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

async function checkPrivileges(database: Database): Promise<Finding[]> {
  const [rows = []] = await database.raw<[Record<string, string>[]] | []>('SHOW GRANTS');
  const excessive = excessiveGrants(rows.flatMap((row) => Object.values(row)));
  if (excessive.length === 0) return [good('The account can read, and nothing else.')];
  return excessive.map((grant) => note(`the account may do more than read: ${withoutSecrets(grant)}`));
}

const good = (words: string): Finding => ({ level: 'good', words });
const note = (words: string): Finding => ({ level: 'note', words });
const wrong = (words: string): Finding => ({ level: 'wrong', words });
