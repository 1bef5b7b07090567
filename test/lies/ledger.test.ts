import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { buildASTSchema, GraphQLObjectType, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DemoGraph } from '../support/graph.ts';
import { isRecord } from '../../kit/client/answer/reader.ts';
import { SCHEMA_FOLDER } from '../../kit/graphql/sdl.ts';
import { PROMISES } from '../../subgraphs/coordination/departments/contract/promises.ts';
import { logLines } from '../gateway/graphs.ts';
import { startWithLiar, type Liar, type Answer, type Lie } from './liar.ts';
import { mutated, mutation } from './mutations.ts';
import { ask, judge, QUESTIONS, type Told } from './questions.ts';

let graph: DemoGraph;
let liar: Liar;
const truths = new Map<string, Told>();

beforeAll(async () => {
  ({ graph, liar } = await startWithLiar('finance', { seed: 5, debts: 120, today: '2026-03-20' }));
  for (const query of Object.values(QUESTIONS)) truths.set(query, await ask(graph.url, query));
});
afterAll(async () => {
  await graph.close();
  liar.stop();
});
beforeEach(() => void logLines());

const truthOf = (query: string): Told => truths.get(query) ?? { data: null };

type Row = Record<string, unknown>;

/** Changes what of an answer's ledger is named by a path; each item of a list that it leads through. */
const at =
  (path: string, change: (found: unknown) => unknown): Lie =>
  (answer) => {
    if (answer.data) changeAt(answer.data, ['ledger', ...path.split('.')], change);
    return answer;
  };

function changeAt(holder: unknown, [head = '', ...rest]: string[], change: (found: unknown) => unknown): void {
  for (const one of Array.isArray(holder) ? holder.slice(0, 1) : [holder]) {
    if (!isRecord(one) || !(head in one)) return;
    if (rest.length === 0) one[head] = change(one[head]);
    else changeAt(one[head], rest, change);
  }
}

const put = (path: string, value: unknown): Lie => at(path, () => value);

const AMOUNTS: readonly unknown[] = [
  ...[
    null,
    [],
    {},
    'NaN',
    '',
    'Infinity',
    12.5,
    1e300,
    '12.345',
    '12',
    '1e3',
    '0x10',
    '１２.00',
    '-1.00',
    '-0.00',
    '007.00',
    ' 1.00',
    true,
  ],
  `${'9'.repeat(200)}.00`,
];

const LIES: readonly [string, string, Lie][] = [
  ...AMOUNTS.map((amount): [string, string, Lie] => [
    'arrears',
    `a sum of ${JSON.stringify(amount)}`.slice(0, 40),
    put('totals.outstanding', amount),
  ]),
  ...AMOUNTS.map((amount): [string, string, Lie] => [
    'debts',
    `an amount of ${JSON.stringify(amount)}`.slice(0, 40),
    put('page.amount', amount),
  ]),
  ...[null, -1, 1.5, '3', 2 ** 31, 2_000_000_000, [], true].map((count): [string, string, Lie] => [
    'arrears',
    `a count of ${JSON.stringify(count)}`,
    put('totals.count', count),
  ]),
  ...['2026-02-30', 'yesterday', 20_260_101, '2026-1-1', '2026-01-01T00:00:00Z'].map((day): [string, string, Lie] => [
    'debts',
    `a due date ${JSON.stringify(day)}`,
    put('page.dueOn', day),
  ]),
  ...['2026-03-20', 'now', 1_700_000_000_000, '2026-03-20 08:00:00'].map((instant): [string, string, Lie] => [
    'arrears',
    `books read ${JSON.stringify(instant)}`,
    put('freshness.readAt', instant),
  ]),
  ['arrears', 'a state that there is not', put('freshness.state', 'FINE')],
  ['debts', 'a status that there is not', put('page.status', 'PAID')],
  ['debts', 'a status without a letter', put('page.status', '')],
  ['debts', 'an id of another department', put('page.id', 'soe:1')],
  ['debts', 'an id that is a number', put('page.id', 17)],
  ['debts', 'no debtor', put('page.debtor', null)],
  ['debts', 'a debtor without a key', put('page.debtor.key', undefined)],
  ['debts', 'no flag', put('page.wages', 'yes')],
  ['debts', 'no list', put('page', {})],
  ['debts', 'a list of nothing', put('page', [null])],
  ['debts', 'a list in a list', at('page', (page) => [page])],
  ['debts', 'a debt twice', at('page', (page) => [(page as Row[])[0], ...(page as Row[])])],
  [
    'debts',
    'more debts than were asked for',
    at('page', (page) => Array.from({ length: 40 }, (_, i) => ({ ...(page as Row[])[0], id: `finance:${i}` }))),
  ],
  ['debts', 'another order', at('page', (page) => (page as Row[]).toReversed())],
  ['debts', 'figures that do not add up', put('page.paid', '0.01')],
  ['debts', 'no totals', put('totals', [])],
  ['arrears', 'totals twice', at('totals', (totals) => [...(totals as Row[]), ...(totals as Row[])])],
  [
    'arrears by status and debtor',
    'a cell twice',
    at('totals', (totals) => [...(totals as Row[]), (totals as Row[])[0]]),
  ],
  ['arrears', 'more paid than owed', put('totals.paid', '99999999999999.00')],
  ['reconciliation', 'debts that were not asked for', put('debts.id', 'finance:nothing')],
  ['dataIssues', 'an issue twice', at('issues', (issues) => [(issues as Row[])[0], ...(issues as Row[])])],
  ['dataIssues', 'a kind that there is not', put('issues.kind', 'GONE')],
  ['dataIssues', 'fewer than no issues', put('issueCount', -1)],
  ['debts', 'a debt cleared that is owed', put('page.status', 'CLEARED')],
  [
    'debts',
    'a debt not due that is',
    at('page', (page) =>
      (page as Row[]).map((debt) =>
        debt['status'] === 'IN_ARREARS' ? { ...debt, status: 'NOT_YET_DUE', daysOverdue: null, ageBucket: null } : debt,
      ),
    ),
  ],
  ['debts', 'another age', put('page.ageBucket', 'OVER_5Y')],
  ['debts', 'other days overdue', put('page.daysOverdue', 1)],
  ['debts', 'a debt of a day to come', put('page.incurredOn', '2026-03-21')],
  ['debts', 'a due date without a rule', put('page.dueBasis', 'UNKNOWN')],
  ['debts', 'a creditor that is not protected', put('page.protected', false)],
  ['debts', 'a debtor’s code that is none', put('page.debtor.organisationCode', '<script>')],
  ['debts', 'a credit code that is none', put('page.debtor.creditCode', '91150625MA0N000000')],
  ['debts', 'a debtor without a key of any letter', put('page.debtor.key', '')],
  ['debts in arrears', 'a debt that is not asked for', put('page.status', 'CLEARED')],
  ['debts in arrears', 'a debt of another kind', put('page.wages', true)],
  [
    'debts in arrears',
    'a smaller debt than is asked for',
    at('page', (page) =>
      (page as Row[]).map((debt) => ({ ...debt, amount: '1.00', paid: '0.00', outstanding: '1.00' })),
    ),
  ],
  ['arrears by status and debtor', 'a debtor of no key', put('totals.debtorKey', '')],
  ['arrears by status and debtor', 'money of no debts', put('totals.count', 0)],
  ['arrears', 'books read tomorrow', put('freshness.readAt', '2199-01-01T00:00:00+08:00')],
  ['arrears', 'everything read tomorrow', put('freshness.wholeReadAt', '2199-01-01T00:00:00+08:00')],
  ['arrears', 'a look back into the future', put('freshness.lookBackSeconds', -1)],
  ['arrears', 'a numbering without a name', put('freshness.epoch', '')],
  ['arrears', 'a state before the first', put('freshness.lastChange', -1)],
  ['arrears', 'a long story', put('freshness.message', 'x'.repeat(501))],
  ['arrears', 'more than anybody could use', (answer) => JSON.stringify(answer) + ' '.repeat(65 * 1024 * 1024)],
  ['dataIssues', 'an issue of another department', put('issues.id', 'soe:1')],
  ['dataIssues', 'an issue of another department’s debt', put('issues.debtId', 'soe:1')],
  ['dataIssues', 'an issue nowhere', put('issues.location', '')],
  ['dataIssues', 'a long story of an issue', put('issues.message', 'x'.repeat(501))],
  ['arrears', 'a newest change that is older than the last', put('freshness.newestChange', -1)],
  ['arrears', 'changes that never come', at('freshness.newestChange', (change) => Number(change) + 5)],
  ['arrears', 'no ledger', (answer) => ({ ...answer, data: { ledger: null } })],
  ['arrears', 'no data', () => ({ data: null })],
  ['arrears', 'data that is a list', () => ({ data: [] })],
  ['arrears', 'nothing', () => 'null'],
  ['arrears', 'a list', () => '[]'],
  ['arrears', 'no JSON', () => '<p>502</p>'],
  ['arrears', 'errors that are no list', (answer) => ({ ...answer, errors: {} })],
  ['arrears', 'errors that are none', (answer) => ({ ...answer, errors: [null] })],
  ['arrears', 'errors that are lists', (answer) => ({ ...answer, errors: [[]] })],
  [
    'arrears',
    'an error whose code is no text',
    (answer) => ({ ...answer, errors: [{ message: {}, extensions: { code: {} } }] }),
  ],
  [
    'arrears',
    'a code of coordination’s own',
    () => ({ errors: [{ message: 'x', extensions: { code: 'EXCLUSIONS_UNKNOWN' } }] }),
  ],
  ['arrears', 'an answer of many levels', () => `{"data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  [
    'arrears',
    'a total of many levels',
    (answer) =>
      JSON.stringify(answer).replace(
        /"outstanding":"[^"]*"/,
        () => `"outstanding":${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      ),
  ],
];

test.each(LIES)('asked for %s, a department that tells %s is missed, and nothing else is', async (question, _, lie) => {
  const query = QUESTIONS[question] ?? '';
  const told = await liar.whileLying(lie, () => ask(graph.url, query));
  expect(judge(told, truthOf(query), 'finance')).toBe('named as missing');
});

test.each([
  ['money owed before that is less than nothing', put('movements.outstandingBefore', '-1.00')],
  ['money of no debts', put('movements.count', 0)],
  ['fewer steps than were asked for', at('movements', (movements) => (movements as Row[]).slice(1))],
])('asked for a trend, a department that tells %s is missed in every point', async (_, lie) => {
  const query = '{ trend(fromMonth: "2026-02", toMonth: "2026-03") { complete } }';
  const response = await liar.whileLying(lie, () =>
    fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }),
  );
  expect(await response.json()).toEqual({
    data: { trend: [{ complete: false }, { complete: false }] },
    extensions: { incomplete: ['finance'] },
  });
});

test('a department’s own words are shown on one line, without what nobody sees', async () => {
  const query =
    '{ answer: arrears { complete sources { domain { code } state message } totals { count amount paid outstanding } } }';
  const words = at('freshness', (freshness) => ({
    ...(freshness as Row),
    state: 'STALE',
    message: ' as\u202E of\n\u0007May\u200B\u2028!',
  }));
  const { data } = await liar.whileLying(words, () => ask(graph.url, query));
  const [source] = (data?.answer.sources ?? []) as { message?: string }[];
  expect(source?.message).toBe('as of May !');
  const issues = at('issues', (all) => (all as Row[]).map((issue) => ({ ...issue, message: 'a\u202Eb\u0000c' })));
  const told = await liar.whileLying(issues, () =>
    ask(graph.url, '{ answer: dataIssues(first: 1) { complete sources { state } nodes { message } } }'),
  );
  expect((told.data?.answer as unknown as { nodes: object[] }).nodes).toEqual([{ message: 'ab c' }]);
});

test('something is promised of every field of the department contract', async () => {
  const contract = buildASTSchema(parse(await readFile(new URL('department.graphql', SCHEMA_FOLDER), 'utf8')), {
    assumeValidSDL: true,
  });
  const types = Object.values(contract.getTypeMap()).filter(
    (type) => type instanceof GraphQLObjectType && type.name.startsWith('Ledger'),
  );
  const fields = types.map((type) => [type.name, Object.keys((type as GraphQLObjectType).getFields()).sort()]);
  expect(fields.length).toBeGreaterThan(10);
  expect(
    Object.fromEntries(Object.entries(PROMISES).map(([type, promises]) => [type, Object.keys(promises).sort()])),
  ).toEqual(Object.fromEntries(fields));
});

test('what nobody asked for is not looked at', async () => {
  const query = QUESTIONS['debts'] ?? '';
  const more: Lie = (answer) => ({
    ...answer,
    extensions: { x: [] },
    data: { ...answer.data, more: { __proto__: null } },
  });
  expect(judge(await liar.whileLying(more, () => ask(graph.url, query)), truthOf(query), 'finance')).toBe('true');
});

test('whatever stands wherever, no question fails and no figure is wrong that looks complete', async () => {
  const queries = Object.values(QUESTIONS);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...queries), mutation, async (query, change) => {
      const lie: Lie = (answer, { query: asked }) => (asked.includes('changes(') ? answer : mutated(answer, change));
      expect(judge(await liar.whileLying(lie, () => ask(graph.url, query)), truthOf(query), 'finance')).toBe(
        'named as missing',
      );
    }),
    { numRuns: 150 },
  );
});

describe('asked for the debts of several parties in one question', () => {
  const QUERY = `{ enterprises(first: 8, filter: { scope: ALL }) { nodes { debts(first: 3, filter: { scope: ALL }) {
    complete sources { domain { code } state } totals { count outstanding } nodes { id outstanding } } } } }`;
  /** The list of each party. */
  const askLists = async (): Promise<Told[]> => {
    const { data, errors } = await ask(graph.url, QUERY);
    const { enterprises } = data as unknown as {
      enterprises: { nodes: { debts: NonNullable<Told['data']>['answer'] }[] };
    };
    return enterprises.nodes.map(({ debts }) => ({ data: { answer: debts }, ...(errors && { errors }) }));
  };
  const inPages = (change: (pages: Row[]) => unknown): Lie => at('pagesByParty', (pages) => change(pages as Row[]));
  /** Changes a page that has debts. */
  const inPage = (change: (page: Row & { debts: Row[]; totals: Row }) => void): Lie =>
    inPages((pages) => {
      const page = pages.find(({ debts }) => (debts as Row[]).length > 0);
      if (page) change(page as Row & { debts: Row[]; totals: Row });
      return pages;
    });

  test.each<[string, Lie]>([
    ['a page too few', inPages((pages) => pages.slice(1))],
    ['a page too many', inPages((pages) => [...pages, pages[0]])],
    ['each party the debts of another', inPages((pages) => [...pages.slice(1), pages[0]])],
    ['a debt too few', inPage(({ debts }) => debts.pop())],
    ['a debt twice', inPage(({ debts }) => debts.push({ ...debts[0] }))],
    ['a debt of nobody', inPage(({ debts }) => Object.assign(debts[0]?.['creditor'] as Row, { key: 'nobody' }))],
    [
      'more than was asked for',
      inPage(({ debts }) => debts.push(...debts.map((debt, i) => ({ ...debt, id: `finance:${i}` })))),
    ],
    [
      'totals of other debts',
      inPage(({ totals }) => Object.assign(totals, { outstanding: '0.01', amount: '0.01', paid: '0.00' })),
    ],
    ['fewer than stand there', inPage(({ totals }) => Object.assign(totals, { count: 0 }))],
    ['no totals', inPage((page) => Object.assign(page, { totals: null }))],
  ])('a department that tells %s is missed in each list, and nothing else is', async (_, lie) => {
    const truths = await askLists();
    expect(truths.length).toBe(8);
    const told = await liar.whileLying(lie, askLists);
    expect(told.map((list, i) => judge(list, truths[i] ?? { data: null }, 'finance'))).toEqual(
      truths.map(() => 'named as missing'),
    );
  });
});

describe('who is who', () => {
  const CHANGES: readonly [string, (bundles: Row[]) => unknown][] = [
    [
      'an amount that is none',
      (bundles) =>
        bundles.map((bundle) => ({ ...bundle, candidates: [{ ...candidateOf(bundles), recordedAmount: 'NaN' }] })),
    ],
    [
      'no amount',
      (bundles) =>
        bundles.map((bundle) => ({ ...bundle, candidates: [{ ...candidateOf(bundles), recordedAmount: null }] })),
    ],
    [
      'another department’s debt',
      (bundles) => bundles.map((bundle) => ({ ...bundle, candidates: [{ ...candidateOf(bundles), id: 'soe:1' }] })),
    ],
    [
      'a debt on no day',
      (bundles) =>
        bundles.map((bundle) => ({ ...bundle, candidates: [{ ...candidateOf(bundles), to: '0001-01-01' }] })),
    ],
    ['no mentions', (bundles) => bundles.map((bundle) => ({ ...bundle, mentions: null }))],
    ['no bundles', () => 'none'],
  ];

  const candidateOf = (bundles: Row[]): Row => bundles.flatMap(({ candidates }) => candidates as Row[])[0] ?? {};

  /** Under a numbering that was not there before, so that all is read anew. */
  const renumbered = (epoch: () => string, change: (changes: Row) => Row): Lie => {
    const lieOf = ({ data }: Answer): void => {
      const ledger = data?.['ledger'] as Row;
      if (ledger['freshness']) ledger['freshness'] = { ...(ledger['freshness'] as Row), epoch: epoch() };
      if (ledger['changes']) ledger['changes'] = change({ ...(ledger['changes'] as Row), epoch: epoch() });
    };
    return (answer) => {
      lieOf(answer);
      return answer;
    };
  };

  test.each(CHANGES)('told of by %s leaves the department out', async (words, change) => {
    const lie = renumbered(
      () => words,
      (changes) => ({ ...changes, bundles: change(changes['bundles'] as Row[]) }),
    );
    const query = QUESTIONS['arrears'] ?? '';
    expect(judge(await liar.whileLying(lie, () => ask(graph.url, query)), truthOf(query), 'finance')).toBe(
      'named as missing',
    );
  });

  test.each<[string, () => string, (changes: Row) => Row]>([
    ['never end', () => 'endless', (changes) => ({ ...changes, more: true })],
    ['are numbered anew each time', () => String(Math.random()), (changes) => ({ ...changes, more: true })],
    ['go back', () => 'back', (changes) => ({ ...changes, last: -5, more: true })],
  ])('is not read for ever where changes %s', async (_, epoch, change) => {
    const query = QUESTIONS['arrears'] ?? '';
    let asked = 0;
    const lie = renumbered(epoch, change);
    const counted: Lie = (answer, question) => {
      if (question.query.includes('changes(')) asked += 1;
      return lie(answer, question);
    };
    expect(judge(await liar.whileLying(counted, () => ask(graph.url, query)), truthOf(query), 'finance')).toBe(
      'named as missing',
    );
    expect(asked).toBeLessThan(50);
  });

  test('is nowhere taken from an answer that is none', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, fc.uuid(), async (change, epoch) => {
        const lie = renumbered(
          () => epoch,
          (changes) => ({ ...changes, bundles: mutated(changes['bundles'], change) }),
        );
        const query = QUESTIONS['arrears'] ?? '';
        expect(judge(await liar.whileLying(lie, () => ask(graph.url, query)), truthOf(query), 'finance')).toBe(
          'named as missing',
        );
      }),
      { numRuns: 40 },
    );
  });

  test('is as it was once the department tells the truth again', async () => {
    for (const query of Object.values(QUESTIONS))
      await expect.poll(() => ask(graph.url, query), { timeout: 20_000 }).toEqual(truthOf(query));
  });
});
