import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { expect, onTestFinished, vi } from 'vitest';
import { demoAuthentication } from '../../gateway/authenticate/authentication.ts';
import { composeSupergraph } from '../../gateway/compose.ts';
import { mayAskByPolicy, type MayAsk } from '../../gateway/scope.ts';
import { startGateway, type GatewayOptions } from '../../gateway/server.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { serveGraphql, type Asked, type Served } from '../../kit/http/serve.ts';
import { policies } from '../../policy/policies.ts';
import type { Coordinate } from '../../policy/policy.ts';
import { callOf, KEYS, UNHURRIED } from '../support/signed.ts';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])\n';

/** A subgraph of a test: what it says of itself and who answers. */
export interface TestSubgraph {
  sdl: string;
  url: string | null;
}

/** Serves a small subgraph until the test ends. */
export async function subgraph(sdl: string, resolvers: object = {}): Promise<TestSubgraph> {
  const typeDefs = parse(sdl.includes('extend schema') ? sdl : FEDERATION + sdl);
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: resolvers as Record<string, Record<string, () => unknown>> },
  ]);
  const served = await serveGraphql({ graph: { schema }, log: logOf('subgraph'), ...ANYBODY, ...ANYWHERE });
  return { sdl, url: closedAtEnd(served).url };
}

/** Serves anything over HTTP until the test ends, in the place of a subgraph. */
export async function impostor(sdl: string, answer: RequestListener): Promise<TestSubgraph> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { sdl, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

interface TestGateway {
  url: string;
  /** Where its audit trail is. */
  auditDir: string;
  /** Puts another supergraph in the place of the one in force. */
  replaceSupergraph: (sdl: string) => Promise<void>;
}

/** A gateway in front of subgraphs until the test ends. */
export async function gatewayOver(
  subgraphs: Record<string, TestSubgraph>,
  limits: GatewayOptions['limits'] = {},
  authentication?: GatewayOptions['authentication'],
  costPerMinute = 1_000_000_000,
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, supergraphOf(subgraphs));
  const subgraphUrl = (name: string): string | null => subgraphs[name]?.url ?? null;
  const auditDir = join(folder, 'audit');
  const gateway = await startGateway({
    authentication: authentication ?? (await demoAuthentication(logOf('gateway'))),
    subgraphUrl,
    supergraphFile: pathToFileURL(file),
    keys: KEYS.gateway,
    trusted: KEYS.trusted,
    auditDir,
    mayAsk,
    watchMs: 20,
    limits: { ...UNHURRIED, ...limits },
    costPerMinute,
    port: 0,
    host: '127.0.0.1',
  });
  return { url: closedAtEnd(gateway).url, auditDir, replaceSupergraph: (sdl) => replaceFile(file, sdl) };
}

/**
 * The policy as it is, and for what no table knows of a test's own graph, that it is everybody's. GraphQL's own words
 * are not the policy's to judge.
 */
const mayAsk: MayAsk = (coordinate, viewer) =>
  mayAskByPolicy(coordinate, viewer) || !(isDecided(coordinate) || coordinate.type.startsWith('__'));

const isDecided = ({ type, field }: Coordinate): boolean =>
  Object.values(policies).some(({ fields }) => Object.hasOwn(fields[type] ?? {}, field));

/** At once, as those do who roll out: nobody reads half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

export function supergraphOf(subgraphs: Record<string, TestSubgraph>): string {
  const sdls = Object.entries(subgraphs).map(
    ([name, { sdl }]) => [name, sdl.includes('extend schema') ? sdl : FEDERATION + sdl] as const,
  );
  return composeSupergraph(new Map(sdls));
}

export interface Answer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** Asks a graph as a program would. */
export async function ask(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  return post(url, JSON.stringify({ query, variables }), headers);
}

export async function post(url: string, body: string, more: Record<string, string> = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...more };
  return answerOf(await fetch(url, { method: 'POST', headers, body }));
}

/** An answer, each of whose errors names the request as its head does; the rest of the test need not. */
async function answerOf(response: Response): Promise<Answer> {
  const answer = (await response.json()) as Omit<Answer, 'status'>;
  for (const { extensions } of answer.errors ?? []) {
    expect(extensions['requestId']).toBe(response.headers.get('x-request-id'));
    delete extensions['requestId'];
  }
  return { status: response.status, ...answer };
}

/** What is logged while the test runs, an event a line: level, part, words. */
export function logLines(): string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(readEvent(String(line))) > 0);
  onTestFinished(() => spy.mockRestore());
  return lines;
}

/** A line of the log in short. */
export function readEvent(line: string): string {
  const { level, part, message } = JSON.parse(line) as Record<'level' | 'part' | 'message', string>;
  return `${level} ${part}: ${message}`;
}

/** Lets everybody in. */
export const ANYBODY = { admit: (): RequestContext => callOf(), context: (call: RequestContext): Asked => ({ call }) };
const ANYWHERE = { bodyLimit: 100_000, port: 0, host: '127.0.0.1' };

function closedAtEnd(served: Served): Served {
  onTestFinished(() => served.close());
  return served;
}
