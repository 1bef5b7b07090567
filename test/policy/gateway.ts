import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { startGateway } from '../../gateway/server.ts';
import { makeGateway } from '../../gateway/supergraph.ts';
import { SUPERGRAPH_FILE } from '../../kit/graphql/sdl.ts';
import { houseKeys } from '../../kit/trust/keys.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { UNHURRIED } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';
import type { Literals } from './questions.ts';

/** What arguments are given. */
export const LITERALS: Literals = {
  ...{
    Boolean: ['true'],
    Int: ['1'],
    Decimal: ['"1.00"'],
    Date: ['"2026-03-20"'],
    DateTime: ['"2026-03-20T12:00:00+08:00"'],
    String: ['"2026-03"'],
    ID: ['"x"'],
  },
};

export interface Asked {
  status: number;
  data?: unknown;
  errors?: { message: string; extensions: { code: string } }[];
}

export interface LoneGateway {
  url: string;
  ask: (viewer: Viewer, query: string, operationName?: string) => Promise<Asked>;
  /** Where its audit trail is. */
  auditDir: string;
  /** How often any subgraph was asked so far. */
  reached: () => number;
  close: () => Promise<void>;
}

/**
 * The gateway over the committed supergraph, with the policy as it is, believing who says who asks; in every subgraph's
 * place stands one that counts who gets through.
 */
export async function gatewayOverNobody(): Promise<LoneGateway> {
  let reached = 0;
  const subgraph = createServer((request, response) => {
    reached += 1;
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"data":{}}'));
  }).listen(0, '127.0.0.1');
  await once(subgraph, 'listening');
  const subgraphUrl = (): string => `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
  const auditDir = mkdtempSync(join(tmpdir(), 'audit-'));
  const where = { subgraphUrl, keys: houseKeys().gateway, auditDir, port: 0, host: '127.0.0.1' };
  const gateway = await startGateway({
    ...where,
    authentication: TRUSTING,
    costPerMinute: 1_000_000_000,
    limits: UNHURRIED,
  });
  const close = async (): Promise<void> => {
    await gateway.close();
    subgraph.close();
    rmSync(auditDir, { recursive: true });
  };
  const ask: LoneGateway['ask'] = async (viewer, query, operationName) => {
    const headers = { 'content-type': 'application/json', viewer: JSON.stringify(viewer) };
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, operationName }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Asked, 'status'>) };
  };
  return { url: gateway.url, auditDir, ask, reached: () => reached, close };
}

/** The public API, whole. */
export async function publicSchema(): Promise<GraphQLSchema> {
  return (await makeGateway({ supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8') }).load()).schema;
}
