import type { GraphQLResolveInfo } from 'graphql';
import { userError } from '../../../kit/graphql/errors.ts';
import type { MutationResolvers } from '../../../schema/generated/coordination.ts';
import { decide, undo, type Decider, type DecisionWish } from '../decide.ts';
import type { SameDebtDecision } from '../model.ts';
import type { Context } from '../context.ts';

export const mutationResolvers: MutationResolvers = {
  confirmSameDebt: (_, wish, context, info) => decideAfresh(context, { ...wish, kind: 'CONFIRM' }, info),
  separateDebts: (_, wish, context, info) => decideAfresh(context, { ...wish, kind: 'SEPARATE' }, info),
  undoDecision: (_, wish, context, info) =>
    context.decisions.change((store) => undo(store, { ...wish, ...deciderOf(context, info) })),
};

function decideAfresh(
  context: Context,
  wish: Omit<DecisionWish, keyof Decider>,
  info: GraphQLResolveInfo,
): Promise<SameDebtDecision> {
  return context.decisions.change((store) => decide(store, context, { ...wish, ...deciderOf(context, info) }));
}

/** Whoever decides is who asks: nobody decides in another's name. */
function deciderOf({ call: { viewer, idempotencyKey } }: Context, { operation }: GraphQLResolveInfo): Decider {
  const key = idempotencyKey ?? null;
  if (key !== null && operation.selectionSet.selections.length > 1)
    throw userError('BAD_USER_INPUT', 'Idempotency-Key wants one decision a request; this one has several.');
  return { by: viewer.subject, key };
}
