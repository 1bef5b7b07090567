import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { Call } from './call.ts';
import { Refusal } from './errors.ts';
import type { Log } from './log.ts';

/** A request as it came; `originalUrl` is its path with the query. */
export type AskedRequest = Pick<Request, 'method' | 'originalUrl' | 'headers' | 'socket'>;

/** Who is let in. */
export interface Admission {
  /** Finds out who asks. `signal` is aborted when the caller goes away before the answer. A refusal is thrown. */
  admit: (request: AskedRequest, body: Buffer, signal: AbortSignal) => Call | Promise<Call>;
  /** Bytes that a question may have, variables included. */
  bodyLimit: number;
}

/** What is known of a request once it is let in. */
export interface Admitted {
  call: Call;
}

/** Reads a request's body and lets the request in, before anything of the question is read. */
export function admission({ admit, bodyLimit }: Admission): RequestHandler[] {
  return [express.raw({ type: () => true, limit: bodyLimit }), letIn(admit)];
}

function letIn(admit: Admission['admit']): RequestHandler {
  return async (request, response, next) => {
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    (response.locals as Admitted).call = await admit(request, bytes, goneSignal(response));
    request.body = bytes.length === 0 ? {} : questionOf(bytes);
    next();
  };
}

function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

function questionOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    throw new Refusal('BAD_REQUEST', 'The question is not JSON.');
  }
}

/** A request that is refused before the graph, and what else goes wrong outside it. */
export function refuse(log: Log): ErrorRequestHandler {
  return (error: { status?: number }, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refused = refusalOf(error);
    if (!refused) log.error(error);
    const { message, status, headers, extensions } = refused ?? new Refusal('INTERNAL_SERVER_ERROR', 'Internal server error');
    response
      .status(status)
      .setHeaders(new Map(headers))
      .json({ errors: [{ message, extensions: { code: extensions['code'] } }] });
  };
}

function refusalOf(error: { status?: number }): Refusal | null {
  if (error instanceof Refusal) return error;
  return error.status === 413 ? new Refusal('BODY_TOO_LARGE', 'The question is too large.') : null;
}
