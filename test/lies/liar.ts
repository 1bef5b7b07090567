import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HouseKeys } from '../../kit/trust/keys.ts';
import { readClaims } from '../../kit/trust/request-claims.ts';
import { HEADER, readCompact, signedHeader } from '../../kit/trust/signature.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';

/** What a department is asked. */
export interface Question {
  query: string;
  variables: Record<string, unknown>;
}

/** What becomes of a true answer: another one, or the text of another body. */
export type Lie = (answer: Answer, question: Question) => unknown;

export interface Answer {
  data: Record<string, unknown> | null;
  errors?: unknown;
}

const TRUTH: Lie = (answer) => answer;

/**
 * A department that lies: it asks the real one whatever it is asked, on behalf of the same caller, and makes of the
 * answer what it likes.
 */
export class Liar {
  lie: Lie = TRUTH;
  readonly #server: Server;
  readonly #real: { domain: string; url: URL; keys: HouseKeys };

  constructor(domain: string, url: string, keys: HouseKeys) {
    this.#real = { domain, url: new URL(url), keys };
    this.#server = createServer((request, response) => {
      void this.#answer(request).then((body) => response.setHeader('content-type', 'application/json').end(body));
    });
  }

  async start(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Lies while something is done. */
  async whileLying<T>(lie: Lie, act: () => Promise<T>): Promise<T> {
    this.lie = lie;
    try {
      return await act();
    } finally {
      this.lie = TRUTH;
    }
  }

  async #answer(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const told = this.lie((await this.#truth(request, body)) as Answer, JSON.parse(body) as Question);
    return typeof told === 'string' ? told : JSON.stringify(told);
  }

  async #truth({ headers: asked }: IncomingMessage, body: string): Promise<unknown> {
    const { domain, url, keys } = this.#real;
    const claims = readClaims(readCompact(asked[HEADER])?.payload());
    if (!claims) throw new Error('a call that cannot be read');
    const request = { method: 'POST', host: url.host, path: url.pathname, audience: domain, body };
    const signed = signedHeader(keys[claims.iss], request, claims.call);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
    });
    return answer.json();
  }
}

/** The graph over a demo world, in which one department's place is taken by a liar in front of it. */
export async function startWithLiar(
  place: string,
  world: Parameters<typeof startDemo>[0],
): Promise<{ graph: DemoGraph; liar: Liar }> {
  const liars: Liar[] = [];
  const instead = async ({ domain, url, keys }: { domain: string; url: string; keys: HouseKeys }): Promise<string> => {
    if (domain !== place) return url;
    const liar = new Liar(domain, url, keys);
    liars.push(liar);
    return liar.start();
  };
  const graph = await startDemo(world, null, { instead });
  const [liar] = liars;
  if (!liar) throw new Error(`there is no ${place}`);
  return { graph, liar };
}
