import { setTimeout as rest } from 'node:timers/promises';
import { readEnvironment, type Environment } from './env.ts';
import { catchTheRest } from './last-resort.ts';
import { logOf } from './log.ts';
import { showMeasures } from './metrics/server.ts';
import { startTracing } from './tracing.ts';

/** Something that runs until it is told to end. */
export interface Running {
  /** Says to load balancers that no more is to be sent here. Absent: there are none to say it to. */
  drain?(): void;
  close(): Promise<void>;
}

const log = logOf('program');

/** Runs a program until a signal ends it; what keeps it from starting is said in plain words. SIGTERM lets load balancers look elsewhere first; a second signal ends it at once. */
export async function runProgram(start: (environment: Environment) => Promise<Running>): Promise<void> {
  try {
    let endInOrder = (): void => process.exit(1);
    catchTheRest(log, () => endInOrder());
    const environment = readEnvironment();
    const parts = await startAround(environment);
    const running = await start(environment);
    const endWith = (code: number, drainSeconds: number): void => {
      endInOrder = () => undefined;
      for (const signal of SIGNALS) process.off(signal, endFirst);
      end(running, parts, drainSeconds).then(() => leave(code), leaveAfter);
    };
    const endFirst = (given: NodeJS.Signals): void => endWith(0, given === 'SIGTERM' ? environment.drainSeconds : 0);
    for (const signal of SIGNALS) process.on(signal, endFirst);
    endInOrder = () => endWith(1, environment.drainSeconds);
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
}

function leaveAfter(error: unknown): Promise<void> {
  log.error(error);
  return leave(1);
}

/** `exit` waits for ever for a file that a disk does not give: then nothing but a signal that cannot be refused ends us. */
async function leave(code: number): Promise<void> {
  const waitsForDisk = (): boolean => process.getActiveResourcesInfo().includes('FSReqPromise');
  for (let look = 0; look < 10 && waitsForDisk(); look += 1) await rest(100);
  if (waitsForDisk()) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
