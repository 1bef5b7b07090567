import type { Viewer } from '../../kit/trust/viewer.ts';
import { agency, payable } from './books.ts';
import { key, startHouse, type House } from './house.ts';
import { PEOPLE, setUp } from './organisation.ts';

const LINES =
  'lines { key basis answer reason books { amount paid outstanding disputed dueOn cause } declared { amount paid outstanding disputedAmount dueOn cause } plan { dueOn amount } unplanned bookIds handler { code } }';
const RETURN = `id version state revision asOf deadline obligation late missing booksDigest digest intact reopenedBecause firstConfirmedAt books { complete missing stale } ${LINES} totals { count amount paid outstanding disputed planned unplanned clearedCount clearedAmount }`;

export const DECLARE = `mutation ($change: Change!, $lines: [LineInput!]!) { done: declareLines(change: $change, lines: $lines) { ${RETURN} } }`;
export const CONFIRM = `mutation ($change: Change!, $digest: String!, $accept: Boolean! = false) { done: confirmReturn(change: $change, booksDigest: $digest, acceptIncomplete: $accept) { ${RETURN} } }`;
export const REOPEN = `mutation ($change: Change!) { done: reopenReturn(change: $change, reason: "再核对") { ${RETURN} } }`;
export const SUBMIT =
  'mutation ($key: ID!, $month: String!, $group: ID! = "5", $ids: [ID!]!) { done: submitSummary(key: $key, month: $month, groupCode: $group, returnIds: $ids) { id version digest state } }';
export const SIGN =
  'mutation ($change: Change!, $digest: String!) { done: signSummary(change: $change, digest: $digest) { id version state signedAt } }';
export const SEND_BACK =
  'mutation ($change: Change!, $ids: [ID!]!) { done: sendBackSummary(change: $change, reason: "退回", returnIds: $ids) { id version state } }';
export const RECEIVE =
  'mutation ($change: Change!) { done: receiveSummary(change: $change) { id version state receivedAt } }';

export const FILE =
  'mutation ($key: ID!, $unit: ID!, $kind: LetterKind!, $files: [AttachmentInput!]!) { done: fileLetter(key: $key, unitCode: $unit, kind: $kind, text: "如附", attachments: $files) { id version number state } }';
export const DECIDE =
  'mutation ($change: Change!, $accept: Boolean!, $reason: String) { done: decideLetter(change: $change, accept: $accept, reason: $reason) { id version state arrearsCount arrearsOutstanding decidedAt } }';
/** The sealed sheet of a letter. */
export const SEALED = [{ kind: 'OTHER', fileName: '函.pdf', sha256: 'b'.repeat(64) }];

/** The water bureau's debts as the example of P40 has them, and what befalls them in November. */
const WATER = [
  payable({
    id: 'F1',
    amount: '300000.00',
    deliveredOn: '2025-03-01',
    dueOn: '2025-03-31',
    paid: [
      { on: '2025-06-01', amount: '100000.00' },
      { on: '2026-11-25', amount: '50000.00' },
    ],
  }),
  payable({
    id: 'F2',
    amount: '80000.00',
    deliveredOn: '2026-04-01',
    dueOn: '2026-05-01',
    wages: true,
    paid: [{ on: '2026-11-26', amount: '80000.00' }],
  }),
  payable({
    id: 'F4',
    amount: '500000.00',
    deliveredOn: '2024-12-01',
    dueOn: '2024-12-31',
    paid: [{ on: '2025-02-01', amount: '200000.00' }],
    creditNotes: [{ on: '2026-11-27', amount: '20000.00' }],
  }),
  payable({ id: 'F9', amount: '10000.00', deliveredOn: '2026-10-20', dueOn: '2026-11-10' }),
];

/** A banner with these books of the water bureau's, on 2 November; `reread` where they change under a test. */
export async function startBanner(options: Partial<Parameters<typeof startHouse>[0]> = {}): Promise<House> {
  const house = await startHouse({
    at: '2026-11-02',
    ...options,
    books: { finance: [agency('101001', '旗水利局'), agency('101002', '巴音苏木', '3'), ...WATER.flat()] },
  });
  await setUp(house, { from: '2026-01-01', month: '2026-11' });
  return house;
}

export interface ToldLine {
  key: string;
  basis: string;
  answer: string;
  declared: Record<string, string | null>;
  books: Record<string, unknown> | null;
  plan: { dueOn: string; amount: string }[];
}

export interface ToldReturn extends Record<string, unknown> {
  id: string;
  version: number;
  state: string;
  booksDigest: string;
  lines: ToldLine[];
  totals: Record<string, unknown>;
}

export interface Thing {
  id: string;
  version: number;
  digest?: string;
}

/** A return as somebody sees it; null: not at all. */
export async function returnOf(
  house: House,
  month: string,
  { viewer = PEOPLE.waterHead, unit = 'SLJ', revision = null as number | null } = {},
): Promise<ToldReturn | null> {
  const query = `query ($month: String!, $unit: ID!, $revision: Int) { done: monthlyReturn(month: $month, unitCode: $unit, revision: $revision) { ${RETURN} } }`;
  const { done } = await house.done<{ done: ToldReturn | null }>(viewer, query, { month, unit, revision });
  return done;
}

/** The same, where it is sure to be there. */
export async function seen(
  house: House,
  month: string,
  more: Parameters<typeof returnOf>[2] = {},
): Promise<ToldReturn> {
  const found = await returnOf(house, month, more);
  if (!found) throw new Error(`nobody sees a return of ${month}`);
  return found;
}

export const changeOf = ({
  id,
  version,
}: {
  id: string;
  version: number;
}): { key: string; id: string; version: number } => ({ key: key(), id, version });

/** Carries a step out, and gives what it answers. */
export async function step<Told = Thing>(
  house: House,
  viewer: Viewer,
  mutation: string,
  variables: object,
): Promise<Told> {
  return (await house.done<{ done: Told }>(viewer, mutation, variables)).done;
}

/** A plan for all that is outstanding on a line, by a day. */
export const plannedLine = ({ key: line, declared }: ToldLine, dueOn: string): object => ({
  ...{ key: line, answer: 'CONFIRMED', plan: [{ dueOn, amount: declared['outstanding'] }] },
});

/**
 * Walks a return of the water bureau from its draft to the month's snapshot: declared, confirmed, put together, signed,
 * received.
 */
export async function receive(
  house: House,
  month: string,
  { planBy, lines = [] as object[] }: { planBy: string; lines?: object[] },
): Promise<ToldReturn> {
  const draft = await seen(house, month);
  const said = new Set(lines.map((line) => (line as { key: string }).key));
  const plans = draft.lines
    .filter(({ key: line, basis }) => basis === 'OWED' && !said.has(line))
    .map((line) => plannedLine(line, planBy));
  const wishes = [...plans, ...lines];
  const declared =
    wishes.length === 0
      ? draft
      : await step<ToldReturn>(house, PEOPLE.waterHandler, DECLARE, { change: changeOf(draft), lines: wishes });
  const change = changeOf(declared);
  await step(house, PEOPLE.waterHead, CONFIRM, { change, digest: declared.booksDigest });
  return takeIn(house, month);
}

/** Takes the water bureau's confirmed return on to the month's snapshot: put together, signed, received. */
export async function takeIn(house: House, month: string): Promise<ToldReturn> {
  const ids = [(await seen(house, month)).id];
  const summary = await step(house, PEOPLE.agriHead, SUBMIT, { key: key(), month, ids });
  const signed = await step(house, PEOPLE.leader5, SIGN, { change: changeOf(summary), digest: summary.digest });
  await step(house, PEOPLE.receiverHead, RECEIVE, { change: changeOf(signed) });
  return seen(house, month);
}
