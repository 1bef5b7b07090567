import { scalars } from '../../../kit/graphql/scalars.ts';
import type { Resolvers } from '../../../schema/generated/coordination.ts';
import {
  arrearsGroupResolvers,
  arrearsReportResolvers,
  contradictionConnectionResolvers,
  contradictionResolvers,
  dataIssueConnectionResolvers,
  dataIssueResolvers,
  debtConnectionResolvers,
  debtorConnectionResolvers,
  enterpriseConnectionResolvers,
  partyEvidenceResolvers,
  sourceReportResolvers,
  totalsResolvers,
  trendPointResolvers,
} from './connections.ts';
import { debtResolvers, recordingResolvers } from './debt.ts';
import { domainResolvers } from './domain.ts';
import { debtorResolvers, enterpriseResolvers } from './parties.ts';
import { mutationResolvers } from './mutation.ts';
import { queryResolvers } from './query.ts';

export const resolvers: Resolvers = {
  ...scalars,
  Query: queryResolvers,
  Mutation: mutationResolvers,
  Debt: debtResolvers,
  Recording: recordingResolvers,
  Domain: domainResolvers,
  Enterprise: enterpriseResolvers,
  Debtor: debtorResolvers,
  ArrearsReport: arrearsReportResolvers,
  ArrearsGroup: arrearsGroupResolvers,
  DebtConnection: debtConnectionResolvers,
  EnterpriseConnection: enterpriseConnectionResolvers,
  DebtorConnection: debtorConnectionResolvers,
  DataIssueConnection: dataIssueConnectionResolvers,
  DataIssue: dataIssueResolvers,
  Contradiction: contradictionResolvers,
  ContradictionConnection: contradictionConnectionResolvers,
  PartyEvidence: partyEvidenceResolvers,
  SourceReport: sourceReportResolvers,
  TrendPoint: trendPointResolvers,
  Totals: totalsResolvers,
};
