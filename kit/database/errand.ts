import { setMaxListeners } from 'node:events';

/** What statements are sent for. The database is told in a comment, and they end with it. */
export interface Errand {
  /** As `finance request=6f1c…` or `finance refresh`. */
  label: string;
  /** Aborted when nobody waits any more. Asked anew for each statement. */
  signal: AbortSignal;
}

const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);

/** That of a database which was opened for nobody in particular. */
export const NO_ERRAND: Errand = { label: '', signal: NEVER };

/** A statement as knex hands it to a driver; it puts the answer beside it. */
export interface Statement {
  sql: string;
}

/** Who we are and what for, before a statement. What a caller named cannot end the comment, nor pass for a binding. */
export const withComment = (sql: string, { label }: Pick<Errand, 'label'>): string =>
  `/* ${`arrears-graph ${label.replace(/[^\w .:=-]/g, '').slice(0, 100)}`.trim()} */ ${sql}`;

/** Refuses a statement for which nobody waits any more, but never the end of what was begun. */
export function assertWanted(sql: string, { signal }: Errand): void {
  if (!/^ROLLBACK/i.test(sql)) signal.throwIfAborted();
}

/** Waits for something until the signal; what comes after that is given back. */
export async function awaitUntil<Awaited>(
  signal: AbortSignal,
  wait: () => Promise<Awaited>,
  giveBack: (late: Awaited) => unknown,
): Promise<Awaited> {
  signal.throwIfAborted();
  const waiting = wait();
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([waiting, left]);
  } catch (error) {
    if (signal.aborted) void waiting.then(giveBack, () => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
