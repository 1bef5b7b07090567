import { fileURLToPath, pathToFileURL } from 'node:url';
import { DOMAIN_CODES } from '../kit/departments.ts';
import type { Database } from '../kit/database/database.ts';
import type { TableShape } from '../kit/database/shape.ts';
import { CHECK, choiceOf } from '../kit/program/arguments.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import type { Books } from '../kit/rules/fact.ts';
import type { Department } from '../kit/department/department.ts';
import { givenSigningKeys, givenTrustedKeys } from '../kit/trust/key-files.ts';
import { runProgram } from '../kit/program/program.ts';
import type { HouseKeys } from '../kit/trust/keys.ts';
import {
  startSubgraph,
  type DepartmentOptions,
  type RunningDepartment,
  type RunningSubgraph,
} from '../kit/department/subgraph.ts';
import { databaseProbes, subgraphChecks } from './checks.ts';
import { OWN_DATABASE, startCoordination, type RunningCoordination } from './coordination/index.ts';

interface StartableDepartment {
  domain: string;
  /** Every table and column of its database that is read. */
  tables: readonly TableShape[];
  /** Its books on a database, as they are kept in step with. */
  books: (database: Database) => Books;
  start: (options: DepartmentOptions) => Promise<RunningDepartment>;
}

/** The departments of the registry, each out of the folder of its code. */
export const departments: readonly StartableDepartment[] = await Promise.all(
  DOMAIN_CODES.map(async (code) =>
    startable(
      (
        (await import(/* @vite-ignore */ new URL(`${code}/index.ts`, import.meta.url).href)) as {
          department: Department<Books, unknown>;
        }
      ).department,
    ),
  ),
);

/** What people decide is kept here, where no other database is given. */
const OWN_FOLDER = new URL('../.data/', import.meta.url);

function startable<Source extends Books, Loaders>(department: Department<Source, Loaders>): StartableDepartment {
  const { domain, tables, source } = department;
  return { domain, tables, books: source, start: (options) => startSubgraph(department, options) };
}

/** Starts coordination over departments at these addresses. */
export async function startCoordinationOver(
  departmentUrls: Readonly<Record<string, string>>,
  { databaseUrl, host }: Environment,
  { keys, port }: { keys: HouseKeys; port: number },
): Promise<RunningCoordination> {
  const own = `sqlite:${fileURLToPath(new URL('coordination.sqlite', OWN_FOLDER))}`;
  return startCoordination({
    departments: departmentUrls,
    databaseUrl: databaseUrl('coordination') ?? own,
    keys: keys.coordination,
    trusted: keys.trusted,
    host,
    port,
  });
}

/**
 * `npm run subgraph -- energy`: one subgraph alone, a department's over its database or coordination over the
 * departments' addresses.
 */
async function startOne(name: string, environment: Environment): Promise<RunningSubgraph> {
  const { host, subgraphPort: port } = environment;
  const trusted = givenTrustedKeys(environment);
  if (name === 'coordination') {
    return startCoordination({
      departments: departmentUrls(environment),
      databaseUrl: environment.databaseUrl('coordination') ?? OWN_DATABASE,
      keys: givenSigningKeys(environment, 'coordination'),
      trusted,
      host,
      port,
    });
  }
  const department = departments.find(({ domain }) => domain === name);
  const databaseUrl = environment.databaseUrl(name);
  if (!department || databaseUrl === null)
    throw new Error(`${variableOf(name, 'DATABASE_URL')} is not given: where are the books?`);
  const { refreshSeconds, rereadSeconds, rereadHours } = environment;
  return department.start({
    databaseUrl,
    trusted,
    host,
    port,
    refreshSeconds,
    rereadSeconds,
    rereadHours,
  });
}

/** Subgraphs that run alone, by name. */
const SUBGRAPHS: readonly string[] = [...departments.map(({ domain }) => domain), 'coordination'];

const nameGiven = (): string => choiceOf('npm run subgraph', SUBGRAPHS, { options: CHECK });

function departmentUrls({ subgraphUrl }: Environment): Record<string, string> {
  return Object.fromEntries(
    departments.flatMap(({ domain }) => {
      const url = subgraphUrl(domain);
      return url === null ? [] : [[domain, url]];
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runProgram({
    name: process.argv[2] ?? 'subgraph',
    checks: (environment) => subgraphChecks(nameGiven(), environment),
    probes: (environment) => databaseProbes([nameGiven()], environment),
    start: async (environment) => {
      const subgraph = await startOne(nameGiven(), environment);
      return { ...subgraph, says: `${subgraph.url}\n` };
    },
  });
}
