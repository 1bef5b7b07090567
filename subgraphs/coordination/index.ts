import { dayOfAnswer } from '../../kit/trust/request-context.ts';
import { localDay, type Day } from '../../kit/rules/dates.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import type { SigningKeys, TrustedKeys } from '../../kit/trust/keys.ts';
import { TRUST_OF_COORDINATION } from '../../kit/trust/signers.ts';
import type { LedgerFreshness } from '../../schema/generated/ledger-client.ts';
import { coordination as policy } from '../../policy/coordination.ts';
import { deciderOf } from '../../policy/policy.ts';
import { schemaOf, serveSubgraph, type RunningSubgraph } from '../../kit/department/subgraph.ts';
import { DepartmentSession } from './session/department-session.ts';
import type { Context } from './context.ts';
import { Cursors } from './lists/cursor.ts';
import { Decisions } from './decisions/decisions.ts';
import { DecisionStore } from './decisions/store.ts';
import { departmentConnections } from './departments/department-client.ts';
import { exportStream } from './export/stream.ts';
import { keepRegister } from './session/register-loop.ts';
import { makeLoaders } from './loaders.ts';
import { Register } from './views/register.ts';
import { registerCaller } from './departments/register-caller.ts';
import { TELL_LACKING } from './tell-lacking.ts';
import { resolvers } from './resolvers/index.ts';

/** Where coordination keeps what people decide, unless COORDINATION_DATABASE_URL says otherwise. */
export const OWN_DATABASE = 'sqlite:.data/coordination.sqlite';

interface CoordinationOptions {
  /** Where each department is asked, by domain; one that is not named here is missing in every answer. */
  departments: Readonly<Record<string, string>>;
  /** Its own, by which it signs what it asks departments, and its cursors. */
  keys: SigningKeys;
  /** The public keys of those who may ask it. */
  trusted: TrustedKeys;
  port?: number;
  host?: string;
  today?: () => Day;
  /** Coordination's own database, for what people decide: `sqlite:/path/to/file` or `mysql://…`. */
  databaseUrl: string;
}

export interface RunningCoordination extends RunningSubgraph {
  /**
   * Fulfilled when who is who has been read to the end for the first time, in the books of every department whose
   * address is known.
   */
  loaded: Promise<void>;
}

/** A first reading that takes longer keeps no rolling update waiting: answers name what is missing. */
const MOST_UNREADY_MS = 300_000;

/** Starts the subgraph that owns the unified API and asks the departments for it. */
export async function startCoordination(options: CoordinationOptions): Promise<RunningCoordination> {
  const log = logOf('coordination');
  const lines = departmentConnections(options.departments, options.keys);
  const decisions = new Decisions(new DecisionStore(options.databaseUrl), log);
  decisions.begin();
  const register = new Register(lines.map((line) => line.as(registerCaller)));
  const shared = { lines, register, decisions, log, away: new Set<string>(), told: new Map<string, LedgerFreshness>() };
  const keeping = keepRegister(
    () => new DepartmentSession(shared, registerCaller()),
    Object.keys(options.departments),
    log,
  );
  const [cursors, clock] = [new Cursors(options.keys), options.today ?? ((): Day => localDay(new Date()))];
  const served = await serveSubgraph({
    ...{ port: 0, host: '127.0.0.1', ...options, log, plugins: [TELL_LACKING] },
    name: 'coordination',
    schema: schemaOf(['coordination'], resolvers),
    decide: deciderOf(policy),
    trust: TRUST_OF_COORDINATION,
    stream: exportStream((call) => new DepartmentSession(shared, { ...call, today: dayOfAnswer(call, clock) })),
    ready: readinessOf(keeping, register),
    context: (call): Context => {
      const today = dayOfAnswer(call, clock);
      const tools = { session: new DepartmentSession(shared, { ...call, today }), cursors, today: () => today };
      return { ...tools, loaders: makeLoaders(tools), decisions, call };
    },
  });
  const close = (): Promise<void> => closeInOrder([served, { close: keeping.stop }, decisions.store, ...lines]);
  return { ...served, loaded: keeping.loaded, close };
}

async function closeInOrder(parts: readonly { close: () => Promise<unknown> }[]): Promise<void> {
  for (const part of parts) await part.close();
}

/** Once the register has been read, in the books of those that answer, or after a while. */
function readinessOf({ hasLooked }: { hasLooked: () => boolean }, register: Register): () => boolean {
  const patienceEnds = Date.now() + MOST_UNREADY_MS;
  return () => Date.now() > patienceEnds || (hasLooked() && !register.isFirstRead);
}
