import type { IncomingMessage } from 'node:http';
import { Refusal } from '../graphql/errors.ts';

/**
 * A request's body. It is refused as soon as it says or shows that it is larger than it may be; what is still to come
 * is thrown away.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = new Refusal('BODY_TOO_LARGE', `A question has at most ${limit} bytes.`);
    if (Number(request.headers['content-length'] ?? 0) > limit) reject(tooLarge);
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new Refusal('BAD_REQUEST', 'The request was broken off.')));
  });
}
