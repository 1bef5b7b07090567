import { setTimeout as rest } from 'node:timers/promises';
import type { Log } from '../../../kit/telemetry/log.ts';
import type { DepartmentSession } from './department-session.ts';

/** Between looks at whether departments have changes: a question finds the register in step, or nearly so. */
const KEEPING_MS = 2_000;
/** The same while its first reading is under way. */
const FIRST_MS = 200;

interface Keeping {
  loaded: Promise<void>;
  /** Whether every department has been asked once how it stands. */
  hasLooked: () => boolean;
  stop: () => Promise<void>;
}

/**
 * Keeps the register in step with these departments while nobody asks, so that the first question need not wait for all
 * there is.
 */
export function keepRegister(askAfresh: () => DepartmentSession, domains: readonly string[], log: Log): Keeping {
  const stopped = new AbortController();
  let [isLoaded, hasLooked, tellLoaded] = [false, false, (): void => undefined];
  const loaded = new Promise<void>((resolve) => (tellLoaded = resolve)).then(() => void (isLoaded = true));
  const look = async (): Promise<void> => {
    if (isLoaded) await askAfresh().view();
    else if (await isInStep(askAfresh(), domains)) tellLoaded();
  };
  const keep = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await look().catch((error: unknown) => log.error(error));
      hasLooked = true;
      await rest(isLoaded ? KEEPING_MS : FIRST_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const kept = keep();
  return {
    loaded,
    hasLooked: () => hasLooked,
    stop: () => {
      stopped.abort();
      return kept;
    },
  };
}

async function isInStep(session: DepartmentSession, domains: readonly string[]): Promise<boolean> {
  await session.view();
  const reports = await session.reports();
  return !reports.some(({ domain, state }) => domains.includes(domain) && state === 'UNAVAILABLE');
}
