import { rawRequest, type RawRequest } from './raw-http.ts';

/** What the graph is that hostile requests are sent to. */
export const SDL = `
type Query { day: Int node: Node list(first: Int = 20 after: String ids: [ID!] where: Where): List }
type List { nodes: [Node!]! totalCount: Int }
type Node { id: ID name: String self: Node list(first: Int = 20): List }
input Where { search: String and: Where }`;

type Hostile = [name: string, request: RawRequest, status: number, code: string];

const of = (n: number, text: (i: number) => string): string => Array.from({ length: n }, (_, i) => text(i)).join(' ');
const body = (value: unknown): RawRequest => rawRequest({ body: JSON.stringify(value) });
const ask = (query: string, variables: object = {}): RawRequest => body({ query, variables });
const QUESTION = JSON.stringify({ query: '{ day }' });
const doubling = `{ node { ...F0 } } ${of(18, (i) => `fragment F${i} on Node { ...F${i + 1} self { ...F${i + 1} } }`)} fragment F18 on Node { id }`;
const deep = (levels: number): string => `{ ${'node { self { '.repeat(levels / 2)} id ${'} } '.repeat(levels / 2)} }`;
const nested = (levels: number): unknown => (levels === 0 ? {} : { and: nested(levels - 1) });
const introspection = (levels: number): string =>
  `{ __schema { types { ${'fields { type { '.repeat(levels)} name ${'} } '.repeat(levels)} } } }`;

const ways: Hostile[] = [
  ['GET with a query', rawRequest({ method: 'GET', path: '/graphql?query=%7Bday%7D' }), 405, 'METHOD_NOT_ALLOWED'],
  [
    'GET of a mutation',
    rawRequest({ method: 'GET', path: '/graphql?query=mutation%7Bday%7D' }),
    405,
    'METHOD_NOT_ALLOWED',
  ],
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].map<Hostile>((method) => [
    method,
    rawRequest({ method, body: QUESTION }),
    405,
    'METHOD_NOT_ALLOWED',
  ]),
  ...[
    '/',
    '/graphql/',
    '/GraphQL',
    '/graphql/../../etc/passwd',
    '/explorer/../package.json',
    '/%00',
    '/.env',
    '/%E0%A4%A',
  ].map<Hostile>((path) => [path, rawRequest({ path, body: QUESTION }), 404, 'NOT_FOUND']),
  ['what is no HTTP', Buffer.from('\x16\x03\x01\x02 hello\r\n\r\n'), 400, 'BAD_REQUEST'],
  ['a head without end', rawRequest({ lines: [`x: ${'x'.repeat(40_000)}`] }), 431, 'BAD_REQUEST'],
  ['two lengths', rawRequest({ body: QUESTION, lines: ['content-length: 1'] }), 400, 'BAD_REQUEST'],
  ['a length and chunks', rawRequest({ body: QUESTION, lines: ['transfer-encoding: chunked'] }), 400, 'BAD_REQUEST'],
  ...['host: other', 'content-type: application/json', 'x-api-key: a\r\nx-api-key: b'].map<Hostile>((line) => [
    `twice ${line.slice(0, 12)}`,
    rawRequest({ body: QUESTION, lines: [line] }),
    400,
    'BAD_REQUEST',
  ]),
  [
    'twice authorization',
    rawRequest({ body: QUESTION, lines: ['authorization: Bearer a', 'Authorization: Bearer b'] }),
    400,
    'BAD_REQUEST',
  ],
  ['twice x-purpose', rawRequest({ body: QUESTION, lines: ['x-purpose: a', 'X-Purpose: b'] }), 400, 'BAD_REQUEST'],
];

const types: Hostile[] = [
  ...[
    '',
    'content-type: text/plain',
    'content-type: application/x-www-form-urlencoded',
    'content-type: multipart/form-data; boundary=x',
    'content-type: application/graphql',
    'content-type: application/json; charset=gbk',
    'content-type: application/json, text/plain',
  ].map<Hostile>((type) => [
    type || 'no content-type',
    rawRequest({ type, body: QUESTION }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ]),
  [
    'a compressed body',
    rawRequest({ body: QUESTION, lines: ['content-encoding: gzip'] }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['an answer as a page', rawRequest({ body: QUESTION, lines: ['accept: text/html'] }), 406, 'NOT_ACCEPTABLE'],
  ['an answer in parts', rawRequest({ body: QUESTION, lines: ['accept: multipart/mixed'] }), 406, 'NOT_ACCEPTABLE'],
];

const bodies: Hostile[] = [
  ['100 kB and more', ask(`{ day } ${' '.repeat(100_000)}`), 413, 'BODY_TOO_LARGE'],
  ['10 GB, it says', rawRequest({ body: QUESTION, length: 'content-length: 10000000000' }), 413, 'BODY_TOO_LARGE'],
  [
    'chunks of more',
    rawRequest({
      length: 'transfer-encoding: chunked',
      body: `${(200_000).toString(16)}\r\n${' '.repeat(200_000)}\r\n0\r\n\r\n`,
    }),
    413,
    'BODY_TOO_LARGE',
  ],
  [
    'no UTF-8',
    rawRequest({ body: Buffer.from([...Buffer.from('{"query":"{ day } #'), 0xff, 0x22, 0x7d]) }),
    400,
    'BAD_REQUEST',
  ],
  ['UTF-16', rawRequest({ body: Buffer.from(QUESTION, 'utf16le') }), 400, 'BAD_REQUEST'],
  ...[
    '',
    '{',
    '"{ day }"',
    '7',
    'null',
    '[]',
    `[${QUESTION},${QUESTION}]`,
    `${QUESTION}${QUESTION}`,
    '{}',
    '{"__proto__":{}}',
  ].map<Hostile>((text) => [`body ${text}`, rawRequest({ body: text }), 400, 'BAD_REQUEST']),
  ...[
    { query: 7 },
    { query: '' },
    { query: ['{ day }'] },
    { query: '{ day }', variables: '{}' },
    { query: '{ day }', variables: [] },
    { query: '{ day }', operationName: {} },
    { query: '{ day }', extensions: 'x' },
    { query: '{ day }', admin: true },
    { query: '{ day }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
  ].map<Hostile>((value) => [`body ${JSON.stringify(value)}`, body(value), 400, 'BAD_REQUEST']),
];

const documents: Hostile[] = [
  ['a broken document', ask('{ day'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['remarks alone', ask('#'.repeat(99_000)), 400, 'GRAPHQL_PARSE_FAILED'],
  ['braces alone', ask('{'.repeat(90_000)), 400, 'TOO_COSTLY'],
  ['4,001 words', ask(`{ list(ids: [${of(4_000, () => '1')}]) { totalCount } }`), 400, 'TOO_COSTLY'],
  ['doubling fragments', ask(doubling), 400, 'TOO_COSTLY'],
  ['22 levels', ask(deep(22)), 400, 'TOO_COSTLY'],
  ['1,900 levels', ask(deep(1_900)), 400, 'TOO_COSTLY'],
  ['a field again and again', ask(`{ node {${' id'.repeat(3_900)} } }`), 400, 'TOO_COSTLY'],
  ['pairs of fields to compare', ask(`{ node {${' self { id name }'.repeat(600)} } }`), 400, 'TOO_COSTLY'],
  [
    'the same in a fragment that nobody spreads',
    ask(`{ day } fragment F on Node {${' self { id }'.repeat(600)} }`),
    400,
    'TOO_COSTLY',
  ],
  ['31 aliases', ask(`{ node { ${of(31, (i) => `a${i}: id`)} } }`), 400, 'TOO_COSTLY'],
  ['21 root fields', ask(`{ ${of(21, () => 'day')} }`), 400, 'TOO_COSTLY'],
  ['21 root fields in a fragment', ask(`{ ...F } fragment F on Query { ${of(21, () => 'day')} }`), 400, 'TOO_COSTLY'],
  ['31 directives', ask(`{ day ${'@include(if: true) '.repeat(31)} }`), 400, 'TOO_COSTLY'],
  ['11 operations', ask(of(11, (i) => `query Q${i} { day }`)), 400, 'TOO_COSTLY'],
  ['51 fragments', ask(`{ day } ${of(51, (i) => `fragment F${i} on Query { day }`)}`), 400, 'TOO_COSTLY'],
  ['51 variables', ask(`query (${of(51, (i) => `$v${i}: Int`)}) { day }`), 400, 'TOO_COSTLY'],
  ['20 looks at the schema', ask(`{ ${of(20, (i) => `a${i}: __schema { types { name } }`)} }`), 400, 'TOO_COSTLY'],
  ['a schema in itself', ask(introspection(8)), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a circle of fragments',
    ask('{ node { ...A } } fragment A on Node { self { ...A } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['290 unknown fields', ask(`{ node { ${of(290, (i) => `nam${i}`)} } }`), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    '1,200 unknown arguments',
    ask(`{ list(${of(1_200, (i) => `a${i}: 1`)}) { totalCount } }`),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a subscription', ask('subscription { day }'), 400, 'OPERATION_RESOLUTION_FAILURE'],
  ['a mutation of a graph without', ask('mutation { day }'), 400, 'OPERATION_RESOLUTION_FAILURE'],
  ['parts in a while', ask('{ ... @defer { day } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['the subgraphs’ own words', ask('{ _service { sdl } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['entities', ask('{ _entities(representations: []) { __typename } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a number without end',
    ask(`{ list(first: ${'9'.repeat(90_000)}) { totalCount } }`),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['another operation', body({ query: 'query A { day }', operationName: 'B' }), 400, 'OPERATION_RESOLUTION_FAILURE'],
  ['one of two operations', ask('query A { day } query B { day }'), 400, 'OPERATION_RESOLUTION_FAILURE'],
];

const LIST =
  'query ($first: Int, $ids: [ID!], $where: Where) { list(first: $first, ids: $ids, where: $where) { totalCount } }';
const values: Hostile[] = [
  ['first 501', ask('{ list(first: 501) { totalCount } }'), 400, 'BAD_USER_INPUT'],
  ['first -1', ask('{ list(first: -1) { totalCount } }'), 400, 'BAD_USER_INPUT'],
  ['first 501 as a variable', ask(LIST, { first: 501 }), 400, 'BAD_USER_INPUT'],
  ['first 501 by default', ask('query ($n: Int = 501) { list(first: $n) { totalCount } }'), 400, 'BAD_USER_INPUT'],
  [
    'first 501 further in',
    ask('{ list(first: 1) { nodes { list(first: 501) { totalCount } } } }'),
    400,
    'BAD_USER_INPUT',
  ],
  ['first as a text', ask(LIST, { first: '10' }), 400, 'BAD_USER_INPUT'],
  ['pages of pages', ask('{ list(first: 500) { nodes { list(first: 500) { nodes { id } } } } }'), 400, 'TOO_COSTLY'],
  [
    '20 large pages',
    ask(`{ ${of(20, (i) => `a${i}: list(first: 500) { nodes { id name self { id name } } }`)} }`),
    400,
    'TOO_COSTLY',
  ],
  ['501 ids', ask(`{ list(ids: [${of(501, () => '1')}]) { totalCount } }`), 400, 'BAD_USER_INPUT'],
  ['501 ids as a variable', ask(LIST, { ids: Array(501).fill('1') }), 400, 'BAD_USER_INPUT'],
  ['a long text', ask(`{ list(after: "${'x'.repeat(1_001)}") { totalCount } }`), 400, 'BAD_USER_INPUT'],
  [
    'a long block of text',
    ask(`{ list(after: """${'\n x'.repeat(20_000)}""") { totalCount } }`),
    400,
    'BAD_USER_INPUT',
  ],
  ['a long text as a variable', ask(LIST, { where: { search: 'x'.repeat(1_001) } }), 400, 'BAD_USER_INPUT'],
  [
    'a long text by default',
    ask(`query ($a: String = "${'x'.repeat(1_001)}") { list(after: $a) { totalCount } }`),
    400,
    'BAD_USER_INPUT',
  ],
  ['filters in filters', ask(LIST, { where: nested(9) }), 400, 'BAD_USER_INPUT'],
  [
    'lists in lists',
    rawRequest({ body: `{"query":"{ day }","variables":{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}}` }),
    400,
    'BAD_USER_INPUT',
  ],
  [
    'lists in a list of a document',
    ask(`{ list(first: ${'['.repeat(1_900)}${']'.repeat(1_900)}) { totalCount } }`),
    400,
    'BAD_USER_INPUT',
  ],
];

/** Requests that nobody sends who means well, and what each is answered. */
export const hostileRequests: readonly Hostile[] = [...ways, ...types, ...bodies, ...documents, ...values];
