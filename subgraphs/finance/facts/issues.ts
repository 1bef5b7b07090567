import type { Day, TypedDay } from '../../../kit/rules/dates.ts';
import type { IssueFact } from '../../../kit/rules/fact.ts';
import { readCode, type Party } from '../../../kit/rules/identity.ts';
import {
  dateIssues,
  flawIssues,
  paymentIssues,
  referenceIssue,
  type Flaw,
  type IssueRow,
} from '../../../kit/rules/issues.ts';
import { fenOfFine, yuanOf } from '../../../kit/rules/money.ts';
import type { Agency, ContractFile, Payable, Voucher } from '../model.ts';
import {
  agencyLocation,
  agencyParty,
  contractLocation,
  debtIdOf,
  haveSameBill,
  isCreditNote,
  isPaid,
  payableLocation,
  supplierParty,
  type Accounts,
} from './debts.ts';

/** What is wrong in an agency's row that is not deleted. */
export function agencyIssues(agency: Agency): IssueFact[] {
  const location = agencyLocation(agency);
  const flaws = flawIssues(agency.flaws, { location, debtId: null });
  if (!agency.inForce) return flaws;
  return [
    ...flaws,
    ...codeIssues(location, agency.creditCode),
    ...anonymityIssues('DEBTOR_UNIDENTIFIED', location, agencyParty(agency)),
  ];
}

/** What is wrong in a contract that is not deleted and in what rests on it, by the books as they stand today. */
export function contractIssues(file: ContractFile, accounts: Accounts, today: Day): IssueFact[] {
  const { contract, payables, vouchers } = file;
  const location = contractLocation(contract);
  const flaws = flawIssues(contract.flaws, { location, debtId: null });
  if (!contract.inForce) return flaws;
  return [
    ...flaws,
    ...codeIssues(location, contract.supplierCode),
    ...anonymityIssues('CREDITOR_UNIDENTIFIED', location, supplierParty(contract)),
    ...agencyCodeIssues(file),
    ...referenceIssues(file),
    ...payables.filter(isNotDeleted).flatMap((payable) => payableIssues(payable, file, accounts, today)),
    ...payables.flatMap(({ id }) => vouchers.get(id) ?? []).flatMap((voucher) => voucherIssues(voucher, today)),
  ];
}

/** In force, or of such a mark that it cannot be told. */
const isNotDeleted = ({ inForce, flaws }: { inForce: boolean; flaws: readonly Flaw[] }): boolean =>
  inForce || flaws.some(({ column }) => column === 'IS_DELETED');

function codeIssues(location: string, code: string | null): IssueFact[] {
  if (!readCode(code).invalid) return [];
  return [
    {
      kind: 'CREDIT_CODE_INVALID',
      location,
      found: code,
      message: 'No valid code: the party goes by its name.',
      debtId: null,
    },
  ];
}

function anonymityIssues(
  kind: 'CREDITOR_UNIDENTIFIED' | 'DEBTOR_UNIDENTIFIED',
  location: string,
  party: Party,
): IssueFact[] {
  if (party.name !== '' || party.organisationCode !== null) return [];
  return [
    { kind, location, found: null, message: 'Neither name nor organisation code: a party of its own.', debtId: null },
  ];
}

function agencyCodeIssues({ contract, agencies }: ContractFile): IssueFact[] {
  if (agencies.length > 0) return [];
  const message = 'No budget unit has this agency code: the debtor goes by the code as its name.';
  return [
    {
      kind: 'DEBTOR_UNIDENTIFIED',
      location: contractLocation(contract),
      found: contract.agencyCode,
      message,
      debtId: null,
    },
  ];
}

/** A budget unit or a project that is not in the books, or of which every row is deleted. */
function referenceIssues({ contract, agencies, hasProject }: ContractFile): IssueFact[] {
  const missing = [
    ...(agencies.some(({ inForce }) => inForce) ? [] : [`AGENCY_CODE=${contract.agencyCode}`]),
    ...(hasProject ? [] : [`PRO_CODE=${contract.projectCode ?? ''}`]),
  ];
  return missing.length === 0
    ? []
    : [referenceIssue({ location: contractLocation(contract), debtId: null }, missing.join(' '))];
}

function payableIssues(payable: Payable, file: ContractFile, accounts: Accounts, today: Day): IssueFact[] {
  const account = accounts.get(payable);
  const row: IssueRow = { location: payableLocation(payable), debtId: account ? debtIdOf(payable) : null };
  const flaws = flawIssues(payable.flaws, row);
  const days = { DELIVER_DATE: wanted(payable.deliveredOn), DUE_DATE: payable.dueOn };
  if (account) return [...flaws, ...dateIssues(days, row, today), ...paymentIssues(account, row, today)];
  if (!isCreditNote(payable)) return flaws;
  return [
    ...flaws,
    ...dateIssues({ DELIVER_DATE: days.DELIVER_DATE }, row, today),
    ...creditNoteIssues(payable, file.payables),
  ];
}

/** A day that must be there: nothing is as wrong as anything else. */
const wanted = ({ typed, day }: TypedDay): TypedDay => ({ typed: typed ?? '', day });

/** A note on a payable that no longer counts, deleted or untrue, lowers nothing and is no issue. */
function creditNoteIssues(note: Payable, rows: readonly Payable[]): IssueFact[] {
  if (rows.some((row) => row.amount > 0n && haveSameBill(row, note))) return [];
  const message = `No payable of the contract has bill number ${note.billNo ?? '(none)'}: the credit note lowers nothing.`;
  return [
    {
      kind: 'CREDIT_NOTE_UNMATCHED',
      location: payableLocation(note),
      found: yuanOf(fenOfFine(note.amount)),
      message,
      debtId: null,
    },
  ];
}

function voucherIssues(voucher: Voucher, today: Day): IssueFact[] {
  const row: IssueRow = { location: `PAY_VOUCHER_BILL VOUCHER_ID=${voucher.id}`, debtId: null };
  const flaws = flawIssues(voucher.flaws, row);
  return isPaid(voucher) ? [...flaws, ...dateIssues({ PAY_DATE: voucher.paidOn }, row, today)] : flaws;
}
