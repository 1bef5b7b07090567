import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { ask, gatewayOver, logLines, subgraph, type Answer, type TestSubgraph } from './graphs.ts';

const BOOKS = `
  type Query { debts: [Debt!]! }
  type Debt { record: Row, more: [Row] }
  interface Row { id: ID! }
  type Tea implements Row @key(fields: "id") { id: ID! }
  type Salt implements Row @key(fields: "id") { id: ID! }
`;

const tea = (id: string): object => ({ __typename: 'Tea', id });
const salt = (id: string): object => ({ __typename: 'Salt', id });
const DEBTS = [
  { record: salt('1'), more: [tea('9')] },
  { record: null, more: [] },
  { record: tea('1'), more: [salt('2'), null, tea('bad'), tea('1')] },
  { record: salt('2'), more: null },
  { record: tea('bad'), more: [tea('bad')] },
];

const colourOf = ({ id }: { id: string }): string => {
  if (id === 'bad') throw new GraphQLError('unreadable', { extensions: { code: 'DEPARTMENT_UNAVAILABLE' } });
  return `green ${id}`;
};

const QUESTION = '{ debts { record { ... on Tea { colour } } more { ... on Tea { colour } } } }';

async function askOver(teas: Omit<TestSubgraph, 'sdl'> | object): Promise<Answer> {
  logLines();
  const sdl = 'type Tea @key(fields: "id") { id: ID! colour: String }';
  const books = await subgraph(BOOKS, { Query: { debts: () => DEBTS } });
  const departments = 'url' in teas ? { sdl, url: null } : await subgraph(sdl, { Tea: teas });
  return ask((await gatewayOver({ books, teas: departments })).url, QUESTION);
}

const placesOf = ({ errors = [] }: Answer): unknown[] => errors.map(({ path }) => (path as unknown[]).join('.'));

test('an error of one record of several departments’ stands at its place, wherever it stands', async () => {
  const answer = await askOver({ colour: colourOf });
  expect(placesOf(answer).sort()).toEqual(['debts.2.more.2.colour', 'debts.4.more.0.colour', 'debts.4.record.colour']);
  expect(answer.data).toEqual({
    debts: [
      { record: {}, more: [{ colour: 'green 9' }] },
      { record: null, more: [] },
      { record: { colour: 'green 1' }, more: [{}, null, { colour: null }, { colour: 'green 1' }] },
      { record: {}, more: null },
      { record: { colour: null }, more: [{ colour: null }] },
    ],
  });
});

test('a department that is away is missed at its records’ places, and at no other’s', async () => {
  const places = [
    'debts.0.more.0',
    'debts.2.more.2',
    'debts.2.more.3',
    'debts.2.record',
    'debts.4.more.0',
    'debts.4.record',
  ];
  expect(placesOf(await askOver({ url: null })).sort()).toEqual(places);
});
