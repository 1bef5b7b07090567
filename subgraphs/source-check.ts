import { openDatabase } from '../kit/database.ts';
import { readEnvironment, variableOf, type Environment } from '../kit/env.ts';
import { checkSource, planText, type Finding, type Plan } from '../kit/source-check.ts';
import { departments } from './main.ts';

/** `npm run source:check -- finance`: tells the administrator of a department's database what will be done to it, and looks whether it is ready for that. */
async function run(name: string | undefined, environment: Environment): Promise<void> {
  const department = departments.find(({ domain }) => domain === name);
  if (!department) throw new Error(`npm run source:check wants one of ${departments.map(({ domain }) => domain).join(', ')}`);
  const { domain, tables } = department;
  const url = environment.databaseUrl(domain);
  console.log(planText({ domain, tables, pace: environment, ...namesIn(url) }));
  const variable = variableOf(domain, 'DATABASE_URL');
  if (url === null) {
    console.log(`\n${variable} is not given: no database was asked.`);
    return;
  }
  const findings = await findingsAt(url, tables);
  console.log([`\nThe database of ${variable}:`, ...findings.map(({ level, words }) => `  ${level}: ${words}`)].join('\n'));
  if (findings.some(({ level }) => level === 'wrong')) process.exitCode = 1;
}

function namesIn(url: string | null): Pick<Plan, 'database' | 'account'> {
  if (!url?.startsWith('mysql:')) return { database: null, account: null };
  const { pathname, username } = new URL(url);
  return { database: decodeURIComponent(pathname.slice(1)), account: decodeURIComponent(username) };
}

async function findingsAt(url: string, tables: Plan['tables']): Promise<Finding[]> {
  const database = openDatabase(url);
  try {
    return await checkSource(database, tables);
  } finally {
    await database.destroy();
  }
}

try {
  await run(process.argv[2], readEnvironment());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
