import { Router } from 'express';
import { GraphQLError } from 'graphql';
import { asked, goneSignal, type Admission } from './admission.ts';
import { readBody } from './body.ts';
import { sendAsTaken } from './send-as-taken.ts';
import type { RequestContext } from '../trust/request-context.ts';
import { Refusal, type ErrorCode } from '../graphql/errors.ts';

/** Something long, which is told as it is read. */
export interface Stream {
  path: string;
  /** Begins it, out of what a request's body holds. What is wrong is thrown before anything is told. */
  open: (question: unknown, call: RequestContext) => Promise<AsyncIterable<string>>;
}

/** Streams that are under way at once. */
const MOST = 8;

/**
 * `POST <path>`, for servers of the house: lines of JSON, as fast as they are taken. What fails in between breaks the
 * connection off.
 */
export function streamRoute({ path, open }: Stream, { admit, bodyLimit }: Admission): Router {
  let underWay = 0;
  return Router().post(path, async (request, response) => {
    const signal = goneSignal(response);
    let reading: Promise<Buffer> | null = null;
    const body = (): Promise<Buffer> => (reading ??= readBody(request, bodyLimit));
    const call = await admit(asked(request, response), body, signal);
    if (underWay >= MOST)
      throw new Refusal('OVERLOADED', 'There are too many whole lists under way.', { 'retry-after': '5' });
    underWay += 1;
    try {
      const lines = await open(JSON.parse((await body()).toString()), call).catch(told);
      await sendAsTaken(response.type('application/x-ndjson'), lines);
    } finally {
      underWay -= 1;
    }
  });
}

/** What is told of an error before the first line. */
function told(error: unknown): never {
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
  throw typeof code === 'string' ? new Refusal(code as ErrorCode, (error as GraphQLError).message) : error;
}
