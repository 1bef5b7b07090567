import { expect, test } from 'vitest';
import { Verdicts } from '../../subgraphs/coordination/decisions/decision.ts';
import { Book } from '../../subgraphs/coordination/register/book.ts';
import { RegisterView } from '../../subgraphs/coordination/views/register-view.ts';
import { bundleOf } from './small-department.ts';
import type { LedgerBundle } from '../../schema/generated/ledger-client.ts';

const NAME = '甲公司';
const [ONE, OTHER] = ['802100433', '600037341'];

/** Rows that give the name with a code. */
function named(key: string, organisationCode: string): LedgerBundle {
  const bundle = bundleOf(key, NAME, `finance:${key}`);
  const mentions = bundle.mentions.map((mention) => ({
    ...mention,
    party: { ...mention.party, key: organisationCode, organisationCode },
  }));
  return { ...bundle, mentions };
}

const nothing = (key: string): LedgerBundle => ({ key, mentions: [], candidates: [], nilReports: [] });

test('whom a name stood for can be told of every moment before', async () => {
  const book = new Book('finance');
  const view = new RegisterView([book]);
  const told: [number, string][] = [];
  for (const bundle of [
    nothing('a'),
    named('a', ONE),
    named('b', OTHER),
    nothing('a'),
    nothing('b'),
    named('a', ONE),
  ]) {
    book.put(bundle);
    await view.settle();
    told.push([view.names.revision, view.names.identifierOf(NAME)]);
  }
  expect(told.map(([, id]) => id)).toEqual([NAME, ONE, NAME, OTHER, NAME, ONE]);
  expect(told.map(([revision]) => view.names.identifierAt(revision, NAME))).toEqual(told.map(([, id]) => id));
  expect(told.every(([revision]) => view.names.remembers(revision))).toBe(true);
});

test('a book between two states is waited for', async () => {
  const book = new Book('finance');
  const view = new RegisterView([book]);
  const debts = Array.from({ length: 20_000 }, (_, i) => bundleOf(`b${i}`, `单位${i}`, `finance:${i}`));
  let isOver = false;
  const moving = book.moveTo({ epoch: 'e', change: 1 }, debts).then(() => (isOver = true));
  expect(book.state).toBeNull();
  const verdicts = { revision: 0, verdicts: new Verdicts([]) };
  const found = await view.whenSettled(verdicts, [{ domains: ['finance'], day: '2026-01-01' }], () => [
    isOver,
    view.stateOf('finance'),
  ]);
  expect(found).toEqual([true, { epoch: 'e', change: 1 }]);
  await moving;
});
