import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type GraphQLObjectType,
  type IntrospectionQuery,
} from 'graphql';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { changeApiKeys } from '../../gateway/authenticate/api-key-file.ts';
import { mintKey } from '../../gateway/authenticate/api-key.ts';
import { demoAuthentication, strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { readSavedReports, reportOf } from '../../gateway/reports/report.ts';
import { parametersOf, variablesOf } from '../../gateway/reports/parameters.ts';
import type { ReportShape } from '../../gateway/reports/shape.ts';
import { startGateway } from '../../gateway/server.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { readSubgraphSdl } from '../../kit/graphql/sdl.ts';
import { KEYS } from '../support/signed.ts';
import { ask, gatewayOver, logLines, subgraph } from './graphs.ts';
import { instanceIn, linesIn, trailFolder } from './trails.ts';

const reports = await readSavedReports();
const wages = textOf('wages');

function textOf(name: string): string {
  const report = reports.get(name);
  if (report) return report.text;
  throw new Error(`there is no report ${name}`);
}

const WANTED = { MONTH: '2026-01', YEAR: '2025', DAY: '2025-06-30' };
const TODAY = '2026-03-20';

test('every report can be asked of the graph', async () => {
  const authentication = await demoAuthentication(logOf('test'));
  const gateway = await startGateway({
    authentication,
    subgraphUrl: () => null,
    keys: KEYS.gateway,
    auditDir: trailFolder(),
    port: 0,
    host: '127.0.0.1',
  });
  onTestFinished(() => gateway.close());
  const givenOf = ({ parameters = [] }: ReportShape): Record<string, string> =>
    Object.fromEntries(parameters.map(({ name, type }) => [name, WANTED[type]]));
  const asked = [...reports.values()].map(({ text, shape }) =>
    ask(gateway.url, text, shape.variables?.(givenOf(shape), TODAY) ?? {}),
  );
  expect((await Promise.all(asked)).map(({ errors }) => errors?.map(({ extensions }) => extensions['code']))).toEqual(
    [...reports].map(() => ['DEPARTMENT_UNAVAILABLE']),
  );
  expect([...reports.keys()]).toEqual(
    expect.arrayContaining([
      'arrears-by-domain',
      'arrears-by-kind',
      'largest-debtors',
      'trend',
      'wages',
      'monthly-ledger',
    ]),
  );
});

const SHAPE: ReportShape = { version: 1, title: { zh: '奇', en: 'Odd' }, rows: 'domains', columns: [] };

test.each([
  ['a mutation', '# Odd\nmutation Undo { undoDecision(id: "1", reason: "", by: "") { id } }'],
  ['no remark', 'query Codes { domains { code } }'],
  ['no name', '# Odd\n{ domains { code } }'],
  ['two queries', '# Odd\nquery One { domains { code } } query Two { domains { code } }'],
  ['no query', '# Odd\nfragment Code on Domain { code }'],
])('a file with %s is no report', (_, text) => {
  expect(() => reportOf('odd.graphql', text, SHAPE)).toThrow(
    'reports/odd.graphql wants a remark that says what it tells, one query, with a name, and nothing else',
  );
});

const CODE = { key: 'code', zh: '码', en: 'Code', type: 'text', path: 'code', width: 9 } as const;

test.each<[string, Partial<ReportShape>]>([
  ['a version from 1 on', { version: 0 }],
  ['one column "code"', { columns: [CODE, { ...CODE, zh: '码二', en: 'Code 2' }] }],
  ['one column "码"', { columns: [CODE, { ...CODE, key: 'code2', en: 'Code 2' }] }],
  ['a question with rows at debts.nodes', { rows: 'debts.nodes' }],
  ['$first and $after, to be read in pages', { pageSize: 9 }],
  ['code in its question', { columns: [{ ...CODE, path: 'name' }] }],
])('a table that does not fit its question is refused at the start: it wants %s', (wanted, change) => {
  expect(() => reportOf('odd.graphql', '# Odd\nquery Odd { domains { code } }', { ...SHAPE, ...change })).toThrow(
    `reports/odd.graphql wants ${wanted}`,
  );
});

const schema = buildSchema(`scalar Date scalar Decimal enum Kind { A B }
  input DebtFilter { kinds: [Kind!], wages: Boolean, from: Date, least: Decimal, scope: Kind = A }
  type Query { x(id: ID): Int }`);
const all = reportOf(
  'all.graphql',
  '# All\nquery All($day: Date, $n: Int!, $all: Boolean, $ids: [ID!], $m: [Int], $filter: DebtFilter = { kinds: [A], wages: true }) { x { y } }',
  {
    ...SHAPE,
    rows: 'x',
    fixed: ['wages'],
    parameters: [{ name: 'month', zh: '月', en: 'month', type: 'MONTH', required: false }],
  },
);
const variables = (query: string): unknown =>
  variablesOf(all, parametersOf(all, schema), new URLSearchParams(query), TODAY).variables;
const USUAL = { kinds: ['A'], wages: true };

test.each<[string, object]>([
  ['n=1', { n: 1, filter: USUAL }],
  ['n=1&month=2026-01', { n: 1, filter: USUAL }],
  ['n=-50&day=2025-06-30&all=true', { n: -50, day: '2025-06-30', all: true, filter: USUAL }],
  ['n=1&day=2026-02', { n: 1, day: '2026-02-28', filter: USUAL }],
  ['n=1&day=&day=2026-02&all=', { n: 1, day: '2026-02-28', filter: USUAL }],
  ['n=5x&all=yes', { n: '5x', all: 'yes', filter: USUAL }],
  ['n=1&ids=1&ids=2&m=1&m=x', { n: 1, ids: ['1', '2'], m: [1, 'x'], filter: USUAL }],
  [
    'n=1&kinds=B,A&least=5&from=2025-01',
    { n: 1, filter: { ...USUAL, kinds: ['B', 'A'], least: '5', from: '2025-01-31' } },
  ],
  ['n=1&kinds=B&kinds=A&scope=B', { n: 1, filter: { ...USUAL, kinds: ['B', 'A'], scope: 'B' } }],
])('%j gives the variables %j', (query, given) => {
  expect(variables(query)).toEqual(given);
});

test.each<[string, string]>([
  ['n=1&wages=false', 'The report takes month, day, n, all, ids, m, kinds, from, least, scope; got "wages".'],
  ['n=1&page=2', 'The report takes month, day, n, all, ids, m, kinds, from, least, scope; got "page".'],
  ['n=1&n=2', 'The report wants n once; got it 2 times.'],
  ['day=2025-06-30', 'The report wants n.'],
  ['n=1&kinds=C', 'kinds wants some of A, B; got "C".'],
  ['n=1&day=2025-02-30', 'day wants a day, as 2026-06-30, or a month, as 2026-06, for its last day; got "2025-02-30".'],
  ['n=1&month=2025-13', 'month wants a month, as 2026-06; got "2025-13".'],
])('%j is refused: %s', (query, words) => {
  expect(() => variables(query)).toThrow(words);
});

interface House {
  url: string;
  key: string;
  auditDir: string;
  asked: ReturnType<typeof vi.fn>;
}
let house: House;

/** A graph whose coordination answers nothing but totals, and a key for the reports on wages and the trend. */
beforeEach(async () => {
  logLines();
  const folder = await mkdtemp(join(tmpdir(), 'reports-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const apiKeys = join(folder, 'keys.json');
  const { text: key, kept } = mintKey({ name: 'sheet', domains: ['soe'], reports: ['wages', 'trend'], expires: null });
  changeApiKeys(apiKeys, () => [kept]);
  const asked = vi.fn(() => ({
    asOf: '2025-06-30',
    complete: true,
    totals: { count: 3, outstanding: '1.00' },
    groups: [],
    sources: [],
  }));
  const coordination = await subgraph(await readSubgraphSdl('coordination'), { Query: { arrears: asked } });
  const authentication = await strictAuthentication({ tokenIssuer: null, apiKeys }, logOf('test'));
  const { url, auditDir } = await gatewayOver({ coordination }, {}, authentication);
  house = { url, key, auditDir, asked };
});

const ANSWER = {
  arrears: { asOf: '2025-06-30', complete: true, totals: { count: 3, outstanding: '1.00' }, groups: [], sources: [] },
};
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, house.url), { headers: { 'x-api-key': house.key, ...headers } });

test('a key for some reports asks those, however they are written', async () => {
  const headers = { 'x-api-key': house.key };
  expect(await ask(house.url, wages, {}, headers)).toEqual({ status: 200, data: ANSWER });
  const otherwise = `# of mine\n${wages.replace(/\s+/g, ' ')}`;
  expect(await ask(house.url, otherwise, { asOf: '2025-06-30' }, headers)).toEqual({ status: 200, data: ANSWER });
});

test.each([
  ['another report', textOf('arrears-by-kind')],
  ['a report with another field', wages.replace('complete', 'complete __typename')],
  ['a report under another name', wages.replace('Wages', 'Wages2')],
  ['a report and more', `${wages}\nquery More { domains { code } }`],
  ['a question of its own', '{ domains { code } }'],
])('a key for some reports is refused %s, and nobody is asked', async (_, query) => {
  const message = 'This API key may ask these saved reports alone: wages, trend.';
  const body = JSON.stringify({ query, operationName: query.includes('More') ? 'Wages' : undefined });
  const headers = { 'x-api-key': house.key, 'content-type': 'application/json' };
  const answer = (await (await fetch(house.url, { method: 'POST', headers, body })).json()) as { errors: object[] };
  expect(answer.errors).toMatchObject([{ message, extensions: { code: 'FORBIDDEN' } }]);
  expect(house.asked).not.toHaveBeenCalled();
});

const post = async (
  body: object,
  key = house.key,
): Promise<{ status: number; code?: string; data?: unknown; message?: string }> => {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' };
  const answer = await fetch(house.url, { method: 'POST', headers, body: JSON.stringify(body) });
  const { data, errors } = (await answer.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  const [error] = errors ?? [];
  return error
    ? { status: answer.status, code: error.extensions.code, message: error.message }
    : { status: answer.status, data };
};
const byDigest = (sha256Hash: unknown): object => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const digestOf = (name: string): string => reports.get(name)?.digest ?? '';

test('a key asks its reports on the graph by the names and digests that the list tells it', async () => {
  const { reports: told } = (await (await get('/reports')).json()) as {
    reports: { name: string; operation: { name: string; digest: string } }[];
  };
  expect(told.map(({ name }) => name)).toEqual(['trend', 'wages']);
  const { operation } = told.find(({ name }) => name === 'wages') ?? { operation: { name: '', digest: '' } };
  const variables = { asOf: '2025-06-30' };
  expect(await post({ operationName: operation.name, variables })).toEqual({ status: 200, data: ANSWER });
  expect(await post({ ...byDigest(operation.digest), variables })).toEqual({ status: 200, data: ANSWER });
  expect(house.asked).toHaveBeenLastCalledWith(
    ...[undefined, expect.objectContaining({ asOf: '2025-06-30' }), expect.anything(), expect.anything()],
  );
});

test.each<[string, () => object, number, string, string]>([
  [
    'another report’s name',
    () => ({ operationName: 'ByAge' }),
    403,
    'FORBIDDEN',
    'ByAge is not for you; for you there are Trend, Wages.',
  ],
  [
    'another report’s digest',
    () => byDigest(digestOf('by-age')),
    403,
    'FORBIDDEN',
    'ByAge is not for you; for you there are Trend, Wages.',
  ],
  [
    'a name that there is not',
    () => ({ operationName: 'Nothing' }),
    400,
    'BAD_REQUEST',
    'for you there are Trend, Wages.',
  ],
  ['a digest that there is not', () => byDigest('0'.repeat(64)), 400, 'BAD_REQUEST', 'for you there are Trend, Wages.'],
  ['a digest that is none', () => byDigest(7), 400, 'BAD_REQUEST', 'persistedQuery.sha256Hash'],
  [
    'a digest with another question',
    () => ({ query: '{ domains { code } }', ...byDigest(digestOf('wages')) }),
    400,
    'BAD_REQUEST',
    'persistedQuery.sha256Hash',
  ],
  [
    'a name with another question',
    () => ({ query: 'query Wages { domains { code } }', operationName: 'Wages' }),
    403,
    'FORBIDDEN',
    'wages, trend',
  ],
  ['no name at all', () => ({ operationName: null }), 400, 'BAD_REQUEST', 'A question wants a query.'],
])('a key is refused %s, and nobody is asked', async (_, body, status, code, words) => {
  expect(await post(body())).toEqual({ status, code, message: expect.stringContaining(words) as string });
  expect(house.asked).not.toHaveBeenCalled();
});

test('a stranger learns of no name or digest whether it is kept', async () => {
  for (const body of [{ operationName: 'Wages' }, { operationName: 'Nothing' }, byDigest(digestOf('wages'))])
    expect(await post(body, 'ak_x')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
});

test('a key for some reports is shown of the schema what those ask for', async () => {
  const headers = { 'x-api-key': house.key };
  const { data } = await ask(house.url, getIntrospectionQuery(), {}, headers);
  const schema = buildClientSchema(data as unknown as IntrospectionQuery);
  const fieldsOf = (type: string): string[] =>
    Object.keys((schema.getType(type) as GraphQLObjectType).getFields()).sort();
  expect(fieldsOf('Query')).toEqual(['arrears', 'trend']);
  expect(fieldsOf('ArrearsGroup')).toEqual(['domain', 'totals']);
  expect(['Debt', 'Enterprise', 'DebtOrder', 'DebtFilter'].filter((type) => schema.getType(type))).toEqual([
    'DebtFilter',
  ]);
  const sdl = await (await get('/graphql/schema')).text();
  expect(printSchema(lexicographicSortSchema(buildSchema(sdl)))).toBe(printSchema(lexicographicSortSchema(schema)));
  expect((await fetch(new URL('/graphql/schema', house.url))).status).toBe(401);
});

test('a spreadsheet program gets a report by its address', async () => {
  const basic = Buffer.from(`anybody:${house.key}`).toString('base64');
  const answer = await fetch(new URL('/reports/wages?asOf=2025-06-30', house.url), {
    headers: { authorization: `Basic ${basic}` },
  });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await answer.json()).toEqual({ data: ANSWER });
  expect(house.asked).toHaveBeenCalledWith(
    undefined,
    expect.objectContaining({ asOf: '2025-06-30' }),
    expect.anything(),
    expect.anything(),
  );
});

test.each<[string, string, Record<string, string>, number, string]>([
  ['nobody', '/reports/wages', { 'x-api-key': 'ak_' }, 401, 'UNAUTHENTICATED'],
  ['a key that is not for it', '/reports/largest-debtors', {}, 403, 'FORBIDDEN'],
  ['a name that there is not', '/reports/nothing', {}, 400, 'BAD_REQUEST'],
  ['a version that there is not', '/reports/wages@9.csv', {}, 400, 'BAD_REQUEST'],
  ['a format that there is not', '/reports/wages.pdf', {}, 400, 'BAD_REQUEST'],
  ['a key that is not for it, as a table', '/reports/largest-debtors.csv', {}, 403, 'FORBIDDEN'],
  ['a unit that there is not', '/reports/wages.csv?unit=dollar', {}, 400, 'BAD_USER_INPUT'],
  ['an amount that is none', '/reports/wages.csv?minOutstanding=much', {}, 400, 'BAD_USER_INPUT'],
  ['a name that every object has', '/reports/constructor', {}, 400, 'BAD_REQUEST'],
  ['a path', '/reports/..%2Fpackage', {}, 400, 'BAD_REQUEST'],
  ['a variable that there is not', '/reports/wages?day=1', {}, 400, 'BAD_USER_INPUT'],
  ['a day that there is not', '/reports/wages?asOf=2025-02-30', {}, 400, 'BAD_USER_INPUT'],
])('%s gets no report', async (_, path, headers, status, code) => {
  const answer = await get(path, headers);
  const { data, errors } = (await answer.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
  expect({ data: data ?? null, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({
    data: null,
    codes: [code],
  });
  expect(answer.status).toBe(status);
  expect(house.asked).not.toHaveBeenCalled();
});

test.each(['/reports/nothing', '/reports/wages?day=1', '/reports/wages?asOf=1&asOf=2'])(
  'a stranger learns nothing of what there is by %s',
  async (path) => {
    for (const headers of [{}, { 'x-api-key': 'ak_' }]) {
      const answer = await fetch(new URL(path, house.url), { headers });
      const text = await answer.text();
      expect([answer.status, /wages|trend|largest|arrears-by|asOf/.exec(text)]).toEqual([401, null]);
    }
  },
);

test('a key is told of the reports that it may ask for, and of no other', async () => {
  const wordsOf = async (path: string): Promise<string[]> =>
    ((await (await get(path)).json()) as { errors: { message: string }[] }).errors.map(({ message }) => message);
  expect(await wordsOf('/reports/nothing')).toEqual(['There is no such report; for you there are trend, wages.']);
  expect(await wordsOf('/reports/monthly-ledger.xlsx')).toEqual([
    'monthly-ledger is not for you; for you there are trend, wages.',
  ]);
});

test('what asks for who asks names Basic in a line of its own, so that browsers and spreadsheet programs ask people', async () => {
  const [response] = (await once(httpGet(new URL('/reports/wages', house.url)), 'response')) as [IncomingMessage];
  response.resume();
  const lines = response.rawHeaders.flatMap((name, i, all) =>
    name.toLowerCase() === 'www-authenticate' ? [all[i + 1]] : [],
  );
  expect([response.statusCode, lines]).toEqual([
    401,
    ['Bearer realm="arrears-graph"', 'Basic realm="arrears-graph", charset="UTF-8"'],
  ]);
});

test('a key in an address is refused with a word that says why, and repeated nowhere', async () => {
  const lines = logLines();
  const addresses = ['apikey', 'api_key', 'API-KEY', 'X-Api-Key', 'token', 'access_token', 'asOf'].flatMap((name) =>
    ['/reports/wages', '/reports', '/graphql', '/graphql/schema', '/'].map((path) => `${path}?${name}=${house.key}`),
  );
  for (const address of [...addresses, '/reports/wages?asOf=2025-06-30&token=x', '/reports/wages?apikey=']) {
    const answer = await get(address);
    const text = await answer.text();
    expect([address, answer.status, text]).toEqual([
      address,
      400,
      expect.stringContaining('does not belong in an address'),
    ]);
    expect(text).not.toContain(house.key);
  }
  const posted = await ask(`${house.url}?apikey=${house.key}`, wages);
  expect(posted).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expect(house.asked).not.toHaveBeenCalled();
  expect(lines.join()).not.toContain(house.key);
});

test('a page lists the reports that are for its caller, and nothing to strangers', async () => {
  const page = await get('/reports', { accept: 'text/html' });
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const names = [...(await page.text()).matchAll(/action="\/reports\/([\w-]+)\.xlsx"/g)].map(([, name]) => name);
  expect([...new Set(names)]).toEqual(['trend', 'wages']);
  const list = (await (await get('/reports')).json()) as {
    reports: { name: string; operation: object; parameters: { name: string }[] }[];
  };
  expect(list.reports.map(({ name }) => name)).toEqual(['trend', 'wages']);
  expect(list.reports[1]?.operation).toEqual({ name: 'Wages', digest: reports.get('wages')?.digest });
  expect(list.reports[1]?.parameters.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['asOf', 'domains', 'minOutstanding']),
  );
  expect(list.reports[1]?.parameters.map(({ name }) => name)).not.toContain('wages');
  for (const accept of ['text/html', 'application/json']) {
    const stranger = await fetch(new URL('/reports', house.url), { headers: { accept } });
    expect([stranger.status, /wages|trend/.exec(await stranger.text())]).toEqual([401, null]);
  }
  const home = await fetch(new URL('/', house.url));
  expect([home.status, /wages|trend|演示/.exec(await home.text())]).toEqual([200, null]);
});

test('a table leaves a line of its own in the audit trail: which, with what it was asked, and how much of it was given', async () => {
  const path = '/reports/wages.csv?asOf=2025-06-30&domains=soe&domains=energy&unit=wan&categories=';
  const answer = await get(path);
  expect(answer.status).toBe(200);
  await answer.text();
  await get(path, { 'if-none-match': answer.headers.get('etag') ?? '' });
  await vi.waitFor(async () => {
    const told = (await linesIn(house.auditDir, await instanceIn(house.auditDir))).filter(
      ({ operation }) => operation === 'GET /reports/wages.csv',
    );
    const entry = {
      ...{ outcome: 'ANSWERED', operationName: 'wages.csv', domains: ['soe'], touched: ['soe'], rows: 0, codes: [] },
      variables: '{"asOf":"2025-06-30","domains":"soe,energy","unit":"wan"}',
    };
    expect(told).toMatchObject([
      { ...entry, status: 200 },
      { ...entry, status: 304 },
    ]);
    expect(told[0]?.subject).toMatch(/^ak_/);
    expect(told[0]?.ms).toEqual(expect.any(Number));
  });
});
