import type { Viewer } from './viewer.ts';

/** One request on its way through the house: who asks, and for how long an answer is of use. */
export interface Call {
  viewer: Viewer;
  /** Names the request in logs, in errors and in the comments of statements. */
  requestId: string;
  /** The instant, in ms since 1970, past which nobody waits for the answer. */
  deadline: number;
  /** Aborted when the caller goes away before the answer. */
  signal: AbortSignal;
}

/** What is handed on of a call from server to server. */
export type CarriedCall = Omit<Call, 'signal'>;

/** Aborted when the caller goes away or the deadline passes. */
export function endOf({ deadline, signal }: Call): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, deadline - Date.now()))]);
}
