import { readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import type { BaseContext } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import { parse, type GraphQLSchema } from 'graphql';
import type { AskedRequest } from './admission.ts';
import type { Call } from './call.ts';
import { openDatabase } from './database.ts';
import { localDay, type Day } from './dates.ts';
import type { Department, DepartmentContext } from './department.ts';
import type { Books } from './fact.ts';
import type { Pace } from './ledger/keeper.ts';
import { Ledger } from './ledger/ledger.ts';
import { ledgerResolvers } from './ledger/resolvers.ts';
import { logOf, type Log } from './log.ts';
import { scalars } from './scalars.ts';
import { serveGraphql, type Served } from './serve.ts';
import { SignatureCheck, type SigningKeys } from './signature.ts';

/** Questions come from our own gateway and coordination, which send sets of ids: this is a guard against accidents, not a limit on callers. */
const BODY_LIMIT = 16 * 1024 * 1024;

interface SubgraphOptions<Context extends BaseContext> {
  /** What requests to it are signed for. */
  name: string;
  schema: GraphQLSchema;
  keys: SigningKeys;
  log: Log;
  context(call: Call): Context;
  port: number;
  host: string;
}

/** Serves a subgraph to servers of the house, and to nobody else. */
export function serveSubgraph<Context extends BaseContext>({ schema, name, keys, ...options }: SubgraphOptions<Context>): Promise<Served> {
  const check = new SignatureCheck(keys);
  const admit = ({ method, originalUrl: path, headers }: AskedRequest, body: Buffer, signal: AbortSignal): Call => ({
    ...check.callOf({ method, path, audience: name, body }, headers),
    signal,
  });
  return serveGraphql({ ...options, admit, graph: { schema }, bodyLimit: BODY_LIMIT });
}

/** The schema of a subgraph: its SDL files under `schema/`, read as one, and what answers them. */
export function schemaOf(files: readonly string[], resolvers: object): GraphQLSchema {
  const texts = files.map((file) => readFileSync(new URL(`../schema/${file}.graphql`, import.meta.url), 'utf8'));
  return buildSubgraphSchema([{ typeDefs: parse(texts.join('\n')), resolvers: resolvers as GraphQLResolverMap<unknown> }]);
}

export interface DepartmentOptions extends Partial<Pace> {
  databaseUrl: string;
  /** What servers of the house sign requests with. */
  keys: SigningKeys;
  /** 0: any that is free. */
  port?: number;
  host?: string;
  today?: () => Day;
}

export interface RunningSubgraph extends Served {
  close(): Promise<void>;
}

export interface RunningDepartment extends RunningSubgraph {
  /** Fulfilled when the books have been read to the end for the first time. */
  loaded: Promise<void>;
}

const USUAL_PACE: Pace = { refreshSeconds: 5, rereadSeconds: 600 };

/** Starts a department: serves at once, and keeps its ledger in step with its books from then on. */
export async function startSubgraph<Source extends Books, Loaders>(
  department: Department<Source, Loaders>,
  options: DepartmentOptions,
): Promise<RunningDepartment> {
  const { domain } = department;
  const [log, today] = [logOf(domain), options.today ?? ((): Day => localDay(new Date()))];
  const database = openDatabase(options.databaseUrl);
  const source = department.source(database);
  const ledger = await Ledger.open(domain, source, today, (words) => log.info(words));
  const served = await serveDepartment(department, { source, ledger, today }, { ...options, log });
  const keeping = keepInStep(ledger, { ...USUAL_PACE, ...options }, log);
  const close = async (): Promise<void> => {
    await served.close();
    await keeping.stop();
    await database.destroy();
    ledger.close();
  };
  return { url: served.url, loaded: keeping.loaded, close };
}

function serveDepartment<Source extends Books, Loaders>(
  { domain, resolvers, loaders }: Department<Source, Loaders>,
  shared: Omit<DepartmentContext<Source, Loaders>, 'loaders' | 'call'>,
  { log, keys, port = 0, host = '127.0.0.1' }: { log: Log; keys: SigningKeys; port?: number; host?: string },
): Promise<Served> {
  const schema = schemaOf(['department', domain], allResolvers(resolvers));
  const context = (call: Call): DepartmentContext<Source, Loaders> => ({ ...shared, loaders: loaders(shared), call });
  return serveSubgraph({ name: domain, schema, keys, log, port, host, context });
}

/** A department's own words, and beside them the words that all departments share. */
function allResolvers(own: { Query?: object }): object {
  return { ...scalars, ...own, ...ledgerResolvers, Query: { ...own.Query, ...ledgerResolvers.Query } };
}

interface Keeping {
  loaded: Promise<void>;
  stop: () => Promise<void>;
}

/** Refreshes a ledger again and again until it is stopped; says once when the database goes away, and once when it is back. */
function keepInStep(ledger: Ledger, pace: Pace, log: Log): Keeping {
  const stopped = new AbortController();
  let tellLoaded: () => void;
  const loaded = new Promise<void>((resolve) => (tellLoaded = resolve));
  const keep = async (): Promise<void> => {
    for (let failing = false; !stopped.signal.aborted;) {
      const failure = await failureOf(ledger.refresh(pace));
      if (failure && !failing) log.warn(`its database does not answer; going on without it. The database says: ${failure.message}`);
      if (!failure && failing) log.info('its database answers again');
      if (!failure) tellLoaded();
      failing = failure !== null;
      await rest(pace.refreshSeconds * 1000, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const kept = keep();
  return {
    loaded,
    stop: () => {
      stopped.abort();
      return kept;
    },
  };
}

async function failureOf(work: Promise<void>): Promise<Error | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
