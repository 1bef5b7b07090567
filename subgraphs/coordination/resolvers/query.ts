import { userError } from '../../../kit/graphql/errors.ts';
import type { QueryResolvers } from '../../../schema/generated/coordination.ts';
import type { Context } from '../context.ts';
import { reportArrears } from '../lists/arrears.ts';
import { listContradictions } from '../lists/contradictions.ts';
import { listDebts } from '../lists/debts.ts';
import { listIssues } from '../lists/issues.ts';
import { USUAL_ORDER } from '../lists/order.ts';
import { listParties } from '../lists/parties.ts';
import { listReconciliation } from '../lists/reconciliation.ts';
import { trendOf } from '../lists/trend.ts';
import type { Party } from '../model.ts';
import { findParty, type PartyQuestion } from '../views/register.ts';

export const queryResolvers: QueryResolvers = {
  debts: (_, { filter, orderBy, counting, ...page }, context) =>
    listDebts(context, { ...page, filter: filter ?? {}, orderBy: { ...USUAL_ORDER, ...orderBy }, counting }),
  debt: (_, { id, asOf }, { loaders, today }) => loaders.debt.load({ id, asOf: asOf ?? today() }),
  arrears: (_, { filter, groupBy, asOf, counting }, { session, today }) =>
    reportArrears(session, { filter: filter ?? {}, groupBy: groupBy ?? [], asOf: asOf ?? today(), counting }),
  trend: (_, { filter, fromMonth, toMonth }, { session, today }) =>
    trendOf(session, { filter: filter ?? {}, fromMonth, toMonth, today: today() }),
  reconciliation: (_, question, context) => listReconciliation(context, question),
  enterprise: (_, question, context) => partyBy(context, question, 'CREDITOR'),
  enterprises: (_, { filter, ...question }, context) =>
    listParties(context, { ...question, filter: filter ?? {}, role: 'CREDITOR' }),
  debtor: (_, question, context) => partyBy(context, question, 'DEBTOR'),
  debtors: (_, { filter, ...question }, context) =>
    listParties(context, { ...question, filter: filter ?? {}, role: 'DEBTOR' }),
  domains: (_, __, { session, today }) => session.domains.map((code) => ({ code, asOf: today() })),
  contradictions: (_, question, context) => listContradictions(context, question),
  sameDebtDecisions: async (_, { debtId }, { decisions }) => {
    const all = (await decisions.all()).reverse();
    return debtId ? all.filter(({ debtIds }) => debtIds.includes(debtId)) : all;
  },
  dataIssues: (_, question, context) => listIssues(context, question),
};

async function partyBy(
  { session, today }: Context,
  question: PartyQuestion,
  role: 'CREDITOR' | 'DEBTOR',
): Promise<Party | null> {
  const given = Object.entries(question).filter(([, value]) => typeof value === 'string');
  if (given.length !== 1)
    throw userError(
      'BAD_USER_INPUT',
      `exactly one of id, creditCode and name is wanted; got ${given.map(([name]) => name).join(', ') || 'none'}`,
    );
  const party = findParty(await session.viewOfAll(), question, role);
  return party && { id: party.id, record: null, asOf: today() };
}
