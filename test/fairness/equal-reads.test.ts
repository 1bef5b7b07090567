import { setTimeout as rest } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../agreement/client.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';
import { callOf, COORDINATOR, KEYS, postSigned } from '../support/signed.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

interface Answer {
  data: { _entities: { payments: { amount: string }[] }[] };
}

describe.skipIf(server === null)('a department’s database', () => {
  let graph: DemoGraph;
  beforeAll(async () => {
    graph = await startDemo({ seed: 4, debts: 60, today: '2026-03-20' }, server, { keys: KEYS });
  });
  afterAll(() => graph.close());

  async function clearedPayable(): Promise<string> {
    const query =
      '{ debts(first: 1, filter: { domains: ["finance"], statuses: [CLEARED], scope: ALL }) { nodes { id } } }';
    const { debts } = await ask<{ debts: { nodes: { id: string }[] } }>({
      endpointUrl: graph.url,
      query,
      variables: {},
    });
    return debts.nodes[0]?.id ?? '';
  }

  test('is asked once for what 100 callers ask at the same time', async () => {
    const id = await clearedPayable();
    const query = `{ _entities(representations: [{ __typename: "FinancePayable", id: "${id}" }]) { ... on FinancePayable { payments { amount } } } }`;
    const askAs = async (subject: string): Promise<Answer> => {
      const call = callOf({ ...COORDINATOR, subject });
      const response = await postSigned(
        String(graph.subgraphUrls['finance']),
        'finance',
        JSON.stringify({ query }),
        call,
      );
      return (await response.json()) as Answer;
    };
    const [alone, before] = [await askAs('somebody'), await server?.statementCount()];
    await server?.execute(
      'LOCK TABLES seed_4_finance.PAY_VOUCHER_BILL WRITE, seed_4_finance.AP_PAYABLE WRITE, seed_4_finance.CT_CONTRACT_INFO WRITE',
    );
    const answers = Promise.all(Array.from({ length: 100 }, (_, i) => askAs(`caller ${i}`)));
    await rest(6_000);
    await server?.execute('UNLOCK TABLES');
    for (const answer of await answers) expect(answer).toEqual(alone);
    expect(alone.data._entities[0]?.payments.length).toBeGreaterThan(0);
    expect(((await server?.statementCount()) ?? 0) - (before ?? 0), 'a handful for those who came late').toBeLessThan(
      60,
    );
  });
});
