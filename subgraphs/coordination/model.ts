import type { Day } from '../../kit/rules/dates.ts';
import type { Fen } from '../../kit/rules/money.ts';
import type {
  DataIssueKind,
  DebtorKind,
  LedgerDebt,
  LedgerParty,
  LedgerTotals,
} from '../../schema/generated/ledger-client.ts';

/** A debt as one department's ledger has it on a day, and among whose books it was asked for. */
export interface Debt {
  id: string;
  domain: string;
  asOf: Day;
  /** Departments whose books the question was put to; null: all. Debts are the same debt among these. */
  domains: readonly string[] | null;
  ledger: LedgerDebt;
}

/** What one department's record says of a debt that several have on their books. */
export interface RecordingFigures {
  domain: string;
  debtId: string;
  outstanding: Fen;
  amount: Fen;
  basis: 'COUNTED' | 'CONTRACT_AND_BILL' | 'CONTRACT_AND_AMOUNT' | 'CONFIRMED_BY_HAND';
}

/** The same on a day. */
export interface Recording extends RecordingFigures {
  asOf: Day;
}

/**
 * A creditor or debtor by its identifier; `record` is what a debt's own book says of it, for the few that the register
 * does not know.
 */
export interface Party {
  id: string;
  /** The day of the answer that it stands in. */
  asOf: Day;
  record: LedgerParty | null;
  /** A debtor's, by the debt's own book. */
  kind?: DebtorKind;
}

/** A domain by its code. */
export interface DomainRef {
  code: string;
  /** The day of the answer that it stands in. */
  asOf: Day;
}

/** What became of asking one department. */
export interface SourceReport {
  domain: string;
  /** FORBIDDEN: it was not asked, since the caller may not see its books. */
  state: 'LIVE' | 'STALE' | 'UNAVAILABLE' | 'FORBIDDEN';
  readAt: string | null;
  lookBackSeconds: number | null;
  wholeReadAt: string | null;
  message: string | null;
  /** The day that it was asked about. */
  asOf: Day;
}

/** Whether an answer holds what every department in scope has, and what became of asking each. */
export interface Completeness {
  complete: boolean;
  sources: readonly SourceReport[];
}

/** Sums over debts; `complete` where no department in scope was missing. */
export interface Totals {
  complete: boolean;
  count: number;
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
}

/** Rows of a list with the cursor behind each. */
export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

export interface DebtList extends Completeness, Page<Debt> {
  totals: Totals;
}

export interface PartyList extends Completeness {
  edges: PartyEdge[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A creditor or debtor in a list, and what the list is ordered by. */
interface PartyEdge {
  cursor: string;
  node: Party;
  totals: Totals;
}

export interface DataIssueList extends Completeness, Page<DataIssue> {
  totalCount: number;
}

export interface ArrearsReport extends Completeness {
  asOf: Day;
  totals: Totals;
  groups: ArrearsGroup[];
}

/** One cell of a report: what of it departments tell in common words, and what coordination makes of their keys. */
export interface ArrearsGroup {
  cell: LedgerTotals;
  domain: DomainRef | null;
  debtor: Party | null;
  creditor: Party | null;
  totals: Totals;
}

/** A month of the money in arrears; figures in fen. */
export interface TrendPoint {
  month: string;
  asOf: Day;
  outstanding: Fen;
  incurred: Fen;
  paid: Fen;
  adjusted: Fen;
  count: number;
  complete: boolean;
}

export interface DataIssue {
  id: string;
  domain: string;
  kind: DataIssueKind;
  location: string;
  found: string | null;
  message: string;
  debtId: string | null;
  /** The day of the books in which it stands: today. */
  asOf: Day;
}

/** What a person of the coordination group has said of some records, winning over the matching rules. */
export interface SameDebtDecision {
  id: string;
  /** CONFIRM: they are the same debt; SEPARATE: no two of them are. */
  kind: 'CONFIRM' | 'SEPARATE';
  debtIds: readonly string[];
  reason: string;
  decidedBy: string;
  /** ISO 8601 with offset. */
  decidedAt: string;
  /** Null while it holds. */
  undone: { by: string; at: string; reason: string } | null;
}

/** Books that contradict each other. */
export interface ContradictionFigures {
  id: string;
  kind: ContradictionKind;
  debtorId: string;
  creditorId: string | null;
  recordings: RecordingFigures[];
  /** Whose book lacks the debt, or reports nothing, and where it says so. */
  lacking: { domain: string; location: string | null } | null;
  amount: Fen;
}

/** The same on a day. */
export interface Contradiction extends ContradictionFigures {
  asOf: Day;
}

export type ContradictionKind =
  | 'CLEARED_AND_OWED'
  | 'AMOUNTS_DIFFER'
  | 'DISPUTED_AND_UNDISPUTED'
  | 'MISSING_FROM_SECTOR'
  | 'MISSING_FROM_TREASURY'
  | 'REPORTED_NOTHING';

export interface ContradictionList extends Completeness, Page<Contradiction> {
  totalCount: number;
}

/** A row that names a party, and why it is held to be this one. */
export interface PartyEvidence {
  domain: string;
  location: string;
  name: string;
  organisationCode: string | null;
  /** The day of the answer that its party stands in. */
  asOf: Day;
  rule: 'OWN_CODE' | 'NAME_WITH_ONE_CODE' | 'FORMER_NAME' | 'NAME_WITH_SEVERAL_CODES' | 'NAME_ALONE';
}

/** A debt's record as it stands on the debt's day, to be had from the department that owns its type. */
export interface SourceRecordStub {
  __typename: string;
  id: string;
  asOf: Day;
}
