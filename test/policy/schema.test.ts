import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  isInterfaceType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { API_FILE } from '../../kit/graphql/sdl.ts';
import { groupedBy } from '../../kit/rules/group.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { AuditLine } from '../../audit/seal.ts';
import { policies } from '../../policy/policies.ts';
import type { Readers } from '../../policy/readers.ts';
import { viewerOf } from '../support/signed.ts';
import { gatewayOverNobody, LITERALS, publicSchema, type LoneGateway } from './gateway.ts';
import { asked, placesIn, selectionOf, together, type Place } from './questions.ts';

/** Every field of the graph, and whether each caller is shown it. */
const SHOWN_A_PART: readonly Viewer[] = [
  ...['finance', 'energy'].map((domain) => viewerOf('bureau', [domain])),
  viewerOf('bureau', ['housing-construction', 'soe']),
  viewerOf('bureau'),
  viewerOf('reporting', ['soe']),
  viewerOf('reporting'),
  viewerOf('leader', ['finance']),
  viewerOf('bureau', []),
  viewerOf('unit', []),
];
const SHOWN_ALL = [viewerOf('coordination'), viewerOf('supervision')];
const CHANGES = Object.entries(
  Object.assign({}, ...Object.values(policies).map(({ fields }) => fields['Mutation'])) as Record<string, Readers>,
);
/** What changes something and is others' alone. */
const changesNotOf = ({ role }: Viewer): string[] =>
  CHANGES.flatMap(([field, readers]) => (role !== null && readers.includes(role) ? [] : [field]));
const SHOWN_NOTHING = [viewerOf(null), viewerOf('reporting', [])];

/** As code generators ask for it, with all that they know to ask for. */
const WHOLE_LOOK = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

let gateway: LoneGateway;
let whole: GraphQLSchema;

beforeAll(async () => {
  [gateway, whole] = [await gatewayOverNobody(), await publicSchema()];
});

afterAll(() => gateway.close());

async function introspected(viewer: Viewer): Promise<GraphQLSchema> {
  const { data, errors } = await gateway.ask(viewer, WHOLE_LOOK);
  expect(errors).toBeUndefined();
  return buildClientSchema(data as IntrospectionQuery);
}

const sdlOf = (viewer: Viewer): Promise<Response> =>
  fetch(`${gateway.url}/schema`, { headers: { viewer: JSON.stringify(viewer) } });

const codeOf = async (viewer: Viewer, query: string): Promise<string | undefined> =>
  (await gateway.ask(viewer, query)).errors?.[0]?.extensions.code;

const questionFor = (schema: GraphQLSchema, { field, wrap }: Place): string =>
  wrap(
    `${asked(field, LITERALS)} ${selectionOf(schema, field.type, { depth: 0, literals: LITERALS, pass: () => false })}`,
  );

const coordinatesOf = (schema: GraphQLSchema): Set<string> =>
  new Set(placesIn(schema, LITERALS).map(({ type, field }) => `${type}.${field.name}`));

describe.each([...SHOWN_ALL, ...SHOWN_A_PART])('$subject', (viewer) => {
  test('has a schema that is whole in itself, the same by a look and by its address', async () => {
    const schema = await introspected(viewer);
    expect(validateSchema(schema)).toEqual([]);
    const answer = await sdlOf(viewer);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const sdl = buildSchema(await answer.text());
    expect(printSchema(lexicographicSortSchema(sdl))).toBe(printSchema(lexicographicSortSchema(schema)));
  });
});

describe.each(SHOWN_ALL)('$subject', (viewer) => {
  test('is shown the whole public API', async () => {
    expect(printSchema(lexicographicSortSchema(await introspected(viewer)))).toBe(
      printSchema(lexicographicSortSchema(whole)),
    );
    const committed = readFileSync(API_FILE, 'utf8');
    expect(committed.slice(committed.indexOf('\n') + 1), 'npm run compose makes it so').toBe(
      await (await sdlOf(viewer)).text(),
    );
  });

  test('is refused what is the other’s alone', async () => {
    const refused: string[] = [];
    const rootOf = ({ way }: Place): string => String(way[0]?.field);
    for (const [root, places] of groupedBy(placesIn(whole, LITERALS), rootOf)) {
      for (const query of together(places.map((place) => questionFor(whole, place))))
        if ((await codeOf(viewer, query)) === 'FORBIDDEN') refused.push(root);
    }
    const others = [...changesNotOf(viewer), ...(viewer.role === 'coordination' ? ['auditTrail'] : [])];
    expect([...new Set(refused)].sort()).toEqual(others.sort());
  }, 240_000);
});

describe.each(SHOWN_A_PART)('$subject', (viewer) => {
  test('may ask for all that is shown, and is refused what is not', async () => {
    const schema = await introspected(viewer);
    for (const query of together(placesIn(schema, LITERALS).map((place) => questionFor(schema, place)))) {
      // it is put to subgraphs, which do not answer
      expect({ query, code: await codeOf(viewer, query) }).toEqual({ query, code: 'DEPARTMENT_UNAVAILABLE' });
    }
    const shown = coordinatesOf(schema);
    const hidden = placesIn(whole, LITERALS).filter(({ type, field }) => !shown.has(`${type}.${field.name}`));
    expect(hidden.length).toBeGreaterThan(30);
    for (const place of hidden) {
      const query = questionFor(whole, place);
      expect({ query, code: await codeOf(viewer, query) }).toEqual({ query, code: 'FORBIDDEN' });
    }
  }, 240_000);

  test('is shown of an interface what each of its records may be asked for', async () => {
    const schema = await introspected(viewer);
    const record = schema.getType('SourceRecord');
    const isWithoutBooks = viewer.domains.length === 0;
    const shown = isInterfaceType(record) ? Object.keys(record.getFields()) : [];
    const wholeRecord = whole.getType('SourceRecord');
    if (!isInterfaceType(wholeRecord)) throw new Error('SourceRecord is no interface');
    for (const field of Object.values(wholeRecord.getFields())) {
      const selection = selectionOf(whole, field.type, { depth: 0, literals: LITERALS, pass: () => false });
      const code = await codeOf(viewer, `{ debts { nodes { record { ${field.name} ${selection} } } } }`);
      expect([field.name, code === 'FORBIDDEN']).toEqual([field.name, isWithoutBooks || !shown.includes(field.name)]);
    }
  });
});

test.each<[Viewer, string[], string[]]>([
  [
    viewerOf('bureau', ['finance']),
    ['FinanceTaxArrears', 'Contact', 'DataIssue', 'ArchiveDocument', 'SourceRecord', 'SoePayableLine'],
    [
      'UnclaimedDebtors',
      'AuditRecord',
      'AuditFilter',
      'SameDebtDecision',
      'DecisionKind',
      'EnergyReportingUnit',
      'SoePayableLineFilter',
    ],
  ],
  [
    viewerOf('reporting', ['energy']),
    ['EnergyReportingUnit', 'SourceRecord', 'FinancePayable'],
    ['Mutation', 'Contact', 'DataIssue', 'DataIssueKind', 'ArchiveDocument', 'FinanceTaxArrears', 'AuditOutcome'],
  ],
])('%o is shown no type that only others reach', async (viewer, there, gone) => {
  const schema = await introspected(viewer);
  expect([...there, ...gone].filter((type) => schema.getType(type) !== undefined)).toEqual(there);
  const { data } = await gateway.ask(
    viewer,
    `{ ${gone.map((type) => `${type}: __type(name: "${type}") { name }`).join(' ')} }`,
  );
  expect(data).toEqual(Object.fromEntries(gone.map((type) => [type, null])));
});

test.each(SHOWN_NOTHING)('$subject is shown nothing', async (viewer) => {
  expect(await codeOf(viewer, '{ __schema { queryType { name } } }')).toBe('FORBIDDEN');
  expect((await sdlOf(viewer)).status).toBe(403);
});

describe('a look at the schema', () => {
  const viewer = viewerOf('bureau', ['finance']);

  test.each([
    ['has no other question beside it', '{ __schema { queryType { name } } debts { totalCount } }', 'stands alone'],
    [
      'has none in a fragment either',
      '{ ...F } fragment F on Query { __schema { queryType { name } } debts { totalCount } }',
      'stands alone',
    ],
    ['asks for nothing under other names', '{ __schema { a: types { name } b: types { name } } }', 'takes no aliases'],
    ['is had once', '{ a: __schema { types { name } } b: __schema { types { name } } }', 'takes no aliases'],
    [
      'goes only so deep',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      'Maximum introspection depth',
    ],
  ])('%s', async (_, query, message) => {
    for (const asker of [viewer, viewerOf('coordination')]) {
      const { status, data, errors } = await gateway.ask(asker, query);
      expect({ status, data, message: errors?.[0]?.message }).toMatchObject({
        status: 400,
        data: undefined,
        message: expect.stringContaining(message) as string,
      });
    }
  });

  test('asks for types by name under names of their own, and for the name of what it is', async () => {
    const { data } = await gateway.ask(
      viewer,
      'query ($n: String = "Debt") { t: __typename a: __type(name: $n) { name } b: __type(name: "AuditRecord") { name } }',
    );
    expect(data).toEqual({ t: 'Query', a: { name: 'Debt' }, b: null });
  });

  test('with a variable that is none is refused in its own words', async () => {
    const { status, errors } = await gateway.ask(viewer, 'query ($n: String!) { __type(name: $n) { name } }');
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test.each([
    [
      viewerOf('coordination'),
      'Cannot query field "debtz" on type "Query". Did you mean "debt", "debts", "debtor", or "debtors"?',
    ],
    [viewer, 'Cannot query field "debtz" on type "Query".'],
  ])('is no way to hints of what is hidden: %o', async (asker, message) => {
    expect((await gateway.ask(asker, '{ debtz }')).errors?.[0]?.message).toBe(message);
  });
});

test('who was given the schema is recorded', async () => {
  const viewer = { ...viewerOf('reporting', ['soe']), subject: 'a reader of schemas' };
  await (await sdlOf(viewer)).text();
  const line = {
    outcome: 'ANSWERED',
    operation: 'GET /graphql/schema',
    role: 'reporting',
    domains: ['soe'],
    from: '127.0.0.1',
    status: 200,
  };
  await vi.waitFor(() => {
    const files = readdirSync(gateway.auditDir).filter((name) => name.endsWith('.jsonl'));
    const texts = files.map((file) => readFileSync(join(gateway.auditDir, file), 'utf8').trimEnd());
    const lines = texts.flatMap((text) => text.split('\n'));
    const told = lines.map((text) => JSON.parse(text) as AuditLine).filter(({ subject }) => subject === viewer.subject);
    expect(told).toMatchObject([line]);
  }, 30_000);
});

test('the address of the schema takes GET alone', async () => {
  const posted = await fetch(`${gateway.url}/schema`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
});
