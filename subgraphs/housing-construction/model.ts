import type { Day } from '../../kit/rules/dates.ts';
import type { DocumentKind, EnterpriseScale, FundingSource } from '../../kit/rules/fact.ts';
import type { Fen } from '../../kit/rules/money.ts';

/**
 * The platform's nouns, read out of its codes and columns. Ids are 64-bit numbers as text. A code that the dictionary
 * does not have is null.
 */
export type BillType = 'PROGRESS' | 'SETTLEMENT' | 'RETENTION' | 'WAGES' | 'MATERIALS';
export type BillStatus = 'UNPAID' | 'PARTLY_PAID' | 'PAID';
export type ContractKind = 'GENERAL_CONTRACTING' | 'SUBCONTRACTING' | 'SUPERVISION' | 'MATERIALS' | 'SURVEY_AND_DESIGN';
export type OrganisationKind =
  'GOVERNMENT' | 'PUBLIC_INSTITUTION' | 'STATE_ENTERPRISE' | 'PRIVATE_ENTERPRISE' | 'INDIVIDUAL' | 'TOWN';

/** A local day, and what stands in its column: null where that is no day of the calendar, or nothing. */
export interface TypedDay {
  /** As the platform writes it: a date, or a date and time in UTC. */
  typed: string | null;
  day: Day | null;
}

/** What stands in a column and is none of what belongs there. */
export interface Unreadable {
  found: string;
}

/** A row as the platform keeps it. Where a copy of its books has lost their keys, several may have one id. */
export interface PlatformRow {
  id: string;
  deleted: boolean | Unreadable;
  /** When it was last changed, as the platform writes it, UTC. */
  changedAt: string;
}

/** An entry of the list of units (参建单位); several may be one unit. */
export interface Organisation extends PlatformRow {
  name: string;
  /** As typed. */
  creditCode: string | null;
  kind: OrganisationKind | null;
  scale: EnterpriseScale | null;
  /** Id of the entry that this one was merged into. */
  mergedInto: string | null;
}

/** Days are local dates of what the platform records in UTC. */
export interface Project extends PlatformRow {
  projectNo: string;
  name: string;
  /** Owner (建设单位): who owes. */
  ownerId: string;
  townCode: string | null;
  /** Number of the approval (立项批复文号); null: not approved. */
  approvalNo: string | null;
  budget: Fen | null;
  startedOn: Day | null;
  accepted: TypedDay;
  settledOn: Day | null;
}

export interface Contract extends PlatformRow {
  contractNo: string;
  /** The contract's number at the Finance Bureau. */
  financeContractNo: string | null;
  projectId: string;
  /** Who is owed. */
  contractorId: string;
  kind: ContractKind | null;
  /** Null where what stands there is no whole number of fen. */
  amount: Fen | null;
  signedOn: Day | null;
  /** Months after acceptance (质保期). */
  retentionMonths: number | null;
  /** Agreed late interest a day, a decimal as the platform writes it. */
  dailyLateRate: string | null;
}

/** A payable milestone (应付节点). */
export interface Bill extends PlatformRow {
  /** The day of the debt that it was asked for with; absent: today. */
  asOf?: Day;
  contractId: string;
  billNo: string | null;
  type: BillType | null;
  amount: Fen | Unreadable;
  /** ISO 8601 with offset; null where it is not confirmed, or cannot be read. */
  confirmedAt: string | null;
  /** Nothing typed: not confirmed, a clue and no debt. */
  confirmed: TypedDay;
  recordedDue: TypedDay;
  disputed: boolean | Unreadable;
  cause: string | null;
  /** May lag behind the payments, which are right. */
  recordedStatus: BillStatus | null;
  /** The status as it stands in its column. */
  statusCode: string;
}

export interface BillPayment extends PlatformRow {
  billId: string;
  amount: Fen | Unreadable;
  paid: TypedDay;
  voucherNo: string | null;
  /** It never happened. */
  reversed: boolean | Unreadable;
}

export interface PlannedInstalment {
  id: string;
  billId: string;
  seq: number;
  dueOn: Day | null;
  /** Null where what stands there is no whole number of fen. */
  amount: Fen | null;
  fundingSource: FundingSource | null;
  /** The funding as typed, where it says more than the source. */
  note: string | null;
}

export interface BillDocument {
  id: string;
  billId: string;
  kind: DocumentKind;
  fileName: string;
  sha256: string | null;
  /** As the platform writes it, UTC. */
  uploadedAt: string;
}

/** A deposit (涉企保证金) with what its return hangs on. */
export interface Deposit {
  id: string;
  contractId: string;
  /** As typed. */
  kind: string;
  /** Null where what stands there is no whole number of fen. */
  amount: Fen | null;
  paidOn: Day | null;
  returnedOn: Day | null;
  signedOn: Day | null;
  acceptedOn: Day | null;
  retentionMonths: number | null;
}

/** Every field given must hold; a list holds where any of its members does. */
type Given<Fields> = { readonly [Field in keyof Fields]?: Fields[Field] | null | undefined };

export type BillFilter = Given<{
  projectIds: readonly string[];
  projectNos: readonly string[];
  townCodes: readonly string[];
  /** Entries as projects and contracts name them, before mergers. */
  ownerIds: readonly string[];
  contractorIds: readonly string[];
  billTypes: readonly BillType[];
  recordedStatuses: readonly BillStatus[];
  confirmed: boolean;
  confirmedFrom: Day;
  confirmedTo: Day;
}>;

export type ProjectFilter = Given<{
  ownerIds: readonly string[];
  townCodes: readonly string[];
  settled: boolean;
}> & {
  /** Begun on this day or before. */
  startedBy: Day;
};
