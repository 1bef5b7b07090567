import type { Day } from '../../../kit/rules/dates.ts';
import type { Fen } from '../../../kit/rules/money.ts';
import type { Kept, BooksState } from '../model.ts';

export type FundingSource =
  'FISCAL' | 'TAX_RECOVERY' | 'ASSET_DISPOSAL' | 'BOND_OR_TRANSFER' | 'OWN_FUNDS' | 'LOAN' | 'OTHER';
export type DebtCategory = 'GOODS' | 'WORKS' | 'SERVICES';
export type DebtCause = 'FUNDS' | 'ACCEPTANCE' | 'SETTLEMENT' | 'DISPUTE' | 'PAPERWORK' | 'OTHER';
export type DocumentKind = 'CONTRACT' | 'PLAN' | 'VOUCHER' | 'ACCEPTANCE' | 'SETTLEMENT' | 'OTHER';

/** A part of a debt that is planned to be paid. */
export interface Instalment {
  dueOn: Day;
  amount: Fen;
  fundingSource: FundingSource | null;
  note: string | null;
}

/** A file that is kept elsewhere, by name and digest. */
export interface Attachment {
  kind: DocumentKind;
  fileName: string;
  sha256: string;
}

export type LineBasis = 'OWED' | 'CLEARED' | 'LEFT' | 'OFF_BOOK' | 'UNSEEN';
export type LineAnswer = 'CONFIRMED' | 'CORRECTED' | 'DENIED';

/** What a unit has said of a line; null: as the books have it. */
export interface Declaration {
  key: string;
  answer: LineAnswer;
  amount: Fen | null;
  paid: Fen | null;
  disputedAmount: Fen | null;
  dueOn: Day | null;
  cause: DebtCause | null;
  reason: string | null;
  plan: readonly Instalment[] | null;
  handlerCode: string | null;
  inCourt: boolean;
  note: string | null;
  attachments: readonly Attachment[];
}

export type ReturnState = 'DRAFT' | 'CONFIRMED' | 'SUBMITTED' | 'SIGNED' | 'RECEIVED';

/** A unit's return of a month in a group, once something was said of it; its id is `<month>:<unit>:<group>`. */
export interface Return extends Kept {
  month: string;
  unitCode: string;
  groupCode: string;
  leadBureauCode: string;
  state: ReturnState;
  /** By key. */
  declarations: readonly Declaration[];
  /** Of each frozen revision, the first first. */
  digests: readonly string[];
  firstConfirmedAt: string | null;
  receivedAt: string | null;
  reopenedBecause: string | null;
  summaryId: string | null;
}

/** A debt's figures in the books. */
export interface BookFigures {
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
  disputed: boolean;
  dueOn: Day | null;
  cause: DebtCause | null;
}

/** A debt's figures as the unit declares them. */
export interface DeclaredFigures {
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
  disputedAmount: Fen;
  dueOn: Day | null;
  cause: DebtCause | null;
}

/** One debt on a return. */
export interface Line {
  key: string;
  basis: LineBasis;
  /** In text order. */
  bookIds: readonly string[];
  creditorName: string;
  contractNo: string | null;
  contractName: string | null;
  category: DebtCategory | null;
  wages: boolean;
  incurredOn: Day | null;
  daysOverdue: number | null;
  books: BookFigures | null;
  declared: DeclaredFigures;
  answer: LineAnswer;
  reason: string | null;
  plan: readonly Instalment[];
  handlerCode: string | null;
  inCourt: boolean;
  note: string | null;
  attachments: readonly Attachment[];
}

/** What stands on a return: of a draft now, of a frozen one then. */
export interface Sheet {
  books: BooksState;
  booksDigest: string;
  /** By key. */
  lines: readonly Line[];
  /** What the lines that are CLEARED still owed on the last received return. */
  clearedAmount: Fen;
}

/** A return as it is looked at: which, and which frozen revision; null: the draft. */
export interface ReturnView {
  of: Return;
  revision: number | null;
}

export interface ReturnTotals {
  count: number;
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
  disputed: Fen;
  planned: Fen;
  unplanned: Fen;
  clearedCount: number;
  clearedAmount: Fen;
}

/** Where a return stands; `of` has version 0 where nothing was said. */
export interface ReturnCell {
  of: Return;
}

export type SummaryState = 'SUBMITTED' | 'SIGNED' | 'RECEIVED' | 'SENT_BACK';

/** Returns of one group that a lead bureau puts together; its id is `<month>:<group>:<lead bureau>:<number>`. */
export interface Summary extends Kept {
  month: string;
  groupCode: string;
  leadBureauCode: string;
  number: number;
  state: SummaryState;
  /** By id, each with its frozen revision and that one's digest. */
  returns: readonly { id: string; revision: number; digest: string }[];
  digest: string;
  signedAt: string | null;
  receivedAt: string | null;
}

export type LetterKind = 'NIL' | 'ZERO_OUT';
export type LetterState = 'FILED' | 'ACCEPTED' | 'REFUSED' | 'LAPSED';

/** A unit's letter that it owes nothing. */
export interface Letter extends Kept {
  number: string;
  kind: LetterKind;
  unitCode: string;
  text: string;
  attachments: readonly Attachment[];
  state: LetterState;
  filedAt: string;
  decidedAt: string | null;
  reason: string | null;
  books: BooksState | null;
  arrearsCount: number | null;
  arrearsOutstanding: Fen | null;
  lapsedOn: Day | null;
}

export type DifferenceKind = 'ADDED' | 'REPAID' | 'CLEARED' | 'ADJUSTED' | 'REMOVED' | 'SAME';

export interface DifferenceLine {
  key: string;
  kind: DifferenceKind;
  creditorName: string;
  opening: Fen;
  closing: Fen;
  repaid: Fen;
  adjusted: Fen;
  disputedBefore: Fen;
  disputedAfter: Fen;
}

/** Two received returns against each other. */
export interface SnapshotDifference {
  opening: Fen;
  added: Fen;
  adjusted: Fen;
  repaid: Fen;
  removed: Fen;
  closing: Fen;
  complete: boolean;
  lines: DifferenceLine[];
}
