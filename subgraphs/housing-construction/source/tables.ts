import type {
  Bill,
  BillDocument,
  BillPayment,
  Contract,
  Deposit,
  Organisation,
  PlannedInstalment,
  Project,
} from '../model.ts';
import {
  billStatuses,
  billTypes,
  contractKinds,
  documentKinds,
  fundingNoteOf,
  fundingSourceOf,
  organisationKinds,
  scales,
} from './codes.ts';
import {
  code,
  day,
  flag,
  instant,
  money,
  optional,
  optionalMoney,
  optionalText,
  orElse,
  text,
  typedDay,
  typedText,
  whole,
} from './columns.ts';
import type { Table } from '../../../kit/source/table.ts';

/** What every table has that figures rest on. */
const kept = { deleted: flag('deleted'), changedAt: text('updated_at') };

export const organisations: Table<Organisation> = {
  name: 'hc_org',
  columns: {
    id: text('id'),
    name: text('name'),
    creditCode: typedText('credit_code'),
    kind: code('org_kind', organisationKinds),
    scale: code('scale', scales),
    mergedInto: optionalText('merged_into'),
    ...kept,
  },
};

export const projects: Table<Project> = {
  name: 'hc_project',
  columns: {
    id: text('id'),
    projectNo: text('project_no'),
    name: text('name'),
    ownerId: text('owner_org_id'),
    townCode: optionalText('town_code'),
    approvalNo: optionalText('approval_no'),
    budget: optionalMoney('budget_fen'),
    startedOn: day('started_at'),
    accepted: typedDay('accepted_at'),
    settledOn: day('settled_at'),
    ...kept,
  },
};

export const contracts: Table<Contract> = {
  name: 'hc_contract',
  columns: {
    id: text('id'),
    contractNo: text('contract_no'),
    financeContractNo: optionalText('finance_ct_no'),
    projectId: text('project_id'),
    contractorId: text('contractor_id'),
    kind: code('contract_kind', contractKinds),
    amount: optionalMoney('amount_fen'),
    signedOn: day('signed_on'),
    retentionMonths: whole('retention_months'),
    dailyLateRate: optionalText('late_rate_daily'),
    ...kept,
  },
};

export const bills: Table<Bill> = {
  name: 'hc_bill',
  columns: {
    id: text('id'),
    contractId: text('contract_id'),
    billNo: optionalText('bill_no'),
    type: code('bill_type', billTypes),
    amount: money('amount_fen'),
    confirmedAt: instant('confirmed_at'),
    confirmed: typedDay('confirmed_at'),
    recordedDue: typedDay('due_on'),
    disputed: flag('disputed'),
    cause: optionalText('cause'),
    recordedStatus: code('status', billStatuses),
    statusCode: text('status'),
    ...kept,
  },
};

export const payments: Table<BillPayment> = {
  name: 'hc_payment',
  columns: {
    id: text('id'),
    billId: text('bill_id'),
    amount: money('amount_fen'),
    paid: typedDay('paid_at'),
    voucherNo: optionalText('voucher_no'),
    reversed: flag('reversed'),
    ...kept,
  },
};

export const instalments: Table<PlannedInstalment> = {
  name: 'hc_repay_plan',
  columns: {
    id: text('id'),
    billId: text('bill_id'),
    seq: orElse(whole('seq'), 0),
    dueOn: day('due_on'),
    amount: optionalMoney('amount_fen'),
    fundingSource: optional(fundingSourceOf)('funding'),
    note: optional(fundingNoteOf)('funding'),
  },
};

export const documents: Table<BillDocument> = {
  name: 'hc_document',
  columns: {
    id: text('id'),
    billId: text('bill_id'),
    kind: orElse(code('kind', documentKinds), 'OTHER'),
    fileName: text('file_name'),
    sha256: optionalText('sha256'),
    uploadedAt: text('uploaded_at'),
  },
};

/** Read together with its contract and project, as `onlyStandingContracts` joins them. */
export const deposits: Table<Deposit> = {
  name: 'hc_deposit',
  columns: {
    id: text('id'),
    contractId: text('contract_id'),
    kind: text('kind'),
    amount: optionalMoney('amount_fen'),
    paidOn: day('paid_on'),
    returnedOn: day('returned_on'),
    signedOn: day('hc_contract.signed_on'),
    acceptedOn: day('hc_project.accepted_at'),
    retentionMonths: whole('hc_contract.retention_months'),
  },
};
