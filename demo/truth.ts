/**
 * What is true in a generated world: what the departments' books mean, before any flaw of their writing.
 * The generator makes it first and projects the books from it; the oracle computes expected answers from it alone.
 */
export type TruthDomain = 'finance' | 'housing-construction' | 'energy' | 'soe';

/** Money in 10⁻⁸ yuan, the finest place that any department's books have. */
export type Value = bigint;

/** A debt as one department's books have it, over the days on which they have it so. */
export interface TruthDebt {
  id: string;
  domain: TruthDomain;
  /** First and last day (asOf) on which the debt stands in the books with the facts below; null: no bound. */
  from: string | null;
  to: string | null;
  /** Identifiers as the federation must give them: the organisation code, else the name in normal form. */
  debtorId: string;
  creditorId: string;
  /** As this record's book has them. */
  debtorName: string;
  creditorName: string;
  debtorKind: 'GOVERNMENT' | 'PUBLIC_INSTITUTION' | 'TOWN' | 'SOE' | 'OTHER';
  ownership: 'STATE' | 'PRIVATE' | 'FOREIGN' | 'INDIVIDUAL' | null;
  scale: 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO' | null;
  contractNo: string | null;
  contractName: string | null;
  /** In normal form, for finding the same debt in several books: numbers the contract is known by, and the bill's. */
  contractKeys: string[];
  billKey: string | null;
  category: 'GOODS' | 'WORKS' | 'SERVICES' | null;
  wages: boolean;
  cause: 'FUNDS' | 'ACCEPTANCE' | 'SETTLEMENT' | 'DISPUTE' | 'PAPERWORK' | 'OTHER' | null;
  causeNote: string | null;
  disputed: boolean;
  verified: boolean | null;
  incurredOn: string | null;
  dueOn: string | null;
  dueBasis: 'RECORDED' | 'AGREED_TERM' | 'STATUTORY_TERM' | 'STATUTORY_CAP' | 'RETENTION_PERIOD' | 'UNKNOWN';
  /** True for a ledger of arrears (energy): without a due date the debt is in arrears. */
  arrearsLedger: boolean;
  /** Agreed daily rate of late interest as a decimal, or null for the statutory 0.0005. */
  lateRate: string | null;
  figures: RecordedFigures | TypedFigures;
}

/** A movement of money, by the local day on which it happened. */
export interface Movement {
  on: string;
  value: Value;
}

/** Books that record every movement with its day. */
export interface RecordedFigures {
  gross: Value;
  creditNotes: Movement[];
  payments: Movement[];
}

/**
 * A ledger that states its figures month by month: they hold on every day of `from`..`to`. In whole fen, expressed in
 * 10⁻⁸ yuan.
 */
export interface TypedFigures {
  amount: Value;
  paid: Value;
  outstanding: Value;
  /** What the ledgers up to this one tell of payments, oldest first; a correction is negative. They sum to `paid`. */
  payments: Movement[];
}

export interface TruthIssue {
  domain: TruthDomain;
  kind: string;
  /** Table and key, the same text as the federation must give: `TABLE COLUMN=value`. */
  location: string;
  debtId: string | null;
}

export type MatchBasis = 'CONTRACT_AND_BILL' | 'CONTRACT_AND_AMOUNT';

/** One debt that stands in the books of several departments, among all records, whatever the day. */
export interface SameDebt {
  /** The counted record first, the others in the order of the departments. */
  debtIds: string[];
  /** The pairs of records that are the same debt by the rules; what is not paired is joined through a third. */
  pairs: { debtIds: [string, string]; basis: MatchBasis }[];
}

export interface Truth {
  /** The day on which the books stand. */
  today: string;
  debts: TruthDebt[];
  /** Issues on `today`. */
  issues: TruthIssue[];
  /** First day for which energy has books. */
  energyBooksFrom: string;
  sameDebt: SameDebt[];
}
