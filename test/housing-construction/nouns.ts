import { isDay } from '../../kit/rules/dates.ts';
import type { Bundle, DebtFact } from '../../kit/rules/fact.ts';
import { contractBundle } from '../../subgraphs/housing-construction/facts/contracts.ts';
import { unitFinder } from '../../subgraphs/housing-construction/facts/units.ts';
import type {
  Bill,
  BillPayment,
  Contract,
  Organisation,
  Project,
  TypedDay,
} from '../../subgraphs/housing-construction/model.ts';

export const TODAY = '2025-06-30';
export const NO_END = '9999-12-31';

/** A local day, or what is none; null: nothing stands there. */
export const typed = (text: string | null): TypedDay => ({
  typed: text,
  day: text !== null && isDay(text) ? text : null,
});

/** What every row has. */
const KEPT = { deleted: false, changedAt: '2025-01-01 00:00:00.000' };

/** A private enterprise where a test does not say otherwise. */
export const organisation = (id: string, changes: Partial<Organisation> = {}): Organisation => ({
  id,
  name: `单位${id}`,
  creditCode: null,
  kind: 'PRIVATE_ENTERPRISE',
  scale: null,
  mergedInto: null,
  ...KEPT,
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
  accepted: typed(null),
  settledOn: null,
  ...KEPT,
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
  ...KEPT,
};
export const BILL: Bill = {
  id: '1000',
  contractId: '100',
  billNo: null,
  type: 'PROGRESS',
  amount: 100_000n,
  confirmedAt: '2025-01-31T12:00:00+08:00',
  confirmed: typed('2025-01-31'),
  recordedDue: typed(null),
  disputed: false,
  cause: null,
  recordedStatus: 'UNPAID',
  statusCode: '1',
  ...KEPT,
};
export const payment = (id: string, paidOn: string, amount: bigint, reversed = false): BillPayment => ({
  id,
  billId: '1000',
  amount,
  paid: typed(paidOn),
  voucherNo: null,
  reversed,
  ...KEPT,
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
export function bundleOf({
  bill,
  contract,
  project,
  payments = [],
  organisations = [OWNER, CONTRACTOR],
}: Changes): Bundle {
  const rows = {
    contracts: [{ ...CONTRACT, ...contract }],
    projects: [{ ...PROJECT, ...project }],
    bills: [{ ...BILL, ...bill }],
  };
  return contractBundle({ id: '100', ...rows, payments }, unitFinder(organisations), TODAY);
}

/** The debt of this bill. */
export function debtOf(changes: Changes): DebtFact {
  const [debt] = bundleOf(changes).debts;
  if (!debt) throw new Error('wanted a debt, got none');
  return debt;
}
