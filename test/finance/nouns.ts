import type { Bundle, DebtFact } from '../../kit/fact.ts';
import { contractBundle } from '../../subgraphs/finance/facts/bundles.ts';
import type { Agency, Contract, ContractFile, Payable, Voucher } from '../../subgraphs/finance/model.ts';

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
  ...changes,
});

export const payable = (changes: Partial<Payable> = {}): Payable => ({
  id: 'p1',
  contractId: 'c1',
  billNo: 'FP-1',
  amount: 100_000n,
  deliveredOn: '2025-01-31',
  dueOn: null,
  wages: false,
  causeCode: null,
  cause: null,
  causeNote: null,
  disputed: false,
  verifyState: 'UNVERIFIED',
  inForce: true,
  ...changes,
});

export const creditNote = (changes: Partial<Payable> = {}): Payable =>
  payable({ id: 'n1', amount: -30_000n, deliveredOn: '2025-03-01', ...changes });

export const voucher = (changes: Partial<Voucher> = {}): Voucher => ({
  id: 'v1',
  payableId: 'p1',
  certificateNo: 'Z-1',
  amount: 40_000n,
  paidOn: '2025-02-10',
  status: 'PAID',
  fundingSource: 'FISCAL',
  ...changes,
});

/** What is not as usual about a contract and its rows; vouchers are those of payable p1. */
interface FileChanges extends Partial<Omit<ContractFile, 'vouchers'>> {
  vouchers?: Voucher[];
}

const file = ({ vouchers = [], ...changes }: FileChanges = {}): ContractFile => ({
  contract: contract(),
  agencies: [agency()],
  payables: [payable()],
  vouchers: new Map([['p1', vouchers]]),
  ...changes,
});

export const bundleOf = (changes: FileChanges = {}): Bundle => contractBundle(file(changes), TODAY);

export function onlyDebt(changes: FileChanges = {}): DebtFact {
  const [debt, ...others] = bundleOf(changes).debts;
  if (!debt || others.length > 0) throw new Error('wanted exactly one debt');
  return debt;
}
