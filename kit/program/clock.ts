import { readFileSync } from 'node:fs';
import { isInstant } from '../rules/dates.ts';
import type { Check } from './checks.ts';
import type { Environment } from './env.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Log } from '../telemetry/log.ts';

/**
 * What time it is for all that people read: the day of answers, and when a step was taken. Tokens, signatures and the
 * audit trail keep the machine's own time (P2).
 */
export type Clock = () => Date;

type Given = Pick<Environment, 'clockFile' | 'host'>;

/**
 * The clock of the house: the machine's own, or the one instant that CLOCK_FILE holds, looked at each time. Throws
 * where it holds none at first.
 */
export function houseClock({ clockFile }: Given, log: Log): Clock {
  if (clockFile === null) return () => new Date();
  log.warn(`CLOCK_FILE is given: days and steps go by the instant in ${clockFile}, not by this machine's clock`);
  let [held, complaint] = [instantIn(clockFile), ''];
  return () => {
    try {
      [held, complaint] = [instantIn(clockFile), ''];
    } catch (error) {
      const { message } = error as Error;
      if (message !== complaint) log.error(`the instant before goes on: ${message}`);
      complaint = message;
    }
    return held;
  };
}

/** Whoever can write the file says what day it is: it is for rehearsals on one machine. */
export function clockChecks({ clockFile, host }: Given): Check[] {
  if (clockFile === null) return [];
  const look = (): void => {
    if (!isLoopback(host))
      throw new Error(
        `HOST wants an address of this machine alone, as 127.0.0.1, while CLOCK_FILE is given; got ${JSON.stringify(host)}`,
      );
    instantIn(clockFile);
  };
  return [{ variable: 'CLOCK_FILE', look }];
}

/** The instant that a file holds. It is small, and on this machine: nobody waits for it. */
function instantIn(file: string): Date {
  const text = textOf(file);
  if (isInstant(text)) return new Date(text);
  const got = JSON.stringify(text.slice(0, 60));
  throw new Error(`CLOCK_FILE wants a file with one instant, as 2026-11-20T12:00:00+08:00; got ${got}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new Error(`CLOCK_FILE wants a file that can be read; got ${JSON.stringify(file)} (${code})`, {
      cause: error,
    });
  }
}
