import { expect, test } from 'vitest';
import { compareLists, compareSets } from './client.ts';

const asked = { endpointUrl: 'http://nowhere', query: '{ debts }', variables: { first: 3 } };
const rows = (...ids: string[]) => ids.map((id) => ({ id, amount: `${id}.00` }));
const idOf = ({ id }: { id: string }): string => id;

test.each([
  ['a row is missing', rows('1', '3'), /"missing": \[\s*"2"/],
  ['a row is there twice', rows('1', '2', '2', '3'), /"twice": \[\s*"2"/],
  ['a row is strange', rows('1', '2', '3', '4'), /"strange": \[\s*"4"/],
  ['two rows are exchanged', rows('1', '3', '2'), /"at": 1/],
  ['an amount is off by a fen', [...rows('1', '2'), { id: '3', amount: '3.01' }], /3\.01/],
])('lists differ where %s', (_, got, message) => {
  expect(() => {
    compareLists(asked, rows('1', '2', '3'), got, idOf);
  }).toThrow(message);
});

test('sets differ by their members, not by their order', () => {
  compareSets(asked, rows('1', '2'), rows('2', '1'), idOf);
  expect(() => {
    compareSets(asked, rows('1', '2'), rows('2', '3'), idOf);
  }).toThrow('{ debts }');
});
