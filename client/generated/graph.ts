import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, YYYY-MM-DD, Asia/Shanghai. */
  Date: { input: string; output: string; }
  /** An instant, ISO 8601 with offset. */
  DateTime: { input: string; output: string; }
  /** An exact amount in yuan, always two places: "1234567.80". */
  Decimal: { input: string; output: string; }
};

/** Days overdue (账龄) of a debt in arrears. */
export type AgeBucket =
  /** 1 to 30 days. */
  | 'D1_30'
  /** 31 to 60 days. */
  | 'D31_60'
  /** 61 to 90 days. */
  | 'D61_90'
  /** 91 to 180 days. */
  | 'D91_180'
  /** 181 to 365 days. */
  | 'D181_365'
  /** More than 1825 days. */
  | 'OVER_5Y'
  /** In arrears without a due date. */
  | 'UNKNOWN'
  /** 366 to 730 days. */
  | 'Y1_2'
  /** 731 to 1095 days. */
  | 'Y2_3'
  /** 1096 to 1825 days. */
  | 'Y3_5';

/** A file that is kept elsewhere. */
export type AttachmentInput = {
  /** Its name. */
  readonly fileName: Scalars['String']['input'];
  /** What it is. */
  readonly kind: DocumentKind;
  /** 64 hexadecimal digits. */
  readonly sha256: Scalars['String']['input'];
};

/** Picks lines of the audit trail: those that are all of what is given. */
export type AuditFilter = {
  /** First day. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** What became of it. */
  readonly outcome?: InputMaybe<AuditOutcome>;
  /** Whether personal data were asked for, for a purpose. */
  readonly personalData?: InputMaybe<Scalars['Boolean']['input']>;
  /** One request; a request for personal data, or for a change, has two lines. */
  readonly requestId?: InputMaybe<Scalars['String']['input']>;
  /** The role in which they asked. */
  readonly role?: InputMaybe<Scalars['String']['input']>;
  /** Who asked. */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** Last day. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** What became of a request. */
export type AuditOutcome =
  /** Answered without an error. */
  | 'ANSWERED'
  /** It asks for personal data, or changes something: this was written before any of it was done. What became of it is in a line of its own. */
  | 'ASKED'
  /** Answered with errors, in part or whole. */
  | 'FAILED'
  /** No request: what the trail says of itself. */
  | 'NOTE'
  /** Refused before anything of it was read. */
  | 'REFUSED';

/** What changes; weights are given all three or none, and sum to 100. */
export type CampaignSettingsInput = {
  /** See `CampaignSettings`. */
  readonly baseDate?: InputMaybe<Scalars['Date']['input']>;
  /** See `CampaignSettings`. */
  readonly closureWeight?: InputMaybe<Scalars['Int']['input']>;
  /** See `CampaignSettings`. */
  readonly majorDebtThreshold?: InputMaybe<Scalars['Decimal']['input']>;
  /** See `CampaignSettings`. */
  readonly satisfactionWeight?: InputMaybe<Scalars['Int']['input']>;
  /** The settings' version when they were looked at. */
  readonly version: Scalars['Int']['input'];
  /** See `CampaignSettings`. */
  readonly zeroOutWeight?: InputMaybe<Scalars['Int']['input']>;
};

/** What is changed, and as what it was seen. */
export type Change = {
  /** The thing's id. */
  readonly id: Scalars['ID']['input'];
  /** 8 to 64 characters of the caller's own, once for each intent. */
  readonly key: Scalars['ID']['input'];
  /** Its version when it was looked at. */
  readonly version: Scalars['Int']['input'];
};

/** Every field given must hold. A list holds where any of its members does; an empty list holds for nothing. */
export type ConstructionBillFilter = {
  /** What the bills are for. */
  readonly billTypes?: InputMaybe<ReadonlyArray<ConstructionBillType>>;
  /** True: confirmed bills, which are debts. False: bills not confirmed yet, which are clues to debts and count in no figure. */
  readonly confirmed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Confirmed in this month, YYYY-MM, Asia/Shanghai. */
  readonly confirmedIn?: InputMaybe<Scalars['String']['input']>;
  /** Entries that the contracts name as contractor. An entry merged into another is named by its own id. */
  readonly contractorIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Entries that the projects name as owner (建设单位). An entry merged into another is named by its own id. */
  readonly ownerIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Projects by their ids. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** As the platform writes them, to the letter. */
  readonly projectNos?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** By the platform's own status, which may lag behind the payments. */
  readonly recordedStatuses?: InputMaybe<ReadonlyArray<ConstructionBillStatus>>;
  /** Banner townships and subdistricts (苏木镇/街道) of the projects. */
  readonly townCodes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** How far a bill is paid. */
export type ConstructionBillStatus =
  /** 已付清 */
  | 'PAID'
  /** 部分支付 */
  | 'PARTLY_PAID'
  /** 待付 */
  | 'UNPAID';

/** What a milestone pays for. */
export type ConstructionBillType =
  /** 材料款 */
  | 'MATERIALS'
  /** 进度款 */
  | 'PROGRESS'
  /** 质保金 */
  | 'RETENTION'
  /** 结算款 */
  | 'SETTLEMENT'
  /** 农民工工资 */
  | 'WAGES';

/** What a contract is for. */
export type ConstructionContractKind =
  /** 施工总包 */
  | 'GENERAL_CONTRACTING'
  /** 材料设备 */
  | 'MATERIALS'
  /** 专业分包 */
  | 'SUBCONTRACTING'
  /** 监理 */
  | 'SUPERVISION'
  /** 勘察设计 */
  | 'SURVEY_AND_DESIGN';

/** Every field given must hold. */
export type ConstructionDepositFilter = {
  /** Whether the law knows such a deposit. */
  readonly legalBasis?: InputMaybe<Scalars['Boolean']['input']>;
  /** Due for return before today and not returned. */
  readonly returnOverdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether a day of return is recorded. */
  readonly returned?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What kind of unit an entry is. */
export type ConstructionOrganisationKind =
  /** 政府部门 */
  | 'GOVERNMENT'
  /** 个体 */
  | 'INDIVIDUAL'
  /** 民营企业 */
  | 'PRIVATE_ENTERPRISE'
  /** 事业单位 */
  | 'PUBLIC_INSTITUTION'
  /** 国有企业 */
  | 'STATE_ENTERPRISE'
  /** 苏木镇/街道 */
  | 'TOWN';

/** In what way books contradict each other. */
export type ContradictionKind =
  /** The same debt has other amounts, net of credit notes, in other books. */
  | 'AMOUNTS_DIFFER'
  /** The same debt is cleared in one book and owed in another. */
  | 'CLEARED_AND_OWED'
  /** The same debt is in dispute (有分歧) in one book and not in another. */
  | 'DISPUTED_AND_UNDISPUTED'
  /** Another department has the debt; a sector's book that has others of this contract, with the same debtor and creditor, has not. */
  | 'MISSING_FROM_SECTOR'
  /** A sector's book has the debt; the treasury, which has others of this contract, with the same debtor and creditor, has not. */
  | 'MISSING_FROM_TREASURY'
  /** A unit reported that it owes nothing (清零, 不涉及); other books say that it does. */
  | 'REPORTED_NOTHING';

/** How a debt counts that stands in the books of several departments. */
export type Counting =
  /** Every record counts, as each department reports it. */
  | 'AS_RECORDED'
  /** A debt that several departments have on their books counts once, with the figures of the books that come first: the debtor's own. */
  | 'EACH_DEBT_ONCE';

/** What can be wrong in a row. */
export type DataIssueKind =
  /** Amount, paid and outstanding as typed do not add up; outstanding stays as typed. */
  | 'AMOUNTS_DISAGREE'
  /** An amount is no number: the row is no debt, or goes on as if the field were empty. */
  | 'AMOUNT_UNREADABLE'
  /** A creditor with neither name nor code, or whose name two codes share. */
  | 'CREDITOR_UNIDENTIFIED'
  /** A text where a code belongs that is no code; the row goes on by its name. */
  | 'CREDIT_CODE_INVALID'
  /** A credit note (红字) for a bill that is not there; it counts in nothing. */
  | 'CREDIT_NOTE_UNMATCHED'
  /** A month that a spreadsheet may have made January of October: `YYYY.1`. */
  | 'DATE_AMBIGUOUS'
  /** A date is none: the row goes on as if the field were empty. */
  | 'DATE_UNREADABLE'
  /** A debtor with neither name nor code, or whose name two codes share. */
  | 'DEBTOR_UNIDENTIFIED'
  /** A key that several rows have: one of them counts, once. */
  | 'DUPLICATE_KEY'
  /** A flag, of a row that is there or not, paid or not, that is none of its own values: it counts as not set, or the row as not in force. */
  | 'FLAG_UNREADABLE'
  /** A debt that a later ledger no longer lists without saying why; it is not counted. */
  | 'LEFT_LEDGER'
  /** More was paid than is owed; what is beyond counts in nothing. */
  | 'OVERPAID'
  /** A refund beyond what was paid up to its day: what is beyond counts in nothing. */
  | 'PAYMENT_UNMATCHED'
  /** A row in force that leads nowhere: what it refers to is not in the books, or is deleted while the row is not. */
  | 'REFERENCE_MISSING'
  /** A unit whose latest ledger is more than a month old. */
  | 'REPORT_OVERDUE'
  /** The status says settled while something is outstanding, or open while nothing is. */
  | 'STATUS_LAGS';

/** What is owed for: goods, works or services (货物、工程、服务), as Order 802 has them. */
export type DebtCategory =
  /** Goods (货物). */
  | 'GOODS'
  /** Services (服务). */
  | 'SERVICES'
  /** Works (工程). */
  | 'WORKS';

/** Why it has not been paid (拖欠原因). */
export type DebtCause =
  /** Not accepted yet (未验收). */
  | 'ACCEPTANCE'
  /** In dispute (存在分歧). */
  | 'DISPUTE'
  /** Lack of funds (资金困难). */
  | 'FUNDS'
  /** A cause in other words; see `causeNote`. */
  | 'OTHER'
  /** Formalities, papers or invoices missing (手续不全). */
  | 'PAPERWORK'
  /** Audit or final settlement under way (审计结算). */
  | 'SETTLEMENT';

/** What totals can be cut by. */
export type DebtDimension =
  /** `ageBucket`; null for debts that are not in arrears. */
  | 'AGE_BUCKET'
  /** `category`. */
  | 'CATEGORY'
  /** `cause`. */
  | 'CAUSE'
  /** To whom it is owed: `creditor`. */
  | 'CREDITOR'
  /** `creditorScale`, as the record's own book has it. */
  | 'CREDITOR_SCALE'
  /** Who owes: `debtor`. */
  | 'DEBTOR'
  /** `debtorKind`, as the record's own book has it. */
  | 'DEBTOR_KIND'
  /** `disputed`. */
  | 'DISPUTED'
  /** Whose books: `domain`. */
  | 'DOMAIN'
  /** `incurredYear`: the year of `incurredOn`. */
  | 'INCURRED_YEAR'
  /** `status`. */
  | 'STATUS'
  /** `wages`. */
  | 'WAGES';

/** Every field given must hold. A list holds where any of its members does; an empty list holds for nothing. Amounts in yuan; bounds and days inclusive. */
export type DebtFilter = {
  /** Days overdue; holds for debts in arrears only. */
  readonly ageBuckets?: InputMaybe<ReadonlyArray<AgeBucket>>;
  /** What it is owed for. */
  readonly categories?: InputMaybe<ReadonlyArray<DebtCategory>>;
  /** Why it has not been paid. */
  readonly causes?: InputMaybe<ReadonlyArray<DebtCause>>;
  /** As `Enterprise.id` gives them. */
  readonly creditorIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** As the record's own book has it. */
  readonly creditorScales?: InputMaybe<ReadonlyArray<EnterpriseScale>>;
  /** As `Debtor.id` gives them. */
  readonly debtorIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** As the record's own book has it. */
  readonly debtorKinds?: InputMaybe<ReadonlyArray<DebtorKind>>;
  /** Whether the parties disagree about it. */
  readonly disputed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whose books to ask; debts are counted once among these. */
  readonly domains?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** First `dueOn`. */
  readonly dueFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last `dueOn`. */
  readonly dueTo?: InputMaybe<Scalars['Date']['input']>;
  /** As `Debt.id` gives them. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** First `incurredOn`. */
  readonly incurredFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last `incurredOn`. */
  readonly incurredTo?: InputMaybe<Scalars['Date']['input']>;
  /** Largest `outstanding`. */
  readonly maxOutstanding?: InputMaybe<Scalars['Decimal']['input']>;
  /** Fewest `daysOverdue`; holds for debts in arrears with a due date only. */
  readonly minDaysOverdue?: InputMaybe<Scalars['Int']['input']>;
  /** Smallest `outstanding`. */
  readonly minOutstanding?: InputMaybe<Scalars['Decimal']['input']>;
  /** Whose claims count. */
  readonly scope?: InputMaybe<Scope>;
  /** Part of a debtor's or creditor's recorded name, a contract's number or name. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** What has become of it. */
  readonly statuses?: InputMaybe<ReadonlyArray<DebtStatus>>;
  /** Whether the department has verified it; debts of which a book does not say are neither. */
  readonly verified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether wages of migrant workers (农民工工资) are part of it. */
  readonly wages?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An order of debts. */
export type DebtOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to go by. */
  readonly field?: DebtOrderField;
};

/** What debts are put in order by. */
export type DebtOrderField =
  /** `amount`. */
  | 'AMOUNT'
  /** `dueOn`; debts without one come last. */
  | 'DUE_ON'
  /** `incurredOn`; debts without one come last. */
  | 'INCURRED_ON'
  /** `outstanding`. */
  | 'OUTSTANDING';

/** What has become of a debt on a day. */
export type DebtStatus =
  /** Cleared (已清偿): nothing is outstanding. */
  | 'CLEARED'
  /** In arrears (拖欠): something is outstanding after the due date, or a ledger of arrears lists it without one. */
  | 'IN_ARREARS'
  /** Something is outstanding and the due date has not passed. */
  | 'NOT_YET_DUE';

/** What a debtor is. */
export type DebtorKind =
  /** Government body (机关). */
  | 'GOVERNMENT'
  /** Any other, and where the book does not say. */
  | 'OTHER'
  /** Public institution (事业单位). */
  | 'PUBLIC_INSTITUTION'
  /** State-owned enterprise (国有企业). */
  | 'SOE'
  /** Town or sumu (乡镇、苏木). */
  | 'TOWN';

/** What a decision says of its records. */
export type DecisionKind =
  /** They are the same debt. */
  | 'CONFIRM'
  /** No two of them are the same debt. */
  | 'SEPARATE';

/** What happened to a debt between two returns. */
export type DifferenceKind =
  /** 新增 */
  | 'ADDED'
  /** 核减或核增: the amount is another. */
  | 'ADJUSTED'
  /** 销号: nothing is owed any more. */
  | 'CLEARED'
  /** Gone without being cleared: LEFT, denied, or not on the later one. */
  | 'REMOVED'
  /** 偿还: less is owed since something was paid. */
  | 'REPAID'
  /** Nothing. */
  | 'SAME';

/** Kinds of documents in a debt's file. */
export type DocumentKind =
  /** 验收 */
  | 'ACCEPTANCE'
  /** 合同 */
  | 'CONTRACT'
  /** 其他 */
  | 'OTHER'
  /** 还款计划 */
  | 'PLAN'
  /** 结算 */
  | 'SETTLEMENT'
  /** 支付凭证 */
  | 'VOUCHER';

/** By what rule a debt falls due; Order 802, Art. 9. */
export type DueBasis =
  /** The days agreed in the contract, after the start. */
  | 'AGREED_TERM'
  /** The date that the book records. */
  | 'RECORDED'
  /** Retention money (质量保证金): the months agreed, after acceptance. */
  | 'RETENTION_PERIOD'
  /** 60 days after the start: no later date counts for government, public institutions and towns. */
  | 'STATUTORY_CAP'
  /** 60 days after the start for state-owned enterprises, 30 for all other debtors. */
  | 'STATUTORY_TERM'
  /** The book allows of no date. */
  | 'UNKNOWN';

/** What a ledger says that lists no debt. */
export type EnergyNilReport =
  /** 清零: its debts are paid. */
  | 'CLEARED'
  /** 不涉及: it has none to report. */
  | 'NOT_CONCERNED';

/** How a debt stands to its unit's ledger in force. */
export type EnergyStanding =
  /** It is listed no more, and was last listed with nothing outstanding or is cleared by a nil report (清零). */
  | 'CLEARED'
  /** It is listed no more, and nothing says that it is paid. */
  | 'LEFT'
  /** It is listed. */
  | 'LISTED';

/** Size of a creditor (企业规模). */
export type EnterpriseScale =
  /** Large (大型). */
  | 'LARGE'
  /** Medium (中型). */
  | 'MEDIUM'
  /** Micro (微型). */
  | 'MICRO'
  /** Small (小型). */
  | 'SMALL';

/** Every field given must hold. A list holds where any of its members does; an empty list holds for nothing. */
export type FinancePayableFilter = {
  /** Code of the budget unit (预算单位) that owes. */
  readonly agencyCode?: InputMaybe<Scalars['String']['input']>;
  /** Codes of causes (拖欠原因), 01 to 05 and 99. */
  readonly causeCodes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The contract's number; its brackets may be typed in any way. */
  readonly contractNo?: InputMaybe<Scalars['String']['input']>;
  /** Month of delivery, YYYY-MM. */
  readonly deliveredMonth?: InputMaybe<Scalars['String']['input']>;
  /** Sources out of which something has been paid by today. */
  readonly paidFrom?: InputMaybe<ReadonlyArray<FundingSource>>;
  /** Code of the project that the contract rests on. */
  readonly projectCode?: InputMaybe<Scalars['String']['input']>;
  /** States of verification (核实). */
  readonly verifyStates?: InputMaybe<ReadonlyArray<FinanceVerifyState>>;
};

/** Every field given must hold. */
export type FinanceProjectFilter = {
  /** Whether the enterprise advances the money (企业垫资). */
  readonly advanced?: InputMaybe<Scalars['Boolean']['input']>;
  /** Code of the budget unit whose project it is. */
  readonly agencyCode?: InputMaybe<Scalars['String']['input']>;
  /** Whether a contract in force rests on the project. */
  readonly underContract?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Whether somebody has checked that the debt is owed (核实). */
export type FinanceVerifyState =
  /** 不属实: it does not count as a debt. */
  | 'UNTRUE'
  /** 未核实 */
  | 'UNVERIFIED'
  /** 已核实 */
  | 'VERIFIED';

/** How far a voucher has come. */
export type FinanceVoucherStatus =
  /** 在途 */
  | 'IN_TRANSIT'
  /** 已支付: the only status that is money paid. */
  | 'PAID'
  /** 已退票 */
  | 'RETURNED'
  /** 作废 */
  | 'VOID';

/** What arrears are paid from (资金来源). */
export type FundingSource =
  /** 国有资产处置 */
  | 'ASSET_DISPOSAL'
  /** 债券或上级资金 */
  | 'BOND_OR_TRANSFER'
  /** 财政资金 */
  | 'FISCAL'
  /** 贷款 */
  | 'LOAN'
  /** 其他 */
  | 'OTHER'
  /** 自有资金 */
  | 'OWN_FUNDS'
  /** 清缴税费 */
  | 'TAX_RECOVERY';

/** What a group is for. */
export type GroupKind =
  /** 统筹协调小组 */
  | 'COORDINATION'
  /** 资金保障组 */
  | 'FUNDS'
  /** 领导小组 */
  | 'LEADING'
  /** 信访维稳组 */
  | 'PETITION'
  /** 领域线索摸排小组 */
  | 'SECTOR'
  /** 监督执纪组 */
  | 'SUPERVISION';

/** By which rule a row's party is held to be who it is. */
export type IdentityRule =
  /** The row gives a name that a directory lists as a former name of one with a code. */
  | 'FORMER_NAME'
  /** The row gives a name that stands with no code: the name is all there is. */
  | 'NAME_ALONE'
  /** The row gives the name alone, which the departments' books together give with exactly one organisation code. */
  | 'NAME_WITH_ONE_CODE'
  /** The row gives a name that stands with several codes: it stays by itself. */
  | 'NAME_WITH_SEVERAL_CODES'
  /** The row gives the organisation code, or a code that holds it. */
  | 'OWN_CODE';

/** An instalment. */
export type InstalmentInput = {
  /** Above 0. */
  readonly amount: Scalars['Decimal']['input'];
  /** By this day. */
  readonly dueOn: Scalars['Date']['input'];
  /** What it is to be paid from. */
  readonly fundingSource?: InputMaybe<FundingSource>;
  /** Remark. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** What a letter says. */
export type LetterKind =
  /** 不涉及函: the unit has nothing to report. */
  | 'NIL'
  /** 清零函: what it owed is paid. */
  | 'ZERO_OUT';

/** What became of a letter. */
export type LetterState =
  /** 已受理: the unit need not report. */
  | 'ACCEPTED'
  /** 已函告 */
  | 'FILED'
  /** 失效: arrears have come back. */
  | 'LAPSED'
  /** 不予受理 */
  | 'REFUSED';

/** What a unit says of a line. */
export type LineAnswer =
  /** As the books have it; so too where nothing is said. */
  | 'CONFIRMED'
  /** Otherwise, with a reason. */
  | 'CORRECTED'
  /** Not owed (不属实), with a reason. */
  | 'DENIED';

/** Why a debt is on a return. */
export type LineBasis =
  /** On the unit's last received return, and cleared in the books since (销号). */
  | 'CLEARED'
  /** On the unit's last received return, and in the books neither in arrears nor cleared, or in none: to be explained. */
  | 'LEFT'
  /** In no book. */
  | 'OFF_BOOK'
  /** In arrears in the books on the return's day. */
  | 'OWED'
  /** On the unit's last received return, and its book is missing now: as it was declared then (P23). */
  | 'UNSEEN';

/** What is declared of a line; what is not given is as the books have it. */
export type LineInput = {
  /** For CORRECTED. */
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** In short. */
  readonly answer: LineAnswer;
  /** VOUCHER wanted where more is declared paid than the books have. */
  readonly attachments?: InputMaybe<ReadonlyArray<AttachmentInput>>;
  /** Wanted where the books have none. */
  readonly cause?: InputMaybe<DebtCause>;
  /** For CORRECTED; not above what is outstanding. */
  readonly disputedAmount?: InputMaybe<Scalars['Decimal']['input']>;
  /** For CORRECTED. */
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  /** A HANDLER post of the unit. Default: the unit's first by code. */
  readonly handlerCode?: InputMaybe<Scalars['ID']['input']>;
  /** In court or arbitration. */
  readonly inCourt?: Scalars['Boolean']['input'];
  /** As `ReturnLine.key` gives it. */
  readonly key: Scalars['ID']['input'];
  /** Remark. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** For CORRECTED; not above the amount. */
  readonly paid?: InputMaybe<Scalars['Decimal']['input']>;
  /** At most 60 instalments, each after the return's day. */
  readonly plan?: InputMaybe<ReadonlyArray<InstalmentInput>>;
  /** Wanted for CORRECTED, DENIED, and of lines LEFT. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Why two departments' records are held to be the same debt: same creditor, same debtor, same contract, and what follows. */
export type MatchBasis =
  /** People of the coordination group have said so. */
  | 'CONFIRMED_BY_HAND'
  /** No bill number in one of them, and the same recorded amount, to within 50 yuan where one of them is energy's. */
  | 'CONTRACT_AND_AMOUNT'
  /** The same bill or invoice number in both. */
  | 'CONTRACT_AND_BILL'
  /** This is the record that counts: the debtor's own books', else the first of soe, finance, housing-construction, energy that has it. */
  | 'COUNTED';

/** Whether a unit has to report. */
export type Obligation =
  /** It has no route, or is off the register. */
  | 'NONE'
  /** It has. */
  | 'OBLIGED'
  /** A letter relieves it (暂停报送). */
  | 'PAUSED';

/** Which way an order goes; what has no value comes last either way. */
export type OrderDirection =
  /** Smallest or earliest first. */
  | 'ASC'
  /** Largest or latest first. */
  | 'DESC';

/** Who owns a creditor (所有制). */
export type Ownership =
  /** Foreign-invested (外资). */
  | 'FOREIGN'
  /** Individual business (个体工商户). */
  | 'INDIVIDUAL'
  /** Private (民营). */
  | 'PRIVATE'
  /** State-owned (国有). */
  | 'STATE';

/** What a post is in its unit. */
export type PostFunction =
  /** 专责人: named for the debts (专人负责), prepares. */
  | 'HANDLER'
  /** 主要负责人: confirms, reports, signs for the unit. */
  | 'HEAD'
  /** Any other; a leader of the banner without a unit's head post too. */
  | 'OTHER';

/** A post, whole. */
export type PostInput = {
  /** Stable; a new one makes a new post. */
  readonly code: Scalars['ID']['input'];
  /** What it is in its unit. */
  readonly function: PostFunction;
  /** Title. */
  readonly title: Scalars['String']['input'];
  /** Null for the banner's leaders. */
  readonly unitCode?: InputMaybe<Scalars['ID']['input']>;
  /** Null for a new one. */
  readonly version?: InputMaybe<Scalars['Int']['input']>;
};

/** How far a return has come. */
export type ReturnState =
  /** 已确认: confirmed by the unit. */
  | 'CONFIRMED'
  /** 填报: being prepared, or sent back. */
  | 'DRAFT'
  /** 已受理: a snapshot for good. */
  | 'RECEIVED'
  /** 已审签: signed by a leader. */
  | 'SIGNED'
  /** 已汇总送审: in a summary. */
  | 'SUBMITTED';

/** A route. */
export type RouteInput = {
  /** Codes of domains; none for the main one, at least one for any other. */
  readonly domains?: ReadonlyArray<Scalars['String']['input']>;
  /** In which group, 2 to 9. */
  readonly groupCode: Scalars['ID']['input'];
  /** Which bureau puts it together. */
  readonly leadBureauCode: Scalars['ID']['input'];
  /** Exactly one of a unit's routes is. */
  readonly main: Scalars['Boolean']['input'];
};

/** Whose claims count. */
export type Scope =
  /** All creditors, large state-owned and foreign ones too. */
  | 'ALL'
  /** Creditors that the campaign protects: private or individual ownership, or medium, small or micro; and those of whom nothing is known. */
  | 'PROTECTED';

/** A seat. */
export type SeatInput = {
  /** Whether succession wants a notice. */
  readonly byNotice?: Scalars['Boolean']['input'];
  /** The post. */
  readonly postCode: Scalars['ID']['input'];
  /** As what. */
  readonly rank: SeatRank;
};

/** What a seat is. */
export type SeatRank =
  /** 副组长 */
  | 'DEPUTY'
  /** 组长 */
  | 'LEADER'
  /** 成员 */
  | 'MEMBER';

/** Every field given must hold. */
export type SoeAssetDisposalFilter = {
  /** The owner's own code (公司编码). */
  readonly companyCode?: InputMaybe<Scalars['String']['input']>;
  /** Whether it has been sold. */
  readonly sold?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How far a document (单据) has come. Only audited and signed ones count. */
export type SoeDocumentState =
  /** 已审核 */
  | 'AUDITED'
  /** 暂存 */
  | 'DRAFT'
  /** 已保存 */
  | 'SAVED'
  /** 已签字 */
  | 'SIGNED';

/** Every field given must hold. A list holds where any of its members does; an empty list holds for nothing. */
export type SoePayableLineFilter = {
  /** The category as typed: 工程, 货物, 服务, 工资 or whatever else stands there. */
  readonly categoryTyped?: InputMaybe<Scalars['String']['input']>;
  /** The debtor's own code (公司编码). */
  readonly companyCode?: InputMaybe<Scalars['String']['input']>;
  /** As typed: CNY or another. */
  readonly currency?: InputMaybe<Scalars['String']['input']>;
  /** Whether the line is marked as disputed (有分歧). */
  readonly disputed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Month of the document's date, YYYY-MM. */
  readonly documentMonth?: InputMaybe<Scalars['String']['input']>;
  /** How far the document has come. */
  readonly documentStates?: InputMaybe<ReadonlyArray<SoeDocumentState>>;
  /** Code of one entry of the supplier (客商编码); a supplier may have several. */
  readonly supplierCode?: InputMaybe<Scalars['String']['input']>;
  /** Whether the supplier's entry is external (外部) or internal (内部). */
  readonly supplierProperty?: InputMaybe<SoeSupplierProperty>;
};

/** Money owed between the group's own companies is not an arrear. */
export type SoeSupplierProperty =
  /** 外部 */
  | 'EXTERNAL'
  /** 内部 */
  | 'INTERNAL';

/** What an amount was written off against (核销). */
export type SoeWriteOffBasis =
  /** A payment line (付款单). */
  | 'PAYMENT'
  /** A red-letter payable (红字应付单): it lowers the amount, and is no money paid. */
  | 'RED_LETTER';

/** How a department answered. */
export type SourceState =
  /** The caller may not see its books. */
  | 'FORBIDDEN'
  /** From its books as read just now. */
  | 'LIVE'
  /** From what was read earlier: its database does not answer just now. */
  | 'STALE'
  /** Not at all, or it has no books for that day: its money is in no figure. */
  | 'UNAVAILABLE';

/** Picks summaries: those that are all of what is given. */
export type SummaryFilter = {
  /** Groups. */
  readonly groupCodes?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Who put it together. */
  readonly leadBureauCode?: InputMaybe<Scalars['ID']['input']>;
  /** YYYY-MM. */
  readonly month?: InputMaybe<Scalars['String']['input']>;
  /** States. */
  readonly states?: InputMaybe<ReadonlyArray<SummaryState>>;
};

/** How far a summary has come. */
export type SummaryState =
  /** 已受理 */
  | 'RECEIVED'
  /** 退回: for good; the returns go into another one. */
  | 'SENT_BACK'
  /** 已审签: on its way to the bureau that receives. */
  | 'SIGNED'
  /** 送审: before the group's leaders. */
  | 'SUBMITTED';

/** Every field given must hold. A list holds where any of its members does; an empty list holds for nothing. */
export type UnacceptedConstructionProjectFilter = {
  /** Begun at least so many days ago; 0 to 36500. */
  readonly minDays?: InputMaybe<Scalars['Int']['input']>;
  /** Entries that the projects name as owner (建设单位). An entry merged into another is named by its own id. */
  readonly ownerIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True: settled (结算完成), so work is finished, and still not accepted. False: not settled either. */
  readonly settled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Banner townships and subdistricts (苏木镇/街道) of the projects. */
  readonly townCodes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Picks units: those that are all of what is given. */
export type UnitFilter = {
  /** Member of this group. */
  readonly groupCode?: InputMaybe<Scalars['ID']['input']>;
  /** What it is. */
  readonly kinds?: InputMaybe<ReadonlyArray<UnitKind>>;
  /** Part of the name, or the code. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** What the plan gives to one unit alone. */
export type UnitFunction =
  /** Keeps state assets (国有资产发展服务中心). */
  | 'KEEPS_ASSETS'
  /** Keeps the money to clear with (财政局). */
  | 'KEEPS_FUNDS'
  /** Keeps the hotline's clue ledger (政务服务与数据管理局). */
  | 'KEEPS_HOTLINE'
  /** Keeps petitions (信访局). */
  | 'KEEPS_PETITIONS'
  /** Receives returns and letters, collects clues (工信和科技局). */
  | 'RECEIVES_RETURNS';

/** A unit, whole. */
export type UnitInput = {
  /** Off the register where false. */
  readonly active?: Scalars['Boolean']['input'];
  /** Stable; a new one makes a new unit. */
  readonly code: Scalars['ID']['input'];
  /** By `Debtor.id`. */
  readonly debtorIds: ReadonlyArray<Scalars['ID']['input']>;
  /** What the plan gives to it. */
  readonly functions: ReadonlyArray<UnitFunction>;
  /** What it is. */
  readonly kind: UnitKind;
  /** Its full name. */
  readonly name: Scalars['String']['input'];
  /** Null for a new one. */
  readonly version?: InputMaybe<Scalars['Int']['input']>;
};

/** What a unit is; the addressees of the plan (主送单位). */
export type UnitKind =
  /** 旗政府部门 */
  | 'DEPARTMENT'
  /** 直属单位 */
  | 'DIRECT_UNIT'
  /** 企业 */
  | 'ENTERPRISE'
  /** 事业单位 */
  | 'INSTITUTION'
  /** 街道 */
  | 'STREET'
  /** 苏木镇 */
  | 'TOWN'
  /** 开发区、园区管委会 */
  | 'ZONE';

/** A group, whole. */
export type WorkingGroupInput = {
  /** 0 to 12. */
  readonly code: Scalars['ID']['input'];
  /** Codes of member units. */
  readonly memberCodes: ReadonlyArray<Scalars['ID']['input']>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Leaders first. */
  readonly seats: ReadonlyArray<SeatInput>;
  /** Its version when it was looked at. */
  readonly version: Scalars['Int']['input'];
};

export type TotalsQueryVariables = Exact<{
  filter?: InputMaybe<DebtFilter>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
}>;


export type TotalsQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ArrearsByDomainQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type ArrearsByDomainQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly ageBucket?: AgeBucket | null, readonly domain?: { readonly code: string, readonly name: string } | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ArrearsByKindQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type ArrearsByKindQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly debtorKind?: DebtorKind | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ByAgeQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type ByAgeQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly ageBucket?: AgeBucket | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ByCauseQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type ByCauseQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly cause?: DebtCause | null, readonly disputed?: boolean | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ByDebtorKindQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type ByDebtorKindQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly debtorKind?: DebtorKind | null, readonly domain?: { readonly code: string, readonly name: string } | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ByDomainQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type ByDomainQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly domain?: { readonly code: string, readonly name: string } | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ChangesQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ChangesQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string, readonly debtorName: string, readonly creditorName: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly status: DebtStatus, readonly paid: string, readonly outstanding: string, readonly domain: { readonly code: string }, readonly recordings: ReadonlyArray<{ readonly debtId: string }> }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ContradictionsQueryVariables = Exact<{
  domains?: InputMaybe<ReadonlyArray<Scalars['ID']['input']> | Scalars['ID']['input']>;
  kinds?: InputMaybe<ReadonlyArray<ContradictionKind> | ContradictionKind>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ContradictionsQuery = { readonly contradictions: { readonly complete: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: ContradictionKind, readonly amount: string, readonly debtor: { readonly name: string }, readonly creditor?: { readonly name: string } | null, readonly lacking?: { readonly code: string } | null, readonly recordings: ReadonlyArray<{ readonly debtId: string, readonly domain: { readonly code: string } }> }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type DataIssuesQueryVariables = Exact<{
  domains?: InputMaybe<ReadonlyArray<Scalars['ID']['input']> | Scalars['ID']['input']>;
  kinds?: InputMaybe<ReadonlyArray<DataIssueKind> | DataIssueKind>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DataIssuesQuery = { readonly dataIssues: { readonly complete: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: DataIssueKind, readonly location: string, readonly found?: string | null, readonly message: string, readonly debtId?: string | null, readonly domain: { readonly code: string } }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type DisclosureQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DisclosureQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly disputed: boolean, readonly outstanding: string, readonly debtor: { readonly id: string, readonly name: string, readonly creditCode?: string | null, readonly kind: DebtorKind }, readonly creditor: { readonly id: string } }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type LargestCreditorsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type LargestCreditorsQuery = { readonly enterprises: { readonly complete: boolean, readonly edges: ReadonlyArray<{ readonly node: { readonly name: string, readonly creditCode?: string | null, readonly scale?: EnterpriseScale | null, readonly ownership?: Ownership | null }, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type LargestDebtorsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type LargestDebtorsQuery = { readonly debtors: { readonly complete: boolean, readonly edges: ReadonlyArray<{ readonly node: { readonly name: string, readonly creditCode?: string | null, readonly kind: DebtorKind }, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type MissingDocumentsQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MissingDocumentsQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string, readonly debtorName: string, readonly creditorName: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly outstanding: string, readonly domain: { readonly code: string }, readonly record?:
        | { readonly missingDocuments: ReadonlyArray<DocumentKind> }
        | { readonly missingDocuments: ReadonlyArray<DocumentKind> }
        | { readonly missingDocuments: ReadonlyArray<DocumentKind> }
        | { readonly missingDocuments: ReadonlyArray<DocumentKind> }
       | null }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type MonthlyLedgerQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MonthlyLedgerQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string, readonly debtorName: string, readonly creditorName: string, readonly contractName?: string | null, readonly contractNo?: string | null, readonly category?: DebtCategory | null, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly disputed: boolean, readonly incurredOn?: string | null, readonly dueOn?: string | null, readonly daysOverdue?: number | null, readonly ageBucket?: AgeBucket | null, readonly wages: boolean, readonly cause?: DebtCause | null, readonly verified?: boolean | null, readonly domain: { readonly code: string }, readonly debtor: { readonly creditCode?: string | null, readonly kind: DebtorKind }, readonly creditor: { readonly creditCode?: string | null, readonly scale?: EnterpriseScale | null, readonly ownership?: Ownership | null }, readonly recordings: ReadonlyArray<{ readonly domain: { readonly code: string } }>, readonly record?:
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }> }
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }> }
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }> }
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }> }
       | null }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type PlansDueQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type PlansDueQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string, readonly debtorName: string, readonly creditorName: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly outstanding: string, readonly domain: { readonly code: string }, readonly record?:
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }>, readonly payments: ReadonlyArray<{ readonly paidOn: string, readonly amount: string }> }
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }>, readonly payments: ReadonlyArray<{ readonly paidOn: string, readonly amount: string }> }
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }>, readonly payments: ReadonlyArray<{ readonly paidOn: string, readonly amount: string }> }
        | { readonly plan: ReadonlyArray<{ readonly dueOn: string, readonly amount: string, readonly fundingSource?: FundingSource | null }>, readonly payments: ReadonlyArray<{ readonly paidOn: string, readonly amount: string }> }
       | null }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type ReconciliationQueryVariables = Exact<{
  domains?: InputMaybe<ReadonlyArray<Scalars['ID']['input']> | Scalars['ID']['input']>;
  minDifference?: InputMaybe<Scalars['Decimal']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReconciliationQuery = { readonly reconciliation: { readonly complete: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly debtorName: string, readonly creditorName: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly difference: string, readonly recordings: ReadonlyArray<{ readonly debtId: string, readonly amount: string, readonly outstanding: string, readonly basis: MatchBasis, readonly domain: { readonly code: string } }> }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type SmallDebtsQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SmallDebtsQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string, readonly debtorName: string, readonly creditorName: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly wages: boolean, readonly cause?: DebtCause | null, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly incurredOn?: string | null, readonly dueOn?: string | null, readonly daysOverdue?: number | null, readonly domain: { readonly code: string }, readonly debtor: { readonly kind: DebtorKind } }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type TrendQueryVariables = Exact<{
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  filter?: InputMaybe<DebtFilter>;
}>;


export type TrendQuery = { readonly trend: ReadonlyArray<{ readonly month: string, readonly asOf: string, readonly outstanding: string, readonly incurred: string, readonly paid: string, readonly adjusted: string, readonly count: number, readonly complete: boolean }> };

export type WagesFirstQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WagesFirstQuery = { readonly debts: { readonly complete: boolean, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string, readonly debtorName: string, readonly creditorName: string, readonly contractNo?: string | null, readonly contractName?: string | null, readonly wages: boolean, readonly cause?: DebtCause | null, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly incurredOn?: string | null, readonly dueOn?: string | null, readonly daysOverdue?: number | null, readonly domain: { readonly code: string }, readonly debtor: { readonly kind: DebtorKind } }>, readonly pageInfo: { readonly endCursor?: string | null, readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export type WagesQueryVariables = Exact<{
  asOf?: InputMaybe<Scalars['Date']['input']>;
  filter?: InputMaybe<DebtFilter>;
}>;


export type WagesQuery = { readonly arrears: { readonly asOf: string, readonly complete: boolean, readonly totals: { readonly count: number, readonly outstanding: string }, readonly groups: ReadonlyArray<{ readonly domain?: { readonly code: string, readonly name: string } | null, readonly totals: { readonly count: number, readonly amount: string, readonly paid: string, readonly outstanding: string, readonly clearanceRate?: number | null } }>, readonly sources: ReadonlyArray<{ readonly state: SourceState, readonly readAt?: string | null, readonly message?: string | null, readonly domain: { readonly code: string } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const TotalsDocument = new TypedDocumentString(`
    query Totals($filter: DebtFilter, $asOf: Date) {
  arrears(filter: $filter, asOf: $asOf) {
    asOf
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<TotalsQuery, TotalsQueryVariables>;
export const ArrearsByDomainDocument = new TypedDocumentString(`
    query ArrearsByDomain($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [DOMAIN, AGE_BUCKET], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      domain {
        code
        name
      }
      ageBucket
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ArrearsByDomainQuery, ArrearsByDomainQueryVariables>;
export const ArrearsByKindDocument = new TypedDocumentString(`
    query ArrearsByKind($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [DEBTOR_KIND], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      debtorKind
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ArrearsByKindQuery, ArrearsByKindQueryVariables>;
export const ByAgeDocument = new TypedDocumentString(`
    query ByAge($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [AGE_BUCKET], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      ageBucket
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ByAgeQuery, ByAgeQueryVariables>;
export const ByCauseDocument = new TypedDocumentString(`
    query ByCause($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [CAUSE, DISPUTED], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      cause
      disputed
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ByCauseQuery, ByCauseQueryVariables>;
export const ByDebtorKindDocument = new TypedDocumentString(`
    query ByDebtorKind($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [DEBTOR_KIND, DOMAIN], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      debtorKind
      domain {
        code
        name
      }
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ByDebtorKindQuery, ByDebtorKindQueryVariables>;
export const ByDomainDocument = new TypedDocumentString(`
    query ByDomain($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [DOMAIN], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      domain {
        code
        name
      }
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ByDomainQuery, ByDomainQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      asOf
      domain {
        code
      }
      debtorName
      creditorName
      contractNo
      contractName
      status
      paid
      outstanding
      recordings {
        debtId
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const ContradictionsDocument = new TypedDocumentString(`
    query Contradictions($domains: [ID!], $kinds: [ContradictionKind!], $asOf: Date, $first: Int = 100, $after: String) {
  contradictions(
    domains: $domains
    kinds: $kinds
    asOf: $asOf
    first: $first
    after: $after
  ) {
    complete
    nodes {
      id
      kind
      debtor {
        name
      }
      creditor {
        name
      }
      lacking {
        code
      }
      amount
      recordings {
        domain {
          code
        }
        debtId
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ContradictionsQuery, ContradictionsQueryVariables>;
export const DataIssuesDocument = new TypedDocumentString(`
    query DataIssues($domains: [ID!], $kinds: [DataIssueKind!], $first: Int = 100, $after: String) {
  dataIssues(domains: $domains, kinds: $kinds, first: $first, after: $after) {
    complete
    nodes {
      id
      domain {
        code
      }
      kind
      location
      found
      message
      debtId
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DataIssuesQuery, DataIssuesQueryVariables>;
export const DisclosureDocument = new TypedDocumentString(`
    query Disclosure($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS], debtorKinds: [GOVERNMENT, PUBLIC_INSTITUTION, TOWN]}, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      debtor {
        id
        name
        creditCode
        kind
      }
      creditor {
        id
      }
      contractNo
      contractName
      disputed
      outstanding
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DisclosureQuery, DisclosureQueryVariables>;
export const LargestCreditorsDocument = new TypedDocumentString(`
    query LargestCreditors($first: Int = 50, $asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  enterprises(first: $first, filter: $filter, asOf: $asOf) {
    complete
    edges {
      node {
        name
        creditCode
        scale
        ownership
      }
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<LargestCreditorsQuery, LargestCreditorsQueryVariables>;
export const LargestDebtorsDocument = new TypedDocumentString(`
    query LargestDebtors($first: Int = 50, $asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}) {
  debtors(first: $first, filter: $filter, asOf: $asOf) {
    complete
    edges {
      node {
        name
        creditCode
        kind
      }
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<LargestDebtorsQuery, LargestDebtorsQueryVariables>;
export const MissingDocumentsDocument = new TypedDocumentString(`
    query MissingDocuments($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      asOf
      domain {
        code
      }
      debtorName
      creditorName
      contractNo
      contractName
      outstanding
      record {
        missingDocuments
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MissingDocumentsQuery, MissingDocumentsQueryVariables>;
export const MonthlyLedgerDocument = new TypedDocumentString(`
    query MonthlyLedger($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      asOf
      domain {
        code
      }
      debtorName
      debtor {
        creditCode
        kind
      }
      creditorName
      creditor {
        creditCode
        scale
        ownership
      }
      contractName
      contractNo
      category
      amount
      paid
      outstanding
      disputed
      incurredOn
      dueOn
      daysOverdue
      ageBucket
      wages
      cause
      verified
      recordings {
        domain {
          code
        }
      }
      record {
        plan {
          dueOn
          amount
          fundingSource
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MonthlyLedgerQuery, MonthlyLedgerQueryVariables>;
export const PlansDueDocument = new TypedDocumentString(`
    query PlansDue($asOf: Date, $filter: DebtFilter, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      asOf
      domain {
        code
      }
      debtorName
      creditorName
      contractNo
      contractName
      outstanding
      record {
        plan {
          dueOn
          amount
          fundingSource
        }
        payments {
          paidOn
          amount
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PlansDueQuery, PlansDueQueryVariables>;
export const ReconciliationDocument = new TypedDocumentString(`
    query Reconciliation($domains: [ID!], $minDifference: Decimal, $asOf: Date, $first: Int = 100, $after: String) {
  reconciliation(
    domains: $domains
    minDifference: $minDifference
    asOf: $asOf
    first: $first
    after: $after
  ) {
    complete
    nodes {
      id
      debtorName
      creditorName
      contractNo
      contractName
      difference
      recordings {
        domain {
          code
        }
        debtId
        amount
        outstanding
        basis
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReconciliationQuery, ReconciliationQueryVariables>;
export const SmallDebtsDocument = new TypedDocumentString(`
    query SmallDebts($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS], maxOutstanding: "100000", disputed: false}, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      asOf
      domain {
        code
      }
      debtorName
      creditorName
      contractNo
      contractName
      debtor {
        kind
      }
      wages
      cause
      amount
      paid
      outstanding
      incurredOn
      dueOn
      daysOverdue
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SmallDebtsQuery, SmallDebtsQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($from: String!, $to: String!, $filter: DebtFilter) {
  trend(fromMonth: $from, toMonth: $to, filter: $filter) {
    month
    asOf
    outstanding
    incurred
    paid
    adjusted
    count
    complete
  }
}
    `) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;
export const WagesFirstDocument = new TypedDocumentString(`
    query WagesFirst($asOf: Date, $filter: DebtFilter = {statuses: [IN_ARREARS]}, $first: Int = 100, $after: String) {
  debts(filter: $filter, asOf: $asOf, first: $first, after: $after) {
    complete
    totals {
      count
      amount
      paid
      outstanding
    }
    nodes {
      id
      asOf
      domain {
        code
      }
      debtorName
      creditorName
      contractNo
      contractName
      debtor {
        kind
      }
      wages
      cause
      amount
      paid
      outstanding
      incurredOn
      dueOn
      daysOverdue
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WagesFirstQuery, WagesFirstQueryVariables>;
export const WagesDocument = new TypedDocumentString(`
    query Wages($asOf: Date, $filter: DebtFilter = {wages: true, statuses: [IN_ARREARS]}) {
  arrears(filter: $filter, groupBy: [DOMAIN], asOf: $asOf) {
    asOf
    complete
    totals {
      count
      outstanding
    }
    groups {
      domain {
        code
        name
      }
      totals {
        count
        amount
        paid
        outstanding
        clearanceRate
      }
    }
    sources {
      domain {
        code
      }
      state
      readAt
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WagesQuery, WagesQueryVariables>;