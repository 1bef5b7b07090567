import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, getNamedType, isObjectType, parse } from 'graphql';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Audit } from '../../audit/audit.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { asksPersonalData } from '../../audit/question.ts';
import { WindowCounter } from '../../audit/window-counter.ts';
import type { AuditLine } from '../../audit/seal.ts';
import { Refusal, userError } from '../../kit/graphql/errors.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { SCHEMA_FOLDER, SUPERGRAPH_FILE } from '../../kit/graphql/sdl.ts';
import { serveGraphql } from '../../kit/http/serve.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { callOf, COORDINATOR } from '../support/signed.ts';
import { ask, gatewayOver, logLines, subgraph } from './graphs.ts';
import { linesIn, trailFolder, verify, write } from './trails.ts';

const SDL = `
  type Query { people: People! day(of: String): String broken: String }
  type People { nodes: [Person!]! edges: [Edge!]! }
  type Edge { node: Person! }
  type Person { name: String contact: Contact }
  type Contact { phone: String }
`;
const PEOPLE = ['王某', '李某'].map((name) => ({ name, contact: { phone: '13800138000' } }));
const READER: Viewer = { ...COORDINATOR, contacts: true, purpose: '核对' };
const PERSONAL = '{ people { nodes { ...who } } } fragment who on Person { contact { phone } }';

let folder: string;
let told: string[];
let fetched: number;

beforeEach(() => {
  told = logLines();
  folder = trailFolder();
  fetched = 0;
});

const resolvers = {
  Query: {
    people: () => {
      fetched += 1;
      return { nodes: PEOPLE, edges: PEOPLE.map((node) => ({ node })) };
    },
    day: (_: unknown, { of }: { of?: string }) => of ?? '2025-06-30',
    broken: () => {
      throw userError('BAD_CURSOR', 'no');
    },
  },
};

interface Watched {
  url: string;
  /** Ends the server, and gives what was recorded. */
  lines: () => Promise<AuditLine[]>;
}

/** Serves a graph whose every request is recorded, as from some viewer; null: nobody is let in. */
async function watched(viewer: Viewer | null, place = folder): Promise<Watched> {
  const audit = new Audit({ folder: place, instance: 'one', keysFile: null, log: logOf('audit') });
  const served = await serveGraphql({
    graph: { schema: buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers }]) },
    ...{
      log: logOf('test'),
      bodyLimit: 1_000,
      port: 0,
      host: '127.0.0.1',
      guards: [audit.guard],
      plugins: [audit.plugin],
    },
    context: (call) => ({ call }),
    admit: async (request, body) => {
      await body();
      if (!viewer) throw new Refusal('UNAUTHENTICATED', 'no');
      return audit.letIn(request, callOf(viewer));
    },
    refused: (...refusal) => audit.refused(...refusal),
  });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= served.close().then(() => audit.close()));
  onTestFinished(close);
  return { url: served.url, lines: () => close().then(() => linesIn(place)) };
}

describe('a request is recorded', () => {
  test('with who asked what, when, from where, and what came of it', async () => {
    const { url, lines } = await watched(COORDINATOR);
    const query = 'query Day($of: String) { day(of: $of) people { nodes { name } } }';
    const body = JSON.stringify({ query, variables: { of: 'x' }, operationName: 'Day' });
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '10.9.8.7' },
      body,
    });
    const [line, ...more] = await lines();
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      outcome: 'ANSWERED',
      ...{ subject: 'somebody', role: 'coordination', domains: COORDINATOR.domains, requestId: 'test', purpose: null },
      ...{
        from: '127.0.0.1',
        forwardedFor: '10.9.8.7',
        operation: query,
        operationName: 'Day',
        variables: '{"of":"x"}',
      },
      ...{ rows: 2, status: 200, codes: [], personalData: false, ms: expect.any(Number) as number },
    });
    expect(Math.abs(Date.now() - Date.parse(String(line?.time)))).toBeLessThan(60_000);
    expect(JSON.stringify(line), 'nothing of the answer').not.toContain('王某');
  });

  test.each<[string, string, Partial<AuditEntry>]>([
    ['answered with an error', '{ broken }', { outcome: 'FAILED', status: 200, codes: ['BAD_CURSOR'] }],
    [
      'not in the schema',
      '{ nothing }',
      { outcome: 'FAILED', status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'], operation: '{ nothing }' },
    ],
    ['no GraphQL', '{', { outcome: 'FAILED', status: 400, codes: ['GRAPHQL_PARSE_FAILED'], operation: '{' }],
    ['of rows that stand in edges', '{ people { edges { node { name } } } }', { rows: 2 }],
    ['of rows that stand in both', '{ people { nodes { name } edges { node { name } } } }', { rows: 2 }],
    ['long', `{ day } ${'#'.repeat(900)}`, { outcome: 'ANSWERED' }],
  ])('%s', async (_, query, wanted) => {
    const { url, lines } = await watched(COORDINATOR);
    await ask(url, query);
    expect(await lines()).toEqual([expect.objectContaining(wanted)]);
  });

  test.each<[string, Viewer | null, string, Partial<AuditEntry>]>([
    ['by nobody', null, '{}', { subject: null, status: 401, codes: ['UNAUTHENTICATED'] }],
    ['too large', COORDINATOR, 'x'.repeat(2_000), { subject: null, status: 413, codes: ['BODY_TOO_LARGE'] }],
    ['no JSON', COORDINATOR, 'x', { subject: 'somebody', status: 400, codes: ['BAD_REQUEST'] }],
  ])('though it is refused at the door: %s', async (_, viewer, body, wanted) => {
    const { url, lines } = await watched(viewer);
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await lines()).toEqual([
      expect.objectContaining({ outcome: 'REFUSED', from: '127.0.0.1', operation: null, ...wanted }),
    ]);
  });

  test('once in a flood of refusals, which is counted', async () => {
    const audit = new Audit({ folder, instance: 'one', keysFile: null, log: logOf('audit') });
    const request = {
      method: 'POST',
      originalUrl: '/graphql',
      headers: {},
      headersDistinct: {},
      socket: new Socket(),
      requestId: 'r',
    };
    for (let i = 0; i < 1_000; i += 1) audit.refused(request, new Refusal('UNAUTHENTICATED', 'no'), null);
    await audit.close();
    const lines = await linesIn(folder);
    expect(lines.filter(({ outcome }) => outcome === 'REFUSED')).toHaveLength(600);
    expect(lines.at(-1)).toMatchObject({ outcome: 'NOTE', note: '400 more requests were refused at the door' });
  });

  test('with the domains whose departments were asked', async () => {
    const books = await subgraph('type Query { books: String }', { Query: { books: () => 'x' } });
    const other = await subgraph('type Query { other: String }', { Query: { other: () => 'x' } });
    const { url, auditDir } = await gatewayOver({ books, other });
    await ask(url, '{ books }');
    await ask(url, '{ books other }');
    await expect.poll(() => linesOfGateway(auditDir)).toHaveLength(2);
    expect((await linesOfGateway(auditDir)).map(({ touched }) => touched)).toEqual([['books'], ['books', 'other']]);
  });

  test('with all domains that the caller may see, where coordination asked for it', async () => {
    const coordination = await subgraph('type Query { debts: String }', { Query: { debts: () => 'x' } });
    const { url, auditDir } = await gatewayOver({ coordination });
    await ask(url, '{ debts }');
    await expect.poll(() => linesOfGateway(auditDir)).toHaveLength(1);
    expect((await linesOfGateway(auditDir))[0]?.touched).toEqual(['energy', 'finance', 'housing-construction', 'soe']);
  });
});

async function linesOfGateway(folderOfTrail: string): Promise<AuditLine[]> {
  const [finding] = await verify(folderOfTrail).catch(() => []);
  return finding ? linesIn(folderOfTrail, finding.instance).catch(() => []) : [];
}

test('a flood is over when its minute is', () => {
  const counter = new WindowCounter(1);
  expect([100_000, 159_999, 160_000, 160_001].map((now) => counter.take(now))).toEqual([true, false, true, false]);
  expect([counter.passedOver(), counter.passedOver()]).toEqual([2, 0]);
});

test('every field of contacts in the graph is known to be one of personal data', async () => {
  const schema = buildSchema(await readFile(SUPERGRAPH_FILE, 'utf8'), { assumeValidSDL: true });
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  );
  const contacts = fields.filter(({ type }) => getNamedType(type).name === 'Contact').map(({ name }) => name);
  expect(contacts.length).toBeGreaterThan(0);
  for (const name of contacts) expect(asksPersonalData(parse(`{ ${name} }`)), name).toBe(true);
});

describe('a request for personal data', () => {
  test('is on disk before anything is fetched', async () => {
    const { url, lines } = await watched(READER);
    expect((await ask(url, PERSONAL)).data).toBeDefined();
    const personal = { personalData: true, purpose: '核对', operation: PERSONAL, requestId: 'test' };
    const [asked, answered] = await lines();
    expect([asked, answered]).toMatchObject([
      { outcome: 'ASKED', ...personal, status: null, ms: null },
      { outcome: 'ANSWERED', ...personal, status: 200, rows: 2 },
    ]);
  });

  test.each([
    '{ people { nodes { who: contact { phone } } } }',
    '{ people { nodes { ... @include(if: false) { contact { phone } } } } }',
  ])('is known however it is written: %s', async (query) => {
    const { url, lines } = await watched(READER);
    await ask(url, query);
    expect((await lines()).map(({ outcome }) => outcome)).toEqual(['ASKED', 'ANSWERED']);
  });

  test.each<[string, Viewer, string]>([
    ['by one who may not see them', { ...READER, contacts: false }, PERSONAL],
    ['for no purpose', { ...READER, purpose: null }, PERSONAL],
    ['that is for none', READER, '{ people { nodes { name } } }'],
  ])('is none, as they are masked or not there: %s', async (_, viewer, query) => {
    const { url, lines } = await watched(viewer);
    await ask(url, query);
    expect(await lines()).toMatchObject([{ outcome: 'ANSWERED', personalData: false }]);
  });

  test('is refused while it cannot be recorded; other questions are answered, and all is recorded later', async () => {
    const place = join(folder, 'trail');
    writeFileSync(place, 'no folder');
    const { url, lines } = await watched(READER, place);
    const refused = await ask(url, PERSONAL);
    expect([refused.status, refused.errors?.[0]?.extensions['code'], refused.data, fetched]).toEqual([
      503,
      'AUDIT_UNAVAILABLE',
      undefined,
      0,
    ]);
    expect((await ask(url, '{ day }')).data).toEqual({ day: '2025-06-30' });
    expect(told.join('')).toContain('personal data are refused');
    rmSync(place);
    expect((await ask(url, PERSONAL)).data).toBeDefined();
    expect((await lines()).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
      ['FAILED', 'AUDIT_UNAVAILABLE'],
      ['ANSWERED'],
      ['ASKED'],
      ['ANSWERED'],
    ]);
  });
});

describe('the trail as a graph', () => {
  const sdl = readFileSync(new URL('audit.graphql', SCHEMA_FOLDER), 'utf8');
  const NODES = 'nodes { instance number subject outcome }';

  interface Page {
    nodes: { number: number; instance: string; subject: string }[];
    endCursor: string | null;
    hasNextPage: boolean;
    complete: boolean;
  }

  /** Asks as supervision, unless another is given. */
  async function search(
    query: string,
    variables: object = {},
    viewer: Viewer = { ...COORDINATOR, role: 'supervision' },
  ) {
    const audit = new Audit({ folder, instance: 'asked', keysFile: null, log: logOf('audit') });
    const options = { request: { query, variables }, context: { call: callOf(viewer) } } as unknown as Parameters<
      typeof audit.subgraph.process
    >[0];
    const { data, errors } = await audit.subgraph.process(options);
    await audit.close();
    return { page: data?.['auditTrail'] as Page | null | undefined, code: errors?.[0]?.extensions?.['code'] };
  }

  const subjectsOf = ({ page }: { page: Page | null | undefined }) => page?.nodes.map(({ subject }) => subject);

  beforeEach(async () => {
    const day = (n: number) => ({ time: `2025-06-0${n}T16:30:00.000Z`, subject: String(n) });
    await write(folder, [
      { ...day(1), role: 'bureau', outcome: 'REFUSED' },
      { ...day(3), role: 'bureau', personalData: true, requestId: 'r3' },
      { ...day(5), role: 'reporting' },
    ]);
    await write(folder, [day(2), { ...day(4), outcome: 'FAILED' }], 'two');
  });

  test('has the newest lines of all gateways first', async () => {
    const found = await search(`{ auditTrail { ${NODES} hasNextPage complete endCursor } }`);
    expect(subjectsOf(found)).toEqual(['5', '4', '3', '2', '1']);
    expect(found.page).toMatchObject({ hasNextPage: false, complete: true });
    expect(found.page?.nodes[1]).toEqual({ instance: 'two', number: 2, subject: '4', outcome: 'FAILED' });
  });

  test.each([
    ['{ subject: "3" }', ['3']],
    ['{ role: "bureau" }', ['3', '1']],
    ['{ personalData: true }', ['3']],
    ['{ personalData: false, role: "bureau" }', ['1']],
    ['{ outcome: REFUSED }', ['1']],
    ['{ requestId: "r3" }', ['3']],
    ['{ from: "2025-06-05" }', ['5', '4']],
    ['{ to: "2025-06-03" }', ['2', '1']],
    ['{ from: "2025-06-04", to: "2025-06-04" }', ['3']],
    ['{ from: "2099-01-01" }', []],
    ['{ subject: null }', ['5', '4', '3', '2', '1']],
  ])('picks by %s; days are those of Shanghai', async (filter, subjects) => {
    expect(subjectsOf(await search(`{ auditTrail(filter: ${filter}) { ${NODES} } }`))).toEqual(subjects);
  });

  test('has pages that fit together while lines are added', async () => {
    const subjects: unknown[] = [];
    let after: string | null = null;
    for (const more of [true, true, false]) {
      const query = `query Page($after: String) { auditTrail(first: 2, after: $after) { ${NODES} endCursor hasNextPage } }`;
      const found = await search(query, { after });
      subjects.push(...(subjectsOf(found) ?? []));
      expect(found.page?.hasNextPage).toBe(more);
      after = found.page?.endCursor ?? null;
      await write(folder, [{ subject: 'new' }], 'two');
      await write(folder, [{ subject: 'new' }], 'three');
    }
    expect(subjects).toEqual(['5', '4', '3', '2', '1']);
  });

  test('says when something could not be read', async () => {
    writeFileSync(join(folder, '2025-07.two.jsonl'), 'nonsense\n');
    const found = await search(`{ auditTrail { ${NODES} complete } }`);
    expect([subjectsOf(found)?.length, found.page?.complete]).toEqual([5, false]);
  });

  test.each(['coordination', 'bureau', 'reporting', 'register', null] as const)('is not for %s', async (role) => {
    const { page, code } = await search(`{ auditTrail { ${NODES} } }`, {}, { ...COORDINATOR, role });
    expect([page, code]).toEqual([null, 'FORBIDDEN']);
  });

  test.each([
    ['first: 501', 'BAD_USER_INPUT'],
    ['first: -1', 'BAD_USER_INPUT'],
    ['after: "x"', 'BAD_CURSOR'],
    ['after: "eyJvbmUiOiIxIn0"', 'BAD_CURSOR'],
    [`after: "${Buffer.from('{"nobody":7}').toString('base64url')}"`, 'BAD_CURSOR'],
    [`after: "${Buffer.from('[7]').toString('base64url')}"`, 'BAD_CURSOR'],
  ])('refuses %s', async (argument, code) => {
    expect((await search(`{ auditTrail(${argument}) { ${NODES} } }`)).code).toBe(code);
  });

  test('reads lines that are longer than what is read at once, to the last', async () => {
    const subjects = Array.from({ length: 30 }, (_, i) => `${i} ${'长'.repeat(i === 7 ? 300_000 : 9_000)}`);
    await write(
      folder,
      subjects.map((subject) => ({ subject, role: 'long' })),
    );
    const found = await search(`{ auditTrail(filter: { role: "long" }) { ${NODES} complete } }`);
    expect(subjectsOf(found)).toEqual(subjects.toReversed());
    expect(found.page?.complete).toBe(true);
    expect((await verify(folder)).map(({ wrong }) => wrong)).toEqual([null, null]);
  });

  test('is served by the gateway itself, and refuses through it as well', async () => {
    const books = await subgraph('type Query { books: String }', {});
    const { url } = await gatewayOver({ books, audit: { sdl, url: null } });
    const answer = await ask(url, `{ auditTrail { ${NODES} } }`);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is read through the gateway by supervision, those just refused included', async () => {
    const books = await subgraph('type Query { books: String }', { Query: { books: () => 'x' } });
    const supervision: Viewer = { ...COORDINATOR, subject: 'inspector', role: 'supervision' };
    const authentication = { viewerOf: () => Promise.resolve(supervision), close: () => undefined };
    const { url } = await gatewayOver({ books, audit: { sdl, url: null } }, {}, authentication);
    await ask(url, '{ books }');
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x' });
    const { data } = await ask(url, '{ auditTrail { nodes { subject outcome touched time } complete hasNextPage } }');
    const who = { subject: 'inspector', time: expect.stringMatching(/^20/) as string };
    expect(data).toEqual({
      auditTrail: {
        nodes: [
          { ...who, outcome: 'REFUSED', touched: [] },
          { ...who, outcome: 'ANSWERED', touched: ['books'] },
        ],
        ...{ complete: true, hasNextPage: false },
      },
    });
  });
});
