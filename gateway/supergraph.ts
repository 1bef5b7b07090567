import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  ApolloGateway,
  type GatewayConfig,
  type SupergraphManager,
  type SupergraphSdlUpdateFunction,
} from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { forbidTelemetry } from '../kit/program/env.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { scalars } from '../kit/graphql/scalars.ts';

interface SupergraphFileOptions {
  file: URL;
  log: Log;
  /** Throws where a supergraph cannot be served. */
  tryOut: (sdl: string) => Promise<void>;
  /** Between looks at the file. */
  watchMs: number;
}

/** The only way to a gateway here: it reports to nobody, whoever forgets what. */
export function makeGateway(config: GatewayConfig): ApolloGateway {
  forbidTelemetry();
  const queryPlannerConfig = { exposeDocumentNodeInFetchNode: true };
  const gateway = new ApolloGateway({
    ...config,
    queryPlannerConfig,
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => teachScalars(apiSchema));
  return gateway;
}

/**
 * A supergraph has the scalars' names alone: taught what they accept, the gateway refuses a bad date or amount before
 * it asks anybody.
 */
function teachScalars(schema: GraphQLSchema): void {
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const type = schema.getType(name);
    if (type) Object.assign(type, { parseValue, parseLiteral });
  }
}

/**
 * A supergraph read from a file and again whenever it changes; one that cannot be served is refused, and the one before
 * goes on.
 */
export class SupergraphFile implements SupergraphManager {
  readonly #options: SupergraphFileOptions;
  #reloads = Promise.resolve();

  constructor(options: SupergraphFileOptions) {
    this.#options = options;
  }

  async initialize({
    update,
  }: {
    update: SupergraphSdlUpdateFunction;
  }): Promise<{ supergraphSdl: string; cleanup: () => Promise<void> }> {
    const { file, watchMs } = this.#options;
    const supergraphSdl = await readFile(file, 'utf8');
    const onChange = (): void => {
      this.#reloads = this.#reloads.then(() => this.#reload(update));
    };
    watchFile(file, { interval: watchMs, persistent: false }, onChange);
    const cleanup = (): Promise<void> => {
      unwatchFile(file, onChange);
      return this.#reloads;
    };
    return { supergraphSdl, cleanup };
  }

  async #reload(update: SupergraphSdlUpdateFunction): Promise<void> {
    const { file, log, tryOut } = this.#options;
    try {
      const sdl = await readFile(file, 'utf8');
      await tryOut(sdl);
      update(sdl);
      log.info('the supergraph is loaded anew');
    } catch (error) {
      log.error(
        `the new supergraph is refused, the one before goes on: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
