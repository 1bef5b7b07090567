import type {
  ArrearsGroupResolvers,
  ArrearsReportResolvers,
  ContradictionConnectionResolvers,
  ContradictionResolvers,
  DataIssueConnectionResolvers,
  DataIssueResolvers,
  DebtConnectionResolvers,
  DebtorConnectionResolvers,
  EnterpriseConnectionResolvers,
  PageInfo,
  PartyEvidenceResolvers,
  SourceReportResolvers,
  TotalsResolvers,
  TrendPointResolvers,
} from '../../../schema/generated/coordination.ts';
import type { LedgerTotals } from '../../../schema/generated/ledger-client.ts';
import type { ArrearsGroup, Page } from '../model.ts';
import { decidedResolvers } from './decided.ts';
import { toldBy } from './told-by.ts';

/** What every list answers of its page. */
const pageResolvers = {
  nodes: <Node>({ edges }: Pick<Page<Node>, 'edges'>): Node[] => edges.map(({ node }) => node),
  pageInfo: <Node>({ edges, hasNextPage, hasPreviousPage }: Page<Node>): PageInfo => ({
    hasNextPage,
    hasPreviousPage,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }),
};

/** What a group says in the words of the departments' totals. */
const TOLD = [
  'status',
  'category',
  'ageBucket',
  'cause',
  'debtorKind',
  'creditorScale',
  'wages',
  'disputed',
  'incurredYear',
] as const satisfies readonly (keyof LedgerTotals & keyof ArrearsGroupResolvers)[];

export const arrearsGroupResolvers: ArrearsGroupResolvers = toldBy(({ cell }: ArrearsGroup) => cell, TOLD);

export const arrearsReportResolvers: ArrearsReportResolvers = decidedResolvers;
export const trendPointResolvers: TrendPointResolvers = decidedResolvers;

const decidedPage = { ...pageResolvers, ...decidedResolvers };
export const debtConnectionResolvers: DebtConnectionResolvers = {
  ...decidedPage,
  totalCount: ({ totals }) => totals.count,
};
export const enterpriseConnectionResolvers: EnterpriseConnectionResolvers = decidedPage;
export const debtorConnectionResolvers: DebtorConnectionResolvers = decidedPage;
export const dataIssueConnectionResolvers: DataIssueConnectionResolvers = pageResolvers;
export const contradictionConnectionResolvers: ContradictionConnectionResolvers = decidedPage;
export const contradictionResolvers: ContradictionResolvers = {
  recordings: ({ recordings, asOf }) => recordings.map((recording) => ({ ...recording, asOf })),
  debtor: ({ debtorId, asOf }) => ({ id: debtorId, record: null, asOf }),
  creditor: ({ creditorId, asOf }) => (creditorId === null ? null : { id: creditorId, record: null, asOf }),
  lacking: ({ lacking, asOf }) => lacking && { code: lacking.domain, asOf },
  location: ({ lacking }) => lacking?.location ?? null,
};
export const partyEvidenceResolvers: PartyEvidenceResolvers = {
  domain: ({ domain, asOf }) => ({ code: domain, asOf }),
};
export const dataIssueResolvers: DataIssueResolvers = { domain: ({ domain, asOf }) => ({ code: domain, asOf }) };
export const sourceReportResolvers: SourceReportResolvers = { domain: ({ domain, asOf }) => ({ code: domain, asOf }) };

/** Paid over amount (清偿率). The only figure that is no money, and so the only one that may be rounded. */
export const totalsResolvers: TotalsResolvers = {
  clearanceRate: ({ paid, amount }) => (amount === 0n ? null : Number(paid) / Number(amount)),
};
