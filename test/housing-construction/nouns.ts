import type { Bundle, DebtFact } from '../../kit/fact.ts';
import { contractBundle } from '../../subgraphs/housing-construction/facts/contracts.ts';
import { unitFinder } from '../../subgraphs/housing-construction/facts/units.ts';
import type { Bill, BillPayment, Contract, Organisation, Project } from '../../subgraphs/housing-construction/model.ts';

export const TODAY = '2025-06-30';
export const NO_END = '9999-12-31';

/** A private enterprise where a test does not say otherwise. */
export const organisation = (id: string, changes: Partial<Organisation> = {}): Organisation => ({
  id,
  name: `单位${id}`,
  creditCode: null,
  kind: 'PRIVATE_ENTERPRISE',
  scale: null,
  mergedInto: null,
  deleted: false,
  ...changes,
});
export const OWNER = organisation('1', { name: '旗教育局', kind: 'GOVERNMENT' });
export const CONTRACTOR = organisation('2', { name: '蒙新建筑有限公司' });

const PROJECT: Project = {
  id: '10',
  projectNo: 'XM-10',
  name: '校舍改造',
  ownerId: '1',
  townCode: null,
  approvalNo: null,
  budget: null,
  startedOn: null,
  acceptedOn: null,
  settledOn: null,
};
const CONTRACT: Contract = {
  id: '100',
  contractNo: '工建〔2024〕 15号',
  financeContractNo: null,
  projectId: '10',
  contractorId: '2',
  kind: 'GENERAL_CONTRACTING',
  amount: 10_000_000n,
  signedOn: '2024-03-01',
  retentionMonths: null,
  dailyLateRate: null,
};
export const BILL: Bill = {
  id: '1000',
  contractId: '100',
  billNo: null,
  type: 'PROGRESS',
  amount: 100_000n,
  confirmedAt: '2025-01-31T12:00:00+08:00',
  confirmedOn: '2025-01-31',
  recordedDueOn: null,
  disputed: false,
  cause: null,
  recordedStatus: 'UNPAID',
  statusCode: '1',
};
export const payment = (id: string, paidOn: string, amount: bigint, reversed = false): BillPayment => ({
  id,
  billId: '1000',
  amount,
  paidAt: `${paidOn} 04:00:00`,
  paidOn,
  voucherNo: null,
  reversed,
});

/** What a test says otherwise of a confirmed bill for progress of 1000.00 yuan, its contract and its project. */
export interface Changes {
  bill?: Partial<Bill>;
  contract?: Partial<Contract>;
  project?: Partial<Project>;
  payments?: BillPayment[];
  organisations?: Organisation[];
}

/** The bundle of the contract with this bill. */
export function bundleOf({ bill, contract, project, payments = [], organisations = [OWNER, CONTRACTOR] }: Changes): Bundle {
  const bills = [{ bill: { ...BILL, ...bill }, payments }];
  return contractBundle(
    { contract: { ...CONTRACT, ...contract }, project: { ...PROJECT, ...project }, bills },
    unitFinder(organisations),
    TODAY,
  );
}

/** The debt of this bill. */
export function debtOf(changes: Changes): DebtFact {
  const [debt] = bundleOf(changes).debts;
  if (!debt) throw new Error('wanted a debt, got none');
  return debt;
}
