import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle, IssueFact } from '../../../kit/rules/fact.ts';
import { referenceIssue } from '../../../kit/rules/issues.ts';
import type { Bill, BillPayment, Contract, Project } from '../model.ts';
import { billIssues, contractRow, contractRowIssues, paymentRow, projectRowIssues, rowOf } from './contract-issues.ts';
import { debtOf, isStanding, type BillFile, type ContractFile } from './debts.ts';
import { isSet } from './readings.ts';
import { duplicateIssues, latestRows } from './rows.ts';
import type { UnitFinder } from './units.ts';

/** Everything in the books that rests on a contract's id, deleted or not: the contract itself may be missing. */
export interface ContractRows {
  id: string;
  contracts: readonly Contract[];
  projects: readonly Project[];
  bills: readonly Bill[];
  payments: readonly BillPayment[];
}

/** What a contract's rows say, by the books as they stand on a day. */
export function contractBundle(rows: ContractRows, unitOf: UnitFinder, today: Day): Bundle {
  const [bills, payments] = [
    latestRows(rows.bills).filter(({ contractId }) => contractId === rows.id),
    latestRows(rows.payments),
  ];
  const file = fileOf(rows, filesOf(bills, payments));
  return {
    key: rows.id,
    debts: file?.bills.map((bill) => debtOf(bill, file, { unitOf, today })).filter((debt) => debt !== null) ?? [],
    mentions: [],
    issues: [
      ...lostRowIssues(rows, bills),
      ...lostPaymentIssues(bills, payments),
      ...(file ? standingIssues(rows, file, { unitOf, today }) : []),
    ],
  };
}

/** The standing bills, each with the payments that are not deleted. */
function filesOf(bills: readonly Bill[], payments: readonly BillPayment[]): BillFile[] {
  const kept = payments.filter(({ deleted }) => !isSet(deleted));
  return bills.filter(isStanding).map((bill) => ({ bill, payments: kept.filter(({ billId }) => billId === bill.id) }));
}

/** Null where the contract or its project is deleted, or missing. */
function fileOf({ contracts, projects }: ContractRows, bills: readonly BillFile[]): ContractFile | null {
  const [contract] = latestRows(contracts);
  const project = contract && latestRows(projects).find(({ id }) => id === contract.projectId);
  if (!contract || !project || isSet(contract.deleted) || isSet(project.deleted)) return null;
  return { contract, project, bills };
}

/**
 * Bills in force without a contract, or a contract in force without a project. Where those are deleted, so are what
 * rests on them.
 */
function lostRowIssues({ contracts, projects }: ContractRows, bills: readonly Bill[]): IssueFact[] {
  const [contract] = latestRows(contracts);
  if (!contract)
    return bills.filter(isStanding).map((bill) => referenceIssue({ ...rowOf(bill), debtId: null }, bill.contractId));
  if (isSet(contract.deleted) || projects.some(({ id }) => id === contract.projectId)) return [];
  return [referenceIssue(contractRow(contract.id), contract.projectId)];
}

/** Payments in force on a bill that is deleted. */
function lostPaymentIssues(bills: readonly Bill[], payments: readonly BillPayment[]): IssueFact[] {
  const deleted = new Set(bills.filter((bill) => isSet(bill.deleted)).map(({ id }) => id));
  return strayPaymentIssues(payments.filter(({ billId }) => deleted.has(billId)));
}

/** Payments that lead to no bill; those that are deleted or never happened aside. */
export function strayPaymentIssues(payments: readonly BillPayment[]): IssueFact[] {
  const inForce = latestRows(payments).filter(({ deleted, reversed }) => !isSet(deleted) && !isSet(reversed));
  return inForce.map(({ id, billId }) => referenceIssue(paymentRow(id), billId));
}

interface Views {
  unitOf: UnitFinder;
  today: Day;
}

/** What is wrong in the rows of a contract that stands in the books. */
function standingIssues(rows: ContractRows, file: ContractFile, views: Views): IssueFact[] {
  const projects = rows.projects.filter(({ id }) => id === file.project.id);
  const standing = new Set(file.bills.map(({ bill }) => bill.id));
  return [
    ...duplicateIssues(rows.contracts, contractRow),
    ...duplicateIssues(projects, (id) => ({ location: `hc_project id=${id}`, debtId: null })),
    ...duplicateIssues(
      rows.bills.filter(({ id }) => standing.has(id)),
      (id) => rowOf({ id }),
    ),
    ...duplicateIssues(
      rows.payments.filter(({ billId }) => standing.has(billId)),
      paymentRow,
    ),
    ...contractRowIssues(file, views),
    ...projectRowIssues(file, views),
    ...file.bills.flatMap((bill) => billIssues(bill, views.today)),
  ];
}
