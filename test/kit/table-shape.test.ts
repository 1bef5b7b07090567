import { expect, test } from 'vitest';
import { day, holding, money, optionalText, text, whole } from '../../kit/source/columns.ts';
import { shapeOf } from '../../kit/source/table-shape.ts';
import type { Table } from '../../kit/source/table.ts';

interface Bill {
  id: string;
  amount: bigint;
  shownAmount: bigint;
  signedOn: string | null;
}

const bills: Table<Bill> = {
  name: 'bill',
  key: { column: text('id'), clock: holding('localTime', text('changed')) },
  columns: { id: text('id'), amount: money('amount'), shownAmount: money('amount'), signedOn: day('contract.signed') },
  soughtBy: ['id', 'changed'],
  also: [whole('deleted'), optionalText('person')],
};
const contracts: Table<{ id: string }> = { name: 'contract', columns: { id: text('id') } };

test('a shape is every column that nouns, key, conditions and other tables’ reads rest on, each once', () => {
  const [bill, contract] = shapeOf([bills, contracts]);
  expect([...(bill?.columns ?? [])]).toEqual([
    ['id', 'text'],
    ['amount', 'number'],
    ['changed', 'localTime'],
    ['deleted', 'number'],
    ['person', 'text'],
  ]);
  expect(bill?.soughtBy).toEqual(['id', 'changed']);
  expect(contract).toEqual({
    name: 'contract',
    columns: new Map([
      ['signed', 'date'],
      ['id', 'text'],
    ]),
    soughtBy: [],
  });
});

test.each([
  ['a column that holds two things', [bills, { ...contracts, also: [text('signed')] }], 'contract.signed is declared'],
  ['a column of a table that is not there', [bills], 'contract.signed is of a table that is not declared'],
  ['a search by what is not read', [{ ...contracts, soughtBy: ['no'] }], 'contract is looked into by no'],
])('%s is refused', (_, tables, words) => {
  expect(() => shapeOf(tables)).toThrow(words);
});
