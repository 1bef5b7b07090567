import type { Day } from '../../../kit/dates.ts';
import type { Bundle, DataIssueKind, IssueFact } from '../../../kit/fact.ts';
import { yuanOf } from '../../../kit/money.ts';
import { overpaidOn } from '../../../kit/states.ts';
import type { Bill } from '../model.ts';
import { debtIdOf, debtOf, type BillFile, type ContractFile } from './debts.ts';
import type { UnitFinder } from './units.ts';
import { accountOf, statusByPayments } from './payments.ts';

/** What a contract's rows say, by the books as they stand on a day. */
export function contractBundle(file: ContractFile, unitOf: UnitFinder, today: Day): Bundle {
  return {
    key: file.contract.id,
    debts: file.bills.map((bill) => debtOf(bill, file, unitOf)).filter((debt) => debt !== null),
    mentions: [],
    issues: [...unknownPartyIssues(file, unitOf), ...file.bills.flatMap((bill) => billIssues(bill, today))],
  };
}

/** An owner or contractor that refers to no entry. */
function unknownPartyIssues({ contract, project }: ContractFile, unitOf: UnitFinder): IssueFact[] {
  const references: readonly [DataIssueKind, string, string][] = [
    ['DEBTOR_UNIDENTIFIED', `hc_project id=${project.id}`, project.ownerId],
    ['CREDITOR_UNIDENTIFIED', `hc_contract id=${contract.id}`, contract.contractorId],
  ];
  const dangling = references.filter(([, , id]) => unitOf(id) === null);
  const message = 'There is no unit with this id: the party is known by the id alone.';
  return dangling.map(([kind, location, found]) => ({ kind, location, found, message, debtId: null }));
}

/** What is wrong with a debt by its figures of today. */
function billIssues(file: BillFile, today: Day): IssueFact[] {
  const { confirmedOn } = file.bill;
  if (confirmedOn === null || confirmedOn > today) return [];
  return [overpaidIssue(file, today), statusIssue(file, today)].filter((issue) => issue !== null);
}

const rowOf = ({ id }: Bill): Pick<IssueFact, 'location' | 'debtId'> => ({ location: `hc_bill id=${id}`, debtId: debtIdOf(id) });

function overpaidIssue({ bill, payments }: BillFile, today: Day): IssueFact | null {
  const overpaid = overpaidOn(accountOf(bill, payments), today);
  if (overpaid === 0n) return null;
  return { ...rowOf(bill), kind: 'OVERPAID', found: yuanOf(overpaid), message: 'Paid beyond the amount: it counts in no figure.' };
}

function statusIssue({ bill, payments }: BillFile, today: Day): IssueFact | null {
  const settled = statusByPayments(bill, payments, today) === 'PAID';
  if (bill.recordedStatus === null || (bill.recordedStatus === 'PAID') === settled) return null;
  const message = `By the payments, which are right, ${settled ? 'nothing' : 'something'} is outstanding.`;
  return { ...rowOf(bill), kind: 'STATUS_LAGS', found: bill.statusCode, message };
}
