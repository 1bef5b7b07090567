import { localInstant } from '../../../kit/dates.ts';
import { userError } from '../../../kit/errors.ts';
import type { Loaders } from '../loaders.ts';
import type { SameDebtDecision } from '../model.ts';
import type { DecisionStore } from './store.ts';

export interface DecisionWish {
  kind: SameDebtDecision['kind'];
  debtIds: readonly string[];
  reason: string;
  /** Who decides. */
  by: string;
}

/** Longer reasons belong into a file of their own. */
const MOST_WORDS = 2_000;

/** Stores what somebody has decided, once it is sure that there is something to decide on. */
export async function decide(
  { store, loaders, today }: { store: DecisionStore; loaders: Loaders; today: () => string },
  wish: DecisionWish,
): Promise<SameDebtDecision> {
  const debtIds = [...new Set(wish.debtIds)].sort();
  checkWords('reason', wish.reason);
  if (debtIds.length < 2) throw userError('BAD_USER_INPUT', `debtIds wants at least two different debts; got ${debtIds.length}`);
  const debts = await loaders.debt.loadMany(debtIds.map((id) => ({ id, asOf: today() })));
  const domains = debts.map((debt, i) => domainOf(debt, debtIds[i] ?? ''));
  if (wish.kind === 'CONFIRM' && new Set(domains).size < domains.length) {
    throw userError(
      'BAD_USER_INPUT',
      `debtIds wants one record of each department, since a book holds a debt once; got ${domains.join(', ')}`,
    );
  }
  return store.add({
    kind: wish.kind,
    debtIds,
    reason: wish.reason.trim(),
    decidedBy: wish.by,
    decidedAt: localInstant(new Date()),
  });
}

/** Takes a decision back, for a reason. */
export async function undo(
  store: DecisionStore,
  { id, reason, by }: { id: string; reason: string; by: string },
): Promise<SameDebtDecision> {
  checkWords('reason', reason);
  const undone = await store.undo(id, { by, reason: reason.trim(), at: localInstant(new Date()) });
  if (undone) return undone;
  throw userError('BAD_USER_INPUT', `id wants a decision that holds; got ${JSON.stringify(id)}`);
}

function checkWords(argument: string, words: string): void {
  if (words.trim() !== '' && words.length <= MOST_WORDS) return;
  throw userError('BAD_USER_INPUT', `${argument} wants some words, up to ${MOST_WORDS} characters; got ${words.length}`);
}

function domainOf(debt: Awaited<ReturnType<Loaders['debt']['loadMany']>>[number], id: string): string {
  if (debt instanceof Error) throw debt;
  if (debt) return debt.domain;
  throw userError('BAD_USER_INPUT', `debtIds wants debts that stand in a department's books today; got ${JSON.stringify(id)}`);
}
