import { fileURLToPath } from 'node:url';
import {
  ApolloGateway,
  type GatewayConfig,
  type SupergraphManager,
  type SupergraphSdlUpdateFunction,
} from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { forbidTelemetry } from '../kit/program/env.ts';
import { watchedFile } from '../kit/program/watched-file.ts';
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
  #looks = Promise.resolve();

  constructor(options: SupergraphFileOptions) {
    this.#options = options;
  }

  async initialize({
    update,
  }: {
    update: SupergraphSdlUpdateFunction;
  }): Promise<{ supergraphSdl: string; cleanup: () => Promise<void> }> {
    const read = await watchedFile(fileURLToPath(this.#options.file), {
      parse: textOf,
      otherwise: (error, before) => {
        this.#refuse(error);
        return before;
      },
    });
    const supergraphSdl = await read();
    let known = supergraphSdl;
    const look = async (): Promise<void> => {
      const sdl = await read();
      if (sdl !== known) await this.#load((known = sdl), update);
    };
    const timer = setInterval(() => {
      this.#looks = this.#looks.then(look);
    }, this.#options.watchMs).unref();
    const cleanup = (): Promise<void> => {
      clearInterval(timer);
      return this.#looks;
    };
    return { supergraphSdl, cleanup };
  }

  async #load(sdl: string, update: SupergraphSdlUpdateFunction): Promise<void> {
    try {
      await this.#options.tryOut(sdl);
      update(sdl);
      this.#options.log.info('the supergraph is loaded anew');
    } catch (error) {
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.#options.log.error(`the new supergraph is refused, the one before goes on: ${why}`);
  }
}

function textOf(sdl: string | null): string {
  if (sdl === null) throw new Error('there is no such file');
  return sdl;
}
