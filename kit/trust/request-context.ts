import { randomUUID } from 'node:crypto';
import type { Day } from '../rules/dates.ts';
import type { Viewer } from './viewer.ts';

/** One request on its way through the house: who asks, and for how long an answer is of use. */
export interface RequestContext {
  viewer: Viewer;
  /** Names the request in logs, in errors and in the comments of statements. */
  requestId: string;
  /** The instant, in ms since 1970, past which nobody waits for the answer. */
  deadline: number;
  /** The day of the answer, where the server that was asked first has said so: it is one, over midnight too. */
  today?: Day;
  /** The caller's `Idempotency-Key`: what it changes under the same key is changed once. Absent: it gave none. */
  idempotencyKey?: string;
  /** The subgraph that asks the gateway on the viewer's behalf (P8). Absent: whoever asks is the viewer itself. */
  via?: 'campaign';
  /** Aborted when the caller has its answer, or goes away before it. */
  signal: AbortSignal;
}

/** What is handed on of a call from server to server. */
export type RequestClaims = Omit<RequestContext, 'signal' | 'via'>;

/** Aborted when the caller goes away or the deadline passes. */
export function endOf({ deadline, signal }: RequestContext): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, deadline - Date.now()))]);
}

/**
 * Does work that is broken off when the caller goes away, the deadline passes or the patience is at its end; then it
 * throws why. It leaves neither a timer nor a listener behind: a signal made of a long-lived one is never let go of.
 */
export async function withinTime<T>(
  { deadline, signal }: RequestContext,
  patienceMs: number,
  work: (end: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  const leave = (): void => end.abort(signal.reason);
  const time = Math.max(0, Math.min(deadline - Date.now(), patienceMs));
  const timer = setTimeout(() => end.abort(new Error(`no answer within ${time} ms`)), time);
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  try {
    return await work(end.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}

/**
 * The day of the answer to a call: the one that it carries, or what this server's clock says now, once for all that is
 * asked.
 */
export function dayOfAnswer(call: RequestContext, clock: () => Day): Day {
  return call.today ?? clock();
}

/** A call of a server's own, on behalf of nobody: it may see nothing. */
export function contextForProbe(patienceMs: number): RequestContext {
  const viewer: Viewer = { subject: 'probe', role: null, domains: [], contacts: false, purpose: null, reports: null };
  return { viewer, requestId: randomUUID(), deadline: Date.now() + patienceMs, signal: new AbortController().signal };
}
