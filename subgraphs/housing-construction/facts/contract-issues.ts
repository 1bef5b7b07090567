import type { Day } from '../../../kit/rules/dates.ts';
import type { IssueFact } from '../../../kit/rules/fact.ts';
import { paymentIssues, referenceIssue, type IssueRow } from '../../../kit/rules/issues.ts';
import type { Bill, BillPayment } from '../model.ts';
import { debtIdOf, isConfirmed, lateRateOf, type BillFile, type ContractFile } from './debts.ts';
import { accountOf, statusByPayments } from './payments.ts';
import { dayIn, isSet, readable, readingIssues } from './readings.ts';
import type { UnitFinder } from './units.ts';

export const contractRow = (id: string): IssueRow => ({ location: `hc_contract id=${id}`, debtId: null });
export const paymentRow = (id: string): IssueRow => ({ location: `hc_payment id=${id}`, debtId: null });
export const rowOf = ({ id }: Pick<Bill, 'id'>): IssueRow => ({ location: `hc_bill id=${id}`, debtId: debtIdOf(id) });

interface Views {
  unitOf: UnitFinder;
  today: Day;
}

/** What is wrong in the row of a contract that stands in the books. */
export function contractRowIssues({ contract }: ContractFile, { unitOf, today }: Views): IssueFact[] {
  const row = contractRow(contract.id);
  const { dailyLateRate } = contract;
  const rate = dailyLateRate !== null && lateRateOf(contract) === null ? [rateIssue(row, dailyLateRate)] : [];
  return [
    ...partyIssues(row, contract.contractorId, unitOf),
    ...readingIssues(row, { deleted: contract.deleted }, today),
    ...rate,
  ];
}

function rateIssue(row: IssueRow, found: string): IssueFact {
  return {
    ...row,
    kind: 'AMOUNT_UNREADABLE',
    found,
    message: 'late_rate_daily cannot be read or held: the statutory rate stands.',
  };
}

/** What is wrong in the row of its project. */
export function projectRowIssues({ project }: ContractFile, { unitOf, today }: Views): IssueFact[] {
  const row = { location: `hc_project id=${project.id}`, debtId: null };
  const columns = { accepted_at: project.accepted, deleted: project.deleted };
  return [...partyIssues(row, project.ownerId, unitOf), ...readingIssues(row, columns, today)];
}

/** An owner or contractor that refers to no entry, or to a unit whose entry is deleted. */
function partyIssues(row: IssueRow, id: string, unitOf: UnitFinder): IssueFact[] {
  const unit = unitOf(id);
  return unit && !isSet(unit.end.deleted) ? [] : [referenceIssue(row, id)];
}

/** What is wrong with a debt by its figures of today. */
export function billIssues(file: BillFile, today: Day): IssueFact[] {
  const { bill, payments } = file;
  if (!isConfirmed(bill) || (dayIn(bill.confirmed, today) ?? '') > today) return [];
  const row = { ...rowOf(bill), ...(readable(bill.amount) === null && { debtId: null }) };
  const { amount: amount_fen, confirmed: confirmed_at, recordedDue: due_on, disputed, deleted } = bill;
  return [
    ...readingIssues(row, { amount_fen, confirmed_at, due_on, disputed, deleted }, today),
    ...payments.flatMap((payment) => paymentRowIssues(payment, today)),
    ...(readable(bill.amount) === null ? [] : figureIssues(file, today)),
  ];
}

function paymentRowIssues(
  { id, amount: amount_fen, paid: paid_at, reversed, deleted }: BillPayment,
  today: Day,
): IssueFact[] {
  return isSet(reversed) ? [] : readingIssues(paymentRow(id), { amount_fen, paid_at, reversed, deleted }, today);
}

function figureIssues({ bill, payments }: BillFile, today: Day): IssueFact[] {
  return [
    ...paymentIssues(accountOf(bill, payments, today), rowOf(bill), today),
    ...statusIssues({ bill, payments }, today),
  ];
}

function statusIssues({ bill, payments }: BillFile, today: Day): IssueFact[] {
  const settled = statusByPayments(bill, payments, today) === 'PAID';
  if (bill.recordedStatus === null || (bill.recordedStatus === 'PAID') === settled) return [];
  const message = `By the payments, which are right, ${settled ? 'nothing' : 'something'} is outstanding.`;
  return [{ ...rowOf(bill), kind: 'STATUS_LAGS', found: bill.statusCode, message }];
}
