import type { Log } from '../../kit/telemetry/log.ts';

/** A log that keeps what it is told, without the instants. */
export function logged(): Log & { lines: string[] } {
  const lines: string[] = [];
  const say = (level: string) => (message: unknown) => void lines.push(`${level} ${String(message)}`);
  return { lines, debug: say('DEBUG'), info: say('INFO'), warn: say('WARN'), error: say('ERROR') };
}
