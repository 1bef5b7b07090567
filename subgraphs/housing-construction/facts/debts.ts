import { addMonths, type Day } from '../../../kit/dates.ts';
import { dueOf, type Due } from '../../../kit/due.ts';
import { causeOfText } from '../../../kit/cause.ts';
import type { DebtCategory, DebtFact, DebtorKind } from '../../../kit/fact.ts';
import { partyKey, partyOf, type Party } from '../../../kit/identity.ts';
import { maxFen, parseDecimal } from '../../../kit/money.ts';
import { statesOf } from '../../../kit/states.ts';
import { given, normalForm } from '../../../kit/text.ts';
import type { Bill, BillPayment, Contract, ContractKind, Project } from '../model.ts';
import { debtorKindOf, organisationLocation, ownershipOf, type Unit, type UnitFinder } from './units.ts';
import { accountOf } from './payments.ts';

const CATEGORIES: Record<ContractKind, DebtCategory> = {
  GENERAL_CONTRACTING: 'WORKS',
  SUBCONTRACTING: 'WORKS',
  SUPERVISION: 'SERVICES',
  MATERIALS: 'GOODS',
  SURVEY_AND_DESIGN: 'SERVICES',
};

/** Rates are DECIMAL(9,7). */
const RATE_PLACES = 7;
const ID_PREFIX = 'housing-construction:';

export const debtIdOf = (billId: string): string => `${ID_PREFIX}${billId}`;

/** The bill's id in a debt's; null where the id is not one of this department's. */
export const billIdOf = (debtId: string): string | null => (debtId.startsWith(ID_PREFIX) ? debtId.slice(ID_PREFIX.length) : null);

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

/** The debt of a bill; null where it is not confirmed: a clue, and no debt. */
export function debtOf({ bill, payments }: BillFile, { contract, project }: ContractFile, unitOf: UnitFinder): DebtFact | null {
  if (bill.confirmedOn === null) return null;
  const [owner, contractor] = [unitOf(project.ownerId), unitOf(contract.contractorId)];
  const debtorKind = owner ? debtorKindOf(owner.end) : 'OTHER';
  return {
    id: debtIdOf(bill.id),
    ...debtorOf(owner, project.ownerId),
    debtorKind,
    ...creditorOf(contractor, contract.contractorId),
    ...contractFacts(contract),
    billKey: bill.billNo && normalForm(bill.billNo),
    recordedAmount: maxFen(0n, bill.amount),
    wages: bill.type === 'WAGES',
    cause: causeOfText(bill.cause),
    causeNote: given(bill.cause),
    disputed: bill.disputed,
    verified: null,
    incurredOn: bill.confirmedOn,
    ...dueOfBill(bill, contract, project, debtorKind),
    arrearsLedger: false,
    states: statesOf(accountOf(bill, payments)),
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

function creditorOf(contractor: Unit | null, id: string): Pick<DebtFact, 'creditor' | 'creditorKey' | 'ownership' | 'scale'> {
  const { party, key } = knownParty(contractor, id);
  return {
    creditor: party,
    creditorKey: key,
    ownership: contractor && ownershipOf(contractor.end),
    scale: contractor?.end.scale ?? null,
  };
}

/** The platform gives contracts no names. The Finance Bureau's number, where set, is one by which other books may know the contract. */
function contractFacts(contract: Contract): Pick<DebtFact, 'contractNo' | 'contractName' | 'contractKeys' | 'category' | 'lateRate'> {
  const keys = [contract.contractNo, contract.financeContractNo ?? ''].map(normalForm).filter((key) => key !== '');
  return {
    contractNo: given(contract.contractNo),
    contractName: null,
    contractKeys: [...new Set(keys)],
    category: contract.kind && CATEGORIES[contract.kind],
    lateRate: contract.dailyLateRate === null ? null : parseDecimal(contract.dailyLateRate, RATE_PLACES),
  };
}

/** Retention money falls due as recorded, else with the end of the months after acceptance, and is exempt from the cap on public debtors' terms. */
function dueOfBill(bill: Bill, contract: Contract, { acceptedOn }: Project, debtorKind: DebtorKind): Due {
  const recorded = bill.recordedDueOn;
  if (bill.type !== 'RETENTION') return dueOf({ incurredOn: bill.confirmedOn, debtorKind, recorded, agreedDays: null });
  if (recorded !== null) return { dueOn: recorded, dueBasis: 'RECORDED' };
  const endsOn = retentionEnd(acceptedOn, contract.retentionMonths);
  return { dueOn: endsOn, dueBasis: endsOn === null ? 'UNKNOWN' : 'RETENTION_PERIOD' };
}

/** The last day of the retention period (质保期); null without acceptance or months. */
export function retentionEnd(acceptedOn: Day | null, months: number | null): Day | null {
  return acceptedOn === null || months === null ? null : addMonths(acceptedOn, months);
}
