import { believed, FIRST_DAY, type Day } from '../../../kit/rules/dates.ts';
import { dueOf } from '../../../kit/rules/due.ts';
import type { DebtFact, FundingSource } from '../../../kit/rules/fact.ts';
import { partyKey, partyOf, readCode, type Party } from '../../../kit/rules/identity.ts';
import { fenOfFine, PLACES_BELOW_FEN, type Fen } from '../../../kit/rules/money.ts';
import { statesOf, type Account } from '../../../kit/rules/states.ts';
import { given, normalForm } from '../../../kit/rules/text.ts';
import type { Agency, Contract, ContractFile, Payable, Voucher } from '../model.ts';

/** The id of a payable's debt and record. */
export const debtIdOf = (payable: Payable): string => `finance:${payable.id}`;

/** Where an agency, a contract or a payable stands in the books: table and key. */
export const agencyLocation = (agency: Agency): string => `BAS_AGENCY_INFO AGENCY_ID=${agency.id}`;
/** See `agencyLocation`. */
export const contractLocation = (contract: Contract): string => `CT_CONTRACT_INFO CT_ID=${contract.id}`;
/** See `agencyLocation`. */
export const payableLocation = (payable: Payable): string => `AP_PAYABLE PAYABLE_ID=${payable.id}`;

/** A row that does not count, deleted or found untrue (不属实), is neither debt nor credit note. */
const counts = (payable: Payable): boolean => payable.inForce && payable.verifyState !== 'UNTRUE';
/** Whether a row of a contract in force is a debt (一笔账). */
const isDebt = (payable: Payable): boolean => counts(payable) && payable.amount > 0n;
/** Whether a row of a contract in force is a credit note (红字). */
export const isCreditNote = (payable: Payable): boolean => counts(payable) && payable.amount < 0n;

/** Whether two rows of one contract have the same bill number. */
export function haveSameBill(one: Payable, other: Payable): boolean {
  const bill = billKeyOf(one);
  return bill !== null && bill === billKeyOf(other);
}

function billKeyOf({ billNo }: Payable): string | null {
  return given(normalForm(billNo ?? ''));
}

/** The credit notes (红字) that lower a payable, among the rows of its contract. */
export function creditNotesOf(payable: Payable, rows: readonly Payable[]): Payable[] {
  return rows.filter((row) => isCreditNote(row) && haveSameBill(row, payable));
}

/** Whether a voucher is money paid: the bank has confirmed it. On which day may be unreadable. */
export const isPaid = ({ status, paidOn, inForce }: Voucher): boolean =>
  inForce && status === 'PAID' && paidOn.typed !== null;

/** Money paid by a voucher. */
interface Payment {
  paidOn: Day;
  amount: Fen;
  fundingSource: FundingSource | null;
  voucherNo: string;
}

/** The payments among vouchers up to a day. One whose day cannot be read has no place among them. */
export function paymentsUpTo(vouchers: readonly Voucher[], today: Day): Payment[] {
  return vouchers.filter(isPaid).flatMap(({ paidOn, amount, fundingSource, certificateNo }) => {
    const day = believed(paidOn.day, today);
    return day === null || day > today
      ? []
      : [{ paidOn: day, amount: fenOfFine(amount), fundingSource, voucherNo: certificateNo }];
  });
}

/** What tells which of an agency's rows stands for it. */
export type AgencyVersion = Pick<Agency, 'id' | 'inForce' | 'updatedAt'>;

/** Of the rows that an agency's code has had: the one in force, else the one that was updated last. */
export function currentAgency<Row extends AgencyVersion>(rows: readonly Row[]): Row | null {
  const rank = ({ inForce, updatedAt, id }: AgencyVersion): string => `${inForce ? 1 : 0} ${updatedAt} ${id}`;
  return rows.reduce<Row | null>((best, row) => (best === null || rank(row) > rank(best) ? row : best), null);
}

/** The debtor that an agency's row names. */
export function agencyParty(agency: Agency): Party {
  return partyOf(agency.name, readCode(agency.creditCode));
}

/** The creditor that a contract names. */
export function supplierParty(contract: Contract): Party {
  return partyOf(contract.supplierName, readCode(contract.supplierCode));
}

/** The debtor of a contract; where no agency has its agency code, that code stands for a name. */
function debtorOf({ contract, agencies }: ContractFile): Pick<DebtFact, 'debtor' | 'debtorKey' | 'debtorKind'> {
  const agency = currentAgency(agencies);
  const debtor = agency ? agencyParty(agency) : partyOf(contract.agencyCode, readCode(null));
  const location = agency ? agencyLocation(agency) : contractLocation(contract);
  return { debtor, debtorKey: partyKey(debtor, location), debtorKind: agency?.kind ?? 'OTHER' };
}

function creditorOf(contract: Contract): Pick<DebtFact, 'creditor' | 'creditorKey' | 'ownership' | 'scale'> {
  const creditor = supplierParty(contract);
  return {
    creditor,
    creditorKey: partyKey(creditor, contractLocation(contract)),
    ownership: contract.ownership,
    scale: contract.scale,
  };
}

/** Of each payable that counts, the movements of its amount and of what was paid on it. */
export type Accounts = ReadonlyMap<Payable, Account>;

export function accountsOf(file: ContractFile, today: Day): Accounts {
  return new Map(file.payables.filter(isDebt).map((payable) => [payable, accountOf(payable, file, today)]));
}

/** What has happened on a day that cannot be read has always happened. */
function accountOf(payable: Payable, { payables, vouchers }: ContractFile, today: Day): Account {
  const paid = (vouchers.get(payable.id) ?? []).filter(isPaid);
  return {
    incurredOn: believed(payable.deliveredOn.day, today),
    places: PLACES_BELOW_FEN,
    gross: payable.amount,
    creditNotes: creditNotesOf(payable, payables).map(({ deliveredOn, amount }) => ({
      on: believed(deliveredOn.day, today) ?? FIRST_DAY,
      value: -amount,
    })),
    payments: paid.map(({ paidOn, amount }) => ({ on: believed(paidOn.day, today) ?? FIRST_DAY, value: amount })),
  };
}

/** A payable that counts, as a debt (一笔账) in the common words. */
export function debtOf(payable: Payable, account: Account, file: ContractFile, today: Day): DebtFact {
  const debtor = debtorOf(file);
  const { incurredOn } = account;
  const terms = { incurredOn, recorded: believed(payable.dueOn.day, today), agreedDays: file.contract.payTermDays };
  return {
    id: debtIdOf(payable),
    ...debtor,
    ...creditorOf(file.contract),
    ...contractFactsOf(file.contract),
    billKey: billKeyOf(payable),
    recordedAmount: fenOfFine(payable.amount),
    wages: payable.wages,
    cause: payable.cause,
    causeNote: payable.causeNote,
    disputed: payable.disputed,
    verified: payable.verifyState === 'VERIFIED',
    incurredOn,
    ...dueOf({ ...terms, debtorKind: debtor.debtorKind }),
    arrearsLedger: false,
    states: statesOf(account),
    balances: null,
  };
}

type ContractFacts = Pick<DebtFact, 'contractNo' | 'contractName' | 'contractKeys' | 'category' | 'lateRate'>;

function contractFactsOf({ number, name, category, lateRate }: Contract): ContractFacts {
  const contractKeys = [normalForm(number)].filter((key) => key !== '');
  return { contractNo: given(number), contractName: given(name), contractKeys, category, lateRate };
}
