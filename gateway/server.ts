import type { ServiceEndpointDefinition } from '@apollo/gateway';
import { logOf, type Log } from '../kit/log.ts';
import { SUPERGRAPH_FILE } from '../kit/sdl.ts';
import { serveGraphql, type Served } from '../kit/serve.ts';
import { DepartmentSource, type GatewayContext, type Limits } from './department-source.ts';
import { explorer } from './explorer.ts';
import { makeGateway, SupergraphFile } from './supergraph.ts';

interface GatewayOptions {
  /** Where a subgraph is asked, by its name: the addresses in the supergraph are nobody's. Null: it is unavailable. Asked once a name. */
  subgraphUrl: (name: string) => string | null;
  port: number;
  host: string;
  supergraphFile?: URL;
  /** Between looks at the supergraph's file. */
  watchMs?: number;
  limits?: Partial<Limits>;
}

/** Longer than coordination waits for departments, so that its answer about those that do not comes through. */
const LIMITS: Limits = { deadlineMs: 30_000, maxAnswerBytes: 64 * 1024 * 1024 };
const BODY_LIMIT = 1024 * 1024;

/** Serves the supergraph: one graph over all subgraphs. */
export async function startGateway(options: GatewayOptions): Promise<Served> {
  const { port, host, supergraphFile: file = SUPERGRAPH_FILE, watchMs = 1_000 } = options;
  const log = logOf('gateway');
  const sources = new Map<string, DepartmentSource>();
  const parts = { buildService: sourceMaker(sources, options, log), logger: { ...log, info: log.debug } };
  const tryOut = (sdl: string): Promise<void> => tryToLoad(sdl, parts);
  const gateway = makeGateway({ ...parts, supergraphSdl: new SupergraphFile({ file, log, tryOut, watchMs }) });
  const context = (_request: unknown, gone: AbortSignal): GatewayContext => ({ gone });
  const served = await serveGraphql({ graph: { gateway }, log, context, pages: explorer(), bodyLimit: BODY_LIMIT, port, host });
  return { url: served.url, close: () => closeAll(served, sources) };
}

type Sources = Map<string, DepartmentSource>;

/** One source a subgraph, whatever supergraph is in force. */
function sourceMaker(sources: Sources, options: GatewayOptions, log: Log): (service: ServiceEndpointDefinition) => DepartmentSource {
  const make = (name: string): DepartmentSource => {
    const url = options.subgraphUrl(name);
    return new DepartmentSource(name, url === null ? null : new URL(url), { ...LIMITS, ...options.limits }, log);
  };
  return ({ name }) => {
    const source = sources.get(name) ?? make(name);
    sources.set(name, source);
    return source;
  };
}

/** A gateway that fails to take up a supergraph is left between two: a gateway of no use takes it up first. */
async function tryToLoad(supergraphSdl: string, parts: Pick<Parameters<typeof makeGateway>[0], 'buildService' | 'logger'>): Promise<void> {
  const trial = makeGateway({ ...parts, supergraphSdl });
  await trial.load();
  await trial.stop();
}

async function closeAll(served: Served, sources: Sources): Promise<void> {
  await served.close();
  await Promise.all([...sources.values()].map((source) => source.close()));
}
