import { readFileSync } from 'node:fs';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { TokenBuckets } from '../../gateway/limits/token-bucket.ts';
import { costOf } from '../../gateway/limits/cost.ts';
import { questionsSentBy } from '../../gateway/limits/fan-out.ts';
import { makeGateway } from '../../gateway/supergraph.ts';
import { SUPERGRAPH_FILE } from '../../kit/graphql/sdl.ts';

const SCHEMA = buildSchema(`
  type Query { list(first: Int = 20): List rows(first: Int! = 50): [Row!]! groups: [Row!]! row: Row tags: [String!]! }
  type List { nodes: [Row!]! edges: [Edge!]! sources: [Row!]! totalCount: Int }
  type Edge { node: Row! }
  interface Any { id: ID }
  type Row implements Any { id: ID tags: [String!]! list(first: Int = 10): List }`);

function cost(query: string, variables: Record<string, unknown> = {}): number | null {
  const document = parse(query);
  const operation = getOperationAST(document);
  return operation ? costOf({ schema: SCHEMA, document, operation, variables }) : null;
}

describe('a question costs', () => {
  test.each<[string, number, Record<string, unknown>?]>([
    ['{ row { id } }', 2],
    ['{ tags row { tags } }', 3],
    ['{ list(first: 5) { nodes { id } totalCount } }', 1 + 5 * 2 + 1],
    ['{ list { nodes { id } } }', 1 + 20 * 2],
    ['{ list(first: null) { nodes { id } } }', 1 + 10 * 2],
    ['{ list(first: 5) { edges { node { id } } } }', 1 + 5 * 3],
    ['{ list(first: 5) { sources { id } } }', 1 + 10 * 2],
    ['{ groups { id } }', 10 * 2],
    ['{ rows(first: 3) { id } }', 3 * 2],
    ['{ list(first: 5) { nodes { list(first: 4) { nodes { id } } } } }', 1 + 5 * (1 + 1 + 4 * 2)],
    ['query ($n: Int) { list(first: $n) { nodes { id } } }', 1 + 7 * 2, { n: 7 }],
    ['query ($n: Int = 6) { list(first: $n) { nodes { id } } }', 1 + 6 * 2],
    ['{ list(first: 5) { ...L } } fragment L on List { nodes { ... on Any { id } } }', 1 + 5 * 2],
    ['{ list(first: 0) { nodes { id } } }', 1],
    ['{ __typename }', 1],
    ['{ __type(name: "Row") { name } }', 5_000],
  ])('%s %i', (query, expected, variables) => expect(cost(query, variables)).toBe(expected));

  test('nothing that can be said where a variable is not of its type', () => {
    expect(cost('query ($n: Int) { list(first: $n) { nodes { id } } }', { n: 'many' })).toBeNull();
  });
});

const { schema: WHOLE } = await makeGateway({ supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8') }).load();

describe('a question sends to each department', () => {
  test.each<[string, number, Record<string, unknown>?]>([
    ['{ debts { nodes { id record { id } domain { totals { count } } } totals { count } } }', 1],
    [
      '{ a: trend(fromMonth: "2025-11", toMonth: "2026-02") { month } b: trend(fromMonth: "2026-01", toMonth: "2026-01") { month } }',
      5,
    ],
    ['query ($to: String!) { trend(fromMonth: "2025-01", toMonth: $to) { month } }', 12, { to: '2025-12' }],
    ['{ trend(fromMonth: "2026-02", toMonth: "2026-01") { month } }', 1],
    ['{ enterprises(first: 120) { nodes { totals { count } } } }', 1],
    ['{ enterprises(first: 120) { nodes { debts { nodes { id } } } } }', 121],
    [
      '{ enterprises(first: 10) { edges { node { debts(first: 5) { nodes { debtor { debts { totals { count } } } } } } } } }',
      1 + 10 * (1 + 5),
    ],
    ['{ arrears(groupBy: [CREDITOR]) { groups { creditor { debts { nodes { id } } } } } }', 501],
    [
      '{ debts(first: 7) { ...D } } fragment D on DebtConnection { nodes { creditor { ... on Enterprise { debts { nodes { id } } } } } }',
      8,
    ],
    ['{ domains { code } enterprise(id: "x") { name debts { totals { count } } } __typename }', 1],
  ])('%s %i', (query, sent, variables = {}) => {
    const document = parse(query);
    const operation = getOperationAST(document);
    expect(operation && questionsSentBy({ schema: WHOLE, document, operation, variables })).toBe(sent);
  });
});

describe('a caller’s budget', () => {
  test('is a minute’s, comes back evenly, and is nobody else’s', () => {
    let now = 0;
    const budgets = new TokenBuckets(600, () => now);
    expect([budgets.spend('a', 500), budgets.spend('a', 200), budgets.spend('b', 600)]).toEqual([0, 10, 0]);
    now = 9_000;
    expect(budgets.spend('a', 200)).toBe(1);
    now = 10_000;
    expect(budgets.spend('a', 200)).toBe(0);
    now = 10_000_000;
    expect([budgets.spend('a', 600), budgets.spend('a', 1)]).toEqual([0, 1]);
  });

  test('is forgotten after ten thousand others, not before', () => {
    const budgets = new TokenBuckets(10, () => 0);
    budgets.spend('a', 10);
    for (let i = 0; i < 9_999; i++) budgets.spend(`b${i}`, 1);
    expect(budgets.spend('a', 10)).toBe(60);
    for (let i = 0; i < 10_000; i++) budgets.spend(`c${i}`, 1);
    expect(budgets.spend('a', 10)).toBe(0);
  });
});
