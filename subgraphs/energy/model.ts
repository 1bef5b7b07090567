import type { Day } from '../../kit/rules/dates.ts';
import type { Fen } from '../../kit/rules/money.ts';

/** A line of the ledger (清欠台账) as it stands: every text as the clerk typed it into the spreadsheet. */
export interface LedgerLine {
  /** Import batch (导入批次): within one unit and month the highest replaces the others. */
  batch: string;
  /** 序号; restarts with each file. */
  rowNumber: string | null;
  /** 填报月份, YYYYMM. */
  month: string;
  /** 填报单位. */
  reportingUnit: string;
  /** 欠款单位; empty where it is the reporting unit itself. */
  debtor: string | null;
  /** 债权企业, by name. */
  creditor: string | null;
  /** The creditor's 统一社会信用代码. */
  creditCode: string | null;
  contractName: string | null;
  contractNo: string | null;
  /** 欠款类型. */
  debtType: string | null;
  /** 欠款金额, in 万元 like the two that follow. */
  amountAsTyped: string | null;
  /** 已付金额. */
  paidAsTyped: string | null;
  /** 未付金额. */
  outstandingAsTyped: string | null;
  /** 形成时间. */
  incurredAsTyped: string | null;
  /** 约定付款时间. */
  dueAsTyped: string | null;
  /** 是否有分歧. */
  disputedAsTyped: string | null;
  /** 拖欠原因. */
  cause: string | null;
  /** 还款计划. */
  repaymentPlan: string | null;
  /** 备注. */
  remarks: string | null;
}

/** An entry of the bureau's directory of enterprises (企业名录), which is incomplete. */
export interface DirectoryEntry {
  name: string;
  /** 曾用名. */
  formerName: string | null;
  creditCode: string | null;
  /** 企业规模: 大型 中型 小型 微型. */
  scale: string | null;
  /** 企业性质: 民营 国有 外资 个体. */
  ownership: string | null;
}

/** An entry of the bureau's list of reporting units (填报单位). */
export interface UnitEntry {
  name: string;
  creditCode: string | null;
  /** 单位类别: 政府部门 事业单位 国有企业 苏木镇. */
  category: string | null;
}

/** What a unit says that lists no debt: its debts are paid (清零), or it has none to report (不涉及). */
export type NilReport = 'CLEARED' | 'NOT_CONCERNED';

/** Whether the unit's ledger in force lists a debt; if not, whether it was cleared or just left the ledger. */
export type Standing = 'LISTED' | 'CLEARED' | 'LEFT';

/** Whole fen. `paid` never exceeds `amount`; `outstanding` may, where a clerk typed it so. */
export interface Figures {
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
}

/** What a debt's paid amount grew by from one ledger to the next; negative where a ledger corrects the one before. */
export interface LedgerPayment {
  paidOn: Day;
  amount: Fen;
}

/** A part of a debt that the repayment plan promises by a day. */
export interface LedgerInstalment {
  dueOn: Day;
  amount: Fen;
  /** The clause of the plan that says so. */
  note: string;
}

/** What one month's ledger said of a debt. */
export interface LedgerMonth extends Figures {
  /** YYYYMM. */
  month: string;
}

/**
 * The record of a debt: the row of the unit's ledger in force, or else the row that last listed it, and what the
 * ledgers together tell of it.
 */
export interface LedgerRow extends LedgerLine, Figures {
  id: string;
  /** The day of the debt that it was asked for with; absent: today. */
  asOf?: Day;
  incurredOn: Day | null;
  /** 约定付款时间 as read. */
  agreedOn: Day | null;
  standing: Standing;
  clearedByNilReport: boolean;
  /** Months whose ledgers list it, oldest first. */
  history: LedgerMonth[];
  payments: LedgerPayment[];
  plan: LedgerInstalment[];
}

/** A reporting unit and its ledger in force. */
export interface ReportingUnit {
  /** As the bureau's list has it, else as its rows do, after NFKC and trim. */
  name: string;
  category: string | null;
  /** YYYYMM; null where it never reported. */
  lastMonth: string | null;
  nilReport: NilReport | null;
  /** Debts listed in its ledger in force. */
  debtCount: number;
  /** Months since its last ledger; null where it never reported. */
  monthsBehind: number | null;
  reportOverdue: boolean;
}

/** What the bureau picks ledger rows by; null: anything. */
export interface LedgerRowFilter {
  reportingUnit: string | null;
  /** YYYYMM: debts that this month's ledgers list. Null: those that the ledgers in force today list. */
  month: string | null;
  /** Parts of what was typed. */
  debtor: string | null;
  creditor: string | null;
  debtType: string | null;
  disputed: boolean | null;
}

/** Where a page of records begins: behind this record of this unit. */
export interface RecordBound {
  /** The unit's name in normal form. */
  unit: string;
  id: string;
}
