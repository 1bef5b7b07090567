import type { MutationResolvers } from '../../../schema/generated/coordination.ts';
import { decide, undo, type DecisionWish } from '../decisions/decide.ts';
import type { SameDebtDecision } from '../model.ts';
import type { Context } from '../context.ts';

export const mutationResolvers: MutationResolvers = {
  confirmSameDebt: (_, wish, context) => decideAfresh(context, { ...wish, kind: 'CONFIRM' }),
  separateDebts: (_, wish, context) => decideAfresh(context, { ...wish, kind: 'SEPARATE' }),
  undoDecision: async (_, wish, { decisions, call }) => {
    const undone = await undo(decisions.store, { ...wish, by: call.viewer.subject });
    decisions.forget();
    return undone;
  },
};

/** Whoever decides is who asks: nobody decides in another's name. */
async function decideAfresh({ decisions, loaders, today, call }: Context, wish: Omit<DecisionWish, 'by'>): Promise<SameDebtDecision> {
  const decision = await decide({ store: decisions.store, loaders, today }, { ...wish, by: call.viewer.subject });
  decisions.forget();
  return decision;
}
