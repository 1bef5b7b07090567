import { Counter } from 'prom-client';
import type { Log } from '../telemetry/log.ts';

const uncaught = new Counter({
  name: 'arrears_uncaught_total',
  help: 'What nobody has caught: rejections, with which the program goes on, and exceptions, with which it ends',
  labelNames: ['kind'],
});

/**
 * What nobody has caught is told and counted. A rejection is of one piece of work that nobody waits for: all else goes
 * on. An exception was thrown past whoever called, and what it left half done is not known: `end` is to end the program
 * in order, so that it can be started anew.
 */
export function catchTheRest(log: Log, end: () => void): void {
  process.on('unhandledRejection', (reason) => {
    uncaught.inc({ kind: 'rejection' });
    log.error(reason);
  });
  process.on('uncaughtException', (error) => {
    uncaught.inc({ kind: 'exception' });
    log.error(error);
    end();
  });
  // whoever reads what is said may go away, and come back: nobody is to go without an answer for that
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
