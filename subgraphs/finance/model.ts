import type { Day, TypedDay } from '../../kit/rules/dates.ts';
import type {
  DebtCategory,
  DebtCause,
  DebtorKind,
  DocumentKind,
  EnterpriseScale,
  FundingSource,
  Ownership,
} from '../../kit/rules/fact.ts';
import type { Flaw } from '../../kit/rules/issues.ts';
import type { Fen, FineAmount } from '../../kit/rules/money.ts';

/** A row that rules rest on. */
interface Checked {
  /** Neither deleted, nor marked as something that is no mark. */
  inForce: boolean;
  flaws: readonly Flaw[];
}

/** A budget unit (预算单位): one row of it. A code may have had several; one at most is in force. */
export interface Agency extends Checked {
  id: string;
  code: string;
  name: string;
  creditCode: string | null;
  kind: DebtorKind;
  /** Local time, "YYYY-MM-DD HH:MM:SS". */
  updatedAt: string;
}

/** A purchase or works contract (采购/工程合同) that is not deleted. */
export interface Contract extends Checked {
  id: string;
  number: string;
  name: string;
  projectCode: string | null;
  agencyCode: string;
  supplierName: string;
  /** As typed: a credit code, an old registration number, or neither. */
  supplierCode: string | null;
  scale: EnterpriseScale | null;
  ownership: Ownership | null;
  category: DebtCategory | null;
  amount: Fen;
  signedOn: Day | null;
  /** Agreed days from delivery until payment; null: the statutory term. */
  payTermDays: number | null;
  /** Agreed late interest a day in 10⁻⁷; null: not agreed. */
  lateRate: bigint | null;
}

/** Whether somebody has checked that the debt is owed (核实). UNTRUE (不属实) does not count. */
export type VerifyState = 'UNVERIFIED' | 'VERIFIED' | 'UNTRUE';

/** A row of the payables (应付账款): a debt, or below zero a credit note (红字). */
export interface Payable extends Checked {
  id: string;
  /** The day of the debt that it was asked for with; absent: today. */
  asOf?: Day;
  contractId: string;
  /** Number of the invoice or settlement, as typed. */
  billNo: string | null;
  amount: FineAmount;
  /** For those who look at the row, also where it has more places than can be summed. */
  shownAmount: Fen;
  deliveredOn: TypedDay;
  /** As recorded; empty: by term. */
  dueOn: TypedDay;
  wages: boolean;
  causeCode: string | null;
  cause: DebtCause | null;
  causeNote: string | null;
  disputed: boolean;
  verifyState: VerifyState;
}

/** PAID is the only status that is money paid. */
export type VoucherStatus = 'IN_TRANSIT' | 'PAID' | 'RETURNED' | 'VOID';

/** A payment voucher (国库集中支付凭证) that is not deleted. */
export interface Voucher extends Checked {
  id: string;
  payableId: string;
  certificateNo: string;
  amount: FineAmount;
  /** For those who look at the row, also where it has more places than can be summed. */
  shownAmount: Fen;
  /** Empty until the bank confirms. */
  paidOn: TypedDay;
  status: VoucherStatus | null;
  fundingSource: FundingSource | null;
}

/** A line of a repayment plan (还款计划), of any revision. */
export interface PlanLine {
  payableId: string;
  revision: number;
  sequence: number;
  /** YYYYMM, as typed. */
  month: string;
  amount: Fen;
  fundingSource: FundingSource | null;
  /** Signed by the head of the group (组长审签). */
  signed: boolean;
}

/** A document in a debt's file (一笔账一档案). */
export interface Document {
  id: string;
  payableId: string;
  kind: DocumentKind;
  fileName: string;
  sha256: string | null;
}

/** A budgeted project (预算项目) by its current row. */
export interface Project {
  code: string;
  name: string;
  fiscalYear: string;
  agencyCode: string;
  totalAmount: Fen;
  /** Null: not approved. */
  approvedOn: Day | null;
  startedOn: Day | null;
  /** Null: no proof of funds. */
  fundProofNo: string | null;
  /** The enterprise advances the money (企业垫资). */
  advanced: boolean;
}

/** Money out of which arrears are cleared (清欠资金). */
export interface ClearingFund {
  id: string;
  fiscalYear: string;
  fundingSource: FundingSource | null;
  name: string;
  arranged: Fen;
  allocated: Fen;
}

/** Taxes and fees that an enterprise owes (企业欠税欠费). */
export interface TaxArrears {
  id: string;
  taxpayerName: string;
  /** As typed. */
  taxpayerCode: string | null;
  owed: Fen;
  recovered: Fen;
}

/** All that the facts of one contract rest on. */
export interface ContractFile {
  contract: Contract;
  /** Every row, deleted or not, that has the contract's agency code. */
  agencies: readonly Agency[];
  /** A project in force has the contract's code, or it gives none. */
  hasProject: boolean;
  /** Every row of the contract, deleted or not. */
  payables: readonly Payable[];
  /** By payable. */
  vouchers: ReadonlyMap<string, readonly Voucher[]>;
}

/** Which payables a bureau asks for. What is not given is not looked at; a list holds where any of its members does. */
export interface PayableFilter {
  agencyCode?: string | null | undefined;
  contractNo?: string | null | undefined;
  projectCode?: string | null | undefined;
  verifyStates?: readonly VerifyState[] | null | undefined;
  causeCodes?: readonly string[] | null | undefined;
  paidFrom?: readonly FundingSource[] | null | undefined;
  /** Today, for `paidFrom`: payments of later days have not happened. */
  paidUntil: Day;
  deliveredFrom?: Day | null | undefined;
  deliveredTo?: Day | null | undefined;
}

/** Which projects a bureau asks for. */
export interface ProjectFilter {
  agencyCode?: string | null | undefined;
  underContract?: boolean | null | undefined;
  advanced?: boolean | null | undefined;
}

/** Which clearing funds a bureau asks for. */
export interface ClearingFundFilter {
  fiscalYear?: string | null | undefined;
  fundingSource?: FundingSource | null | undefined;
}
