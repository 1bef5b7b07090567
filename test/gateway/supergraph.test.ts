import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { composeSupergraph } from '../../gateway/compose.ts';
import { readSubgraphSdl, SUPERGRAPH_FILE } from '../../kit/graphql/sdl.ts';
import { ask, gatewayOver, subgraph, type TestSubgraph } from './graphs.ts';

const RECORDS = {
  finance: 'FinancePayable',
  'housing-construction': 'ConstructionBill',
  energy: 'EnergyLedgerRow',
  soe: 'SoePayableLine',
};
const ids = Object.keys(RECORDS).map((domain) => `${domain}:1`);

let asked: [domain: string, ids: string[]][];
let url: string;

/** A department that knows of any record how much late interest it bears, and that one payment was made. */
async function department(domain: string, type: string): Promise<TestSubgraph> {
  return subgraph(await readSubgraphSdl(domain), {
    SourceRecord: { __resolveType: () => type },
    [type]: {
      __resolveReference: ({ id, asOf }: { id: string; asOf: string }) => {
        asked.push([domain, [id]]);
        return {
          id,
          asOf,
          lateInterest: '1.23',
          payments: [{ paidOn: '2025-01-01', amount: `5.0${domain.length % 10}` }],
        };
      },
    },
  });
}

async function coordination(): Promise<TestSubgraph> {
  const nodes = Object.entries(RECORDS).map(([domain, type]) => {
    const id = `${domain}:1`;
    return { id, record: { __typename: type, id, asOf: '2025-06-30' } };
  });
  return subgraph(await readSubgraphSdl('coordination'), {
    Query: { debts: () => ({ nodes }) },
    SourceRecord: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  });
}

beforeEach(async () => {
  asked = [];
  const departments = await Promise.all(
    Object.entries(RECORDS).map(async ([domain, type]) => [domain, await department(domain, type)] as const),
  );
  const subgraphs = { coordination: await coordination(), ...Object.fromEntries(departments) };
  ({ url } = await gatewayOver(subgraphs));
});

test('what all records have in common comes from their owners', async () => {
  const { data, errors } = await ask(url, '{ debts { nodes { id record { id lateInterest payments { amount } } } } }');
  expect(errors).toBeUndefined();
  const nodes = Object.keys(RECORDS).map((domain) => {
    const id = `${domain}:1`;
    return { id, record: { id, lateInterest: '1.23', payments: [{ amount: `5.0${domain.length % 10}` }] } };
  });
  expect(data).toEqual({ debts: { nodes } });
  expect(asked.map(([domain]) => domain).sort()).toEqual(Object.keys(RECORDS).sort());
});

test('an id alone costs no question to its owner', async () => {
  const { data } = await ask(url, '{ debts { nodes { record { id } } } }');
  expect(data).toEqual({ debts: { nodes: ids.map((id) => ({ record: { id } })) } });
  expect(asked).toEqual([]);
});

test('clients see nothing of the department contract', async () => {
  const { data } = await ask(url, '{ __schema { types { name fields { name } } } }');
  const types = (data as { __schema: { types: { name: string; fields: { name: string }[] | null }[] } }).__schema.types;
  expect(types.map(({ name }) => name).filter((name) => /^(Ledger|PartyRole)/.test(name))).toEqual([]);
  expect(types.find(({ name }) => name === 'Query')?.fields?.map(({ name }) => name)).not.toContain('ledger');
  expect((await ask(url, '{ ledger { freshness { state } } }')).status).toBe(400);
});

test('the committed supergraph is what the SDL beside it makes, in whatever order, and names no machine', async () => {
  const names = ['audit', 'campaign', 'coordination', ...Object.keys(RECORDS)];
  const sdls = await Promise.all(names.map(async (name) => [name, await readSubgraphSdl(name)] as const));
  const committed = await readFile(SUPERGRAPH_FILE, 'utf8');
  expect(composeSupergraph(new Map(sdls)) === committed, 'npm run compose makes it so').toBe(true);
  expect(composeSupergraph(new Map(sdls.toReversed())) === committed).toBe(true);
  const hosts = [...committed.matchAll(/@join__graph\(name: "([^"]+)", url: "([^"]+)"\)/g)].map(([, name, address]) => [
    name,
    address,
  ]);
  expect(hosts).toEqual(names.toSorted().map((name) => [name, `http://${name}.invalid/graphql`]));
});

test('SDL that does not fit is said to', () => {
  const clash = new Map([
    ['a', 'type Query { day: Int }'],
    ['b', 'type Query { day: String }'],
  ]);
  expect(() => composeSupergraph(clash)).toThrow(/Query\.day/);
  expect(() => composeSupergraph(new Map([['soe', 'type Query {']]))).toThrow(/soe:1/);
});

/** What a department adds to its own SDL, and what is said of it. */
const IMMODEST: readonly [string, (sdl: string) => string, RegExp][] = [
  [
    'a debt’s amount out of other books',
    (sdl) =>
      sdl.replace('import: [', 'import: ["@requires", "@external", ') +
      '\nextend type Debt @key(fields: "id") { id: ID!, outstanding: Decimal! @external, spy: String @requires(fields: "outstanding") }',
    /^soe: Debt\.spy may not have @requires/,
  ],
  [
    'the same under another name',
    (sdl) =>
      sdl.replace('import: [', 'import: [{ name: "@requires", as: "@needs" }, "@external", ') +
      '\nextend type Debt @key(fields: "id") { id: ID!, outstanding: Decimal! @external, spy: String @needs(fields: "outstanding") }',
    /^soe: Debt\.spy may not have @requires/,
  ],
  [
    'the same as a key',
    (sdl) =>
      sdl.replace('import: [', 'import: ["@external", ') +
      '\nextend type Debt @key(fields: "id outstanding") { id: ID!, outstanding: Decimal! @external, spy: String }',
    /Non-shareable field "Debt.outstanding"/,
  ],
  [
    'another’s place',
    (sdl) =>
      sdl.replace('import: [', 'import: ["@override", ') +
      '\nextend type Debt @key(fields: "id") { id: ID!, outstanding: Decimal! @override(from: "coordination") }',
    /^soe: Debt\.outstanding may not have @override/,
  ],
];

test.each(IMMODEST)('a department that wants %s is refused', async (_, change, wanted) => {
  const names = ['audit', 'campaign', 'coordination', ...Object.keys(RECORDS)];
  const sdls = await Promise.all(
    names.map(
      async (name) =>
        [name, name === 'soe' ? change(await readSubgraphSdl(name)) : await readSubgraphSdl(name)] as const,
    ),
  );
  expect(() => composeSupergraph(new Map(sdls))).toThrow(wanted);
});
