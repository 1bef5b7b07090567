import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { print, type DocumentNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SUPERGRAPH_FILE } from '../../kit/graphql/sdl.ts';
import { signedHeader } from '../../kit/trust/signature.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { callOf } from '../support/signed.ts';
import { ask } from './graphs.ts';

/** What is used of the other router. Its own types would change those of GraphQL's errors in all of the house. */
interface Router {
  fetch(url: string, init: RequestInit): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}
type Ask = (question: { document: DocumentNode; variables?: object }) => Promise<unknown>;
interface RouterPackage {
  createGatewayRuntime: (options: {
    supergraph: string;
    transports: { http: { getSubgraphExecutor: (subgraph: { subgraphName: string }) => Ask } };
    logging: boolean;
  }) => Router;
}
const require = createRequire(import.meta.url);
const { createGatewayRuntime } = require('@graphql-hive/gateway-runtime') as RouterPackage;

let graph: DemoGraph;
let other: Router;

beforeAll(async () => {
  graph = await startDemo({ seed: 5, debts: 60, today: '2026-03-20' }, null);
  const supergraph = await readFile(SUPERGRAPH_FILE, 'utf8');
  const transports = { http: { getSubgraphExecutor: askSigned } };
  other = createGatewayRuntime({ supergraph, transports, logging: false });
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await graph.close();
});

/** All that another router needs beside the file: where the subgraphs are, and to sign what it asks them. */
function askSigned({ subgraphName }: { subgraphName: string }): Ask {
  const name = subgraphName.toLowerCase().replaceAll('_', '-');
  return async ({ document, variables }) => {
    const address = String(graph.subgraphUrls[name]);
    const { host, pathname: path } = new URL(address);
    const body = JSON.stringify({ query: print(document), variables });
    const signed = signedHeader(graph.keys.gateway, { method: 'POST', host, path, audience: name, body }, callOf());
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
    });
    return response.json();
  };
}

async function askOther(query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await other.fetch('http://other.invalid/graphql', {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return response.json();
}

test.each([
  '{ arrears(filter: { statuses: [IN_ARREARS] }) { complete totals { count outstanding } } }',
  '{ arrears(filter: { statuses: [IN_ARREARS] }, groupBy: [DEBTOR_KIND]) { groups { debtorKind totals { count outstanding } } } }',
  '{ debtors(first: 3, filter: { statuses: [IN_ARREARS] }) { nodes { name kind totals(filter: { statuses: [IN_ARREARS] }) { outstanding } } } }',
  '{ reconciliation(first: 1) { totalCount nodes { id difference recordings { domain { code } outstanding basis } } } }',
  `{ debts(first: 40, orderBy: { field: DUE_ON, direction: ASC }) {
    nodes { id dueOn record { __typename lateInterest payments { paidOn amount } lateInterestBreakdown { amount rule { article } } } }
  } }`,
  '{ dataIssues(first: 5) { totalCount nodes { domain { code } kind location found message } } }',
])('another router answers %s from the same file as ours does', async (query) => {
  const { status, ...ours } = await ask(graph.url, query);
  expect(status).toBe(200);
  expect(ours.errors).toBeUndefined();
  expect(await askOther(query)).toEqual(ours);
});
