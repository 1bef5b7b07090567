import { readFileSync } from 'node:fs';
import type { ApolloServerPlugin } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import type { Router } from 'express';
import { parse, type GraphQLSchema } from 'graphql';
import type { Admission, AskedRequest } from '../http/admission.ts';
import { dayOfAnswer, type RequestContext } from '../trust/request-context.ts';
import { connectionsInUse, withScope, openDatabase, type Database } from '../database/database.ts';
import { localDay, type Day } from '../rules/dates.ts';
import type { Department, DepartmentContext } from './department.ts';
import type { Books } from '../rules/fact.ts';
import { authorizeFields, type Decider } from '../graphql/field-authorization.ts';
import { startRefreshLoop, RefreshScope } from '../ledger/refresh-loop.ts';
import type { Pace } from '../ledger/sync.ts';
import { Ledger } from '../ledger/ledger.ts';
import { ledgerResolvers } from '../ledger/resolvers.ts';
import { logOf, type Log } from '../telemetry/log.ts';
import { measureDepartment } from './department-metrics.ts';
import { measureRequests } from '../telemetry/request-metrics.ts';
import { scalars } from '../graphql/scalars.ts';
import { serveGraphql, type Asked, type Served } from '../http/serve.ts';
import { SharedReads } from './shared-reads.ts';
import { SignatureCheck } from '../trust/signature-check.ts';
import type { TrustedKeys } from '../trust/keys.ts';
import type { RequestHead } from '../trust/signature.ts';
import { TRUST_OF_DEPARTMENTS, type Trust } from '../trust/signers.ts';
import { streamRoute, type Stream } from '../http/stream.ts';

/**
 * Questions come from our own gateway and coordination, which send sets of ids: this is a guard against accidents, not
 * a limit on callers.
 */
const BODY_LIMIT = 16 * 1024 * 1024;

interface SubgraphOptions<Context extends Asked> {
  /** What requests to it are signed for. */
  name: string;
  schema: GraphQLSchema;
  /** Who may see what of it. */
  decide: Decider;
  /** Who may ask it. */
  trust: Trust;
  /** By which it knows them. */
  trusted: TrustedKeys;
  log: Log;
  /** What watches over questions. */
  plugins?: readonly ApolloServerPlugin<Context>[];
  context(call: RequestContext): Context;
  /** Whether questions can be answered; absent: as soon as it is served. */
  ready?: () => boolean;
  /** What it tells beside its graph. */
  stream?: Stream;
  port: number;
  host: string;
}

/** Serves a subgraph to servers of the house, and to nobody else: on behalf of those who may see what is asked for. */
export function serveSubgraph<Context extends Asked>(options: SubgraphOptions<Context>): Promise<Served> {
  const { schema, decide, name, trust, trusted, plugins = [], ready = () => true, stream, ...others } = options;
  const [graph, check] = [{ schema: authorizeFields(schema, decide) }, new SignatureCheck(trusted, trust)];
  const admitted = { ...admissionOf(name, check), ready: () => check.isReady && ready() };
  const pages = stream && { pages: (): Router => streamRoute(stream, admitted) };
  return serveGraphql({ ...others, ...admitted, ...pages, graph, plugins: [measureRequests(name), ...plugins] });
}

/** Believes what servers of the house have signed for this subgraph, before it reads what they ask. */
function admissionOf(audience: string, check: SignatureCheck): Admission {
  const headOf = ({ method, originalUrl: path, headers }: AskedRequest): RequestHead => {
    return { method, host: headers.host ?? '', path, audience };
  };
  return {
    admit: async (request, body, signal) => {
      const claims = check.claimsOf(headOf(request), request.headers);
      return { ...check.take(claims, await body()), signal };
    },
    bodyLimit: BODY_LIMIT,
  };
}

/** The schema of a subgraph: its SDL files under `schema/`, read as one, and what answers them. */
export function schemaOf(files: readonly string[], resolvers: object): GraphQLSchema {
  const texts = files.map((file) => readFileSync(new URL(`../../schema/${file}.graphql`, import.meta.url), 'utf8'));
  return buildSubgraphSchema([
    { typeDefs: parse(texts.join('\n')), resolvers: resolvers as GraphQLResolverMap<unknown> },
  ]);
}

export interface DepartmentOptions extends Partial<Pace> {
  databaseUrl: string;
  /** The public keys of those who may ask it. */
  trusted: TrustedKeys;
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
  const scope = new RefreshScope(domain);
  const ledger = await Ledger.open(domain, department.source(withScope(database, scope)), today, (words) =>
    log.info(words),
  );
  const served = await serveDepartment(department, { database, ledger, today }, { ...options, log });
  const forget = measureDepartment({
    domain,
    status: () => ledger.status,
    connections: () => connectionsInUse(database),
  });
  const keeping = startRefreshLoop({ ledger, database, scope }, { ...USUAL_PACE, ...options }, log);
  const close = async (): Promise<void> => {
    forget();
    await served.close();
    await keeping.stop();
    await database.destroy();
    ledger.close();
  };
  return { ...served, loaded: keeping.loaded, close };
}

interface Shared {
  database: Database;
  ledger: Ledger;
  today: () => Day;
}

function serveDepartment<Source extends Books, Loaders>(
  { domain, decide, resolvers, loaders, source: sourceOn }: Department<Source, Loaders>,
  { database, ledger, today }: Shared,
  { log, trusted, port = 0, host = '127.0.0.1' }: Pick<DepartmentOptions, 'trusted' | 'port' | 'host'> & { log: Log },
): Promise<Served> {
  const schema = schemaOf(['department', domain], allResolvers(resolvers));
  const reads = new SharedReads(domain, (scope) => sourceOn(withScope(database, scope)));
  const context = (call: RequestContext): DepartmentContext<Source, Loaders> => {
    const [source, day] = [reads.as(call), dayOfAnswer(call, today)];
    const given = { ledger, source, today: () => day };
    return { ...given, loaders: loaders(given), call };
  };
  const trust = TRUST_OF_DEPARTMENTS;
  return serveSubgraph({ name: domain, schema, decide, trust, trusted, log, port, host, context });
}

/** A department's own words, and beside them the words that all departments share. */
function allResolvers(own: { Query?: object }): object {
  return { ...scalars, ...own, ...ledgerResolvers, Query: { ...own.Query, ...ledgerResolvers.Query } };
}
