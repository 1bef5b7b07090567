import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { GraphQLError } from 'graphql';
import { asked, goneSignal, type Admission } from './admission.ts';
import { readBody } from './body.ts';
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
/** Whoever takes nothing for so long holds up a state of the books. */
const STALLED_MS = 60_000;

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
      response.type('application/x-ndjson').setTimeout(STALLED_MS, () => response.destroy());
      await pipeline(Readable.from(lines, { highWaterMark: 1 }), response).catch(() => response.destroy());
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
