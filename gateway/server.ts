import { hostname } from 'node:os';
import type { ApolloGateway, GraphQLDataSource, ServiceEndpointDefinition } from '@apollo/gateway';
import { Router } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Admission, AskedRequest } from '../kit/http/admission.ts';
import type { RequestContext } from '../kit/trust/request-context.ts';
import { localDay, type Day } from '../kit/rules/dates.ts';
import { Refusal } from '../kit/graphql/errors.ts';
import type { LoadLimits } from '../kit/http/load-shedder.ts';
import { logOf, type Log } from '../kit/telemetry/log.ts';
import { measureRequests } from '../kit/telemetry/request-metrics.ts';
import type { RequestGuard } from '../kit/graphql/request-guards.ts';
import { isDepartment, SUPERGRAPH_FILE } from '../kit/graphql/sdl.ts';
import { STALLED_MS } from '../kit/http/send-as-taken.ts';
import { serveGraphql, type House, type Served } from '../kit/http/serve.ts';
import type { SigningKeys, TrustedKeys } from '../kit/trust/keys.ts';
import type { Viewer } from '../kit/trust/viewer.ts';
import { Audit } from '../audit/audit.ts';
import type { Authentication } from './authenticate/authentication.ts';
import { CampaignQuestions } from './authenticate/campaign.ts';
import { idempotencyKeyOf } from './authenticate/idempotency-key.ts';
import { EntityPlaces } from './department-source/entity-places.ts';
import { DepartmentSource, type GatewayContext, type Limits } from './department-source/source.ts';
import { explorer } from './explorer.ts';
import { TokenBuckets } from './limits/token-bucket.ts';
import { costGuard, spendRequest } from './limits/cost-guard.ts';
import { inspect } from './limits/inspect.ts';
import { markAnswers } from './marks.ts';
import { doorOf } from './pages/for-callers.ts';
import { home } from './pages/home.ts';
import { refuseKeysInAddresses } from './pages/keys-in-addresses.ts';
import { reportPages } from './reports/index.ts';
import { keptText } from './reports/kept.ts';
import { readSavedReports, type SavedReports } from './reports/report.ts';
import { WholeLists } from './reports/whole-lists.ts';
import { savedReportsAlone } from './reports/scope.ts';
import { introspection, lookGuard } from './schema/introspection.ts';
import { schemaPage } from './schema/page.ts';
import { ShownSchemas } from './schema/shown.ts';
import { SUGGESTION_GUARD } from './schema/suggestions.ts';
import { campaignGuard, mayAskByPolicy, scopeGuard, type MayAsk } from './scope.ts';
import { makeGateway, SupergraphFile } from './supergraph.ts';

export interface GatewayOptions {
  /** Where a subgraph is asked, by its name: the addresses in the supergraph are nobody's. Null: it is unavailable. */
  subgraphUrl: (name: string) => string | null;
  /** Who is let in, and as whom. It ends with the gateway. */
  authentication: Authentication;
  /** Who may ask for which field; as the tables of `policy/` have it. */
  mayAsk?: MayAsk;
  /** The gateway's own, which subgraphs believe. */
  keys: SigningKeys;
  /** The public keys of the campaign, which asks the graph in callers' names; absent: nobody does. */
  trusted?: TrustedKeys;
  /** The folder of the audit trail. */
  auditDir: string;
  /** The file of keys that seal it; null or absent: one in its folder. */
  auditKeys?: string | null;
  /** Whether the books are invented: answers and pages say so. */
  demo?: boolean;
  port: number;
  host: string;
  supergraphFile?: URL;
  /** Between looks at the supergraph's file. */
  watchMs?: number;
  /** What one caller may spend in a minute; 1,000,000. */
  costPerMinute?: number;
  limits?: Partial<Limits & Patience & LoadLimits>;
  /** The day of answers to what is asked now; in Asia/Shanghai. */
  today?: () => Day;
}

interface Patience {
  /** Past this nobody waits for an answer. */
  deadlineMs: number;
  /** Whoever takes nothing of a table for so long has gone. */
  stalledMs: number;
}

/** Longer than coordination waits for departments, so that its answer about those that do not comes through. */
const LIMITS: Limits & Patience = {
  deadlineMs: 30_000,
  stalledMs: STALLED_MS,
  entityPatienceMs: 5_000,
  maxAnswerBytes: 64 * 1024 * 1024,
  maxUnderWay: 64,
  maxWaiting: 512,
};
const BODY_LIMIT = 100_000;
const COST_PER_MINUTE = 1_000_000;
/** Questions that wait for a slow department cost little; a loop this late costs everybody. */
const LOAD: LoadLimits = { maxRequests: 1_000, maxDelayMs: 1_000 };

/** What questions are held to, in this order: who may ask, what it costs, and that it can be recorded. */
function guardsOf(
  { mayAsk = mayAskByPolicy }: GatewayOptions,
  {
    reports,
    shown,
    budgets,
    audit,
  }: { reports: SavedReports; shown: ShownSchemas; budgets: TokenBuckets; audit: Audit },
): readonly RequestGuard<GatewayContext>[] {
  return [
    scopeGuard(mayAsk),
    campaignGuard,
    savedReportsAlone(reports),
    costGuard(budgets),
    lookGuard(shown),
    audit.guard,
  ];
}

/** Serves the supergraph: one graph over all subgraphs. */
export async function startGateway(options: GatewayOptions): Promise<Served> {
  const { port, host, authentication, supergraphFile: file = SUPERGRAPH_FILE, watchMs = 1_000, demo = false } = options;
  const [log, sources] = [logOf('gateway'), new Map<string, DepartmentSource>()];
  const [audit, budgets] = [auditOf(options), new TokenBuckets(options.costPerMinute ?? COST_PER_MINUTE)];
  const spend = spendRequest(budgets);
  const parts = { buildService: sourceMaker(sources, audit, options, log), logger: { ...log, info: log.debug } };
  const tryOut = (sdl: string): Promise<void> => tryToLoad(sdl, parts);
  const gateway = makeGateway({ ...parts, supergraphSdl: new SupergraphFile({ file, log, tryOut, watchMs }) });
  const limits = { ...LIMITS, ...LOAD, ...options.limits };
  const reports = await readSavedReports();
  const today = options.today ?? ((): Day => localDay(new Date()));
  const asking = { authentication, campaign: new CampaignQuestions(options.trusted ?? ((): [] => [])) };
  const admission = { ...admissionOf({ audit, ...asking, reports, spend, today }, limits), load: limits };
  const shown = new ShownSchemas(options.mayAsk ?? mayAskByPolicy, reports);
  const guards = guardsOf(options, { reports, shown, budgets, audit });
  const plugins = [audit.plugin, measureRequests('gateway'), SUGGESTION_GUARD, introspection(shown), markAnswers(demo)];
  const renew = (request: AskedRequest, call: RequestContext): RequestContext =>
    audit.letIn(request, { ...call, deadline: Date.now() + limits.deadlineMs });
  const lists = listsAt(options);
  const { stalledMs } = limits;
  const pages = pagesOf(options, { gateway, shown, reports, admission, audit, spend, renew, today, lists, stalledMs });
  const surface = { ...admission, guards, plugins, pages, context: contextOf };
  const served = await serveGraphql({ graph: { gateway }, log, ...surface, port, host });
  return { ...served, close: () => closeAll(served, authentication, sources, lists).then(() => audit.close()) };
}

interface PageParts {
  gateway: ApolloGateway;
  shown: ShownSchemas;
  reports: SavedReports;
  admission: Admission;
  audit: Audit;
  spend: (call: RequestContext) => void;
  renew: (request: AskedRequest, call: RequestContext) => RequestContext;
  today: () => Day;
  lists: WholeLists | null;
  stalledMs: number;
}

/** What GET gives. */
function pagesOf(
  { mayAsk = mayAskByPolicy, demo = false }: GatewayOptions,
  parts: PageParts,
): (house: House<GatewayContext>) => Router {
  const { gateway, shown, admission, audit, spend, lists, ...ofReports } = parts;
  const door = doorOf(admission.admit, (call, request) => {
    spend(call);
    audit.recordPage(call, request);
  });
  const sdlFor = (viewer: Viewer): string | null => (gateway.schema && shown.of(gateway.schema, viewer)?.sdl) ?? null;
  const schema = (): GraphQLSchema => gateway.schema ?? notYet();
  const record: Audit['recordTable'] = (call, table) => audit.recordTable(call, table);
  const given = { admit: admission.admit, spend, record, context: contextOf, lists: () => lists ?? notYet() };
  return (house) =>
    Router()
      .use(refuseKeysInAddresses, home(demo), explorer(demo), schemaPage(door, sdlFor))
      .use(reportPages({ ...ofReports, ...given, schema, mayAsk, door, demo }, house));
}

/** Coordination tells whole lists; null where its address is not known. */
function listsAt({ subgraphUrl, keys }: GatewayOptions): WholeLists | null {
  const url = subgraphUrl('coordination');
  return url === null ? null : new WholeLists(new URL(url), keys);
}

function notYet(): never {
  throw new Refusal('OVERLOADED', 'The graph is not there yet.');
}

const contextOf = (call: RequestContext, isPart = false): GatewayContext => ({
  call,
  entityPlaces: new EntityPlaces(),
  lacking: new Set(),
  staleDecisions: null,
  isPart,
});

interface AdmissionParts {
  audit: Audit;
  authentication: Authentication;
  campaign: CampaignQuestions;
  reports: SavedReports;
  spend: (call: RequestContext) => void;
  today: () => Day;
}

/** Finds out who asks, and on which day, and remembers who came from where. */
function admissionOf(
  { audit, authentication, campaign, reports, spend, today }: AdmissionParts,
  { deadlineMs }: Pick<Patience, 'deadlineMs'>,
): Admission {
  const callOf = async (
    request: AskedRequest,
    body: () => Promise<Buffer>,
    signal: AbortSignal,
  ): Promise<RequestContext> => {
    const [latest, { requestId }] = [Date.now() + deadlineMs, request];
    const given = { requestId, today: today(), signal };
    if (campaign.isOne(request)) {
      const { viewer, deadline } = await campaign.callOf(request, body);
      return { ...given, viewer, deadline: Math.min(deadline, latest), via: 'campaign' };
    }
    await body();
    const viewer = await authentication.viewerOf(request);
    return { ...given, viewer, deadline: latest, ...idempotencyKeyOf(request.headersDistinct) };
  };
  return {
    admit: async (request, body, signal) => audit.letIn(request, await callOf(request, body, signal)),
    kept: (question, { viewer }) => keptText(reports, question, viewer),
    refused: (...refusal) => audit.refused(...refusal),
    inspect: (question, call) => {
      spend(call);
      inspect(question);
    },
    bodyLimit: BODY_LIMIT,
  };
}

type Sources = Map<string, DepartmentSource>;

/**
 * Gateways that share a folder are told apart by their addresses; one on any port that is free is another each time.
 */
function auditOf({ auditDir: folder, auditKeys = null, port }: GatewayOptions): Audit {
  const instance = `${hostname()}-${port === 0 ? process.pid : port}`.replaceAll(/[^\w-]/g, '-');
  return new Audit({ folder, keysFile: auditKeys, instance, log: logOf('audit') });
}

/** One source a subgraph, whatever supergraph is in force. */
function sourceMaker(
  sources: Sources,
  audit: Audit,
  options: GatewayOptions,
  log: Log,
): (service: ServiceEndpointDefinition) => GraphQLDataSource<GatewayContext> {
  const make = (name: string): DepartmentSource => {
    const url = options.subgraphUrl(name);
    const parts = { limits: { ...LIMITS, ...options.limits }, keys: options.keys, log, isOurOwn: !isDepartment(name) };
    return new DepartmentSource(name, url === null ? null : new URL(url), parts);
  };
  return ({ name }) => {
    if (name === 'audit') return audit.subgraph;
    const source = sources.get(name) ?? make(name);
    sources.set(name, source);
    return audit.watch(name, source);
  };
}

/** A gateway that fails to take up a supergraph is left between two: a gateway of no use takes it up first. */
async function tryToLoad(
  supergraphSdl: string,
  parts: Pick<Parameters<typeof makeGateway>[0], 'buildService' | 'logger'>,
): Promise<void> {
  const trial = makeGateway({ ...parts, supergraphSdl });
  await trial.load();
  await trial.stop();
}

async function closeAll(
  served: Served,
  authentication: Authentication,
  sources: Sources,
  lists: WholeLists | null,
): Promise<void> {
  await served.close();
  authentication.close();
  await Promise.all([...sources.values(), ...(lists ? [lists] : [])].map((source) => source.close()));
}
