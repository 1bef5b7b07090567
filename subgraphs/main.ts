import { fileURLToPath, pathToFileURL } from 'node:url';
import { DOMAIN_CODES } from '../kit/departments.ts';
import type { Database } from '../kit/database/database.ts';
import type { TableShape } from '../kit/database/shape.ts';
import { CHECK, choiceOf } from '../kit/program/arguments.ts';
import { houseClock, type Clock } from '../kit/program/clock.ts';
import { localDay, type Day } from '../kit/rules/dates.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import type { Books } from '../kit/rules/fact.ts';
import type { Department } from '../kit/department/department.ts';
import { givenSigningKeys, givenTrustedKeys } from '../kit/trust/key-files.ts';
import { logOf } from '../kit/telemetry/log.ts';
import { runProgram } from '../kit/program/program.ts';
import type { HouseKeys } from '../kit/trust/keys.ts';
import {
  startSubgraph,
  type DepartmentOptions,
  type RunningDepartment,
  type RunningSubgraph,
} from '../kit/department/subgraph.ts';
import { databaseProbes, subgraphChecks } from './checks.ts';
import { startCampaign, OWN_DATABASE as CAMPAIGN_DATABASE } from './campaign/index.ts';
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

/** What people decide and record is kept here, where no other database is given. */
const ownFile = (name: string): string =>
  `sqlite:${fileURLToPath(new URL(`../.data/${name}.sqlite`, import.meta.url))}`;

function startable<Source extends Books, Loaders>(department: Department<Source, Loaders>): StartableDepartment {
  const { domain, tables, source } = department;
  return { domain, tables, books: source, start: (options) => startSubgraph(department, options) };
}

/** Starts coordination over departments at these addresses. */
export async function startCoordinationOver(
  departmentUrls: Readonly<Record<string, string>>,
  { databaseUrl, host }: Environment,
  { keys, port, clock }: { keys: HouseKeys; port: number; clock: Clock },
): Promise<RunningCoordination> {
  const own = databaseUrl('coordination') ?? ownFile('coordination');
  return startCoordination({
    departments: departmentUrls,
    databaseUrl: own,
    keys: keys.coordination,
    trusted: keys.trusted,
    host,
    port,
    today: () => localDay(clock()),
  });
}

/** Starts the campaign, which asks the gateway at this address as soon as it is known. */
export async function startCampaignUnder(
  gatewayUrl: () => string | null,
  { databaseUrl, host }: Environment,
  { keys, clock }: { keys: HouseKeys; clock: Clock },
): Promise<RunningSubgraph> {
  return startCampaign({
    gatewayUrl,
    databaseUrl: databaseUrl('campaign') ?? ownFile('campaign'),
    keys: keys.campaign,
    trusted: keys.trusted,
    host,
    clock,
  });
}

/**
 * `npm run subgraph -- energy`: one subgraph alone: a department's over its database, coordination over the
 * departments' addresses, or the campaign over its own.
 */
async function startOne(name: string, environment: Environment): Promise<RunningSubgraph> {
  const { host, subgraphPort: port } = environment;
  const clock = houseClock(environment, logOf(name));
  const [parts, today] = [{ trusted: givenTrustedKeys(environment), host, port }, (): Day => localDay(clock())];
  if (name === 'coordination') {
    const keys = givenSigningKeys(environment, 'coordination');
    const databaseUrl = environment.databaseUrl('coordination') ?? OWN_DATABASE;
    return startCoordination({ departments: departmentUrls(environment), databaseUrl, today, keys, ...parts });
  }
  if (name === 'campaign') {
    const keys = givenSigningKeys(environment, 'campaign');
    const databaseUrl = environment.databaseUrl('campaign') ?? CAMPAIGN_DATABASE;
    return startCampaign({ gatewayUrl: () => environment.gatewayUrl, databaseUrl, clock, keys, ...parts });
  }
  const department = departments.find(({ domain }) => domain === name);
  const databaseUrl = environment.databaseUrl(name);
  if (!department || databaseUrl === null)
    throw new Error(`${variableOf(name, 'DATABASE_URL')} is not given: where are the books?`);
  const { refreshSeconds, rereadSeconds, rereadHours } = environment;
  return department.start({ databaseUrl, today, ...parts, refreshSeconds, rereadSeconds, rereadHours });
}

/** Subgraphs that run alone, by name. */
const SUBGRAPHS: readonly string[] = [...departments.map(({ domain }) => domain), 'coordination', 'campaign'];

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
