import type { MovingBooks, MovingDomain } from './books.ts';
import type { MovingHouse } from './house.ts';
import { flicker, moreOwed, wander, type SharedDebt } from './moves.ts';

/** What was asked while debts moved, and what was answered. */
interface Outcome {
  changes: number;
  asked: number;
  complete: number;
  /** Different totals among the complete answers. */
  totals: number;
  /** Complete answers of which no state of the books that held is a reason, in words. */
  illegal: string[];
}

interface Sums {
  count: number;
  outstanding: string;
}

const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
const BOTH = 'filter: { domains: ["finance", "soe"] }';

/** Each gives the total of all debts, and says whether it is complete; all that it gives must be of one moment. */
const QUESTIONS: Readonly<Record<string, { query: string; sumsOf: (answer: never) => Sums[] }>> = {
  arrears: {
    query: `{ answer: arrears(${BOTH}, groupBy: [DEBTOR, DOMAIN]) { complete totals { count outstanding } groups { totals { count outstanding } } } }`,
    sumsOf: ({ totals, groups }: { totals: Sums; groups: { totals: Sums }[] }) => [
      totals,
      sumOf(groups.map((group) => group.totals)),
    ],
  },
  debts: {
    query: `{ answer: debts(${BOTH}, first: 500) { complete totalCount totals { count outstanding } nodes { outstanding } } }`,
    sumsOf: ({ totals, totalCount, nodes }: { totals: Sums; totalCount: number; nodes: { outstanding: string }[] }) => [
      totals,
      { ...totals, count: totalCount },
      sumOf(nodes.map(({ outstanding }) => ({ count: 1, outstanding }))),
    ],
  },
  creditors: {
    query: `{ answer: enterprises(${BOTH}, first: 500) { complete edges { totals { count outstanding } } } }`,
    sumsOf: ({ edges }: { edges: { totals: Sums }[] }) => [sumOf(edges.map(({ totals }) => totals))],
  },
};

function sumOf(parts: readonly Sums[]): Sums {
  const outstanding = parts.reduce((sum, part) => sum + fen(part.outstanding), 0n);
  return { count: parts.reduce((sum, part) => sum + part.count, 0), outstanding: String(outstanding) };
}

/** Debts move between two books while the total of both is asked for again and again. */
export async function moveAndAsk(
  books: MovingBooks,
  house: MovingHouse,
  { today, ms }: { today: string; ms: number },
): Promise<Outcome> {
  const [one, other, wanderer] = await sharedDebts(books, house);
  if (!one || !other || !wanderer) throw new Error('the world has too few debts that finance and the ERP share');
  const legal = await legalTotals(house, [one, wanderer]);
  const end = Date.now() + ms;
  const moving = { books, house, isOver: () => Date.now() > end };
  const moves = Promise.all([
    flicker(moving, one, one.counted),
    flicker(moving, other, other.other),
    wander(moving, wanderer, today),
  ]);
  const outcome: Outcome = { changes: 0, asked: 0, complete: 0, totals: 0, illegal: [] };
  const seen = new Set<string>();
  const askOn = async (name: string): Promise<void> => {
    while (!moving.isOver()) await askOnce(house, name, { legal, seen, outcome });
  };
  await Promise.all(Object.keys(QUESTIONS).map(askOn));
  const [ones, others, wanders] = await moves;
  return { ...outcome, totals: seen.size, changes: ones + others + 4 * wanders };
}

interface Judging {
  legal: ReadonlySet<string>;
  seen: Set<string>;
  outcome: Outcome;
}

async function askOnce(house: MovingHouse, name: string, { legal, seen, outcome }: Judging): Promise<void> {
  const { query, sumsOf } = QUESTIONS[name] ?? { query: '', sumsOf: () => [] };
  const { answer } = await house.ask<{ answer: { complete: boolean } }>('coordination', query);
  outcome.asked += 1;
  if (!answer.complete) return;
  outcome.complete += 1;
  const told = sumsOf(answer as never).map(({ count, outstanding }) => `${count} debts, ${fen(outstanding)} fen`);
  for (const total of told) seen.add(total);
  if (new Set(told).size > 1 || !told.every((total) => legal.has(total)))
    outcome.illegal.push(`${name}: ${told.join(' / ')}`);
}

interface Shared {
  recordings: { debtId: string; basis: string; outstanding: string }[];
}

/**
 * Debts that stand in these two books under one bill number, of which either record would count: finance's is made to
 * say more than the other.
 */
async function sharedDebts(books: MovingBooks, house: MovingHouse): Promise<SharedDebt[]> {
  for (const recordings of await sharedByBill(house))
    for (const { domain, key } of recordings.map(({ debtId }) => domainAndKey(debtId)))
      if (domain === 'finance') await books.write(domain, moreOwed(key));
  for (;;) {
    const shared = (await sharedByBill(house)).map(sharedDebtOf);
    if (shared.some(({ more }) => more === 0n)) continue;
    const counting = await Promise.all(shared.map(({ other, keys }) => isProtected(house, `${other}:${keys[other]}`)));
    return shared.filter((_, i) => counting[i]);
  }
}

async function sharedByBill(house: MovingHouse): Promise<Shared['recordings'][]> {
  const query =
    '{ reconciliation(domains: ["finance", "soe"], first: 500) { nodes { recordings { debtId basis outstanding } } } }';
  const { reconciliation } = await house.ask<{ reconciliation: { nodes: Shared[] } }>('coordination', query);
  return reconciliation.nodes
    .map(({ recordings }) => recordings)
    .filter(([, other]) => other?.basis === 'CONTRACT_AND_BILL');
}

function sharedDebtOf(recordings: Shared['recordings']): SharedDebt {
  const [counted, other] = recordings.map(({ debtId, outstanding }) => ({
    ...domainAndKey(debtId),
    outstanding: fen(outstanding),
  }));
  if (!counted || !other) throw new Error('a debt of one book');
  const keys = { [counted.domain]: counted.key, [other.domain]: other.key } as SharedDebt['keys'];
  return { counted: counted.domain, other: other.domain, keys, more: other.outstanding - counted.outstanding };
}

async function isProtected(house: MovingHouse, id: string): Promise<boolean> {
  const query = 'query ($id: ID!) { debt(id: $id) { protected } }';
  return (await house.ask<{ debt: { protected: boolean } }>('coordination', query, { id })).debt.protected;
}

function domainAndKey(id: string): { domain: MovingDomain; key: string } {
  const colon = id.indexOf(':');
  return { domain: id.slice(0, colon) as MovingDomain, key: id.slice(colon + 1) };
}

/** Every debt once, and of each of these what either book says. */
async function legalTotals(house: MovingHouse, moving: readonly SharedDebt[]): Promise<Set<string>> {
  const { arrears } = await house.ask<{ arrears: { totals: Sums } }>(
    'coordination',
    `{ arrears(${BOTH}) { totals { count outstanding } } }`,
  );
  const totals = moving.reduce(
    (sums, { more }) => sums.flatMap((sum) => [sum, sum + more]),
    [fen(arrears.totals.outstanding)],
  );
  return new Set(totals.map((total) => `${arrears.totals.count} debts, ${total} fen`));
}

/** The outcome on one line. */
export function wordsOf({ changes, asked, complete, totals, illegal }: Outcome): string {
  return `${changes} changes; ${asked} asked, ${complete} complete, ${totals} different totals, ${illegal.length} illegal`;
}
