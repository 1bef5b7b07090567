import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { logLines } from '../gateway/graphs.ts';
import type { DemoGraph } from '../support/graph.ts';
import { startWithLiar, type Liar, type Lie } from './liar.ts';

/** Records come from their departments through the gateway: what it takes of one that lies. */
let graph: DemoGraph;
let liar: Liar;

beforeAll(async () => {
  ({ graph, liar } = await startWithLiar('finance', { seed: 5, debts: 120, today: '2026-03-20' }));
});
afterAll(async () => {
  await graph.close();
  liar.stop();
});
beforeEach(() => void logLines());

interface Told {
  data: { debts: { nodes: { id: string; record: Row | null }[] } } | null;
  errors?: { message: string; path: (string | number)[]; extensions: { code: string; domain?: string } }[];
  extensions?: { incomplete?: string[] };
}
type Row = Record<string, unknown>;

const QUESTION = `{ debts(first: 40) { nodes { id record {
  key_id: id lateInterest payments { amount paidOn } ... on FinancePayable { contract { name } }
} } } }`;

async function ask(): Promise<Told> {
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUESTION }),
  });
  return (await response.json()) as Told;
}

/** Changes the records of an answer. */
const records =
  (change: (entities: Row[]) => unknown): Lie =>
  (answer) => {
    if (answer.data?.['_entities']) answer.data['_entities'] = change(answer.data['_entities'] as Row[]);
    return answer;
  };

const each = (change: (entity: Row) => unknown): Lie => records((entities) => entities.map(change));

test.each<[string, Lie]>([
  ['in another order', records((entities) => entities.toReversed())],
  ['moved by one', records((entities) => [...entities.slice(1), ...entities.slice(0, 1)])],
  ['all the same', records((entities) => entities.map(() => entities[0]))],
  [
    'without their ids',
    each((entity) => Object.fromEntries(Object.entries(entity).filter(([key]) => !key.includes('id')))),
  ],
  ['fewer', records((entities) => entities.slice(1))],
  ['with interest that is none', each((entity) => ({ ...entity, lateInterest: 'NaN' }))],
  ['with interest as a number', each((entity) => ({ ...entity, lateInterest: 12.5 }))],
  [
    'with payments that are none',
    each((entity) => ({ ...entity, payments: [{ amount: '1.005', paidOn: '2026-01-01' }] })),
  ],
  ['with payments of no day', each((entity) => ({ ...entity, payments: [{ amount: '1.00', paidOn: 'May' }] }))],
  ['without payments', each((entity) => ({ ...entity, payments: null }))],
  ['as lists', each((entity) => [entity])],
  ['as text', each(() => 'x')],
  ['as if there were none', each(() => null)],
  ['of which one is as if there were none', records((entities) => [null, ...entities.slice(1)])],
])('records that come %s are told under no other debt, and an error names the department', async (_, lie) => {
  const truth = await ask();
  expect(truth.errors).toBeUndefined();
  const told = await liar.whileLying(lie, ask);
  expect(idsOf(told)).toEqual(idsOf(truth));
  const places = idsOf(truth).flatMap((id, i) => (id.startsWith('finance:') ? [i] : []));
  expect(places.length).toBeGreaterThan(3);
  for (const i of idsOf(truth).keys()) expectRecord(told, truth, i, places.includes(i));
  expect(told.errors?.length).toBeGreaterThan(0);
  for (const { extensions } of told.errors ?? [])
    expect(extensions).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE', domain: 'finance' });
});

test('a record that the department does not find is an error of its own, and its absence', async () => {
  const notFound: Lie = (answer) => {
    const found = answer.data?.['_entities'] as unknown[] | undefined;
    const errors = found?.map((_, i) => ({
      message: 'gone',
      path: ['_entities', i],
      extensions: { code: 'NOT_FOUND' },
    }));
    return found ? { data: { _entities: found.map(() => null) }, errors } : answer;
  };
  const { errors, extensions } = await liar.whileLying(notFound, ask);
  expect(errors?.[0]).toMatchObject({
    message: 'finance has no such record any more.',
    extensions: { code: 'NOT_FOUND', domain: 'finance' },
  });
  expect(extensions?.incomplete).toEqual(['finance']);
});

const idsOf = ({ data }: Told): string[] => data?.debts.nodes.map(({ id }) => id) ?? [];
const recordOf = ({ data }: Told, i: number): Row => data?.debts.nodes[i]?.record ?? {};

/** Every field is true or null, and an error says so of each record that is not true whole. */
function expectRecord(told: Told, truth: Told, i: number, mayLie: boolean): void {
  const [record, known] = [recordOf(told, i), recordOf(truth, i)];
  for (const [field, value] of Object.entries(record)) if (value !== null) expect(value, field).toEqual(known[field]);
  const blamed = (told.errors ?? []).some(({ path }) => path[2] === i);
  const isTrue = JSON.stringify(record) === JSON.stringify(known);
  expect(blamed).toBe(!isTrue);
  if (!mayLie) expect(isTrue).toBe(true);
}
