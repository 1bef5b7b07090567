import { setTimeout as rest } from 'node:timers/promises';
import { localDay, type Day } from '../../kit/dates.ts';
import { logOf, type Log } from '../../kit/log.ts';
import type { SigningKeys } from '../../kit/signature.ts';
import { coordination as policy } from '../../policy/coordination.ts';
import { deciderOf } from '../../policy/policy.ts';
import { schemaOf, serveSubgraph, type RunningSubgraph } from '../../kit/subgraph.ts';
import { Asking } from './asking.ts';
import type { Context } from './context.ts';
import { Cursors } from './cursor.ts';
import { Decisions } from './decisions/decisions.ts';
import { DecisionStore } from './decisions/store.ts';
import { departmentLines } from './department-client.ts';
import { makeLoaders } from './loaders.ts';
import { Register } from './register/register.ts';
import { registerCall } from './register-call.ts';
import { resolvers } from './resolvers/index.ts';

/** Where coordination keeps what people decide, unless COORDINATION_DATABASE_URL says otherwise. */
export const OWN_DATABASE = 'sqlite:.data/coordination.sqlite';

interface CoordinationOptions {
  /** Where each department is asked, by domain; one that is not named here is missing in every answer. */
  departments: Readonly<Record<string, string>>;
  /** What servers of the house sign requests with. */
  keys: SigningKeys;
  port?: number;
  host?: string;
  today?: () => Day;
  /** Coordination's own database, for what people decide: `sqlite:/path/to/file` or `mysql://…`. */
  databaseUrl: string;
}

/** Starts the subgraph that owns the unified API and asks the departments for it. */
export async function startCoordination(options: CoordinationOptions): Promise<RunningSubgraph> {
  const log = logOf('coordination');
  const lines = departmentLines(options.departments, options.keys);
  const decisions = new Decisions(new DecisionStore(options.databaseUrl), log);
  const register = new Register(lines.map((line) => line.as(registerCall)));
  const shared = { lines, register, decisions, log, away: new Set<string>() };
  const [cursors, today] = [new Cursors(options.keys), options.today ?? ((): Day => localDay(new Date()))];
  const served = await serveSubgraph({
    ...{ port: 0, host: '127.0.0.1', ...options },
    name: 'coordination',
    schema: schemaOf(['coordination'], resolvers),
    decide: deciderOf(policy),
    log,
    context: (call): Context => {
      const asking = new Asking(shared, call);
      return { asking, loaders: makeLoaders(asking), decisions, cursors, today, call };
    },
  });
  const stopKeeping = keepRegister(() => new Asking(shared, registerCall()), log);
  const closeClients = async (): Promise<void> => {
    await stopKeeping();
    await Promise.all([decisions.store.close(), ...lines.map((line) => line.close())]);
  };
  return { ...served, close: () => served.close().then(closeClients) };
}

/** Between looks at whether departments have changes: a question finds the register in step, or nearly so. */
const KEEPING_MS = 2_000;

/** Keeps the register in step while nobody asks, so that the first question need not wait for all there is. Returns what ends it. */
function keepRegister(askAfresh: () => Asking, log: Log): () => Promise<void> {
  const stopped = new AbortController();
  const keep = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await askAfresh()
        .view()
        .catch((error: unknown) => log.error(error));
      await rest(KEEPING_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const kept = keep();
  return () => {
    stopped.abort();
    return kept;
  };
}
