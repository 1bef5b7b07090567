import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Request, RequestHandler, Response } from 'express';
import { readBody } from './body.ts';
import type { RequestContext } from '../trust/request-context.ts';
import type { Refusal } from '../graphql/errors.ts';
import { requestOf, type GraphqlRequest, type KeptQuestion } from '../graphql/request.ts';
import { checkHead } from './request-head.ts';

/** A request as it came; `originalUrl` is its path with the query. */
export interface AskedRequest extends Pick<
  Request,
  'method' | 'originalUrl' | 'headers' | 'headersDistinct' | 'socket'
> {
  /** Ours: nobody is believed who brings one. */
  requestId: string;
}

/** A request's body; read once, however often it is asked for. */
export type Body = () => Promise<Buffer>;

/** Who is let in, and with what. */
export interface Admission {
  /**
   * Finds out who asks. The body is read when it is asked for: what can be judged without it is judged first. `signal`
   * is aborted when the caller has its answer, or goes away before it. A refusal is thrown.
   */
  admit: (request: AskedRequest, body: Body, signal: AbortSignal) => RequestContext | Promise<RequestContext>;
  /** The text of a question that is kept, for a caller. A refusal is thrown. Absent: none are kept. */
  kept?: (question: KeptQuestion, call: RequestContext) => string;
  /** Looks at a question before anything is made of it. A refusal is thrown. Absent: any will do. */
  inspect?: (question: GraphqlRequest, call: RequestContext) => void;
  /** Told of each request that is refused before the graph, and who it is from if that was found out. */
  refused?: (request: AskedRequest, refusal: Refusal, call: RequestContext | null) => void;
  /** Bytes that a question may have, variables included. */
  bodyLimit: number;
}

/** What is known of a request once it is let in. */
export interface Admitted {
  call: RequestContext;
}

/** What every answer says, whoever asked for what. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Gives every request a name of its own, and every answer the headers that keep browsers from making more of it. */
export const receive: RequestHandler = (_request, response, next) => {
  response.set({ ...HEADERS, 'x-request-id': randomUUID() });
  next();
};

/** Lets a request in by its head, its body and who sends it, in this order, each before more work is done for it. */
export function admission(options: Admission): RequestHandler[] {
  return [checkHead, letIn(options)];
}

function letIn({ admit, kept, inspect, bodyLimit }: Admission): RequestHandler {
  return async (request, response, next) => {
    const signal = goneSignal(response);
    let reading: Promise<Buffer> | null = null;
    const body = (): Promise<Buffer> => (reading ??= bodyOf(request, bodyLimit));
    const call = await admit(asked(request, response), body, signal);
    response.set('x-request-id', call.requestId);
    (response.locals as Admitted).call = call;
    const question = requestOf(await body(), kept && ((of) => kept(of, call)));
    inspect?.(question, call);
    request.body = question;
    next();
  };
}

/** What another request was made into has its body already. */
function bodyOf(request: Request, limit: number): Promise<Buffer> {
  return Buffer.isBuffer(request.body) ? Promise.resolve(request.body) : readBody(request, limit);
}

/** A request as it came, under its name. */
export function asked(
  { method, originalUrl, headers, headersDistinct, socket }: Request,
  response: Response,
): AskedRequest {
  return {
    method,
    originalUrl,
    headers,
    headersDistinct,
    socket,
    requestId: String(response.getHeader('x-request-id')),
  };
}

/**
 * What is still asked for an answer ends with it: one that is an error may be given before all of its parts are there.
 */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  // one listener for each question that is asked of departments for it: a trend asks hundreds
  setMaxListeners(0, gone.signal);
  response.on('close', () => gone.abort());
  return gone.signal;
}
