import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type GraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type RequestHandler, type Response, type Router } from 'express';
import type { GraphQLSchema } from 'graphql';
import { admission, receive, type Admission, type Admitted } from './admission.ts';
import type { RequestContext } from '../trust/request-context.ts';
import { LoadShedder, type LoadLimits } from './load-shedder.ts';
import type { Log } from '../telemetry/log.ts';
import { errorReporter, formatError } from '../graphql/error-format.ts';
import type { GraphqlRequest } from '../graphql/request.ts';
import { guardRequests, type RequestGuard } from '../graphql/request-guards.ts';
import { refuse, refuseMethod, refuseUnknown, refuseUnreadable } from './refusals.ts';
import { tracedRequests } from '../telemetry/tracing.ts';
import { troubles } from '../telemetry/troubles.ts';

/** What resolvers are given holds who asks. */
export interface Asked {
  call: RequestContext;
}

/** A graph to serve: a schema of one's own, or a gateway's. */
export interface ServiceOptions<Context extends Asked> extends Admission {
  graph: { schema: GraphQLSchema } | Pick<ApolloServerOptionsWithGateway<Context>, 'gateway'>;
  log: Log;
  /** What resolvers are given, anew for each request. */
  context(call: RequestContext): Context;
  /** Whether questions can be answered; what `/readyz` says. Absent: as soon as it is served. */
  ready?(): boolean | Promise<boolean>;
  /** What questions are held to, in this order. */
  guards?: readonly RequestGuard<Context>[];
  /** What watches over questions, in this order. */
  plugins?: readonly ApolloServerPlugin<Context>[];
  /** What it takes on before it sends questions away. Absent: whatever comes. */
  load?: LoadLimits;
  /** Pages beside the graph, which may ask it. */
  pages?: (house: House<Context>) => Router;
  /** 0: any that is free. */
  port: number;
  host: string;
}

/** What pages beside a graph are given. */
export interface House<Context> {
  /** Asks the graph as somebody who was let in: what questions are held to holds for it. */
  ask: (question: GraphqlRequest, context: Context) => Promise<GraphQLResponse>;
  /** Refuses requests there is no time for. */
  shed: RequestHandler;
}

export interface Served {
  /** Where the graph is asked. */
  url: string;
  /** Says to load balancers that no more is to be sent here: it is not ready, and answers end their connections. */
  drain(): void;
  /** Takes no more questions, answers those it has, and ends. */
  close(): Promise<void>;
}

/**
 * A caller's pool lets go of an idle connection well before this, so that none is closed under a question on its way.
 */
const KEEP_ALIVE_MS = 75_000;
/** How long a request may take to arrive: longer is a connection held, not a question. */
const ARRIVAL = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 };
/** Far more than callers need, and fewer than a process has files for. */
const MOST_CONNECTIONS = 2_000;
/** How long questions under way may take when the server closes: as long as an answer may. */
const GRACE_MS = 30_000;
const WHATEVER_COMES: LoadLimits = { maxRequests: Infinity, maxDelayMs: Infinity };

/** Nothing is reported to anybody, whatever is in the environment. */
const SILENCE: readonly ApolloServerPlugin[] = [
  ApolloServerPluginUsageReportingDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
];

/** Serves a graph at `/graphql`, with `/livez` and `/readyz` beside it. */
export async function serveGraphql<Context extends Asked>(options: ServiceOptions<Context>): Promise<Served> {
  const app = express().disable('x-powered-by').enable('strict routing').enable('case sensitive routing');
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, ...ARRIVAL }, app);
  server.maxConnections = MOST_CONNECTIONS;
  refuseUnreadable(server);
  const apollo = graphServer(options, server);
  const shedder = new LoadShedder(options.load ?? WHATEVER_COMES);
  await apollo.start();
  mountRoutes(app, apollo, shedder, options);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    shedder.drain();
    await apollo.stop();
    shedder.close();
  };
  return { url: addressOf(server), drain: () => shedder.drain(), close };
}

function graphServer<Context extends Asked>(
  { graph, log, guards = [], plugins = [] }: ServiceOptions<Context>,
  httpServer: Server,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    ...graph,
    logger: log,
    formatError: formatError,
    nodeEnv: 'production',
    introspection: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    plugins: [
      ...SILENCE,
      errorReporter(log),
      guardRequests(guards),
      ...plugins,
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: GRACE_MS }),
    ],
  });
}

function mountRoutes<Context extends Asked>(
  app: Express,
  apollo: ApolloServer<Context>,
  shedder: LoadShedder,
  options: ServiceOptions<Context>,
): void {
  app.use(shedder.watch());
  app.use(receive);
  app.get('/livez', (_request, response) => void response.type('text').send('alive'));
  app.get('/readyz', async (_request, response) => {
    const ready = !shedder.isDraining && ((await options.ready?.()) ?? true);
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send([ready ? 'ready' : 'not ready', ...troubles()].join('\n'));
  });
  // before pages, whose routes would tell other sites' browsers what they take
  app.options('/graphql', refuseMethod);
  if (options.pages) app.use(options.pages({ ask: askOf(apollo), shed: shedder.shed() }));
  const context = ({ res }: { res: Response }) => Promise.resolve(options.context((res.locals as Admitted).call));
  app.post('/graphql', shedder.shed(), tracedRequests(), ...admission(options), expressMiddleware(apollo, { context }));
  app.all('/graphql', refuseMethod);
  app.use(refuseUnknown);
  app.use(refuse(options.log, options.refused));
}

const askOf =
  <Context extends Asked>(apollo: ApolloServer<Context>): House<Context>['ask'] =>
  ({ query, variables = {} }, contextValue) =>
    apollo.executeOperation({ query, variables: variables ?? {} }, { contextValue });

/** Servers on all addresses are reached on this machine's own. */
function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  const host =
    address === '::' || address === '0.0.0.0' ? 'localhost' : address.includes(':') ? `[${address}]` : address;
  return `http://${host}:${port}/graphql`;
}
