import { setTimeout as rest } from 'node:timers/promises';
import { readEnvironment, type Environment } from './env.ts';
import { showMeasures } from './metrics/server.ts';
import { startTracing } from './tracing.ts';

/** Something that runs until it is told to end. */
export interface Running {
  /** Says to load balancers that no more is to be sent here. Absent: there are none to say it to. */
  drain?(): void;
  close(): Promise<void>;
}

/** Runs a program until a signal ends it; what keeps it from starting is said in plain words. SIGTERM lets load balancers look elsewhere first; a second signal ends it at once. */
export async function runProgram(start: (environment: Environment) => Promise<Running>): Promise<void> {
  try {
    const environment = readEnvironment();
    const parts = await startAround(environment);
    const running = await start(environment);
    const endFirst = (given: NodeJS.Signals): void => {
      for (const signal of SIGNALS) process.off(signal, endFirst);
      void end(running, parts, given === 'SIGTERM' ? environment.drainSeconds : 0);
    };
    for (const signal of SIGNALS) process.on(signal, endFirst);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What watches over a program, where the environment asks for it. Returns what ends each. */
async function startAround({ metricsPort, metricsHost, tracesUrl }: Environment): Promise<(() => Promise<void>)[]> {
  const stopTracing = tracesUrl === null ? [] : [startTracing(tracesUrl)];
  return metricsPort === null ? stopTracing : [...stopTracing, await showMeasures(metricsPort, metricsHost)];
}

async function end(running: Running, parts: readonly (() => Promise<void>)[], drainSeconds: number): Promise<void> {
  if (running.drain) {
    running.drain();
    await rest(drainSeconds * 1000);
  }
  await running.close();
  await Promise.allSettled(parts.map((stop) => stop()));
  process.exit(0);
}
