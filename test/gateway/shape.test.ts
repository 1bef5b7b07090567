import { expect, test } from 'vitest';
import { ask, gatewayOver, impostor, logLines, subgraph, type Answer } from './graphs.ts';

const BOOKS = `
  type Query { page: Page }
  type Page { total: Int! note: String nodes: [Debt!]! maybe: [Debt] party: Party }
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
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', domain: 'books', retryable: false });
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
  const rows = await subgraph(`type Query { rows: [Owner] } ${OWNER} }`, { Query: { rows: () => [{ id: 'a' }, { id: 'b' }] } });
  const owners = await impostor(`${OWNER} name: String! }`, (_request, response) => {
    response.end(JSON.stringify({ data: { _entities: entities } }));
  });
  return ask((await gatewayOver({ rows, owners })).url, '{ rows { id name } }');
}

test.each<[string, unknown]>([
  ['fewer', [{ name: 'A' }]],
  ['more', [{ name: 'A' }, { name: 'B' }, { name: 'C' }]],
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
  const { data, errors } = await askOwners([{ name: 'A' }, { name: null }]);
  expect(data).toEqual({ rows: [{ id: 'a', name: 'A' }, null] });
  expect(errors?.map(({ path }) => path)).toEqual([['rows', 1, 'name']]);
});
