import { expect, test } from 'vitest';
import { argumentError, ERROR_CODES } from '../../kit/graphql/errors.ts';
import { ask, gatewayOver, impostor, logLines, subgraph, type Answer, type TestSubgraph } from './graphs.ts';

const SECRET = '蒙K12345 10.1.2.3 SELECT * FROM AP_PAYABLE';
const SDL = `
  type Query {
    debts(
      "1 to 500."
      first: Int
      where: Where
    ): Int
  }
  input Where {
    "Month of delivery, YYYY-MM."
    month: String
    and: [Where!]
  }
`;

/** What a gateway says of a subgraph's errors. */
async function toldOf(
  errors: unknown,
  name = 'books',
  query = '{ all: debts }',
): Promise<NonNullable<Answer['errors']>> {
  logLines();
  const books = await impostor(SDL, (_request, response) => void response.end(JSON.stringify({ data: null, errors })));
  return (await ask((await gatewayOver({ [name]: books })).url, query)).errors ?? [];
}

test.each([...ERROR_CODES, 'GRAPHQL_VALIDATION_FAILED', 'toString', undefined, {}])(
  'words of a department under the code %s reach nobody',
  async (code) => {
    const [error, ...more] = await toldOf([
      { message: SECRET, path: ['all'], extensions: { code, argument: SECRET, secret: SECRET } },
    ]);
    expect(more).toEqual([]);
    expect(error?.path).toEqual(['all']);
    expect(ERROR_CODES).toContain(error?.extensions['code']);
    expect(JSON.stringify(error)).not.toMatch(/10\.1\.2\.3|AP_PAYABLE|蒙/);
  },
);

test.each([
  ['first', 'debts: first wants another value: 1 to 500.'],
  ['where.month', 'debts: where.month wants another value: Month of delivery, YYYY-MM.'],
  ['where.and.month', 'debts: where.and.month wants another value: Month of delivery, YYYY-MM.'],
  ['where', 'books does not take a value of this question.'],
  ['where.__proto__', 'books does not take a value of this question.'],
  ['month', 'books does not take a value of this question.'],
])('of a value that a department does not take, %s, it is told what the schema wants', async (argument, message) => {
  const [error] = await toldOf([{ message: SECRET, path: ['all'], extensions: { code: 'BAD_USER_INPUT', argument } }]);
  expect(error).toEqual({
    message,
    path: ['all'],
    extensions: { code: 'BAD_USER_INPUT', domain: 'books', retryable: false },
  });
});

test('the house’s own subgraph speaks for the house', async () => {
  const [error] = await toldOf(
    [{ message: 'groupBy wants less', path: ['all'], extensions: { code: 'BAD_USER_INPUT' } }],
    'coordination',
  );
  expect(error?.message).toBe('groupBy wants less');
  const [other] = await toldOf(
    [{ message: SECRET, path: ['all'], extensions: { code: 'ER_PARSE_ERROR' } }],
    'coordination',
  );
  expect(other?.message).toBe('Internal server error');
});

test.each<[string, unknown]>([
  ['is no list', { path: 'debts' }],
  ['names what is no place', ['debts', {}]],
  ['names a place before the first', ['debts', -1]],
  ['has no end', Array.from({ length: 10_000 }, () => 'x')],
  ['holds long words', ['x'.repeat(100_000)]],
])('a path that %s is none', async (_, path) => {
  const [error] = await toldOf([{ message: 'x', path, extensions: { code: 'FORBIDDEN' } }]);
  expect(error?.path).toBeUndefined();
  expect(error?.extensions['code']).toBe('FORBIDDEN');
});

const ENTITIES = 60;

/** Asks for sixty rows, of whose names a subgraph tells nothing but errors. */
async function askRows(errors: object[]): Promise<{ answer: Answer; bytes: number; cpuMs: number }> {
  logLines();
  const row = 'type Row @key(fields: "id") { id: ID!';
  const ids = Array.from({ length: ENTITIES }, (_, i) => ({ id: String(i) }));
  const rows = await subgraph(`type Query { rows: [Row] } ${row} }`, { Query: { rows: () => ids } });
  const data = { _entities: ids.map(({ id }) => ({ key___typename: 'Row', key_id: id, name: null })) };
  const body = JSON.stringify({ data, errors });
  const names: TestSubgraph = await impostor(`${row} name: String }`, (_request, response) => void response.end(body));
  const { url } = await gatewayOver({ rows, names });
  const before = process.cpuUsage();
  const answer = await ask(url, '{ rows { id name } }');
  return { answer, bytes: JSON.stringify(answer).length, cpuMs: process.cpuUsage(before).user / 1_000 };
}

const LONG = 'x'.repeat(200);

test('errors of a megabyte for each of sixty records are few and short, and cost little', async () => {
  const errors = ids(200).flatMap((n) =>
    ids(ENTITIES).map((i) => ({
      message: LONG.repeat(5),
      path: ['_entities', i, 'name'],
      extensions: { code: 'FORBIDDEN', n, LONG },
    })),
  );
  const { answer, bytes, cpuMs } = await askRows(errors.slice(0, 10_000));
  expect(answer.errors?.map(({ path }) => path)).toEqual(ids(ENTITIES).map((i) => ['rows', i, 'name']));
  expect(bytes).toBeLessThan(ENTITIES * 400);
  expect(cpuMs).toBeLessThan(5_000);
});

test('errors of no record in particular stand at each record once', async () => {
  const { answer } = await askRows(ids(5_000).map(() => ({ message: LONG, extensions: { code: 'OVERLOADED', LONG } })));
  expect(answer.errors?.map(({ path, message }) => [path, message])).toEqual(
    ids(ENTITIES).map((i) => [['rows', i], 'names is asked too much just now.']),
  );
});

test.each<[string, (n: number) => object]>([
  ['at one record', (n) => ({ path: ['_entities', 0, 'name', n] })],
  ['everywhere', (n) => ({ path: ['_entities', n % ENTITIES, 'name', n] })],
  ['nowhere', (n) => ({ path: ['_entities', 'x', n] })],
])('more errors than anybody can mean, %s, are no answer', async (_, place) => {
  const { answer } = await askRows(
    ids(12_000).map((n) => ({ message: 'x', ...place(n), extensions: { code: 'FORBIDDEN' } })),
  );
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual(
    ids(ENTITIES).map((i) => [['rows', i], 'DEPARTMENT_UNAVAILABLE']),
  );
});

const ids = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test('a department’s resolver that refuses an argument is told of in words of the schema', async () => {
  const refuse = (): never => {
    throw argumentError('where.month', SECRET, SECRET);
  };
  const books = await subgraph(SDL, { Query: { debts: refuse } });
  const { errors } = await ask((await gatewayOver({ books })).url, '{ debts(where: { month: "May" }) }');
  expect(errors?.[0]?.message).toBe('debts: where.month wants another value: Month of delivery, YYYY-MM.');
});
