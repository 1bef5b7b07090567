import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo, type DemoGraph } from '../support/graph.ts';

const TODAY = '2026-03-20';

interface Answer {
  data: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

let graph: DemoGraph;
beforeAll(async () => {
  graph = await startDemo({ seed: 11, debts: 200, today: TODAY }, null);
});
afterAll(() => graph.close());

async function answer(query: string, variables: object = {}): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(graph.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return (await response.json()) as Answer;
}

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await answer(query, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data as Data;
}

async function codeOf(query: string, variables: object = {}): Promise<string | undefined> {
  return (await answer(query, variables)).errors?.[0]?.extensions.code;
}

const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

interface Recording {
  debtId: string;
  basis: string;
  outstanding: string;
  amount: string;
}

const RECORDINGS = 'recordings { debtId basis outstanding amount }';
const recordingsOf = async (id: string): Promise<Recording[]> =>
  (await ask<{ debt: { recordings: Recording[] } }>(`query ($id: ID!) { debt(id: $id) { ${RECORDINGS} } }`, { id }))
    .debt.recordings;

const countOnce = async (): Promise<number> =>
  (await ask<{ arrears: { totals: { count: number } } }>('{ arrears(filter: { scope: ALL }) { totals { count } } }'))
    .arrears.totals.count;

describe('what people decide by hand', () => {
  const DECIDE = (mutation: string) =>
    `mutation ($ids: [ID!]!, $reason: String!) { decision: ${mutation}(debtIds: $ids, reason: $reason) { id kind debtIds reason decidedBy undone { by } } }`;
  const UNDO = 'mutation ($id: ID!) { undoDecision(id: $id, reason: "又查了合同") { undone { by reason } } }';

  const decide = async (mutation: string, ids: string[]): Promise<string> =>
    (await ask<{ decision: { id: string } }>(DECIDE(mutation), { ids, reason: '核对了合同和发票' })).decision.id;

  async function anyGroup(): Promise<Recording[]> {
    const { reconciliation } = await ask<{ reconciliation: { nodes: { recordings: Recording[] }[] } }>(
      `{ reconciliation(first: 50) { nodes { ${RECORDINGS} } } }`,
    );
    const group = reconciliation.nodes.find(({ recordings }) => recordings.length === 2);
    if (!group) throw new Error('no debt stands in two books');
    return group.recordings;
  }

  test('two records that the rules hold to be the same are counted apart once separated, and together once that is undone', async () => {
    const [counted, other] = (await anyGroup()).map(({ debtId }) => debtId) as [string, string];
    const before = await countOnce();
    const id = await decide('separateDebts', [counted, other]);
    expect(await countOnce()).toBe(before + 1);
    expect((await recordingsOf(counted)).map(({ debtId }) => debtId)).toEqual([counted]);
    expect(await ask(UNDO, { id })).toEqual({ undoDecision: { undone: { by: 'demo', reason: '又查了合同' } } });
    expect(await countOnce()).toBe(before);
    expect((await recordingsOf(counted)).map(({ debtId }) => debtId)).toEqual([counted, other]);
  });

  test('two records that no rule holds to be the same are one once confirmed, and the decision says who and why', async () => {
    const alone = async (domain: string): Promise<string> => {
      const { debts } = await ask<{ debts: { nodes: { id: string; recordings: Recording[] }[] } }>(
        `query ($domains: [ID!]) { debts(first: 100, filter: { domains: $domains, scope: ALL }) { nodes { id } } }`,
        { domains: [domain] },
      );
      for (const { id } of debts.nodes) if ((await recordingsOf(id)).length === 1) return id;
      throw new Error(`every debt of ${domain} stands in several books`);
    };
    const ids = [await alone('finance'), await alone('soe')];
    const before = await countOnce();
    const id = await decide('confirmSameDebt', ids);
    expect(await countOnce()).toBe(before - 1);
    expect((await recordingsOf(ids[0] ?? '')).map(({ basis }) => basis)).toEqual(['COUNTED', 'CONFIRMED_BY_HAND']);
    const { sameDebtDecisions } = await ask<{ sameDebtDecisions: object[] }>(
      'query ($id: ID) { sameDebtDecisions(debtId: $id) { id kind reason decidedBy undone { by } } }',
      { id: ids[1] },
    );
    expect(sameDebtDecisions).toEqual([
      { id, kind: 'CONFIRM', reason: '核对了合同和发票', decidedBy: 'demo', undone: null },
    ]);
    await ask(UNDO, { id });
    expect(await countOnce()).toBe(before);
  });

  test.each([
    ['one debt', ['finance:nothing'], 'reason'],
    ['a debt that stands in no book', ['finance:nothing', 'soe:nothing'], 'reason'],
    ['no reason', ['finance:a', 'soe:b'], ' '],
  ])('is refused for %s', async (_, ids, reason) => {
    expect(await codeOf(DECIDE('confirmSameDebt'), { ids, reason })).toBe('BAD_USER_INPUT');
  });

  test('is refused where two records are of one department, and where nothing is left to undo', async () => {
    const { debts } = await ask<{ debts: { nodes: { id: string }[] } }>(
      '{ debts(first: 2, filter: { domains: ["soe"] }) { nodes { id } } }',
    );
    const ids = debts.nodes.map(({ id }) => id);
    expect(await codeOf(DECIDE('confirmSameDebt'), { ids, reason: '同一笔' })).toBe('BAD_USER_INPUT');
    expect(await codeOf(UNDO, { id: 'no such decision' })).toBe('BAD_USER_INPUT');
  });
});

describe('contradictions between books', () => {
  interface Contradiction {
    id: string;
    kind: string;
    amount: string;
    lacking: { code: string } | null;
    location: string | null;
    recordings: Recording[];
  }
  interface List {
    contradictions: {
      totalCount: number;
      complete: boolean;
      nodes: Contradiction[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  }
  const LIST = `query ($after: String, $kinds: [ContradictionKind!]) { contradictions(first: 7, after: $after, kinds: $kinds) {
    totalCount complete pageInfo { hasNextPage endCursor } nodes { id kind amount lacking { code } location ${RECORDINGS} } } }`;

  async function every(kinds: string[] | null): Promise<Contradiction[]> {
    const all: Contradiction[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { contradictions }: List = await ask<List>(LIST, { after, kinds });
      all.push(...contradictions.nodes);
      [after, more] = [contradictions.pageInfo.endCursor, contradictions.pageInfo.hasNextPage];
      if (!more) expect(all.length).toBe(contradictions.totalCount);
    }
    return all;
  }

  test('page through, each once, the largest amount first, and by kind make up the whole', async () => {
    const all = await every(null);
    expect(all.length).toBeGreaterThan(10);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const amounts = all.map(({ amount }) => fen(amount));
    expect(amounts).toEqual(amounts.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)));
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    for (const kind of kinds)
      expect(await every([kind])).toEqual(all.filter((contradiction) => contradiction.kind === kind));
  });

  test('hold what they say', async () => {
    for (const { kind, amount, lacking, location, recordings } of await every(null)) {
      const outstanding = recordings.map((recording) => fen(recording.outstanding));
      if (kind === 'CLEARED_AND_OWED') expect(outstanding).toContain(0n);
      if (kind === 'CLEARED_AND_OWED') expect(outstanding.some((owed) => owed > 0n)).toBe(true);
      if (kind === 'AMOUNTS_DIFFER')
        expect(new Set(recordings.map((recording) => recording.amount)).size).toBeGreaterThan(1);
      if (kind.startsWith('MISSING'))
        expect(recordings.map(({ debtId }) => debtId.split(':')[0])).not.toContain(lacking?.code);
      if (kind === 'MISSING_FROM_TREASURY') expect(lacking?.code).toBe('finance');
      if (kind !== 'REPORTED_NOTHING') continue;
      expect(location).toContain('清欠台账');
      expect(outstanding.reduce((sum, owed) => sum + owed, 0n)).toBe(fen(amount));
    }
  });

  test('name every debt that the generator wrote into two books with other outstandings', async () => {
    const told = new Set(
      (await every(['CLEARED_AND_OWED', 'AMOUNTS_DIFFER'])).flatMap(({ recordings }) =>
        recordings.map(({ debtId }) => debtId),
      ),
    );
    let compared = 0;
    for (const { debtIds } of graph.truth.sameDebt) {
      const recordings = await recordingsOf(debtIds[0] ?? '');
      const cleared = recordings.some(({ outstanding }) => outstanding === '0.00');
      if (!cleared || recordings.every(({ outstanding }) => outstanding === '0.00')) continue;
      compared += 1;
      expect(told.has(debtIds[0] ?? '')).toBe(true);
    }
    expect(compared).toBeGreaterThan(0);
  });
});

describe('why a party is held to be who it is', () => {
  test('is told row by row, with the rule', async () => {
    const { enterprises } = await ask<{
      enterprises: {
        nodes: { id: string; evidence: { name: string; organisationCode: string | null; rule: string }[] }[];
      };
    }>('{ enterprises(first: 100) { nodes { id evidence { domain { code } location name organisationCode rule } } } }');
    const rules = new Set(enterprises.nodes.flatMap(({ evidence }) => evidence.map(({ rule }) => rule)));
    expect([...rules].toSorted()).toEqual(expect.arrayContaining(['NAME_WITH_ONE_CODE', 'OWN_CODE']));
    for (const { id, evidence } of enterprises.nodes) {
      for (const { rule, organisationCode } of evidence) if (rule === 'OWN_CODE') expect(organisationCode).toBe(id);
    }
  });
});

describe('a cursor', () => {
  const DEBTS =
    'query ($after: String, $order: DebtOrder) { debts(first: 3, after: $after, orderBy: $order) { pageInfo { endCursor } } }';
  test.each([
    ['of another list', (cursor: string) => ({ after: cursor, order: { field: 'AMOUNT', direction: 'ASC' } })],
    ['that was changed', (cursor: string) => ({ after: `A${cursor.slice(1)}` })],
    ['that nobody gave out', () => ({ after: '又' })],
  ])('%s is refused', async (_, variables) => {
    const { debts } = await ask<{ debts: { pageInfo: { endCursor: string } } }>(DEBTS);
    expect(await codeOf(DEBTS, variables(debts.pageInfo.endCursor))).toBe('BAD_CURSOR');
  });
});

describe('input that nobody can mean', () => {
  test.each([
    ['{ debts(first: 501) { totalCount } }'],
    ['{ debts(filter: { domains: ["tax"] }) { totalCount } }'],
    ['{ arrears(groupBy: [STATUS, CAUSE, WAGES, DISPUTED]) { asOf } }'],
    ['{ trend(fromMonth: "2025-6", toMonth: "2025-07") { month } }'],
    ['{ trend(fromMonth: "2025-08", toMonth: "2025-07") { month } }'],
    ['{ enterprise { id } }'],
    ['{ debtor(id: "a", name: "b") { id } }'],
    ['{ debts(asOf: "2025-02-30") { totalCount } }'],
    ['{ debts(filter: { minOutstanding: "1.005" }) { totalCount } }'],
  ])('%s is refused with what was wanted', async (query) => {
    const { errors } = await answer(query);
    expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors?.[0]?.extensions.code);
    expect(errors?.[0]?.message).toMatch(/wants|wanted/);
  });

  test.each([
    ['query ($asOf: Date) { debts(asOf: $asOf) { totalCount } }', { asOf: '2025-02-30' }],
    ['query ($filter: DebtFilter) { debts(filter: $filter) { totalCount } }', { filter: { minOutstanding: '1.005' } }],
  ])('%s is refused with what was wanted as a variable too', async (query, variables) => {
    const { errors } = await answer(query, variables);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain('wants');
  });
});
