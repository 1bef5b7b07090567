import { dirname } from 'node:path';
import { openDatabase, openOwnDatabase } from '../kit/database/database.ts';
import { folderCheck, portCheck, type Check } from '../kit/program/checks.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import { noSigningCheck, signingCheck, trustCheck } from '../kit/trust/key-files.ts';
import { TRUST_OF_COORDINATION, TRUST_OF_DEPARTMENTS, TRUST_OF_THE_CAMPAIGN } from '../kit/trust/signers.ts';
import { clockChecks } from '../kit/program/clock.ts';
import { OWN_DATABASE as CAMPAIGN_DATABASE } from './campaign/index.ts';
import { OWN_DATABASE } from './coordination/index.ts';

/** What a subgraph that runs alone wants of its configuration before it starts. */
export function subgraphChecks(name: string, environment: Environment): Check[] {
  const { subgraphPort, host } = environment;
  const own = name in OWN_DATABASES ? ownAlone(name, environment) : departmentAlone(name, environment);
  return [...own, ...clockChecks(environment), portCheck('SUBGRAPH_PORT', subgraphPort, host)];
}

function ownAlone(name: string, environment: Environment): Check[] {
  const signer = name === 'campaign' ? 'campaign' : 'coordination';
  const keys = [
    signingCheck(environment, signer),
    trustCheck(environment, signer === 'campaign' ? TRUST_OF_THE_CAMPAIGN : TRUST_OF_COORDINATION),
  ];
  return [ownDatabaseCheck(name, environment), ...keys];
}

function departmentAlone(name: string, environment: Environment): Check[] {
  const keys = [noSigningCheck(name, environment), trustCheck(environment, TRUST_OF_DEPARTMENTS)];
  return [booksCheck(name, environment), ...keys];
}

/** Databases of the house's own, where no others are given. */
const OWN_DATABASES: Readonly<Record<string, string>> = { coordination: OWN_DATABASE, campaign: CAMPAIGN_DATABASE };

/** What all databases of the house's own want. */
export const ownDatabaseChecks = (environment: Environment): Check[] =>
  Object.keys(OWN_DATABASES).map((name) => ownDatabaseCheck(name, environment));

/** A database of the house's own, where that is a file. */
function ownDatabaseCheck(name: string, { databaseUrl }: Environment): Check {
  const variable = variableOf(name, 'DATABASE_URL');
  const look = (): void => {
    const url = databaseUrl(name) ?? OWN_DATABASES[name] ?? '';
    if (url.startsWith('sqlite:')) void folderCheck(variable, dirname(url.slice('sqlite:'.length))).look();
  };
  return { variable, look };
}

/**
 * Where a department's books are. Whether they answer is found out when they are read: a department starts without its
 * database too.
 */
function booksCheck(domain: string, { databaseUrl }: Environment): Check {
  const variable = variableOf(domain, 'DATABASE_URL');
  const look = (): void => {
    if (databaseUrl(domain) === null) throw new Error(`${variable} is not given: where are the books?`);
  };
  return { variable, look };
}

/** Whether each database that is given answers, lets us in and is of one of our kinds. */
export function databaseProbes(names: readonly string[], { given, databaseUrl }: Environment): Check[] {
  const probeOf = (name: string): Check => {
    const variable = variableOf(name, 'DATABASE_URL');
    return { variable, look: () => probe(variable, () => databaseUrl(name), name in OWN_DATABASES) };
  };
  return names.map(probeOf).filter(({ variable }) => given.includes(variable));
}

async function probe(variable: string, urlOf: () => string | null, isOurOwn: boolean): Promise<void> {
  const url = urlOf() ?? '';
  // a file of our own is made when it is wanted
  if (isOurOwn && url.startsWith('sqlite:')) return;
  const database = isOurOwn ? openOwnDatabase(url) : openDatabase(url);
  try {
    await database.raw('SELECT 1');
  } catch (error) {
    throw new Error(`${variable}: the database does not answer, or does not let us in: ${wordsOf(error)}`, {
      cause: error,
    });
  } finally {
    await database.destroy();
  }
}

/** A driver's words on a connection hold no password; those of several tries at once stand beside each other. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
