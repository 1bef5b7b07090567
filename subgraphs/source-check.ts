import { choiceOf } from '../kit/program/arguments.ts';
import { openDatabase, type Database } from '../kit/database/database.ts';
import { databaseAddress } from '../kit/database/address.ts';
import type { Account } from '../kit/database/grants.ts';
import { unusualSettings } from '../kit/database/unusual.ts';
import { readEnvironment, variableOf, type Environment } from '../kit/program/env.ts';
import { checkSource, grantsBeyondReading, note, type Finding } from '../kit/department/source-check/check.ts';
import { planText } from '../kit/department/source-check/plan.ts';
import { departments } from './main.ts';

type Department = (typeof departments)[number];

/**
 * `npm run source:check -- finance`: tells the administrator of a department's database what will be done to it, and
 * looks whether it is ready for that.
 */
async function run(name: string, environment: Environment): Promise<void> {
  const department = departments.find(({ domain }) => domain === name);
  const variable = variableOf(name, 'DATABASE_URL');
  const url = environment.databaseUrl(name);
  if (!department || url === null) {
    if (department)
      console.log(`${planOf(department, environment)}\n\n${variable} is not given: no database was asked.`);
    return;
  }
  const database = openDatabase(url);
  try {
    await tell(department, environment, { database, url });
  } finally {
    await database.destroy();
  }
}

async function tell(
  department: Department,
  environment: Environment,
  { database, url }: { database: Database; url: string },
): Promise<void> {
  const address = databaseAddress(url);
  const server = 'server' in address ? address.server : null;
  console.log(
    planOf(department, environment, server?.database ?? null, server && (await readerOn(database).catch(() => null))),
  );
  const findings = await checkSource(database, { ...department, pace: environment });
  if (server && findings.some(({ level }) => level === 'good'))
    findings.push(...(await unusualSettings(server)).map(note));
  console.log(
    [`\nThe database of ${variableOf(department.domain, 'DATABASE_URL')}:`, ...findings.map(lineOf)].join('\n'),
  );
  if (findings.some(({ level }) => level === 'wrong')) process.exitCode = 1;
}

const planOf = (
  { domain, tables }: Department,
  pace: Environment,
  database: string | null = null,
  reader: Account | null = null,
): string => planText({ domain, tables, pace, database, reader });

const lineOf = ({ level, words }: Finding): string => `  ${level}: ${words}`;

/** The account that asks, where all that it can do is read; else one of our own, for the host that it comes from. */
async function readerOn(database: Database): Promise<Account> {
  const [[row]] = (await database.raw('SELECT USER() AS came, CURRENT_USER() AS account')) as [
    [{ came: string; account: string }],
  ];
  const [came, account] = [accountOf(row.came), accountOf(row.account)];
  if ((await grantsBeyondReading(database)).length === 0) return account;
  return { user: account.user === OWN ? `${OWN}_reader` : OWN, host: came.host };
}

const OWN = 'arrears_graph';

/** A host holds no @. */
function accountOf(text: string): Account {
  const at = text.lastIndexOf('@');
  return { user: text.slice(0, at), host: text.slice(at + 1) };
}

try {
  const name = choiceOf(
    'npm run source:check',
    departments.map(({ domain }) => domain),
  );
  await run(name, readEnvironment());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
