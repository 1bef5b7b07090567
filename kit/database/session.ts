import { STATEMENT_SECONDS } from './limits.ts';

/**
 * Something that a session is given by its server, be it by configuration or by init_connect, and that a figure, an
 * escape or a decision rests on.
 */
interface Setting {
  /** As SHOW VARIABLES and SET name it. */
  name: string;
  /** What it is in every session of ours. */
  value: string;
  /** What servers give of themselves besides; anything else is unusual. */
  usual?: RegExp;
  /** MariaDB alone has it. */
  mariadb?: true;
}

/** The driver escapes for utf8mb4; modes of ours keep the backslash an escape and quotes what they are. */
const SETTINGS: readonly Setting[] = [
  { name: 'character_set_client', value: 'utf8mb4' },
  { name: 'collation_connection', value: 'utf8mb4_unicode_ci', usual: /^utf8mb4_/ },
  { name: 'character_set_results', value: 'utf8mb4' },
  {
    name: 'sql_mode',
    value: 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',
    usual:
      /^((STRICT_\w+_TABLES|ONLY_FULL_GROUP_BY|NO_ZERO_\w+|ERROR_FOR_DIVISION_BY_ZERO|NO_AUTO_CREATE_USER|NO_ENGINE_SUBSTITUTION|IGNORE_SPACE),?)*$/,
  },
  { name: 'autocommit', value: 'ON' },
  { name: 'completion_type', value: 'NO_CHAIN' },
  { name: 'sql_select_limit', value: '18446744073709551615' },
  { name: 'sql_big_selects', value: 'ON' },
  { name: 'sql_auto_is_null', value: 'OFF' },
  { name: 'sql_safe_updates', value: 'OFF' },
  { name: 'max_sort_length', value: '1024' },
  { name: 'time_zone', value: '+08:00', usual: /^SYSTEM$/ },
  { name: 'foreign_key_checks', value: 'ON' },
  { name: 'unique_checks', value: 'ON' },
  { name: 'check_constraint_checks', value: 'ON', mariadb: true },
  { name: 'system_versioning_asof', value: 'DEFAULT', mariadb: true },
];

/** By two names: MySQL 8 knows only the long ones, MariaDB before 11.1 only the short ones. */
const TRANSACTIONS = {
  isolation: ['tx_isolation', 'transaction_isolation'],
  readOnly: ['tx_read_only', 'transaction_read_only'],
} as const;

/**
 * How long statements, locks and silence may last. Each kind of server takes its own for a command and the other's for
 * a comment: MariaDB skips what is for MySQL 5.7 and newer.
 */
const LIMITS = `lock_wait_timeout = ${STATEMENT_SECONDS}, innodb_lock_wait_timeout = ${STATEMENT_SECONDS}, wait_timeout = 60
  /*M!100101 , max_statement_time = ${STATEMENT_SECONDS} */ /*!50708 , max_execution_time = ${STATEMENT_SECONDS * 1000} */`;

export type Access = 'READ ONLY' | 'READ WRITE';

/** Sends a statement over a new connection, and gives the rows that are the answer. */
type Send = (sql: string) => Promise<unknown>;

/**
 * A server gives sessions what our figures must not rest on, and it cannot be changed. Its message names the settings.
 */
export class SessionError extends Error {}

/**
 * Makes the session of a new connection ours, whatever its server gave it, and throws a `SessionError` unless it is.
 */
export async function beginSession(send: Send, access: Access, database: string): Promise<void> {
  for (const sql of wordsOf(access, database)) await send(sql);
  const faults = faultsOf(await variablesOf(send), access);
  if (faults.length === 0) return;
  throw new SessionError(`the server does not let a session be as figures need it: ${faults.join('; ')}`);
}

/** init_connect may have begun a transaction, or looked at another database. */
function wordsOf(access: Access, database: string): string[] {
  return [
    'ROLLBACK AND NO CHAIN NO RELEASE',
    `SET SESSION ${SETTINGS.map(assignmentOf).join('')} ${LIMITS}`,
    `SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, ${access}`,
    `USE \`${database.replaceAll('`', '``')}\``,
  ];
}

function assignmentOf({ name, value, mariadb }: Setting): string {
  const assignment = `${name} = ${value === 'DEFAULT' || /^\d+$/.test(value) ? value : `'${value}'`}, `;
  return mariadb ? `/*M!100301 ${assignment}*/` : assignment;
}

/** The settings of a session as it stands. */
async function variablesOf(send: Send): Promise<ReadonlyMap<string, string>> {
  const names = [...SETTINGS.map(({ name }) => name), ...Object.values(TRANSACTIONS).flat()];
  const rows = await send(
    `SHOW SESSION VARIABLES WHERE Variable_name IN (${names.map((name) => `'${name}'`).join(', ')})`,
  );
  return new Map((rows as { Variable_name: string; Value: string }[]).map((row) => [row.Variable_name, row.Value]));
}

function faultsOf(given: ReadonlyMap<string, string>, access: Access): string[] {
  const wanted = (name: string, value: string): string[] =>
    given.get(name) === value ? [] : [`${name} is ${given.get(name) ?? 'unknown to it'}, where ${value} is wanted`];
  const nameIn = (names: readonly string[]): string => names.find((name) => given.has(name)) ?? names.join(' or ');
  return [
    ...SETTINGS.filter(({ name, mariadb }) => !mariadb || given.has(name)).flatMap(({ name, value }) =>
      wanted(name, value),
    ),
    ...wanted(nameIn(TRANSACTIONS.isolation), 'REPEATABLE-READ'),
    ...wanted(nameIn(TRANSACTIONS.readOnly), access === 'READ ONLY' ? 'ON' : 'OFF'),
  ];
}

/**
 * What is unusual in a session that nothing has been said in yet, a sentence each. All of it is set otherwise in ours.
 */
export async function unusualIn(send: Send): Promise<string[]> {
  // lists of settings end there too
  const [limit] = (await send('SELECT CAST(@@sql_select_limit AS CHAR) AS rows_shown')) as { rows_shown: string }[];
  await send('SET SESSION sql_select_limit = 18446744073709551615');
  const given = new Map([...(await variablesOf(send)), ['sql_select_limit', limit?.rows_shown ?? '']]);
  const [init] = (await send("SHOW GLOBAL VARIABLES LIKE 'init_connect'")) as { Value: string }[];
  const strange = SETTINGS.filter(({ name, value, usual }) => {
    const found = given.get(name);
    return found !== undefined && found !== value && !usual?.test(found);
  });
  return [
    ...(init?.Value
      ? [`init_connect is ${JSON.stringify(init.Value)}: every session of an ordinary account begins with it`]
      : []),
    ...strange.map(
      ({ name, value }) => `${name} is ${JSON.stringify(given.get(name))}; in our sessions it is ${value}`,
    ),
  ];
}
