import { dirname } from 'node:path';
import { openDatabase, openOwnDatabase } from '../kit/database/database.ts';
import { folderCheck, portCheck, type Check } from '../kit/program/checks.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import { noSigningCheck, signingCheck, trustCheck } from '../kit/trust/key-files.ts';
import { TRUST_OF_COORDINATION, TRUST_OF_DEPARTMENTS } from '../kit/trust/signers.ts';
import { OWN_DATABASE } from './coordination/index.ts';

/** What a subgraph that runs alone wants of its configuration before it starts. */
export function subgraphChecks(name: string, environment: Environment): Check[] {
  const { subgraphPort, host } = environment;
  const own = name === 'coordination' ? coordinationAlone(environment) : departmentAlone(name, environment);
  return [...own, portCheck('SUBGRAPH_PORT', subgraphPort, host)];
}

function coordinationAlone(environment: Environment): Check[] {
  const keys = [signingCheck(environment, 'coordination'), trustCheck(environment, TRUST_OF_COORDINATION)];
  return [...coordinationChecks(environment), ...keys];
}

function departmentAlone(name: string, environment: Environment): Check[] {
  const keys = [noSigningCheck(name, environment), trustCheck(environment, TRUST_OF_DEPARTMENTS)];
  return [booksCheck(name, environment), ...keys];
}

/** Coordination's own database, where that is a file. */
export function coordinationChecks({ databaseUrl }: Environment): Check[] {
  const variable = variableOf('coordination', 'DATABASE_URL');
  const look = (): void => {
    const url = databaseUrl('coordination') ?? OWN_DATABASE;
    if (url.startsWith('sqlite:')) void folderCheck(variable, dirname(url.slice('sqlite:'.length))).look();
  };
  return [{ variable, look }];
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
    return { variable, look: () => probe(variable, () => databaseUrl(name), name === 'coordination') };
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
