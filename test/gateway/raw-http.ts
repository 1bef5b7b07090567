import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A request as bytes, so that it may be wrong in any way. */
export type RawRequest = Buffer;

export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** A request head and body. Lines that are not given are as a program's would be; those in `lines` come beside them. */
export function rawRequest({
  method = 'POST',
  path = '/graphql',
  type = 'content-type: application/json',
  lines = [],
  body = '',
  length = `content-length: ${Buffer.byteLength(body)}`,
}: {
  method?: string;
  path?: string;
  type?: string;
  lines?: readonly string[];
  body?: string | Buffer;
  length?: string;
}): RawRequest {
  const head = [`${method} ${path} HTTP/1.1`, 'host: localhost', 'connection: close', type, length, ...lines].filter(
    (line) => line !== '',
  );
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** Sends bytes to a server and reads all that it says until it ends the connection. */
export async function sendRaw(url: string, request: RawRequest): Promise<RawAnswer> {
  const socket = openTo(url);
  socket.write(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const [head = '', body = ''] = Buffer.concat(chunks)
    .toString()
    .split(/\r\n\r\n([^]*)/, 2);
  return { status: Number(head.split(' ')[1]), head, body };
}

export function openTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** What a server says on a connection that it ends. */
export async function lastWords(socket: Socket): Promise<string> {
  let words = '';
  socket.on('data', (text: Buffer) => (words += text.toString()));
  await once(socket, 'close');
  return words;
}
