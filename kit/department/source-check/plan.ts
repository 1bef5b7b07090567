import { withComment } from '../../database/statement-scope.ts';
import { grantsFor, nameOf, type Account } from '../../database/grants.ts';
import { READERS, STATEMENT_SECONDS } from '../../database/limits.ts';
import type { TableShape } from '../../database/shape.ts';
import { CHUNK, REST_MS, type Pace } from '../../ledger/sync.ts';

/** Whose books, and how they will be read. */
interface Plan {
  domain: string;
  tables: readonly TableShape[];
  pace: Pace;
  /** The database's name, as far as it is known. */
  database: string | null;
  /** Who is to read it. Null: nobody has been asked where from, so that the host is left open. */
  reader: Account | null;
}

/** What a department will do to a database, for the administrator whose database it is. */
export function planText({ domain, tables, pace, database, reader }: Plan): string {
  const who = nameOf(reader ?? { user: 'arrears_graph', host: '…' });
  return [
    `What arrears-graph does to the database of ${domain}. It reads, and nothing else.`,
    section('Tables and columns', tables.map(tableText)),
    section(
      'Rows are looked for by these columns; an index that begins with each keeps that cheap',
      tables.flatMap(soughtText),
    ),
    section(
      `Privileges: these and no others${reader ? '' : '; in place of … the host that it runs on'}. Ending statements of its own takes none`,
      [`CREATE USER ${who} IDENTIFIED BY '…';`, ...grantsFor(tables, database ?? 'database', who)],
    ),
    section('How it reads', habits(domain, pace)),
  ].join('\n\n');
}

const section = (title: string, lines: readonly string[]): string =>
  [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');

const tableText = ({ name, columns }: TableShape): string => `${name}: ${[...columns.keys()].join(', ')}`;

const soughtText = ({ name, soughtBy }: TableShape): string[] =>
  soughtBy.length === 0 ? [] : [`${name}: ${soughtBy.join(', ')}`];

function habits(domain: string, { refreshSeconds, rereadSeconds, rereadHours }: Pace): string[] {
  const hours = rereadHours ? `from ${rereadHours.from} to ${rereadHours.to} o'clock` : 'at any hour';
  const comment = (purpose: string): string => withComment('SELECT …', { label: `${domain} ${purpose}` });
  return [
    `At most ${READERS + 1} connections, however many people ask: ${READERS} that read, and one that ends statements nobody waits for.`,
    `Each session is read-only, and its settings are its own. A statement has ${STATEMENT_SECONDS} seconds (max_statement_time on MariaDB, max_execution_time on MySQL).`,
    `Every ${refreshSeconds} s (REFRESH_SECONDS) it looks for rows that have changed.`,
    `Every ${rereadSeconds} s (REREAD_SECONDS), ${hours} (REREAD_HOURS), it reads everything: ${CHUNK} keys at a time, resting ${REST_MS.again} ms after each.`,
    `Details of single records are read when somebody asks for them. Totals and lists of debts never reach the database.`,
    `Statements say what they are for: ${comment('refresh')}, ${comment('request=<id>')}.`,
  ];
}
