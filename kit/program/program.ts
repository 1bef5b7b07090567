import { setImmediate as nextTurn, setTimeout as rest } from 'node:timers/promises';
import { faultsOf, portCheck, type Check } from './checks.ts';
import { readEnvironment, type Environment } from './env.ts';
import { catchTheRest } from './last-resort.ts';
import { logOf } from '../telemetry/log.ts';
import { showMeasures } from '../telemetry/metrics-server.ts';
import { strayVariables } from './stray-variables.ts';
import { startTracing } from '../telemetry/tracing.ts';

/** Something that runs until it is told to end. */
export interface Running {
  /**
   * Where it is and what it is for, told once it can be told to end: whoever reads it may do so at once. Absent: nobody
   * is to be told.
   */
  says?: string;
  /** Says to load balancers that no more is to be sent here. Absent: there are none to say it to. */
  drain?(): void;
  close(): Promise<void>;
}

interface Program {
  /** What its traces are known by: a part of the house. */
  name: string;
  /** What has to be as configured; looked at, all of it, before anything starts. */
  checks(environment: Environment): readonly Check[];
  /**
   * What may well come right while it runs, and keeps it from nothing: looked at where one asks what is wrong, without
   * starting. Absent: there is none.
   */
  probes?(environment: Environment): readonly Check[];
  start(environment: Environment): Promise<Running>;
}

const log = logOf('program');

/** What was sent before a signal is read before the close begins, however busy the process was. */
const SETTLE_MS = 250;
/** A second Ctrl-C later than this is a person who will not wait; npm passes the first on once more. */
const IMPATIENT_MS = 1_000;
/** Past the drain and this a close that hangs is given up: longer than answers under way are waited for. */
const CLOSE_MS = 35_000;

/**
 * Runs a program until a signal ends it; all that keeps it from starting is said in plain words. SIGTERM lets load
 * balancers look elsewhere first. Signals come more than once where something stands between us and who sends them:
 * within the drain they are the same one.
 */
export async function runProgram(program: Program): Promise<void> {
  try {
    let endInOrder = (): void => process.exit(1);
    catchTheRest(log, () => endInOrder());
    const environment = readEnvironment();
    for (const name of strayVariables(environment.given))
      log.warn(`${name} looks like a variable of ours and is none: nothing is read from it`);
    const checks = [...program.checks(environment), ...measureChecks(environment)];
    if (process.argv.includes('--check')) {
      await tellFaults([...checks, ...(program.probes?.(environment) ?? [])]);
      return;
    }
    const faults = await faultsOf(checks);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const parts = await startAround(environment, program.name);
    const running = await program.start(environment);
    const endOnce = enderOf(running, parts);
    endInOrder = () => endOnce(1, environment.drainSeconds);
    listenForSignals(endOnce, environment.drainSeconds);
    process.stdout.write(running.says ?? '');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/**
 * `npm run doctor`, or any program with `--check`: what would keep it from starting, or from its databases, without
 * starting it.
 */
async function tellFaults(checks: readonly Check[]): Promise<void> {
  const faults = await faultsOf(checks);
  const sound = `All is as it should be: ${checks.map(({ variable }) => variable).join(', ')}.`;
  process.stdout.write(`${faults.length === 0 ? sound : faults.join('\n')}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function measureChecks({ metricsPort, metricsHost }: Environment): Check[] {
  return metricsPort === null ? [] : [portCheck('METRICS_PORT', metricsPort, metricsHost)];
}

/** What watches over a program, where the environment asks for it. Returns what ends each. */
async function startAround(
  { metricsPort, metricsHost, tracesUrl }: Environment,
  name: string,
): Promise<(() => Promise<void>)[]> {
  const stopTracing = tracesUrl === null ? [] : [startTracing(tracesUrl, name)];
  return metricsPort === null ? stopTracing : [...stopTracing, await showMeasures(metricsPort, metricsHost)];
}

type End = (code: number, drainSeconds: number) => void;

/** Ends a program, the first time it is asked. */
function enderOf(running: Running, parts: readonly (() => Promise<void>)[]): End {
  let ending = false;
  return (code, drainSeconds) => {
    if (ending) return;
    ending = true;
    setTimeout(
      () => void leaveAfter(new Error('The program could not be closed in time.')),
      drainSeconds * 1000 + CLOSE_MS,
    ).unref();
    end(running, parts, drainSeconds).then(() => leave(code), leaveAfter);
  };
}

function listenForSignals(endOnce: End, drainSeconds: number): void {
  let interruptedAt = Infinity;
  process.on('SIGTERM', () => endOnce(0, drainSeconds));
  process.on('SIGINT', () => {
    if (Date.now() - interruptedAt > IMPATIENT_MS) process.exit(130);
    interruptedAt = Math.min(interruptedAt, Date.now());
    endOnce(0, 0);
  });
}

async function end(running: Running, parts: readonly (() => Promise<void>)[], drainSeconds: number): Promise<void> {
  running.drain?.();
  await rest(Math.max(drainSeconds * 1000, SETTLE_MS));
  // timers come before what the network brought: a turn for each step from a connection to its request
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  await running.close();
  await Promise.allSettled(parts.map((stop) => stop()));
}

function leaveAfter(error: unknown): Promise<void> {
  log.error(error);
  return leave(1);
}

/**
 * `exit` waits for ever for a file that a disk does not give: then nothing but a signal that cannot be refused ends us.
 */
async function leave(code: number): Promise<void> {
  const waitsForDisk = (): boolean => process.getActiveResourcesInfo().includes('FSReqPromise');
  for (let look = 0; look < 10 && waitsForDisk(); look += 1) await rest(100);
  if (waitsForDisk()) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
