import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ArrearsGraph, GraphError, MonthlyLedgerDocument, TotalsDocument, WagesDocument } from '../../client/index.ts';
import codegen from '../../codegen.ts';
import { strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { changeApiKeys } from '../../gateway/authenticate/api-key-file.ts';
import { mintKey } from '../../gateway/authenticate/api-key.ts';
import { startGateway } from '../../gateway/server.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { logLines } from '../gateway/graphs.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { UNHURRIED } from '../support/signed.ts';

const TODAY = '2026-03-20';
const GENERATED = 'client/generated/graph.ts';

async function failure(work: Promise<unknown>): Promise<GraphError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GraphError) return error;
  throw new Error(`a GraphError is wanted; got ${String(error)}`);
}

async function allRows(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe('over a house', () => {
  let graph: DemoGraph;
  let client: ArrearsGraph;
  beforeAll(async () => {
    graph = await startDemo({ seed: 9, debts: 40, today: TODAY }, null);
    client = new ArrearsGraph({ url: graph.url });
    return () => graph.close();
  });

  test('questions are answered in their types, and rows of reports add up to them, to the fen', async () => {
    const { arrears } = await client.ask(TotalsDocument, { filter: { statuses: ['IN_ARREARS'] }, asOf: TODAY });
    const { debts } = await client.ask(MonthlyLedgerDocument, { asOf: TODAY, first: 1 });
    expect([arrears.complete, debts.totals.outstanding]).toEqual([true, arrears.totals.outstanding]);
    let [fen, first] = [0n, ''];
    for await (const { outstanding, no } of client.rows('monthly-ledger', { asOf: TODAY, domains: ALL })) {
      fen += BigInt(String(outstanding).replace('.', ''));
      if (no === '1') first = String(outstanding);
    }
    expect([fen, first]).toEqual([
      BigInt(arrears.totals.outstanding.replace('.', '')),
      debts.nodes[0]?.outstanding ?? 'none',
    ]);
  });

  test('a wrong question, and a wrong parameter, is a word that says what is right', async () => {
    logLines();
    const { code, status } = await failure(client.ask(TotalsDocument, { asOf: '2026-02-30' }));
    expect([code, status]).toEqual(['BAD_USER_INPUT', 400]);
    const wrong = await failure(allRows(client.rows('by-age', { status: 'IN_ARREARS' })));
    expect([wrong.code, wrong.message]).toEqual(['BAD_USER_INPUT', expect.stringContaining('The report takes asOf')]);
  });

  test('where a department is missing there is no answer, unless a part will do', async () => {
    logLines();
    const { subgraphUrls, keys } = graph;
    const folder = mkdtempSync(join(tmpdir(), 'client-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { text, kept } = mintKey({ name: 'tool', domains: ALL, reports: ['wages'], expires: null });
    changeApiKeys(join(folder, 'keys.json'), () => [kept]);
    const lacking = await startGateway({
      authentication: await strictAuthentication(
        { tokenIssuer: null, apiKeys: join(folder, 'keys.json') },
        logOf('test'),
      ),
      subgraphUrl: (name) => (name === 'coordination' ? null : (subgraphUrls[name] ?? null)),
      ...{ keys: keys.gateway, auditDir: join(folder, 'audit'), port: 0, host: '127.0.0.1', limits: UNHURRIED },
    });
    onTestFinished(() => lacking.close());
    const nobody = await failure(new ArrearsGraph({ url: lacking.url }).ask(WagesDocument, {}));
    expect([nobody.code, nobody.status]).toEqual(['UNAUTHENTICATED', 401]);
    const keyed = new ArrearsGraph({ url: lacking.url, key: text });
    expect((await failure(keyed.ask(WagesDocument, {}))).code).toBe('DEPARTMENT_UNAVAILABLE');
    expect((await failure(allRows(keyed.rows('wages')))).code).toBe('DEPARTMENT_UNAVAILABLE');
    expect((await failure(keyed.ask(TotalsDocument, {}))).code).toBe('FORBIDDEN');
  });
});

const ALL = ['finance', 'housing-construction', 'energy', 'soe'];

/** A client of a server that says what it is told to. */
async function clientOf(text: string, cut = false): Promise<ArrearsGraph> {
  const server = createServer((_, response) => {
    response.write(text, () => (cut ? response.destroy() : response.end()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return new ArrearsGraph({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

test('numbers of rows are read digit by digit, and never within a text', async () => {
  const row = '{"no":1,"name":"合同:12,\\"a\\":3,","owed":99999999999999.99,"less":-0.01,"sure":true,"none":null}';
  const client = await clientOf(`${row}\n{"$end":{"whole":true,"rows":1}}\n`);
  expect(await allRows(client.rows('any'))).toEqual([
    { no: '1', name: '合同:12,"a":3,', owed: '99999999999999.99', less: '-0.01', sure: true, none: null },
  ]);
});

test.each([
  ['ends without its last line', '{"no":1}\n', false],
  ['counts others', '{"no":1}\n{"$end":{"whole":true,"rows":2}}\n', false],
  ['breaks off', '{"no":1}\n{"no', true],
])('a report that %s is none', async (_, text, cut) => {
  expect((await failure(allRows((await clientOf(text, cut)).rows('any')))).code).toBe('CUT_SHORT');
});

test('an answer that lacks a department is none, unless a part will do', async () => {
  const client = await clientOf('{"data":{"arrears":{"complete":false}},"extensions":{"incomplete":["energy"]}}');
  const { code, message } = await failure(client.ask(TotalsDocument, {}));
  expect([code, message]).toEqual(['DEPARTMENT_UNAVAILABLE', 'The answer lacks energy.']);
  expect((await client.ask(TotalsDocument, {}, { partial: true })).arrears.complete).toBe(false);
});

test('the committed client is what the public schema and the saved questions make', async () => {
  const { [GENERATED]: target } = codegen.generates;
  const files = (await generate({ ...codegen, generates: { [GENERATED]: target ?? {} }, silent: true }, false)) as {
    content: string;
  }[];
  expect(files.map(({ content }) => content)).toEqual([readFileSync(GENERATED, 'utf8')]);
});

test('it is built as a package that Node takes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = (args: string[], input = ''): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', input });
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    return stdout;
  };
  run(['node_modules/typescript/bin/tsc', '-p', 'client', '--outDir', folder]);
  const program = `import { ArrearsGraph, WagesDocument } from ${JSON.stringify(join(folder, 'index.js'))};
    console.log(typeof ArrearsGraph, String(WagesDocument).includes('query Wages'));`;
  expect(run(['--input-type=module'], program)).toBe('function true\n');
});
