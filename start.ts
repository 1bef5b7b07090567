import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { campaignMutations, type DemoDebtor } from './demo/campaign.ts';
import { makeDemo } from './demo/generate.ts';
import { loadSqlite } from './demo/load.ts';
import {
  demoAuthentication,
  strictAuthentication,
  type Authentication,
} from './gateway/authenticate/authentication.ts';
import { requireHarmless } from './gateway/authenticate/demo.ts';
import { gatewayChecks } from './gateway/checks.ts';
import { examples } from './gateway/examples.ts';
import { startGateway } from './gateway/server.ts';
import { argumentsOf, CHECK } from './kit/program/arguments.ts';
import type { Check } from './kit/program/checks.ts';
import { clockChecks, houseClock } from './kit/program/clock.ts';
import { localDay, type Day } from './kit/rules/dates.ts';
import { variableOf, type Environment } from './kit/program/env.ts';
import { logOf } from './kit/telemetry/log.ts';
import { runProgram, type Running } from './kit/program/program.ts';
import { strayVariables } from './kit/program/stray-variables.ts';
import { houseKeys, type TrustedKeys } from './kit/trust/keys.ts';
import type { RunningDepartment } from './kit/department/subgraph.ts';
import { makeTemporaryFolder } from './kit/program/folders.ts';
import { databaseProbes, ownDatabaseChecks } from './subgraphs/checks.ts';
import { departments, startCampaignUnder, startCoordinationOver } from './subgraphs/main.ts';

/**
 * Where each department's books are, by domain; a domain that is not here, or has an error for an address, is
 * unavailable.
 */
interface Books extends Running {
  databaseUrls: ReadonlyMap<string, string | Error>;
  isInvented: boolean;
}

const DATABASES = [...departments.map(({ domain }) => domain), 'coordination', 'campaign'];

/** Books that take longer to read are read on while the graph is served. */
const PATIENCE_MS = 6_000;

/**
 * `npm start`: all subgraphs and the gateway in one process, over the databases given or over four of an invented
 * world.
 */
async function startHouse(environment: Environment): Promise<Running> {
  const authentication = await authenticationFor(environment);
  const [keys, clock] = [houseKeys(), houseClock(environment, logOf('house'))];
  const today = (): Day => localDay(clock());
  const books = givenBooks(environment) ?? demoBooks(today());
  const running = await startDepartments(books.databaseUrls, environment, { trusted: keys.trusted, today });
  const urls = new Map([...running].map(([domain, { url }]) => [domain, url]));
  const coordination = await startCoordinationOver(Object.fromEntries(urls), environment, { keys, port: 0, clock });
  const gatewayUrl = (): string | null => urls.get('gateway') ?? null;
  const campaign = await startCampaignUnder(gatewayUrl, campaignIn(environment, books), { keys, clock });
  urls.set('coordination', coordination.url).set('campaign', campaign.url);
  const subgraphUrl = (name: string): string | null => urls.get(name) ?? null;
  const asked = { authentication, keys: keys.gateway, trusted: keys.trusted, subgraphUrl };
  const gateway = await startGateway({ ...environment, ...asked, demo: books.isInvented, today });
  urls.set('gateway', gateway.url);
  await Promise.race([
    Promise.all([...running.values(), coordination].map(({ loaded }) => loaded)),
    rest(PATIENCE_MS, undefined, { ref: false }),
  ]);
  const entering = enteringOf(books.isInvented && isDemo(environment) ? gateway.url : null, today());
  const close = (): Promise<void> =>
    closeInOrder([entering, gateway, campaign, coordination, ...running.values(), books]);
  return { says: welcome(gateway.url, isDemo(environment)), drain: () => gateway.drain(), close };
}

/** What the whole house wants of its configuration. Throws where its arguments are none. */
function houseChecks(environment: Environment): Check[] {
  worldAsked();
  const real = { variable: 'HOST', look: () => isDemo(environment) && requireHarmless(environment, DATABASES) };
  const books = { variable: variableOf('finance', 'DATABASE_URL'), look: () => requireBooks(environment) };
  return [real, books, ...clockChecks(environment), ...gatewayChecks(environment), ...ownDatabaseChecks(environment)];
}

/** Throws where real callers would be shown invented books, and where it is not clear which books are wanted. */
function requireBooks(environment: Environment): void {
  const given = departments
    .map(({ domain }) => variableOf(domain, 'DATABASE_URL'))
    .filter((name) => environment.given.includes(name));
  const options = Object.entries(optionsGiven()).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
  if (given.length > 0 && options.length > 0)
    throw new Error(
      `npm start takes ${options.join(' and ')} for invented books, or ${given.join(', ')} for real ones; got both`,
    );
  if (isDemo(environment) || given.length > 0) return;
  const wanted = departments.map(({ domain }) => variableOf(domain, 'DATABASE_URL')).join(', ');
  const strays = strayVariables(environment.given).join(', ');
  throw new Error(
    `At least one of ${wanted} is wanted, since API_KEYS or AUTH_JWKS is given: invented books are not shown to real callers.` +
      (strays && ` These look like variables of ours and are none: ${strays}.`),
  );
}

/** Nobody is asked who he is where no issuer of tokens and no API keys are given. */
function isDemo({ tokenIssuer, apiKeys }: Environment): boolean {
  return tokenIssuer === null && apiKeys === null;
}

function authenticationFor(environment: Environment): Promise<Authentication> {
  const log = logOf('gateway');
  if (!isDemo(environment)) return strictAuthentication(environment, log);
  log.warn(
    'DEMO MODE: whoever asks from this machine acts as the coordination group, since neither AUTH_JWKS nor API_KEYS is given',
  );
  return demoAuthentication(log);
}

/** The databases in the environment; null where there is none at all. */
function givenBooks({ databaseUrl }: Environment): Books | null {
  const given = departments.flatMap(({ domain }) => {
    const url = urlOrFault(domain, databaseUrl);
    return url === null ? [] : ([[domain, url]] as const);
  });
  return given.length === 0
    ? null
    : { databaseUrls: new Map(given), isInvented: false, close: () => Promise.resolve() };
}

/** An address that is none takes its department out, and no other. */
function urlOrFault(domain: string, databaseUrl: Environment['databaseUrl']): string | Error | null {
  try {
    return databaseUrl(domain);
  } catch (error) {
    return error as Error;
  }
}

/** Books of an invented world, for as long as it runs: `--debts` a department, another world for each `--seed`. */
function demoBooks(today: Day): Books {
  const { tables } = makeDemo({ ...worldAsked(), today });
  const folder = makeTemporaryFolder('demo');
  const databaseUrls = new Map<string, string>();
  for (const domain of Object.keys(tables) as (keyof typeof tables)[]) {
    const file = join(folder, `${domain}.sqlite`);
    loadSqlite(file, domain, tables[domain]);
    databaseUrls.set(domain, `sqlite:${file}`);
  }
  databaseUrls.set('campaign', `sqlite:${join(folder, 'campaign.sqlite')}`);
  return { databaseUrls, isInvented: true, close: () => rm(folder, { recursive: true, force: true }) };
}

/** An invented banner's campaign lasts as long as its books, where no database is given for it. */
function campaignIn(environment: Environment, { databaseUrls }: Books): Environment {
  const invented = databaseUrls.get('campaign');
  const databaseUrl = (name: string): string | null =>
    environment.databaseUrl(name) ?? (name === 'campaign' && typeof invented === 'string' ? invented : null);
  return { ...environment, databaseUrl };
}

/** An invented banner's campaign is entered while the graph is served; where a url is given. */
function enteringOf(url: string | null, today: Day): Running {
  const closing = new AbortController();
  const entered = url === null ? Promise.resolve() : enterCampaign(url, today, closing.signal);
  return {
    close: () => {
      closing.abort();
      return entered;
    },
  };
}

/**
 * Enters an invented banner's units, posts, groups and routes, as the coordination group would, while the graph is
 * served.
 */
async function enterCampaign(url: string, today: Day, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const ask = async (query: string): Promise<DemoAnswer> => {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }), signal });
    return (await answer.json()) as DemoAnswer;
  };
  try {
    const { data } = await ask('{ debtors(first: 500) { nodes { id name } } }');
    for (const mutation of campaignMutations(data?.debtors?.nodes ?? [], today)) {
      const { errors } = await ask(mutation);
      if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 500));
    }
  } catch (error) {
    if (!signal.aborted) logOf('house').warn(`the invented campaign is not whole: ${String(error)}`);
  }
}

interface DemoAnswer {
  data?: { debtors?: { nodes: DemoDebtor[] } };
  errors?: unknown;
}

function worldAsked(): { debts: number; seed: number } {
  const { debts = '400', seed = '1' } = optionsGiven();
  return { debts: countOf('--debts', debts), seed: countOf('--seed', seed) };
}

function optionsGiven(): { debts: string | undefined; seed: string | undefined } {
  const option = { type: 'string' } as const;
  const { debts, seed } = argumentsOf('npm start takes --debts and --seed', {
    options: { ...CHECK, debts: option, seed: option },
  }).values;
  return { debts, seed };
}

function countOf(option: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`${option} wants a whole number; got ${JSON.stringify(text)}`);
}

async function startDepartments(
  databaseUrls: Books['databaseUrls'],
  environment: Environment,
  parts: { trusted: TrustedKeys; today: () => Day },
): Promise<Map<string, RunningDepartment>> {
  const { host, refreshSeconds, rereadSeconds, rereadHours } = environment;
  const running = new Map<string, RunningDepartment>();
  for (const { domain, start } of departments) {
    const databaseUrl = databaseUrls.get(domain) ?? new Error(`${variableOf(domain, 'DATABASE_URL')} is not given`);
    if (databaseUrl instanceof Error) logOf(domain).warn(`unavailable: ${databaseUrl.message}`);
    else running.set(domain, await start({ databaseUrl, ...parts, host, refreshSeconds, rereadSeconds, rereadHours }));
  }
  return running;
}

async function closeInOrder(parts: readonly Running[]): Promise<void> {
  for (const part of parts) await part.close();
}

const DEMO_WORDS = `DEMO MODE: whoever asks from this machine acts as the coordination group, and need not say who he is. Tokens of other roles:
npm run token -- --role bureau --domains finance
npm run token -- --role unit --post SLJ-H\n`;

/** Where the graph is, in what mode, and what to ask it first. */
function welcome(url: string, demo: boolean): string {
  const questions = examples
    .slice(0, 3)
    .map(({ question, query }, i) => `${i + 1}. ${question}\n\n${query.replace(/^(?=.)/gm, '   ')}\n`);
  const where = `The graph is at ${url}: open it in a browser, where these questions and more are waiting, or send them from a program.`;
  return `\n${where}\n\n${questions.join('')}${demo ? DEMO_WORDS : ''}`;
}

await runProgram({
  name: 'house',
  checks: houseChecks,
  probes: (environment) => databaseProbes(DATABASES, environment),
  start: startHouse,
});
