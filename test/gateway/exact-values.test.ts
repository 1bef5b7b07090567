import { beforeEach, expect, test } from 'vitest';
import { scalars } from '../../kit/graphql/scalars.ts';
import { ask, gatewayOver, logLines, post, subgraph, type Answer } from './graphs.ts';

const SDL = `scalar Decimal scalar Date scalar DateTime
  type Query { id(of: ID, in: [ID!]): String yuan(of: Decimal): Decimal day(of: Date): Date at(of: DateTime): DateTime bad: Decimal }`;

const echo = (_: unknown, { of }: { of?: unknown }): unknown => of;

let url: string;
beforeEach(async () => {
  logLines();
  const resolvers = { ...scalars, Query: { id: echo, yuan: echo, day: echo, at: echo, bad: () => NaN } };
  ({ url } = await gatewayOver({ books: await subgraph(SDL, resolvers) }));
});

/**
 * Asks with a variable as it stands in JSON: a number is written here as a program in another language may write it.
 */
const askWith = (query: string, json: string): Promise<Answer> =>
  post(url, `{"query":${JSON.stringify(query)},"variables":{"of":${json}}}`);

test.each([
  ['query ($of: ID) { id(of: $of) }', '12345678901234567890'],
  ['query ($of: ID) { id(of: $of) }', '1e400'],
  ['query ($of: [ID!]) { id(in: $of) }', '[7, 9007199254740993]'],
  ['query ($of: Decimal) { yuan(of: $of) }', '12345678901234567.89'],
  ['query ($of: Decimal) { yuan(of: $of) }', '10000000000000'],
  ['query ($of: Decimal) { yuan(of: $of) }', '1.005'],
  ['query ($of: Date) { day(of: $of) }', '"2026-02-30"'],
  ['query ($of: DateTime) { at(of: $of) }', '"2026"'],
])('%s is refused with %s, which could be another value', async (query, json) => {
  const { status, data, errors } = await askWith(query, json);
  expect([status, data, errors?.map(({ extensions }) => extensions['code'])]).toEqual([
    400,
    undefined,
    ['BAD_USER_INPUT'],
  ]);
});

test.each([
  ['query ($of: ID) { told: id(of: $of) }', '12345678', '12345678'],
  ['query ($of: ID) { told: id(of: $of) }', '"12345678901234567890"', '12345678901234567890'],
  ['query ($of: Decimal) { told: yuan(of: $of) }', '9999999999999.99', '9999999999999.99'],
  ['query ($of: Decimal) { told: yuan(of: $of) }', '"1234567890123456.89"', '1234567890123456.89'],
])('%s is answered with %s', async (query, json, told) => {
  expect((await askWith(query, json)).data).toEqual({ told });
});

test('an amount that is none is an error, and no amount', async () => {
  const { data, errors } = await ask(url, '{ bad }');
  expect(data).toEqual({ bad: null });
  expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['bad'], 'INTERNAL_SERVER_ERROR'],
  ]);
});
