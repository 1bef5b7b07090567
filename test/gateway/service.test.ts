import { request as open, Agent } from 'node:http';
import { once } from 'node:events';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { logOf } from '../../kit/telemetry/log.ts';
import { serveGraphql, type Asked, type ServiceOptions } from '../../kit/http/serve.ts';
import { ANYBODY, ask } from './graphs.ts';

const day = (resolve: () => unknown): GraphQLSchema =>
  buildSubgraphSchema([{ typeDefs: parse('type Query { day: String }'), resolvers: { Query: { day: resolve } } }]);

async function serve(
  options: Partial<ServiceOptions<Asked>> = {},
  resolve: () => unknown = () => '2025-06-30',
): ReturnType<typeof serveGraphql> {
  const usual = {
    graph: { schema: day(resolve) },
    log: logOf('test'),
    ...ANYBODY,
    bodyLimit: 1000,
    port: 0,
    host: '127.0.0.1',
  };
  const served = await serveGraphql({ ...usual, ...options });
  onTestFinished(() => served.close());
  return served;
}

const statusOf = async (url: string, path: string): Promise<number> => (await fetch(new URL(path, url))).status;

test('lives and is ready as soon as it is served', async () => {
  const { url } = await serve();
  expect([await statusOf(url, '/livez'), await statusOf(url, '/readyz'), await statusOf(url, '/other')]).toEqual([
    200, 200, 404,
  ]);
});

test('lives before it is ready', async () => {
  let loaded = false;
  const { url } = await serve({ ready: () => loaded });
  expect([await statusOf(url, '/livez'), await statusOf(url, '/readyz')]).toEqual([200, 503]);
  loaded = true;
  expect(await statusOf(url, '/readyz')).toBe(200);
});

test('answers the question under way before it closes', async () => {
  let closed: Promise<void> | undefined;
  const served = await serve({}, () => {
    closed = served.close();
    return new Promise((resolve) => setImmediate(resolve, '2025-07-01'));
  });
  expect((await ask(served.url, '{ day }')).data).toEqual({ day: '2025-07-01' });
  await closed;
  await expect(fetch(new URL('/livez', served.url))).rejects.toThrow();
});

test('keeps idle connections longer than the gateway’s pool does', async () => {
  const { url } = await serve();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const [response] = (await once(open(new URL('/livez', url), { agent }).end(), 'response')) as [
    { headers: Record<string, string>; resume(): void },
  ];
  response.resume();
  expect(response.headers['keep-alive']).toBe('timeout=75');
});

test('says where it is in words that a client can use, and nothing of what it is made of', async () => {
  const { url } = await serve({ host: '::' });
  expect(url).toMatch(/^http:\/\/localhost:\d+\/graphql$/);
  expect((await fetch(new URL('/livez', url))).headers.get('x-powered-by')).toBeNull();
});

test('a port that is taken keeps it from starting', async () => {
  const { url } = await serve();
  await expect(serve({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
});
