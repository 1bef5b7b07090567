import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { makeGateway } from '../../gateway/supergraph.ts';
import { SUPERGRAPH_FILE } from '../../kit/graphql/sdl.ts';
import { houseKeys } from '../../kit/trust/keys.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { policies } from '../../policy/policies.ts';
import { decideAmong } from '../../policy/policy.ts';
import { startAll, type Graph } from '../support/graph.ts';
import { COORDINATOR, viewerOf } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';
import { asked, placesIn, selectionOf, variantsOf, type Literals, type Place } from './questions.ts';

/**
 * Nobody can infer from an answer what stands in books that are not theirs to see, if the answer is the same, byte for
 * byte, where those books do not exist. So two graphs are asked everything that the schema allows of asking: one over
 * all departments, one over the caller's own.
 */
const TODAY = '2026-03-20';
const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;
const CALLERS: readonly Viewer[] = [
  viewerOf('bureau', ['finance']),
  viewerOf('bureau', ['housing-construction', 'energy']),
  viewerOf('reporting', ['soe']),
];

const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
const demo = makeDemo({ seed: 5, debts: 40, today: TODAY });
const keys = houseKeys();
const graphs: Graph[] = [];

async function start(domains: readonly string[]): Promise<Graph> {
  const databaseUrls = Object.fromEntries(
    [...domains, 'coordination', 'campaign'].map((name) => [name, `sqlite:${join(folder, `${name}.db`)}`]),
  );
  const graph = await startAll({ databaseUrls, keys, today: TODAY, authentication: TRUSTING });
  graphs.unshift(graph);
  return graph;
}

/** An answer's text, without the instants at which books happened to be read and without what names the request. */
async function answerOf({ url }: Graph, viewer: Viewer, query: string): Promise<string> {
  const headers = { 'content-type': 'application/json', viewer: JSON.stringify(viewer) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.text()).replace(/"(readAt|wholeReadAt|decisionsReadAt|requestId)":"[^"]*"/g, '"$1":""');
}

/** The same, asked again where a department was too slow for a crowded machine. */
async function completeAnswerOf(graph: Graph, viewer: Viewer, query: string, patience = 5): Promise<string> {
  const answer = await answerOf(graph, viewer, query);
  return patience > 0 && /UNAVAILABLE|"incomplete"/.test(answer)
    ? completeAnswerOf(graph, viewer, query, patience - 1)
    : answer;
}

async function dataOf<Data>(graph: Graph, viewer: Viewer, query: string): Promise<Data> {
  const { data, errors } = JSON.parse(await answerOf(graph, viewer, query)) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

interface KnownDebt {
  id: string;
  contractNo: string | null;
  debtor: KnownParty;
  creditor: KnownParty;
  recordings: { debtId: string }[];
}
interface KnownParty {
  id: string;
  name: string;
  creditCode: string | null;
}

/**
 * Some of what stands in every department's books, of debts that several have above all, as only somebody knows who
 * sees them all.
 */
async function knownTo(viewer: Viewer): Promise<KnownDebt[]> {
  const party = '{ id name creditCode }';
  const debt = `{ id contractNo debtor ${party} creditor ${party} recordings { debtId } }`;
  const { reconciliation, ...alone } = await dataOf<Record<string, { nodes: KnownDebt[] }>>(
    whole,
    viewer,
    `{ reconciliation(first: 2) { nodes ${debt} } ${DOMAINS.map((domain, i) => `d${i}: debts(first: 1, filter: { domains: ["${domain}"] }) { nodes ${debt} }`).join(' ')} }`,
  );
  return [...(reconciliation?.nodes ?? []), ...Object.values(alone).flatMap(({ nodes }) => nodes)];
}

const texts = (values: readonly (string | null)[]): string[] =>
  [...new Set([...values.filter((value) => value !== null), 'nobody'])].map((value) => JSON.stringify(value));

async function literalsOf(debts: readonly KnownDebt[]): Promise<Literals> {
  const ids = texts(debts.flatMap(({ id, recordings }) => [id, ...recordings.map(({ debtId }) => debtId)]));
  const [debtors, creditors] = [debts.map(({ debtor }) => debtor), debts.map(({ creditor }) => creditor)];
  return {
    ...{ ids, 'debt.id': ids, debtId: ids, debtIds: ids, domains: texts([...DOMAINS]) },
    ...{ debtorIds: texts(debtors.map(({ id }) => id)), creditorIds: texts(creditors.map(({ id }) => id)) },
    ...partyLiterals('debtor', debtors),
    ...partyLiterals('enterprise', creditors),
    search: texts(
      [...debtors, ...creditors]
        .map(({ name }) => name.slice(0, 6))
        .concat(debts.flatMap(({ contractNo }) => contractNo ?? [])),
    ),
    ...{
      fromMonth: ['"2025-11"'],
      toMonth: ['"2026-01"'],
      month: ['"2025-12"'],
      deliveredMonth: ['"2025-12"'],
      first: ['1', '501'],
    },
    ...{
      Boolean: ['true', 'false'],
      Int: ['90'],
      Decimal: ['"1000.00"'],
      Date: ['"2025-06-30"'],
      DateTime: ['"2025-06-30T12:00:00+08:00"'],
      String: ['"x"'],
      ID: ['"x"'],
    },
    ...(await cursorsOfAll()),
  };
}

function partyLiterals(field: string, parties: readonly KnownParty[]): Literals {
  return {
    [`${field}.id`]: texts(parties.map(({ id }) => id)),
    [`${field}.creditCode`]: texts(parties.map(({ creditCode }) => creditCode)),
    [`${field}.name`]: texts(parties.map(({ name }) => name)),
  };
}

/** Cursors of every list, as they were given to different callers. */
async function cursorsOfAll(): Promise<Literals> {
  const lists = ['debts', 'reconciliation', 'enterprises', 'debtors', 'contradictions', 'dataIssues'];
  const literals = lists.map(async (list): Promise<[string, string[]]> => {
    const given = [COORDINATOR, ...CALLERS].map(async (viewer) => {
      const text = await answerOf(whole, viewer, `{ list: ${list}(first: 1) { pageInfo { endCursor } } }`);
      return /"endCursor":"([^"]+)"/.exec(text)?.[1] ?? null;
    });
    return [`${list}.after`, texts(await Promise.all(given))];
  });
  return Object.fromEntries(await Promise.all(literals));
}

/** Somebody of the coordination group says of two pairs of debts that they are one debt, and of one that it is two. */
async function decideByHand(): Promise<void> {
  const firstOf = (domain: string): Promise<{ debts: { nodes: { id: string }[] } }> =>
    dataOf(
      whole,
      COORDINATOR,
      `{ debts(first: 1, orderBy: { field: INCURRED_ON }, filter: { domains: ["${domain}"] }) { nodes { id } } }`,
    );
  const ids = (await Promise.all(DOMAINS.map(firstOf))).map(({ debts }) => debts.nodes[0]?.id);
  await dataOf(
    whole,
    COORDINATOR,
    `mutation { confirmSameDebt(debtIds: ${JSON.stringify(ids)}, reason: "核对") { id } }`,
  );
  const { reconciliation } = await dataOf<{ reconciliation: { nodes: KnownDebt[] } }>(
    whole,
    COORDINATOR,
    '{ reconciliation(first: 1, domains: ["housing-construction", "energy"]) { nodes { recordings { debtId } } } }',
  );
  const pair = reconciliation.nodes[0]?.recordings.map(({ debtId }) => debtId);
  await dataOf(
    whole,
    COORDINATOR,
    `mutation { separateDebts(debtIds: ${JSON.stringify(pair)}, reason: "核对") { id } }`,
  );
}

let whole: Graph;
let schema: GraphQLSchema;
let literals: Literals;

beforeAll(async () => {
  for (const domain of DOMAINS) loadSqlite(join(folder, `${domain}.db`), domain, demo.tables[domain]);
  ({ schema } = await makeGateway({ supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8') }).load());
  whole = await start(DOMAINS);
  await decideByHand();
  literals = await literalsOf(await knownTo(COORDINATOR));
});

afterAll(async () => {
  for (const graph of graphs) await graph.close();
  rmSync(folder, { recursive: true });
});

/** Every question about a field, with each of its arguments' values, that the caller's role may put. */
function questionsAbout({ type, field, wrap }: Place, viewer: Viewer): string[] {
  const pass = (coordinate: { type: string; field: string }): boolean =>
    decideAmong(Object.values(policies), coordinate, { ...viewer, domains: COORDINATOR.domains }) === 'ALLOW';
  const selection = (depth: number): string => selectionOf(schema, field.type, { depth, literals, pass });
  const isRoot = type === 'Query' || type === 'Mutation';
  const variants = variantsOf(field, literals).map((variant) => wrap(`${variant} ${selection(1)}`));
  // all filters are put to the list of debts; of the same filters elsewhere, some
  const step = !isRoot ? 25 : field.name !== 'debts' && field.args.some(({ name }) => name === 'filter') ? 8 : 1;
  const some = variants.filter((_, i) => i % step === 0);
  return isRoot ? [wrap(`${asked(field, literals)} ${selection(4)}`), ...some] : some;
}

/** Does something with each, a few at a time. */
async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: 3 }, worker));
}

describe.each(CALLERS)('$subject', (viewer) => {
  let own: Graph;
  beforeAll(async () => {
    own = await start(viewer.domains);
  });

  test('is answered as if there were no other books', async () => {
    const places = placesIn(schema, literals).filter(({ way, field }) => way.length === 1 || field.args.length > 0);
    let told = 0;
    await forEach(
      places.flatMap((place) => questionsAbout(place, viewer)),
      async (question) => {
        const [answer, alone] = await Promise.all([
          completeAnswerOf(whole, viewer, question),
          completeAnswerOf(own, viewer, question),
        ]);
        expect(answer, question).toBe(alone);
        if (!answer.includes('"errors"')) told += 1;
      },
    );
    expect(told).toBeGreaterThan(150);
  }, 480_000);

  test('is told less than somebody who sees every domain', async () => {
    const question = '{ debts { totalCount sources { domain { code } state } nodes { id } } }';
    expect(await answerOf(whole, viewer, question)).not.toBe(await answerOf(whole, COORDINATOR, question));
  });
});
