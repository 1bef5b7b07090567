import { typedDayOf, type TypedDay } from '../../kit/rules/dates.ts';
import type { Bundle, DebtFact } from '../../kit/rules/fact.ts';
import { PLACES_BELOW_FEN } from '../../kit/rules/money.ts';
import { contractBundle } from '../../subgraphs/finance/facts/bundles.ts';
import type { Agency, Contract, ContractFile, Payable, Voucher } from '../../subgraphs/finance/model.ts';

/** Fen as rows of the books are read. */
export const fine = (fen: bigint): bigint => fen * 10n ** BigInt(PLACES_BELOW_FEN);

/** A day as it stands in a row. */
export const on = (text: string | null): TypedDay => typedDayOf(text);

/** The day on which the books of these tests stand. */
export const TODAY = '2025-06-30';

export const contract = (changes: Partial<Contract> = {}): Contract => ({
  id: 'c1',
  number: '达财采合〔2024〕015号',
  name: '办公设备采购',
  projectCode: null,
  agencyCode: '101001',
  supplierName: '蒙新商贸有限公司',
  supplierCode: '91350100M000100Y43',
  scale: 'SMALL',
  ownership: 'PRIVATE',
  category: 'GOODS',
  amount: 1_000_000n,
  signedOn: '2024-01-02',
  payTermDays: null,
  lateRate: null,
  inForce: true,
  flaws: [],
  ...changes,
});

export const agency = (changes: Partial<Agency> = {}): Agency => ({
  id: 'a1',
  code: '101001',
  name: '旗教育局',
  creditCode: '91110000802100433B',
  kind: 'GOVERNMENT',
  inForce: true,
  updatedAt: '2024-01-01 00:00:00',
  flaws: [],
  ...changes,
});

export const payable = (changes: Partial<Payable> = {}): Payable => ({
  id: 'p1',
  contractId: 'c1',
  billNo: 'FP-1',
  amount: fine(100_000n),
  shownAmount: 100_000n,
  deliveredOn: on('2025-01-31'),
  dueOn: on(null),
  wages: false,
  causeCode: null,
  cause: null,
  causeNote: null,
  disputed: false,
  verifyState: 'UNVERIFIED',
  inForce: true,
  flaws: [],
  ...changes,
});

export const creditNote = (changes: Partial<Payable> = {}): Payable =>
  payable({ id: 'n1', amount: fine(-30_000n), deliveredOn: on('2025-03-01'), ...changes });

export const voucher = (changes: Partial<Voucher> = {}): Voucher => ({
  id: 'v1',
  payableId: 'p1',
  certificateNo: 'Z-1',
  amount: fine(40_000n),
  shownAmount: 40_000n,
  paidOn: on('2025-02-10'),
  status: 'PAID',
  fundingSource: 'FISCAL',
  inForce: true,
  flaws: [],
  ...changes,
});

/** What is not as usual about a contract and its rows; vouchers are those of payable p1. */
interface FileChanges extends Partial<Omit<ContractFile, 'vouchers'>> {
  vouchers?: Voucher[];
}

const file = ({ vouchers = [], ...changes }: FileChanges = {}): ContractFile => ({
  contract: contract(),
  agencies: [agency()],
  hasProject: true,
  payables: [payable()],
  vouchers: new Map([['p1', vouchers]]),
  ...changes,
});

export const bundleOf = (changes: FileChanges = {}): Bundle => contractBundle('c1', file(changes), TODAY);

export function onlyDebt(changes: FileChanges = {}): DebtFact {
  const [debt, ...others] = bundleOf(changes).debts;
  if (!debt || others.length > 0) throw new Error('wanted exactly one debt');
  return debt;
}
