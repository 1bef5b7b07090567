import { scalars } from '../../../kit/graphql/scalars.ts';
import type { Resolvers } from '../../../schema/generated/campaign.ts';
import { mutationResolvers } from './mutation.ts';
import {
  debtorResolvers,
  groupResolvers,
  postResolvers,
  routeResolvers,
  seatResolvers,
  settingsResolvers,
  unitResolvers,
} from './organisation.ts';
import { queryResolvers } from './query.ts';
import {
  letterResolvers,
  monthlyReturnResolvers,
  returnCellResolvers,
  returnLineResolvers,
  summaryResolvers,
} from './returns.ts';

export const resolvers: Resolvers = {
  ...scalars,
  Query: queryResolvers,
  Mutation: mutationResolvers,
  Unit: unitResolvers,
  Post: postResolvers,
  WorkingGroup: groupResolvers,
  Seat: seatResolvers,
  Route: routeResolvers,
  CampaignSettings: settingsResolvers,
  Debtor: debtorResolvers,
  MonthlyReturn: monthlyReturnResolvers,
  ReturnLine: returnLineResolvers,
  ReturnCell: returnCellResolvers,
  Summary: summaryResolvers,
  Letter: letterResolvers,
};
