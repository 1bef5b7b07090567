import { GraphQLError } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import { userError } from '../../kit/graphql/errors.ts';
import { ask, gatewayOver, logLines, post, subgraph } from './graphs.ts';

const SDL = 'type Query { sql: Int driver: Int cursor: Int name(of: String!): String hosts: [Int!] }';
const SECRET = "Access denied for user 'reader'@'10.1.2.3' reading AP_PAYABLE";

const resolvers = {
  Query: {
    sql: () => {
      throw new Error(SECRET);
    },
    driver: () => {
      throw new GraphQLError(SECRET, { extensions: { code: 'ER_ACCESS_DENIED_ERROR', sql: SECRET, domain: 7 } });
    },
    cursor: () => {
      throw userError('BAD_CURSOR', 'after wants a cursor of this list; got "x"');
    },
    name: () => 'x',
    hosts: () => ['10.1.2.3'],
  },
};

describe.each(['a subgraph', 'the gateway'])('%s', (server) => {
  let lines: string[];
  let url: string;

  beforeEach(async () => {
    lines = logLines();
    const books = await subgraph(SDL, resolvers);
    url = server === 'a subgraph' ? String(books.url) : (await gatewayOver({ books })).url;
  });

  const circumstances = server === 'the gateway' ? { domain: 'books', retryable: false } : {};

  test.each(['sql', 'driver', 'hosts'])('says nothing of what went wrong inside: %s', async (field) => {
    const answer = await ask(url, `{ ${field} }`);
    expect(answer.errors?.[0]).toMatchObject({
      message: 'Internal server error',
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...circumstances },
    });
    expect(JSON.stringify(answer)).not.toMatch(/10\.1\.2\.3|AP_PAYABLE|stack|service/i);
    expect(lines.join(''), 'the log has it').toContain('10.1.2.3');
  });

  test('tells the asker what was wrong with the question', async () => {
    const [error] = (await ask(url, '{ cursor }')).errors ?? [];
    const words =
      server === 'the gateway'
        ? 'after wants a cursor of this list. Ask for the first page again.'
        : 'after wants a cursor of this list; got "x"';
    expect(error).toMatchObject({ message: words, path: ['cursor'] });
    expect(error?.extensions).toEqual({ code: 'BAD_CURSOR', ...circumstances });
    expect(lines).toEqual([]);
  });

  test.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ cursor', 'GRAPHQL_PARSE_FAILED'],
    ['query Q($of: String!) { name(of: $of) }', 'BAD_USER_INPUT'],
    ['query A { cursor } query B { cursor }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('refuses %s by %s', async (query, code) => {
    const { status, errors } = await ask(url, query);
    expect([status, errors?.[0]?.extensions]).toEqual([400, { code }]);
  });

  test('refuses what is no question', async () => {
    expect(await post(url, '{"query":')).toEqual({
      status: 400,
      errors: [{ message: 'The question is not JSON in UTF-8.', extensions: { code: 'BAD_REQUEST' } }],
    });
    const large = JSON.stringify({ query: `{ cursor }${' '.repeat(2_000_000)}` });
    expect(await post(url, large)).toMatchObject({ status: 413, errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] });
  });
});
