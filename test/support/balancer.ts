import { once } from 'node:events';
import { Agent, createServer, request as open, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * A load balancer as small as can be: in turn to each server that says it is ready, over kept connections, nothing
 * tried twice.
 */
interface Balancer {
  url: string;
  add(url: string): void;
}

const LOOK_MS = 50;

export async function startBalancer(): Promise<Balancer> {
  const ready = new Map<string, boolean>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const look = setInterval(() => {
    for (const url of ready.keys()) void isReady(url).then((is) => ready.set(url, is));
  }, LOOK_MS);
  const server = createServer((request, response) => {
    const urls = [...ready].filter(([, is]) => is).map(([url]) => url);
    const url = urls[(turn += 1) % urls.length];
    if (url === undefined) response.writeHead(503).end();
    else forward(url, agent, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    clearInterval(look);
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    add: (url) => void ready.set(url, false),
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/readyz', url))).status === 200;
  } catch {
    return false;
  }
}

function forward(url: string, agent: Agent, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const there = open(url, { ...(method !== undefined && { method }), headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, { 'content-type': String(answer.headers['content-type']) });
    answer.pipe(response);
  });
  there.on('error', () => response.writeHead(502).end());
  request.pipe(there);
}
