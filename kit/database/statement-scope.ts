import { setMaxListeners } from 'node:events';
import { userError } from '../graphql/errors.ts';
import { asSilence } from './silence.ts';

/** What statements are sent for. The database is told in a comment, and they end with it. */
export interface StatementScope {
  /** As `finance request=6f1c…` or `finance refresh`. */
  label: string;
  /** Aborted when nobody waits any more. Asked anew for each statement. */
  signal: AbortSignal;
}

const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);

/** That of a database which was opened for nobody in particular. */
export const NO_SCOPE: StatementScope = { label: '', signal: NEVER };

/** A statement as knex hands it to a driver; it puts the answer beside it. */
export interface Statement {
  sql: string;
  bindings?: unknown[];
}

/** Who we are and what for, before a statement. What a caller named cannot end the comment, nor pass for a binding. */
export const withComment = (sql: string, { label }: Pick<StatementScope, 'label'>): string =>
  `/* ${`arrears-graph ${label.replace(/[^\w .:=-]/g, '').slice(0, 100)}`.trim()} */ ${sql}`;

/** Refuses a statement for which nobody waits any more, but never the end of what was begun. */
export function assertWanted(sql: string, { signal }: Pick<StatementScope, 'signal'>): void {
  if (signal.aborted && !/^ROLLBACK/i.test(sql)) throw reasonOf(signal);
}

/** Why statements of one scope ended: in the words of whoever ended it, and where there are none, in ours. */
export function reasonOf(signal: AbortSignal): Error {
  const reason = signal.reason as Error;
  const inTime = userError('DEPARTMENT_UNAVAILABLE', 'The database took longer than there was time for.');
  return asSilence(reason instanceof DOMException ? inTime : reason);
}

/** Waits for something until the signal; what comes after that is given back. */
export async function awaitUntil<Awaited>(
  signal: AbortSignal,
  wait: () => Promise<Awaited>,
  giveBack: (late: Awaited) => unknown,
): Promise<Awaited> {
  assertWanted('', { signal });
  const waiting = wait();
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(reasonOf(signal));
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([waiting, left]);
  } catch (error) {
    if (signal.aborted) waiting.then(giveBack).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
