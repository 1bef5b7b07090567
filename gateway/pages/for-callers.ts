import type { Request, RequestHandler, Response } from 'express';
import { asked, type Admission, type AskedRequest, type Body } from '../../kit/http/admission.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';

/** GET has none. */
export const NO_BODY: Body = () => Promise.resolve(Buffer.alloc(0));

/** Finds out who asks for a page, and records it. Throws what keeps them out. */
export type Door = (request: AskedRequest) => Promise<RequestContext>;

/** The door to pages beside the graph, which takes no question. */
export function doorOf(admit: Admission['admit'], record: (call: RequestContext, request: AskedRequest) => void): Door {
  return async (request) => {
    const call = await admit(request, NO_BODY, new AbortController().signal);
    record(call, request);
    return call;
  };
}

/** A page for those who are let in. */
export function forCallers(
  door: Door,
  send: (call: RequestContext, response: Response, request: Request) => void,
): RequestHandler {
  return async (request, response) => send(await door(asked(request, response)), response, request);
}
