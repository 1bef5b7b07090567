import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { expect, test, vi } from 'vitest';
import { ask, gatewayOver, impostor, logLines, subgraph, type Answer } from './graphs.ts';

const LIMITS = { deadlineMs: 1_500, maxAnswerBytes: 10_000 };
const UNAVAILABLE = [
  {
    message: 'books does not answer just now.',
    path: ['debts'],
    extensions: { code: 'DEPARTMENT_UNAVAILABLE', domain: 'books', retryable: true },
  },
];

const json =
  (status: number, body: unknown, headers = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

/** Asks a gateway over a sound subgraph and one that answers as it is told to. */
async function askBoth(answer: RequestListener): Promise<Answer> {
  const [books, sound] = [
    await impostor('type Query { debts: Int }', answer),
    await subgraph('type Query { day: Int }', { Query: { day: () => 7 } }),
  ];
  const gateway = await gatewayOver({ books, sound }, LIMITS);
  return ask(gateway.url, '{ debts day }');
}

test.each<[string, RequestListener]>([
  ['never answers', () => undefined],
  ['begins and never ends', (_request, response) => void response.writeHead(200).write('{"data":')],
  [
    'answers without end',
    (_request, response) => void response.writeHead(200).end(`{"data":{"debts":1},"x":"${'x'.repeat(20_000)}"}`),
  ],
  ['breaks off', (request) => void request.socket.destroy()],
  ['has an error of its own', json(500, { errors: [{ message: 'SELECT * FROM AP_PAYABLE' }] })],
  [
    'refuses the question',
    json(400, { errors: [{ message: 'Cannot query field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }),
  ],
  [
    'sends a page',
    (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>10.1.2.3</p>'),
  ],
  ['sends a list', json(200, [{ debts: 1 }])],
  ['sends neither data nor errors', json(200, { debts: 1 })],
  ['sends data that is no object', json(200, { data: [1] })],
  ['sends errors that are no list', json(200, { data: { debts: 1 }, errors: 'none' })],
])('a subgraph that %s is unavailable, and the others answer', async (_, answer) => {
  const lines = logLines();
  const { status, data, errors } = await askBoth(answer);
  expect({ status, data, errors }).toEqual({ status: 200, data: { debts: null, day: 7 }, errors: UNAVAILABLE });
  expect(lines.filter((line) => line.includes('WARN gateway: books does not answer'))).toHaveLength(1);
});

test('no redirect is followed', async () => {
  logLines();
  const asked = vi.fn<RequestListener>(json(200, { data: { debts: 1 } }));
  const elsewhere = await impostor('', asked);
  const { errors } = await askBoth(json(307, {}, { location: elsewhere.url }));
  expect(errors).toEqual(UNAVAILABLE);
  expect(asked).not.toHaveBeenCalled();
});

test('a subgraph that refuses with the gateway’s fault does not make it the asker’s', async () => {
  logLines();
  const refusal = {
    message: 'Cannot query field "x"',
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', host: '10.1.2.3' },
  };
  const { errors } = await askBoth(json(200, { data: null, errors: [refusal] }));
  const extensions = { code: 'INTERNAL_SERVER_ERROR', domain: 'books', retryable: false };
  expect(errors).toEqual([{ message: 'Internal server error', extensions }]);
});

test('a subgraph without an address is unavailable', async () => {
  const lines = logLines();
  const sound = await subgraph('type Query { day: Int }', { Query: { day: () => 7 } });
  const gateway = await gatewayOver({ books: { sdl: 'type Query { debts: Int }', url: null }, sound });
  expect(await ask(gateway.url, '{ debts day }')).toMatchObject({ data: { debts: null, day: 7 }, errors: UNAVAILABLE });
  expect(lines).toEqual([]);
});

test('is said to answer again', async () => {
  const lines = logLines();
  const answers = vi.fn<RequestListener>(json(200, { data: { debts: 1 } })).mockImplementationOnce(json(503, {}));
  const gateway = await gatewayOver({ books: await impostor('type Query { debts: Int }', answers) });
  expect((await ask(gateway.url, '{ debts }')).errors).toEqual(UNAVAILABLE);
  expect((await ask(gateway.url, '{ debts }')).data).toEqual({ debts: 1 });
  expect(lines.map((line) => line.slice(line.indexOf('books')).trim())).toEqual([
    'books does not answer: Error: status 503',
    'books answers again',
  ]);
});

test('a question is given up when its asker goes away', async () => {
  const lines = logLines();
  const leaving = new AbortController();
  let connection: Promise<unknown> | undefined;
  const books = await impostor('type Query { debts: Int }', (request) => {
    connection = once(request.socket, 'close');
    leaving.abort();
  });
  const gateway = await gatewayOver({ books }, { deadlineMs: 600_000 });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ debts }' });
  await expect(fetch(gateway.url, { method: 'POST', headers, body, signal: leaving.signal })).rejects.toThrow();
  await connection;
  expect(connection).toBeDefined();
  expect(lines.filter((line) => line.includes('does not answer'))).toEqual([]);
});
