import type { Day } from '../../../kit/dates.ts';
import type { IssueFact } from '../../../kit/fact.ts';
import { readCode, type Party } from '../../../kit/identity.ts';
import { paymentIssues, type IssueRow } from '../../../kit/issues.ts';
import { yuanOf } from '../../../kit/money.ts';
import type { Agency, ContractFile, Payable } from '../model.ts';
import {
  accountOf,
  agencyLocation,
  agencyParty,
  contractLocation,
  debtIdOf,
  haveSameBill,
  isCreditNote,
  isDebt,
  payableLocation,
  supplierParty,
} from './debts.ts';

const rowOf = (debt: Payable): IssueRow => ({ location: payableLocation(debt), debtId: debtIdOf(debt) });

/** What is wrong in an agency's row in force. */
export function agencyIssues(agency: Agency): IssueFact[] {
  const location = agencyLocation(agency);
  return [...codeIssues(location, agency.creditCode), ...anonymityIssues('DEBTOR_UNIDENTIFIED', location, agencyParty(agency))];
}

/** What is wrong in a contract in force and in its payables, by the books as they stand today. */
export function contractIssues(file: ContractFile, today: Day): IssueFact[] {
  const { contract, payables } = file;
  const location = contractLocation(contract);
  return [
    ...codeIssues(location, contract.supplierCode),
    ...anonymityIssues('CREDITOR_UNIDENTIFIED', location, supplierParty(contract)),
    ...agencyCodeIssues(file),
    ...payables.filter(isCreditNote).flatMap((note) => creditNoteIssues(note, payables)),
    ...payables.filter(isDebt).flatMap((debt) => [...dateIssues(debt), ...paymentIssues(accountOf(debt, file), rowOf(debt), today)]),
  ];
}

function codeIssues(location: string, code: string | null): IssueFact[] {
  if (!readCode(code).invalid) return [];
  return [{ kind: 'CREDIT_CODE_INVALID', location, found: code, message: 'No valid code: the party goes by its name.', debtId: null }];
}

function anonymityIssues(kind: 'CREDITOR_UNIDENTIFIED' | 'DEBTOR_UNIDENTIFIED', location: string, party: Party): IssueFact[] {
  if (party.name !== '' || party.organisationCode !== null) return [];
  return [{ kind, location, found: null, message: 'Neither name nor organisation code: a party of its own.', debtId: null }];
}

function agencyCodeIssues({ contract, agencies }: ContractFile): IssueFact[] {
  if (agencies.length > 0) return [];
  const message = 'No budget unit has this agency code: the debtor goes by the code as its name.';
  return [{ kind: 'DEBTOR_UNIDENTIFIED', location: contractLocation(contract), found: contract.agencyCode, message, debtId: null }];
}

/** A note on a payable that no longer counts, deleted or untrue, lowers nothing and is no issue. */
function creditNoteIssues(note: Payable, rows: readonly Payable[]): IssueFact[] {
  if (rows.some((row) => row.amount > 0n && haveSameBill(row, note))) return [];
  const message = `No payable of the contract has bill number ${note.billNo ?? '(none)'}: the credit note lowers nothing.`;
  return [{ kind: 'CREDIT_NOTE_UNMATCHED', location: payableLocation(note), found: yuanOf(note.amount), message, debtId: null }];
}

/** MySQL may hold 0000-00-00 where a day belongs. */
function dateIssues(debt: Payable): IssueFact[] {
  if (debt.deliveredOn !== null) return [];
  const message = 'DELIVER_DATE is no day of the calendar: when the debt arose is unknown.';
  return [{ kind: 'DATE_UNREADABLE', location: payableLocation(debt), found: null, message, debtId: debtIdOf(debt) }];
}
