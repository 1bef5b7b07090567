import { localInstant } from '../../kit/rules/dates.ts';
import { userError } from '../../kit/graphql/errors.ts';
import type { Loaders } from './loaders.ts';
import type { SameDebtDecision } from './model.ts';
import { onceOf, type Once } from './decisions/once.ts';
import type { DecisionStore } from './decisions/store.ts';

/** Who decides, and under which `Idempotency-Key`; null: none. */
export interface Decider {
  by: string;
  key: string | null;
}

export interface DecisionWish extends Decider {
  kind: SameDebtDecision['kind'];
  debtIds: readonly string[];
  reason: string;
}

/** Longer reasons belong into a file of their own. */
const MOST_WORDS = 2_000;

/**
 * Stores what somebody has decided, once it is sure that there is something to decide on; a request that was carried
 * out before gets what it made then.
 */
export async function decide(
  store: DecisionStore,
  { loaders, today }: { loaders: Loaders; today: () => string },
  { kind, reason, by, key, ...wish }: DecisionWish,
): Promise<SameDebtDecision> {
  const debtIds = [...new Set(wish.debtIds)].sort();
  checkWords('reason', reason);
  return carryOut(store, key === null ? null : onceOf(by, key, [kind, debtIds, reason]), async (once) => {
    await checkDebts(kind, debtIds, { loaders, today });
    return store.add(
      { kind, debtIds, reason: reason.trim(), decidedBy: by, decidedAt: localInstant(new Date()) },
      once,
    );
  });
}

/** Takes a decision back, for a reason. */
export async function undo(
  store: DecisionStore,
  { id, reason, by, key }: Decider & { id: string; reason: string },
): Promise<SameDebtDecision> {
  checkWords('reason', reason);
  return carryOut(store, key === null ? null : onceOf(by, key, ['UNDO', id, reason]), async (once) => {
    const undone = await store.undo(id, { by, reason: reason.trim(), at: localInstant(new Date()) }, once);
    if (undone) return undone;
    throw userError('BAD_USER_INPUT', `id wants a decision that holds; got ${JSON.stringify(id)}`);
  });
}

/** Of two that are the same request and come at once, the one that is too late finds what the other has made. */
async function carryOut(
  store: DecisionStore,
  once: Once | null,
  work: (once: Once | null) => Promise<SameDebtDecision>,
): Promise<SameDebtDecision> {
  if (!once) return work(null);
  const before = await store.carriedOut(once);
  if (before) return before;
  try {
    return await work(once);
  } catch (error) {
    const meanwhile = await store.carriedOut(once);
    if (meanwhile) return meanwhile;
    throw error;
  }
}

function checkWords(argument: string, words: string): void {
  if (words.trim() !== '' && words.length <= MOST_WORDS) return;
  throw userError(
    'BAD_USER_INPUT',
    `${argument} wants some words, up to ${MOST_WORDS} characters; got ${words.length}`,
  );
}

async function checkDebts(
  kind: SameDebtDecision['kind'],
  debtIds: readonly string[],
  { loaders, today }: { loaders: Loaders; today: () => string },
): Promise<void> {
  if (debtIds.length < 2)
    throw userError('BAD_USER_INPUT', `debtIds wants at least two different debts; got ${debtIds.length}`);
  const debts = await loaders.debt.loadMany(debtIds.map((id) => ({ id, asOf: today() })));
  const domains = debts.map((debt, i) => domainOf(debt, debtIds[i] ?? ''));
  if (kind === 'CONFIRM' && new Set(domains).size < domains.length) {
    throw userError(
      'BAD_USER_INPUT',
      `debtIds wants one record of each department, since a book holds a debt once; got ${domains.join(', ')}`,
    );
  }
}

function domainOf(debt: Awaited<ReturnType<Loaders['debt']['loadMany']>>[number], id: string): string {
  if (debt instanceof Error) throw debt;
  if (debt) return debt.domain;
  throw userError(
    'BAD_USER_INPUT',
    `debtIds wants debts that stand in a department's books today; got ${JSON.stringify(id)}`,
  );
}
