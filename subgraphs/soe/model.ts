import type { Day, TypedDay } from '../../kit/rules/dates.ts';
import type { DocumentKind, EnterpriseScale, FundingSource, Ownership } from '../../kit/rules/fact.ts';
import type { Flaw } from '../../kit/rules/issues.ts';
import type { Fen, FineAmount } from '../../kit/rules/money.ts';

/** A row that rules rest on. */
interface Checked {
  /** Neither deleted, nor marked as something that is no mark. */
  inForce: boolean;
  flaws: readonly Flaw[];
}

/** A state-owned enterprise (公司), deleted or not. */
export interface Company extends Checked {
  id: string;
  code: string;
  name: string;
  creditCode: string | null;
  parentId: string | null;
  /** 封存; its debts remain. */
  closed: boolean;
}

/** INTERNAL: one of the group's own companies; money owed to it is not an arrear. */
export type SupplierProperty = 'EXTERNAL' | 'INTERNAL';

/** An entry of a supplier (客商), deleted or not; one supplier often has several. */
export interface Supplier extends Checked {
  id: string;
  code: string;
  name: string;
  /** As typed: a credit code, an old tax number, or neither. */
  taxpayerId: string | null;
  /** Null: no such mark, and so not external. */
  property: SupplierProperty | null;
  ownership: Ownership | null;
  scale: EnterpriseScale | null;
}

/** 暂存, 已保存, 已审核, 已签字: only the last two count. */
export type DocumentState = 'DRAFT' | 'SAVED' | 'AUDITED' | 'SIGNED';

/** A payable document (应付单) that is not deleted. */
export interface Document extends Checked {
  id: string;
  number: string;
  companyId: string;
  date: TypedDay;
  state: DocumentState | null;
  comment: string | null;
}

/** A line of a payable document, not deleted; below zero it is a red letter (红字). */
export interface PayableLine extends Checked {
  id: string;
  /** The day of the debt that it was asked for with; absent: today. */
  asOf?: Day;
  documentId: string;
  lineNo: number;
  supplierId: string;
  currency: string;
  /** Yuan for one unit of the currency, × 10⁸. */
  exchangeRate: bigint;
  /** In the document's currency, × 10⁸. */
  amountInCurrency: bigint;
  payableAmount: FineAmount;
  /** For those who look at the row, also where it has more places than can be summed. */
  shownAmount: Fen;
  /** What the line itself has as paid; what counts is what was written off. */
  paidByLine: Fen;
  /** 起效日 */
  effectiveOn: TypedDay;
  /** 到期日 */
  dueOn: TypedDay;
  invoiceNo: string | null;
  contractNo: string | null;
  contractName: string | null;
  purchased: string | null;
  categoryTyped: string | null;
  causeNote: string | null;
  disputed: boolean;
}

/** That an amount of a line has been settled (核销); not deleted. */
export interface WriteOff extends Checked {
  id: string;
  lineId: string;
  /** The payment line that it was settled against; null: a red-letter payable, and so no money paid. */
  paymentLineId: string | null;
  amount: FineAmount;
  /** For those who look at the row, also where it has more places than can be summed. */
  shownAmount: Fen;
  settledOn: TypedDay;
  /** 反核销: it never happened. */
  undone: boolean;
}

/** A line of a repayment plan (还款计划). */
export interface PlanLine {
  id: string;
  lineId: string;
  dueOn: TypedDay;
  amount: Fen;
  fundingSource: FundingSource | null;
}

/** A document in a debt's file (附件). */
export interface Attachment {
  id: string;
  lineId: string;
  kind: DocumentKind;
  fileName: string;
}

/** A disposal of a state-owned asset (国有资产处置) for clearing arrears. */
export interface AssetDisposal {
  id: string;
  companyId: string;
  assetName: string;
  appraised: Fen;
  /** Null: not sold yet. */
  soldFor: Fen | null;
  soldOn: TypedDay;
}

/** All that the facts of one document rest on. */
export interface DocumentFile {
  document: Document;
  /** Null where no company has the document's key. */
  company: Company | null;
  lines: readonly PayableLine[];
  /** By id. */
  suppliers: ReadonlyMap<string, Supplier>;
  /** By line. */
  writeOffs: ReadonlyMap<string, readonly WriteOff[]>;
}

/**
 * Which payable lines a bureau asks for. What is not given is not looked at; a list holds where any of its members
 * does.
 */
export interface LineFilter {
  companyCode?: string | null | undefined;
  supplierCode?: string | null | undefined;
  supplierProperty?: SupplierProperty | null | undefined;
  documentStates?: readonly DocumentState[] | null | undefined;
  documentFrom?: Day | null | undefined;
  documentTo?: Day | null | undefined;
  categoryTyped?: string | null | undefined;
  currency?: string | null | undefined;
  disputed?: boolean | null | undefined;
}

/** Which asset disposals a bureau asks for. */
export interface DisposalFilter {
  companyCode?: string | null | undefined;
  sold?: boolean | null | undefined;
}
