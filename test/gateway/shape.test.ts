import { expect, test } from 'vitest';
import { ask, gatewayOver, impostor, logLines, subgraph, type Answer } from './graphs.ts';

const BOOKS = `
  scalar Decimal
  scalar Date
  scalar DateTime
  enum Status { OPEN CLOSED }
  type Query { page: Page }
  type Page { total: Int! note: String nodes: [Debt!]! maybe: [Debt] party: Party leaves: Leaves }
  type Leaves { id: ID int: Int float: Float text: String flag: Boolean status: Status yuan: Decimal day: Date at: DateTime }
  type Debt { id: ID! amount: String! owner: Debt }
  interface Party { name: String! }
  type Firm implements Party { name: String! code: String! }
  type Person implements Party { name: String! }
`;

/** Asks a gateway over a subgraph that answers with this, whatever is asked. */
async function askBooks(query: string, data: unknown): Promise<Answer> {
  logLines();
  const books = await impostor(BOOKS, (_request, response) => void response.end(JSON.stringify({ data })));
  return ask((await gatewayOver({ books })).url, query);
}

const debt = { id: '1', amount: '1.00' };
const page = { total: 1, note: null, nodes: [debt], maybe: [null] };

test.each<[string, unknown, string]>([
  ['has no field', { page: { ...page, total: undefined } }, 'page.total'],
  ['has no field that may be null', { page: { ...page, note: undefined } }, 'page.note'],
  ['has null where none may be', { page: { ...page, total: null } }, 'page.total'],
  ['has null in a list of what is there', { page: { ...page, nodes: [debt, null] } }, 'page.nodes.1'],
  ['has null deep in a list', { page: { ...page, nodes: [debt, { id: '2', amount: null }] } }, 'page.nodes.1.amount'],
  ['has no field deep in a list', { page: { ...page, maybe: [null, { id: '2' }] } }, 'page.maybe.1.amount'],
  ['has one thing for a list', { page: { ...page, nodes: debt } }, 'page.nodes'],
  ['has a list for one thing', { page: [page] }, 'page'],
  ['has a value for an object', { page: 'x' }, 'page'],
  ['has an object for a value', { page: { ...page, note: {} } }, 'page.note'],
  ['has nothing', {}, 'page'],
])('an answer that %s is an error at its place', async (_, data, path) => {
  const { errors } = await askBooks('{ page { total note nodes { id amount } maybe { id amount } } }', data);
  expect(errors?.map((error) => (error.path as string[]).join('.'))).toEqual([path]);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE', domain: 'books', retryable: true });
});

const LEAVES = {
  ...{ id: '7', int: -3, float: 0.5, text: '', flag: false, status: 'OPEN' },
  ...{ yuan: '-1234567.80', day: '2024-02-29', at: '2026-03-20T08:00:00.5+08:00' },
};

test.each<[keyof typeof LEAVES, unknown[]]>([
  ['id', [7, true, ['7']]],
  ['int', ['3', 1.5, 2 ** 31, true, [3], 1e300]],
  ['float', ['0.5', 'NaN', true]],
  ['text', [7, true, ['x']]],
  ['flag', ['true', 0, 'no']],
  ['status', ['PAID', 'open', 0, true, ['OPEN'], 'constructor']],
  ['yuan', [12.5, 12, '12', '12.5', '12.345', 'NaN', '1e3', '', ' 1.00', '-0.00', '01.00', ['1.00'], true]],
  ['day', ['2023-02-29', '2024-2-29', '2024-02-29T00:00:00Z', '20240229', 1_709_164_800_000, true]],
  [
    'at',
    ['2026-03-20', '2026-03-20 08:00:00', '2026-03-20T08:00:00', 'now', 1_700_000_000_000, '2026-02-30T08:00:00Z'],
  ],
])('a value that is no %s is null, and an error at its place', async (leaf, values) => {
  for (const value of values) {
    const { data, errors } = await askBooks(`{ page { leaves { ${Object.keys(LEAVES).join(' ')} } } }`, {
      page: { leaves: { ...LEAVES, [leaf]: value } },
    });
    expect(data, JSON.stringify(value)).toEqual({ page: { leaves: { ...LEAVES, [leaf]: null } } });
    expect(errors?.map(({ path }) => path)).toEqual([['page', 'leaves', leaf]]);
  }
});

test('values as they may be are told as they are', async () => {
  const answer = await askBooks(`{ page { leaves { ${Object.keys(LEAVES).join(' ')} } } }`, {
    page: { leaves: LEAVES },
  });
  expect(answer).toEqual({ status: 200, data: { page: { leaves: LEAVES } } });
});

test('a type that does not belong where it stands is none', async () => {
  for (const __typename of ['Debt', 'Nothing', '__Type', 7, null]) {
    const { data, errors } = await askBooks('{ page { party { name } } }', {
      page: { party: { __typename, name: '乙' } },
    });
    expect(data).toEqual({ page: { party: null } });
    expect(errors?.map(({ path }) => path)).toEqual([['page', 'party']]);
  }
});

test('an answer as it was asked for has no errors', async () => {
  const query = `query ($no: Boolean! = false) {
    page { all: total note @include(if: $no) nodes { ...d } maybe { ...d } party { __typename name ... on Firm { code } } }
  } fragment d on Debt { id amount owner { id } }`;
  const whole = { ...debt, owner: null };
  const person = { __typename: 'Person', name: '甲' };
  const answer = await askBooks(query, { page: { all: 1, nodes: [whole], maybe: [null, whole], party: person } });
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toEqual({ page: { all: 1, nodes: [whole], maybe: [null, whole], party: person } });
});

test('a type of an interface is held to what is asked of it', async () => {
  const firm = { __typename: 'Firm', name: '乙' };
  const { errors } = await askBooks('{ page { party { name ... on Firm { code } } } }', { page: { party: firm } });
  expect(errors?.map(({ path }) => path)).toEqual([['page', 'party', 'code']]);
});

const OWNER = 'type Owner @key(fields: "id") { id: ID!';

/** Asks for two owners, of whom a subgraph tells this. */
async function askOwners(entities: unknown): Promise<Answer> {
  logLines();
  const rows = await subgraph(`type Query { rows: [Owner] } ${OWNER} }`, {
    Query: { rows: () => [{ id: 'a' }, { id: 'b' }] },
  });
  const owners = await impostor(`${OWNER} name: String! }`, (_request, response) => {
    response.end(JSON.stringify({ data: { _entities: entities } }));
  });
  return ask((await gatewayOver({ rows, owners })).url, '{ rows { id name } }');
}

const owner = (id: string, name: unknown): object => ({ key___typename: 'Owner', key_id: id, name });

test.each<[string, unknown]>([
  ['fewer', [owner('a', 'A')]],
  ['more', [owner('a', 'A'), owner('b', 'B'), owner('c', 'C')]],
  ['no list of', null],
])('%s entities than were asked for are none', async (_, entities) => {
  const { data, errors } = await askOwners(entities);
  expect(data).toEqual({ rows: [null, null] });
  expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['rows', 0], 'DEPARTMENT_UNAVAILABLE'],
    [['rows', 1], 'DEPARTMENT_UNAVAILABLE'],
  ]);
});

test('an entity that lacks what is promised is an error at its place', async () => {
  const { data, errors } = await askOwners([owner('a', 'A'), owner('b', null)]);
  expect(data).toEqual({ rows: [{ id: 'a', name: 'A' }, null] });
  expect(errors?.map(({ path }) => path)).toEqual([['rows', 1, 'name']]);
});

test.each<[string, unknown[], number[]]>([
  ['in another order', [owner('b', 'B'), owner('a', 'A')], [0, 1]],
  ['one twice', [owner('a', 'A'), owner('a', 'A')], [1]],
  ['one of another type', [{ ...owner('a', 'A'), key___typename: 'Row' }, owner('b', 'B')], [0]],
  ['one that does not say which it is', [{ name: 'A' }, owner('b', 'B')], [0]],
])('entities that come %s are not told under others’ keys', async (_, entities, wrong) => {
  const { data, errors } = await askOwners(entities);
  const right = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];
  expect(data).toEqual({ rows: right.map((row, i) => (wrong.includes(i) ? null : row)) });
  expect(errors).toEqual(
    wrong.map((i) => ({
      message: 'owners does not answer just now.',
      path: ['rows', i],
      extensions: { code: 'DEPARTMENT_UNAVAILABLE', domain: 'owners', retryable: true },
    })),
  );
});

test('nothing that is there without an error is nothing', async () => {
  const { errors } = await askBooks('{ page { total } }', null);
  expect(errors?.map(({ path }) => path)).toEqual([['page']]);
});
