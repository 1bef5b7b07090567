import type { QueryResolvers, LedgerResolvers } from '../../schema/generated/department.ts';
import type { Ledger } from './ledger.ts';

/** What the department contract's resolvers need of a request's context. */
export interface LedgerContext {
  ledger: Ledger;
}

/** `ledger` hands out nothing by itself: each of its fields is asked for. */
const ledger: QueryResolvers['ledger'] = () => ({}) as never;

const fields: LedgerResolvers = {
  freshness: (_, __, context) => context.ledger.freshness(),
  page: (_, { after = null, ...question }, context) => context.ledger.page({ ...question, after }),
  debts: (_, { ids, asOf }, context) => context.ledger.debtsByIds(ids, asOf),
  totals: (_, { where, by, asOf }, context) => context.ledger.totals(where, by, asOf),
  movements: (_, { where, steps }, context) => context.ledger.movements(where, steps),
  changes: (_, { after, first }, context) => context.ledger.changes(after, first),
  issues: (_, { kinds = null, after = null, ...question }, context) => context.ledger.issues({ ...question, kinds, after }),
  issueCount: (_, { kinds = null, ambiguousNames }, context) => context.ledger.issueCount({ kinds, ambiguousNames }),
};

/** The department contract (`schema/department.graphql`), answered from a ledger: the same in every department. */
export const ledgerResolvers = { Query: { ledger }, Ledger: fields };
