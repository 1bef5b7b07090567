import { RATE_PLACES } from '../../../kit/rules/interest.ts';
import { addMonths, type Day } from '../../../kit/rules/dates.ts';
import { dueOf, type Due } from '../../../kit/rules/due.ts';
import { causeOfText } from '../../../kit/rules/cause.ts';
import type { DebtCategory, DebtFact, DebtorKind } from '../../../kit/rules/fact.ts';
import { partyKey, partyOf, type Party } from '../../../kit/rules/identity.ts';
import { maxFen, parseDecimal } from '../../../kit/rules/money.ts';
import { statesOf } from '../../../kit/rules/states.ts';
import { given, normalForm } from '../../../kit/rules/text.ts';
import type { Bill, BillPayment, Contract, ContractKind, Project } from '../model.ts';
import { accountOf } from './payments.ts';
import { dayIn, isSet, readable } from './readings.ts';
import { debtorKindOf, organisationLocation, ownershipOf, type Unit, type UnitFinder } from './units.ts';

const CATEGORIES: Record<ContractKind, DebtCategory> = {
  GENERAL_CONTRACTING: 'WORKS',
  SUBCONTRACTING: 'WORKS',
  SUPERVISION: 'SERVICES',
  MATERIALS: 'GOODS',
  SURVEY_AND_DESIGN: 'SERVICES',
};

const ID_PREFIX = 'housing-construction:';

export const debtIdOf = (billId: string): string => `${ID_PREFIX}${billId}`;

/** The bill's id in a debt's; null where the id is not one of this department's. */
export const billIdOf = (debtId: string): string | null =>
  debtId.startsWith(ID_PREFIX) ? debtId.slice(ID_PREFIX.length) : null;

/** A contract that stands in the books, with its project and its standing bills. */
export interface ContractFile {
  contract: Contract;
  project: Project;
  bills: readonly BillFile[];
}

/** A bill with its payments, reversed or not. */
export interface BillFile {
  bill: Bill;
  payments: readonly BillPayment[];
}

/** hc_bill.status of drafts (草稿) and revoked bills (撤销). */
export const IGNORED_STATUSES = ['0', '9'] as const;
const isIgnored = (statusCode: string): boolean => IGNORED_STATUSES.some((code) => code === statusCode);

/** Whether a bill stands in the books as far as its own row says: it is not deleted, and neither draft nor revoked. */
export const isStanding = ({ deleted, statusCode }: Bill): boolean => !isSet(deleted) && !isIgnored(statusCode);

/** Whether a day of confirmation is set, be it one that cannot be read. Without it the bill is a clue, and no debt. */
export const isConfirmed = ({ confirmed }: Bill): boolean => confirmed.typed !== null;

interface Views {
  unitOf: UnitFinder;
  today: Day;
}

/** The debt of a bill; null where it is not confirmed, or its amount cannot be read. */
export function debtOf(
  { bill, payments }: BillFile,
  { contract, project }: ContractFile,
  { unitOf, today }: Views,
): DebtFact | null {
  const amount = readable(bill.amount);
  if (!isConfirmed(bill) || amount === null) return null;
  const [owner, contractor] = [unitOf(project.ownerId), unitOf(contract.contractorId)];
  const debtorKind = owner ? debtorKindOf(owner.end) : 'OTHER';
  return {
    id: debtIdOf(bill.id),
    ...debtorOf(owner, project.ownerId),
    debtorKind,
    ...creditorOf(contractor, contract.contractorId),
    ...contractFacts(contract),
    billKey: given(normalForm(bill.billNo ?? '')),
    recordedAmount: maxFen(0n, amount),
    wages: bill.type === 'WAGES',
    cause: causeOfText(bill.cause),
    causeNote: given(bill.cause),
    disputed: isSet(bill.disputed),
    verified: null,
    incurredOn: dayIn(bill.confirmed, today),
    ...dueOfBill(daysOf(bill, project, today), { bill, contract, debtorKind }),
    arrearsLedger: false,
    states: statesOf(accountOf(bill, payments, today)),
    balances: null,
  };
}

/** A party by its entry; an entry that the platform does not have is known by the id that refers to it. */
function knownParty(unit: Unit | null, id: string): { party: Party; key: string } {
  const party = unit ? partyOf(unit.end.name, unit.code) : { name: id, organisationCode: null, creditCode: null };
  return { party, key: partyKey(party, organisationLocation(unit?.end.id ?? id)) };
}

function debtorOf(owner: Unit | null, id: string): Pick<DebtFact, 'debtor' | 'debtorKey'> {
  const { party, key } = knownParty(owner, id);
  return { debtor: party, debtorKey: key };
}

function creditorOf(
  contractor: Unit | null,
  id: string,
): Pick<DebtFact, 'creditor' | 'creditorKey' | 'ownership' | 'scale'> {
  const { party, key } = knownParty(contractor, id);
  return {
    creditor: party,
    creditorKey: key,
    ownership: contractor && ownershipOf(contractor.end),
    scale: contractor?.end.scale ?? null,
  };
}

/**
 * The platform gives contracts no names. The Finance Bureau's number, where set, is one by which other books may know
 * the contract.
 */
function contractFacts(
  contract: Contract,
): Pick<DebtFact, 'contractNo' | 'contractName' | 'contractKeys' | 'category' | 'lateRate'> {
  const keys = [contract.contractNo, contract.financeContractNo ?? ''].map(normalForm).filter((key) => key !== '');
  return {
    contractNo: given(contract.contractNo),
    contractName: null,
    contractKeys: [...new Set(keys)],
    category: contract.kind && CATEGORIES[contract.kind],
    lateRate: lateRateOf(contract),
  };
}

/** Null where none is agreed, or what stands there is none that can be held. */
export function lateRateOf({ dailyLateRate }: Contract): bigint | null {
  return dailyLateRate === null ? null : parseDecimal(dailyLateRate, RATE_PLACES);
}

/** What a due date hangs on. */
interface DueDays {
  incurredOn: Day | null;
  recorded: Day | null;
  acceptedOn: Day | null;
}

function daysOf(bill: Bill, project: Project, today: Day): DueDays {
  const [incurredOn, recorded] = [dayIn(bill.confirmed, today), dayIn(bill.recordedDue, today)];
  return { incurredOn, recorded, acceptedOn: dayIn(project.accepted, today) };
}

/**
 * Retention money falls due as recorded, else with the end of the months after acceptance, and is exempt from the cap
 * on public debtors' terms.
 */
function dueOfBill(
  { incurredOn, recorded, acceptedOn }: DueDays,
  { bill, contract, debtorKind }: { bill: Bill; contract: Contract; debtorKind: DebtorKind },
): Due {
  if (bill.type !== 'RETENTION') return dueOf({ incurredOn, debtorKind, recorded, agreedDays: null });
  if (recorded !== null) return { dueOn: recorded, dueBasis: 'RECORDED' };
  const endsOn = retentionEnd(acceptedOn, contract.retentionMonths);
  return { dueOn: endsOn, dueBasis: endsOn === null ? 'UNKNOWN' : 'RETENTION_PERIOD' };
}

/** The last day of the retention period (质保期); null without acceptance or months. */
export function retentionEnd(acceptedOn: Day | null, months: number | null): Day | null {
  return acceptedOn === null || months === null ? null : addMonths(acceptedOn, months);
}
