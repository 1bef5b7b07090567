import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { asked, type Admission, type Admitted } from './admission.ts';
import { Refusal } from '../graphql/errors.ts';
import type { Log } from '../telemetry/log.ts';
import { ANSWER_TYPES } from './request-head.ts';

/** A request that is refused before the graph, and what else goes wrong outside it. */
export function refuse(log: Log, tell?: Admission['refused']): ErrorRequestHandler {
  return (error: { status?: number }, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refused = refusalOf(error);
    if (!refused) log.error(error, requestIdOf(response));
    const refusal = refused ?? new Refusal('INTERNAL_SERVER_ERROR', 'Internal server error');
    tell?.(asked(request, response), refusal, (response.locals as Partial<Admitted>).call ?? null);
    const { message, status, headers, extensions } = refusal;
    response.status(status).setHeaders(new Map(headers));
    response.type(request.accepts(ANSWER_TYPES) || 'application/json');
    response.send(bodyOf({ message, extensions: { code: extensions['code'], requestId: requestIdOf(response) } }));
  };
}

/** Nothing else is served. */
export const refuseUnknown: RequestHandler = () => {
  throw new Refusal('NOT_FOUND', 'There is nothing here; the graph is at /graphql.');
};

/** The graph is asked in one way. */
export const refuseMethod: RequestHandler = () => {
  throw new Refusal('METHOD_NOT_ALLOWED', 'The graph takes POST alone.', { allow: 'POST' });
};

/** What express says with a status of addresses and files is the asker's fault. */
function refusalOf(error: { status?: number }): Refusal | null {
  if (error instanceof Refusal) return error;
  return error.status && error.status < 500 ? new Refusal('BAD_REQUEST', 'The request cannot be read.') : null;
}

function requestIdOf(response: Response): string {
  return String(response.getHeader('x-request-id'));
}

function bodyOf(error: { message: string; extensions: object }): string {
  return JSON.stringify({ errors: [error] });
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** What is no HTTP, or comes too slowly, never reaches the routes: it is answered on its connection, which ends. */
export function refuseUnreadable(server: Server): void {
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Duplex) => {
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const body = bodyOf({ message: 'The request cannot be read.', extensions: { code: 'BAD_REQUEST' } });
    const head = ['connection: close', 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
    socket.end([`HTTP/1.1 ${STATUS_LINES[code] ?? '400 Bad Request'}`, ...head, '', body].join('\r\n'));
  });
}
