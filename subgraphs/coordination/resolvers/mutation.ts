import type { MutationResolvers } from '../../../schema/generated/coordination.ts';
import { decide, undo, type DecisionWish } from '../decisions/decide.ts';
import type { SameDebtDecision } from '../model.ts';
import type { Context } from '../context.ts';

export const mutationResolvers: MutationResolvers = {
  confirmSameDebt: (_, wish, context) => decideAfresh(context, { ...wish, kind: 'CONFIRM' }),
  separateDebts: (_, wish, context) => decideAfresh(context, { ...wish, kind: 'SEPARATE' }),
  undoDecision: async (_, wish, { decisions }) => {
    const undone = await undo(decisions.store, wish);
    decisions.forget();
    return undone;
  },
};

async function decideAfresh({ decisions, loaders, today }: Context, wish: DecisionWish): Promise<SameDebtDecision> {
  const decision = await decide({ store: decisions.store, loaders, today }, wish);
  decisions.forget();
  return decision;
}
