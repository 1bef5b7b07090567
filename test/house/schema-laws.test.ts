import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { brokenLaws } from './schema-laws.ts';

const SCHEMA = new URL('../../schema/', import.meta.url);
const subgraphs = readdirSync(SCHEMA)
  .filter((file) => file.endsWith('.graphql') && !['supergraph.graphql', 'api.graphql'].includes(file))
  .map((file) => file.slice(0, -'.graphql'.length));

test('every subgraph is looked at', () => {
  expect(subgraphs).toEqual(
    expect.arrayContaining([
      'coordination',
      'department',
      'energy',
      'finance',
      'housing-construction',
      'soe',
      'campaign',
    ]),
  );
});

test.each(subgraphs)('%s keeps the laws of federation', (subgraph) => {
  expect(brokenLaws(subgraph, readFileSync(new URL(`${subgraph}.graphql`, SCHEMA), 'utf8'))).toEqual([]);
});

const STUB = 'interface Row { id: ID! } type Bill implements Row @key(fields: "id", resolvable: false) { id: ID! }';

test.each([
  ['coordination', `${STUB} type Debt { record: Row }`, []],
  ['coordination', `${STUB} type Debt { records: [Row]! }`, []],
  [
    'coordination',
    `${STUB} type Debt { record: Row! }`,
    ['Debt.record is answered by another subgraph and must be nullable'],
  ],
  [
    'coordination',
    `${STUB} type Debt { bill: Bill! }`,
    ['Debt.bill is answered by another subgraph and must be nullable'],
  ],
  [
    'coordination',
    `${STUB} type Debt { bills: [Bill!] }`,
    ['Debt.bills is answered by another subgraph and must be nullable'],
  ],
  ['finance', 'type Bill @key(fields: "id") { id: ID! } type Debt { bill: Bill! }', []],
  ['finance', 'extend type Debt @key(fields: "id") { id: ID! fund: String }', []],
  ['finance', 'extend type Debt @key(fields: "id") { id: ID! @external amount: Int! @external }', []],
  [
    'finance',
    'extend type Debt @key(fields: "id") { id: ID! fund: String! }',
    ['Debt.fund is added to another subgraph’s type and must be nullable'],
  ],
  ['finance', 'extend type Query { bills: [Bill!] }', []],
  [
    'finance',
    'extend type Query { bills: [Bill!]! }',
    ['Query.bills is a department’s root field and must be nullable'],
  ],
  ['coordination', 'type Query { debts: [Debt!]! }', []],
  ['finance', 'type Debt { interest: Int @requires(fields: "dueOn amount") }', []],
  [
    'finance',
    'type Debt { interest(asOf: Date): Int @requires(fields: "dueOn") }',
    ['Debt.interest has @requires with arguments'],
  ],
  [
    'finance',
    'type Debt { interest: Int @requires(fields: "paid(asOf: 1)") }',
    ['Debt.interest has @requires with arguments'],
  ],
])('in %s, %s breaks %j', (subgraph, sdl, broken) => {
  expect(brokenLaws(subgraph, sdl)).toEqual(broken);
});
