import type { QueryResolvers, LedgerResolvers } from '../../schema/generated/department.ts';
import type { RequestContext } from '../trust/request-context.ts';
import type { Ledger } from './ledger.ts';

/** What the department contract's resolvers need of a request's context. */
export interface LedgerContext {
  ledger: Ledger;
  call: Pick<RequestContext, 'signal'>;
}

/** `ledger` hands out one state of the facts, of which all its fields are. */
const ledger: QueryResolvers['ledger'] = async (_, { at, exclusions }, { ledger: books, call }) => {
  if (exclusions) await books.take(exclusions);
  return books.factsAt(at, call.signal);
};

const fields: LedgerResolvers = {
  freshness: (facts, _, context) => context.ledger.freshness(facts),
  page: (facts, { after = null, ...question }, context) => context.ledger.page({ ...question, after }, facts),
  pagesByParty: (facts, question, context) => context.ledger.pagesByParty(question, facts),
  debts: (facts, { ids, asOf }, context) => context.ledger.debtsByIds(ids, asOf, facts),
  totals: (facts, { where, by, asOf }, context) => context.ledger.totals(where, by, asOf, facts),
  movements: (facts, { where, steps }, context) => context.ledger.movements(where, steps, facts),
  changes: (facts, { after, first }, context) => context.ledger.changes(after, first, facts),
  issues: (facts, { kinds = null, after = null, ...question }, context) =>
    context.ledger.issues({ ...question, kinds, after }, facts),
  issueCount: (facts, { kinds = null, ambiguousNames }, context) =>
    context.ledger.issueCount({ kinds, ambiguousNames }, facts),
};

/** The department contract (`schema/department.graphql`), answered from a ledger: the same in every department. */
export const ledgerResolvers = { Query: { ledger }, Ledger: fields };
