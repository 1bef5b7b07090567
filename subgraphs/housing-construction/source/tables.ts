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
import { code, day, flag, instant, money, optional, optionalMoney, typedDay, whole } from './columns.ts';
import { holding, optionalText, orElse, text, typedText } from '../../../kit/source/columns.ts';
import { shapeOf } from '../../../kit/source/table-shape.ts';
import type { Table, Column } from '../../../kit/source/table.ts';

/** What every table has that figures rest on. */
const kept = { deleted: flag('deleted'), changedAt: holding('utcTime', text('updated_at')) };
const id = (name: string): Column<string> => holding('number', text(name));
/** 联系人 and 电话 of a unit: personal, and read by `contacts.ts` alone. */
export const organisationContact = { person: optionalText('contact'), phone: optionalText('phone') };

export const organisations: Table<Organisation> = {
  name: 'hc_org',
  columns: {
    id: id('id'),
    name: text('name'),
    creditCode: typedText('credit_code'),
    kind: code('org_kind', organisationKinds),
    scale: code('scale', scales),
    mergedInto: holding('number', optionalText('merged_into')),
    ...kept,
  },
  soughtBy: ['id', 'merged_into', 'updated_at'],
  also: Object.values(organisationContact),
};

export const projects: Table<Project> = {
  name: 'hc_project',
  columns: {
    id: id('id'),
    projectNo: text('project_no'),
    name: text('name'),
    ownerId: id('owner_org_id'),
    townCode: optionalText('town_code'),
    approvalNo: optionalText('approval_no'),
    budget: optionalMoney('budget_fen'),
    startedOn: day('started_at'),
    accepted: typedDay('accepted_at'),
    settledOn: day('settled_at'),
    ...kept,
  },
  soughtBy: ['id', 'owner_org_id', 'updated_at'],
};

export const contracts: Table<Contract> = {
  name: 'hc_contract',
  columns: {
    id: id('id'),
    contractNo: text('contract_no'),
    financeContractNo: optionalText('finance_ct_no'),
    projectId: id('project_id'),
    contractorId: id('contractor_id'),
    kind: code('contract_kind', contractKinds),
    amount: optionalMoney('amount_fen'),
    signedOn: day('signed_on'),
    retentionMonths: whole('retention_months'),
    dailyLateRate: holding('number', optionalText('late_rate_daily')),
    ...kept,
  },
  soughtBy: ['id', 'project_id', 'contractor_id', 'updated_at'],
};

export const bills: Table<Bill> = {
  name: 'hc_bill',
  columns: {
    id: id('id'),
    contractId: id('contract_id'),
    billNo: optionalText('bill_no'),
    type: code('bill_type', billTypes),
    amount: money('amount_fen'),
    confirmedAt: instant('confirmed_at'),
    confirmed: typedDay('confirmed_at'),
    recordedDue: typedDay('due_on'),
    disputed: flag('disputed'),
    cause: optionalText('cause'),
    recordedStatus: code('status', billStatuses),
    statusCode: holding('number', text('status')),
    ...kept,
  },
  soughtBy: ['id', 'contract_id', 'updated_at'],
};

export const payments: Table<BillPayment> = {
  name: 'hc_payment',
  columns: {
    id: id('id'),
    billId: id('bill_id'),
    amount: money('amount_fen'),
    paid: typedDay('paid_at'),
    voucherNo: optionalText('voucher_no'),
    reversed: flag('reversed'),
    ...kept,
  },
  soughtBy: ['bill_id', 'updated_at'],
};

export const instalments: Table<PlannedInstalment> = {
  name: 'hc_repay_plan',
  columns: {
    id: id('id'),
    billId: id('bill_id'),
    seq: orElse(whole('seq'), 0),
    dueOn: day('due_on'),
    amount: optionalMoney('amount_fen'),
    fundingSource: optional('text', fundingSourceOf)('funding'),
    note: optional('text', fundingNoteOf)('funding'),
  },
  soughtBy: ['bill_id'],
  also: [flag('cancelled')],
};

export const documents: Table<BillDocument> = {
  name: 'hc_document',
  columns: {
    id: id('id'),
    billId: id('bill_id'),
    kind: orElse(holding('text', code('kind', documentKinds)), 'OTHER'),
    fileName: text('file_name'),
    sha256: optionalText('sha256'),
    uploadedAt: holding('date', text('uploaded_at')),
  },
  soughtBy: ['bill_id'],
  also: [kept.deleted],
};

/** Read together with its contract and project, as `onlyStandingContracts` joins them. */
export const deposits: Table<Deposit> = {
  name: 'hc_deposit',
  columns: {
    id: id('id'),
    contractId: id('contract_id'),
    kind: text('kind'),
    amount: optionalMoney('amount_fen'),
    paidOn: day('paid_on'),
    returnedOn: day('returned_on'),
    signedOn: day('hc_contract.signed_on'),
    acceptedOn: day('hc_project.accepted_at'),
    retentionMonths: whole('hc_contract.retention_months'),
  },
  soughtBy: ['id', 'contract_id'],
  also: [kept.deleted],
};

/** All that is read of the books. */
export const shape = shapeOf([organisations, projects, contracts, bills, payments, instalments, documents, deposits]);
