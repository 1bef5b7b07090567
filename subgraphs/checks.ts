import { dirname } from 'node:path';
import { folderCheck, portCheck, type Check } from '../kit/program/checks.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import { signingChecks } from '../kit/trust/keys.ts';
import { OWN_DATABASE } from './coordination/index.ts';

/** What a subgraph that runs alone wants of its configuration before it starts. */
export function subgraphChecks(name: string, environment: Environment): Check[] {
  const { subgraphPort, host } = environment;
  const own = name === 'coordination' ? coordinationChecks(environment) : [booksCheck(name, environment)];
  return [...own, ...signingChecks(environment), portCheck('SUBGRAPH_PORT', subgraphPort, host)];
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
