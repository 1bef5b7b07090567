import { setMaxListeners } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { isThere, type Database } from '../database/database.ts';
import type { StatementScope } from '../database/statement-scope.ts';
import { troubleOf, type Pace, type Trouble } from './sync.ts';
import type { Ledger } from './ledger.ts';
import type { Log } from '../telemetry/log.ts';
import { withoutPersonalNumbers } from '../rules/personal-number.ts';

/** A refresh that takes longer than this makes us ask, and ask again, whether the database is there at all. */
const PULSE_MS = 1_000;
/**
 * A refresh that failed is tried again this soon, so that a database which is back is seen at once; one that failed
 * only after long work, after as long.
 */
const RETRY_MS = 1_000;

/** What the statements of a department's refresh are sent for; each refresh has a signal of its own. */
export class RefreshScope implements StatementScope {
  readonly label: string;
  #refresh = new AbortController();

  constructor(domain: string) {
    this.label = `${domain} refresh`;
  }

  get signal(): AbortSignal {
    return this.#refresh.signal;
  }

  begin(): void {
    this.#refresh = new AbortController();
    setMaxListeners(0, this.#refresh.signal);
  }

  /** Ends every statement of the refresh under way. */
  end(reason: string): void {
    this.#refresh.abort(new Error(reason));
  }
}

interface Kept {
  ledger: Ledger;
  /** What the ledger's books read from. */
  database: Database;
  scope: RefreshScope;
}

interface RefreshLoop {
  /** Fulfilled when the books have been read to the end for the first time. */
  loaded: Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Refreshes a ledger again and again until it is stopped; says once what keeps the books from being read, and once when
 * they can be again.
 */
export function startRefreshLoop(kept: Kept, pace: Pace, log: Log): RefreshLoop {
  const stopped = new AbortController();
  let tellLoaded: () => void;
  const loaded = new Promise<void>((resolve) => (tellLoaded = resolve));
  const keep = async (): Promise<void> => {
    const isStopped = (): boolean => stopped.signal.aborted;
    for (let said: string | null = null; !isStopped();) {
      const since = performance.now();
      const failure = await failureOf(refreshWatched(kept, pace));
      if (!failure) tellLoaded();
      if (!isStopped()) said = tell(log, failure, said);
      const worked = kept.scope.signal.aborted ? 0 : performance.now() - since;
      const pause = failure ? Math.max(RETRY_MS, worked) : Infinity;
      await rest(Math.min(pause, pace.refreshSeconds * 1000), undefined, { signal: stopped.signal }).catch(
        () => undefined,
      );
    }
  };
  const keeping = keep();
  const stop = (): Promise<void> => {
    stopped.abort();
    kept.scope.end('The department is closed.');
    return keeping;
  };
  return { loaded, stop };
}

/**
 * Refreshes as long as the database is there; when it falls silent the ledger says so at once, and nothing waits for it
 * any longer.
 */
async function refreshWatched({ ledger, database, scope }: Kept, pace: Pace): Promise<void> {
  scope.begin();
  const over = new AbortController();
  const refresh = ledger.refresh(pace).finally(() => over.abort());
  const watch = fallsSilent(database, over.signal).then((silent) => {
    if (!silent) return;
    ledger.markSilent();
    scope.end('nothing, for seconds');
  });
  await Promise.all([refresh, watch]);
}

/** Whether a database falls silent before something is over. */
async function fallsSilent(database: Database, over: AbortSignal): Promise<boolean> {
  const isOver = (): boolean => over.aborted;
  while (!isOver()) {
    await rest(PULSE_MS, undefined, { signal: over }).catch(() => undefined);
    if (!isOver() && !(await isThere(database))) return !isOver();
  }
  return false;
}

async function failureOf(work: Promise<void>): Promise<Error | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What is said of a failure, and before what the failure itself says. */
const WORDS: Readonly<Record<Trouble, string>> = {
  SILENT: 'its database does not answer; going on without it. The database says',
  CHANGED: 'its books have changed their shape; going on without them',
  UNREADABLE: 'reading its books fails at something in them or in us; going on without them',
};

/** Says what is new about a failure, and gives back what was said. */
function tell(log: Log, failure: Error | null, said: string | null): string | null {
  if (!failure) {
    if (said !== null) log.info('its books are read again');
    return null;
  }
  const trouble = troubleOf(failure);
  const words = `${WORDS[trouble]}: ${withoutPersonalNumbers(failure.message)}`;
  // a database says the same silence in many ways
  const saying = trouble === 'SILENT' ? trouble : words;
  if (saying !== said) log.warn(words);
  return saying;
}
