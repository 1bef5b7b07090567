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
import type { Page } from '../model.ts';
import { decidedResolvers } from './decided.ts';

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

export const arrearsGroupResolvers: ArrearsGroupResolvers = {
  status: ({ cell }) => cell.status ?? null,
  category: ({ cell }) => cell.category ?? null,
  ageBucket: ({ cell }) => cell.ageBucket ?? null,
  cause: ({ cell }) => cell.cause ?? null,
  debtorKind: ({ cell }) => cell.debtorKind ?? null,
  creditorScale: ({ cell }) => cell.creditorScale ?? null,
  wages: ({ cell }) => cell.wages ?? null,
  disputed: ({ cell }) => cell.disputed ?? null,
  incurredYear: ({ cell }) => cell.incurredYear ?? null,
};

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
