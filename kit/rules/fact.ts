import type { Day } from './dates.ts';
import type { Party } from './identity.ts';
import type { Fen } from './money.ts';

/** The common words of all departments' books. Names and members are those of the public enums in `schema/`. */
export type DebtCategory = 'GOODS' | 'WORKS' | 'SERVICES';
export type DebtCause = 'FUNDS' | 'ACCEPTANCE' | 'SETTLEMENT' | 'DISPUTE' | 'PAPERWORK' | 'OTHER';
export type DueBasis = 'RECORDED' | 'AGREED_TERM' | 'STATUTORY_TERM' | 'STATUTORY_CAP' | 'RETENTION_PERIOD' | 'UNKNOWN';
export type DebtorKind = 'GOVERNMENT' | 'PUBLIC_INSTITUTION' | 'TOWN' | 'SOE' | 'OTHER';
export type Ownership = 'STATE' | 'PRIVATE' | 'FOREIGN' | 'INDIVIDUAL';
export type EnterpriseScale = 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO';
export type FundingSource =
  'FISCAL' | 'TAX_RECOVERY' | 'ASSET_DISPOSAL' | 'BOND_OR_TRANSFER' | 'OWN_FUNDS' | 'LOAN' | 'OTHER';
export type DocumentKind = 'CONTRACT' | 'PLAN' | 'VOUCHER' | 'ACCEPTANCE' | 'SETTLEMENT' | 'OTHER';
export type DataIssueKind =
  | 'AMOUNT_UNREADABLE'
  | 'AMOUNTS_DISAGREE'
  | 'DATE_UNREADABLE'
  | 'CREDIT_CODE_INVALID'
  | 'CREDITOR_UNIDENTIFIED'
  | 'DEBTOR_UNIDENTIFIED'
  | 'DATE_AMBIGUOUS'
  | 'OVERPAID'
  | 'CREDIT_NOTE_UNMATCHED'
  | 'STATUS_LAGS'
  | 'LEFT_LEDGER'
  | 'REPORT_OVERDUE'
  | 'REFERENCE_MISSING'
  | 'DUPLICATE_KEY'
  | 'PAYMENT_UNMATCHED'
  | 'FLAG_UNREADABLE';

/** A stretch of days, `from` included, `to` not, over which a debt's figures are the same. */
export interface DebtState {
  from: Day;
  to: Day;
  /** Net of credit notes, not below 0. */
  amount: Fen;
  /** Neither below 0 nor above `amount`. */
  paid: Fen;
  outstanding: Fen;
}

/** One debt (一笔账) as a book has it, over the days on which it stands there. */
export interface DebtFact {
  /** `<domain>:<the record's own key>`. */
  id: string;
  debtor: Party;
  debtorKey: string;
  debtorKind: DebtorKind;
  creditor: Party;
  creditorKey: string;
  ownership: Ownership | null;
  scale: EnterpriseScale | null;
  contractNo: string | null;
  contractName: string | null;
  /** Numbers in normal form under which other books may know the contract; empty where there is none. */
  contractKeys: string[];
  /** Bill or invoice number in normal form. */
  billKey: string | null;
  /** What the book recorded before credit notes: two books of one debt agree on it. */
  recordedAmount: Fen;
  category: DebtCategory | null;
  wages: boolean;
  cause: DebtCause | null;
  causeNote: string | null;
  disputed: boolean;
  /** Null where the book does not say. */
  verified: boolean | null;
  incurredOn: Day | null;
  dueOn: Day | null;
  dueBasis: DueBasis;
  /** A debt without a due date is in arrears where the book is a ledger of arrears. */
  arrearsLedger: boolean;
  /** Agreed late interest a day, in 10⁻⁷ (DECIMAL(9,7)); null where the statutory rate holds. */
  lateRate: bigint | null;
  /** Adjoining and in order. Days outside them: the debt is not there. */
  states: DebtState[];
  /**
   * What late interest runs on, where that is not the states' outstanding: a ledger that is told of payments only month
   * by month has them on the month's last day, and knows nothing of the days before its first month. Null: the states
   * themselves.
   */
  balances: Balance[] | null;
}

/** What was owed on each of a stretch of days, `from` included, `to` not. */
export interface Balance {
  from: Day;
  to: Day;
  outstanding: Fen;
}

/** A party as a row that is not deleted names it: what the register of who is who is made of. */
export interface PartyMention {
  role: 'DEBTOR' | 'CREDITOR';
  party: Party;
  /** Table and key of the row. */
  location: string;
  /** The row is in force in the books as they stand today, so that what is wrong with it is an issue. */
  inForce: boolean;
  debtId: string | null;
  kind: DebtorKind | null;
  ownership: Ownership | null;
  scale: EnterpriseScale | null;
  /** A former name (曾用名) that a directory lists for this party. */
  formerName: string | null;
}

/** What is wrong in one row. One issue per row and kind. */
export interface IssueFact {
  kind: DataIssueKind;
  /** Table and key, as `AP_PAYABLE PAYABLE_ID=…`. */
  location: string;
  /** What stands there, as it stands there. */
  found: string | null;
  /** What was made of it. */
  message: string;
  debtId: string | null;
}

/** A party's own word that it owes nothing (清零, 不涉及), over the days on which it holds: `from` included, `to` not. */
export interface NilReportFact {
  party: Party;
  from: Day;
  to: Day;
  /** Table and key of the row that says so. */
  location: string;
}

/**
 * Rows that are read together because their facts rest on each other: a contract with its payables, a reporting unit
 * with its ledgers.
 */
export interface Bundle {
  key: string;
  debts: DebtFact[];
  mentions: PartyMention[];
  issues: IssueFact[];
  /** Reports that nothing is owed; absent where the books know no such thing. */
  nilReports?: NilReportFact[];
  /**
   * The first day for which there are books of it, 9999-12-31 where there are none yet; absent where every day has
   * some.
   */
  booksFrom?: Day;
}

/** A row, and when its own clock shows that it last changed. `row` is another text whenever that is another time. */
export interface Stamp {
  row: string;
  at: Date;
}

/** A department's books as the ledger reads them. Every read sees one moment of the database. */
export interface Books {
  /** Bundles to read in one go where they hold many rows each; as many as is usual where it is not said. */
  bundlesAtOnce?: number;
  /** Throws a `ShapeError` where a table or column that is read is gone or of another type. */
  assertShape(): Promise<void>;
  /** Keys of the next bundles after a key in the books' own order; fewer than `limit` at the end. */
  bundleKeysAfter(after: string | null, limit: number): Promise<string[]>;
  /**
   * Rows whose clocks show a time within so many ms before the database's own time, or after it; absent where rows have
   * no clocks.
   */
  stampsWithin?: (ms: number) => Promise<Stamp[]>;
  /** Keys of the bundles in which something has changed since an instant, as far as the rows' own clocks tell. */
  bundleKeysChangedSince(since: Date): Promise<string[]>;
  /** The bundles with these keys, by the books as they stand on a day; one whose rows are gone is absent. */
  bundlesByKeys(keys: readonly string[], today: Day): Promise<Bundle[]>;
}
