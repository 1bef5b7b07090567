import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Whoever takes nothing for so long has gone, or holds up others, and a state of the books. */
export const STALLED_MS = 60_000;

/**
 * Sends parts as fast as they are taken, and says whether all were. What fails in between, or stalls, breaks the
 * connection off: what was sent has no end, and nobody is left to be told.
 */
export async function sendAsTaken(
  response: ServerResponse,
  parts: AsyncIterable<string | Uint8Array>,
  stalledMs = STALLED_MS,
): Promise<boolean> {
  response.setTimeout(stalledMs, () => response.destroy());
  try {
    await pipeline(Readable.from(parts, { objectMode: true, highWaterMark: 1 }), response);
    return true;
  } catch {
    response.destroy();
    return false;
  }
}
